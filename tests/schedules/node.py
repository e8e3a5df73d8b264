"""One life of a node: its machine, its ways to the stores, its offices. Placement, lease and fence are the server's own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from tests.schedules.database import Database, ModelStatements
from tests.schedules.laws import Laws
from tests.schedules.model_postgresql import ConnectionLost, ModelPostgreSQL
from tests.schedules.model_redis import ModelRedis
from tests.schedules.network import Link, Rates
from tests.schedules.owner import Owner
from tests.schedules.scheduler import Machine, Process

from madang_server.cluster.nodes import Node as Known
from madang_server.cluster.office_host import OfficeHost
from madang_server.cluster.redis_journal import JournalScripts
from madang_server.cluster.redis_link import RedisAway
from madang_server.cluster.redis_scripts import JournalRead, JournalWrite
from madang_server.faults import HeldElsewhere, OfficeLost, StorageFailed
from madang_server.revisions import newest_revision
from madang_server.store.fenced_writes import FencedWrites
from madang_server.store.lease import Lease
from madang_server.store.lease_steps import LeaseSteps
from madang_server.store.shards import Owners, Shard

CODE = newest_revision()
LOOK_EVERY_S = (0.5, 3.0)  # the server looks twice a second, and is held up now and then


@dataclass(frozen=True)
class Rules:
    """What is proven to be needed: a schedule without one of them breaks a law (test_schedules.py)."""

    statements: ModelStatements = field(default_factory=ModelStatements)
    prove: Callable[[Lease], None] = Lease.prove
    until_owned: bool = True


@dataclass(frozen=True)
class Shared:
    """What the nodes of a schedule have in common. `known`: what they know of each other."""

    database: ModelPostgreSQL
    redis: ModelRedis | None
    laws: Laws
    rules: Rules
    offices: Sequence[str]
    known: Callable[[], dict[str, Known]]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))  # for whatever needs one that nothing else has


class Lost:
    """As `asyncio.Event`, with somebody who is told."""

    def __init__(self, told: Callable[[], None]) -> None:
        self._told, self._is_set = told, False

    def is_set(self) -> bool:
        return self._is_set

    def set(self) -> None:
        if not self._is_set:
            self._is_set = True
            self._told()


class Scripts:
    """The port `JournalScripts`, for one office in the model."""

    def __init__(self, link: Link, redis: ModelRedis, office: str) -> None:
        self._link, self._redis, self._office = link, redis, office

    async def claim(self, epoch: int) -> int:
        return int(await self._ask(partial(self._redis.claim, self._office, epoch)))

    async def read(self) -> JournalRead:
        found: JournalRead = await self._ask(partial(self._redis.read, self._office))
        return found

    async def keep(self, epoch: int, number: int, write: JournalWrite) -> bytes:
        return bytes(await self._ask(partial(self._redis.keep, self._office, epoch, number, write)))

    async def epoch(self) -> int:
        return int(await self._ask(partial(self._redis.epoch, self._office)))

    async def close(self) -> None:
        """There is nothing to let go of."""

    def _ask(self, run: Callable[[], Any]) -> Any:
        return self._link.ask(lambda answer: answer(run(), None))


class Slot:
    """An office at this node, as `OfficeHost` has it: at work here, or elsewhere."""

    held_back = False

    def __init__(self, node: "Node", office: str) -> None:
        self.id = office
        self.owner: Owner | None = None
        self._node = node
        self._is_wanted = True
        self._process: Process | None = None

    @property
    def is_open(self) -> bool:
        return self.owner is not None and self.owner.is_open

    @property
    def is_busy(self) -> bool:
        return self._process is not None and not self._process.over

    @property
    def people(self) -> int:
        return 0 if self.owner is None else len(self.owner.sessions)

    def open(self, _address: str) -> None:
        if self.is_busy:
            return
        self._is_wanted = True
        self._process = self._node.machine.spawn(self._work())

    def hand_over(self) -> None:
        self._is_wanted = False
        if self.owner is not None:
            self.owner.end()

    async def _work(self) -> None:
        """As `OfficeSlot` does."""
        node = self._node
        try:
            lease = await node.steps.claim(self.id, watches=False, address=node.address)
        except (HeldElsewhere, StorageFailed):
            return
        owner = self.owner = Owner(node, lease)
        lease.lost = Lost(owner.end)  # type: ignore[assignment]  # as far as a lease uses it
        renewal = node.machine.spawn(node.steps.renew(lease))
        if not self._is_wanted:
            owner.end()
        try:
            await owner.work()
        except OfficeLost:
            node.laws.saw("offices lost")
        except StorageFailed:
            node.laws.saw("offices not opened")
        renewal.cancel()
        await node.steps.give_up(lease)
        lease.lost.set()
        self.owner = None


class Node:
    """From its start to its end."""

    def __init__(self, name: str, machine: Machine, around: Shared, rates: tuple[Rates, Rates]) -> None:
        """`rates`: of faults on the way to the database, and to Redis."""
        self.name, self.address = name, f"http://{name}"
        self.machine, self.laws, self.rules = machine, around.laws, around.rules
        self.numbers = around.numbers
        self.boot = f"{name} {machine.scheduler.now}"
        database, redis = around.database, around.redis
        self.to_database = Link(machine, rates[0], ConnectionLost, lambda: database.is_away)
        self.to_redis = Link(machine, rates[1], RedisAway, lambda: redis is None or redis.is_away)
        self.database = Database(self.to_database, database)
        self._redis = redis or ModelRedis(machine.scheduler)
        self.steps = LeaseSteps(
            statements=around.rules.statements,
            transaction=self.database.lease_transaction,
            clock=machine.clock,
            sleep=machine.sleep,
            owner=name,
            boot=self.boot,
            code=CODE,
            prove_new_enough=_is_new_enough,
            runs_out=True,
        )
        self.fenced = FencedWrites(around.rules.statements, Database.faults, Database.ours, machine.sleep)
        self.prove = around.rules.prove
        self.slots = [Slot(self, office) for office in around.offices]
        self.is_draining = False
        self.host = OfficeHost(
            store=self,  # type: ignore[arg-type]  # as far as the host uses it
            slots=self.slots,  # type: ignore[arg-type]
            node=name,
            address=self.address,
            nodes=around.known,
            asked_to_drain=lambda: self.is_draining,
            moved=lambda _office, _address: None,
            clock=machine.clock,
        )
        machine.spawn(self._look())

    async def _look(self) -> None:
        chance = self.machine.scheduler.chance
        while True:
            await self.host.turn()
            await self.machine.sleep(chance.uniform(*LOOK_EVERY_S))

    async def owners(self) -> Owners:
        """As `Store.owners`. All nodes have the same version."""
        found: list[Shard] = await self.database.read(self.database.model.look_at_all)
        return Owners(found, CODE, None)

    def scripts(self, office: str) -> JournalScripts:
        return Scripts(self.to_redis, self._redis, office)

    def owner_of(self, office: str) -> Owner | None:
        """Who serves it here; None: nobody does."""
        return next((slot.owner for slot in self.slots if slot.id == office and slot.is_open), None)

    def known(self) -> Known:
        offices = sum(slot.is_busy for slot in self.slots)
        return Known(
            id=self.name,
            address=self.address,
            boot=self.boot,
            pid=1,
            host=self.name,
            version="",
            since=0.0,
            offices=offices,
            draining=self.is_draining,
        )


async def _is_new_enough(_sql: object) -> None:
    """No node is too old for the database."""
