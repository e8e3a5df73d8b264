"""One life of a node: it looks who has the office, takes it when nobody has, and has rooms of it when it is asked to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.schedules.model_redis import ModelRedis
from tests.schedules.moves.host_side import HostSide
from tests.schedules.moves.laws import Laws
from tests.schedules.moves.links import Line, Machine
from tests.schedules.moves.owner_side import OwnerSide
from tests.schedules.moves.side import Side
from tests.schedules.network import Link, Rates
from tests.schedules.node import Scripts

from madang_protocol import Close
from madang_protocol.commands import Hello
from madang_server.cluster.hosting.host_steps import Owner
from madang_server.cluster.nodes import Node as Known
from madang_server.cluster.redis_journal import JournalScripts
from madang_server.cluster.redis_link import RedisAway
from madang_server.faults import StorageFailed
from madang_server.store.shards import TTL_S

if TYPE_CHECKING:
    from tests.schedules.moves.page import Socket

LOOK_EVERY_S = (0.3, 0.6)


class Row:
    """Who has the office: the row of the database, and its rules. Which node may have it is proven by other schedules."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.owner: str | None = None
        self.epoch = 0
        self.until = 0.0
        self.is_away = False

    def look(self) -> str | None:
        return self.owner if self._now() < self.until else None

    def claim(self, owner: str) -> int | None:
        if self._now() < self.until:
            return None
        self.owner, self.epoch, self.until = owner, self.epoch + 1, self._now() + TTL_S
        return self.epoch

    def renew(self, epoch: int) -> bool:
        if epoch != self.epoch:
            return False
        self.until = self._now() + TTL_S
        return True

    def give_up(self, epoch: int) -> None:
        if epoch == self.epoch:
            self.until = self._now()

    async def ask(self, node: "Node", do: Callable[["Row"], Any]) -> Any:
        """None: it did not answer."""
        try:
            return await node.to_database.ask(lambda answer: answer(do(self), None))
        except StorageFailed:
            return None


@dataclass
class Shared:
    """What the nodes of a schedule have in common."""

    rows: Row
    redis: ModelRedis
    laws: Laws
    known: Callable[[], dict[str, Known]]
    invite: Callable[[str], None]
    at: Callable[[str], "Node | None"]
    hosts: dict[bytes, bytes] = field(default_factory=dict)
    lines: dict[frozenset[str], Line] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def line(self, one: str, other: str) -> Line:
        return self.lines.setdefault(frozenset((one, other)), Line())


class Node:
    """From its start to its end."""

    def __init__(self, name: str, machine: Machine, around: Shared, rates: tuple[Rates, Rates]) -> None:
        self.name, self.machine, self.around = name, machine, around
        self.address = f"http://{name}"
        self.boot = f"{name}-{machine.scheduler.now:.6f}"
        self.to_database = Link(machine, rates[0], StorageFailed, lambda: around.rows.is_away)
        self.to_redis = Link(machine, rates[1], RedisAway, lambda: around.redis.is_away)
        self.is_draining = False
        self.found: Owner | None = None
        self.owner: OwnerSide | None = None
        self.host: HostSide | None = None
        machine.spawn(self._look())

    @property
    def hands_over(self) -> bool:
        """As `HostMeans.drains`: rooms here are wanted elsewhere."""
        return self.is_draining or self.owner is not None

    def scripts(self, office: str) -> JournalScripts:
        return Scripts(self.to_redis, self.around.redis, office)

    @property
    def sides(self) -> Iterator[Side]:
        yield from (side.side for side in (self.owner, self.host) if side is not None)

    async def _look(self) -> None:
        rows, machine = self.around.rows, self.machine
        while True:
            asked_at = machine.clock()
            looked = await rows.ask(self, lambda row: (row.look(),))
            if looked is not None:
                self.found = Owner(asked_at, looked[0])
                if looked[0] is None and self.owner is None and not self.is_draining:
                    await self._claim()
            if self.is_draining and self.owner is not None:
                self.owner.ends = True
            await machine.sleep(machine.scheduler.chance.uniform(*LOOK_EVERY_S))

    async def _claim(self) -> None:
        asked_at = self.machine.clock()
        epoch = await self.around.rows.ask(self, lambda row: row.claim(self.address))
        if epoch is not None:
            self.around.laws.saw("offices taken")
            self.owner = OwnerSide(self, epoch, asked_at)
            self.machine.spawn(self.owner.run(), self._owns_no_more)

    def _owns_no_more(self) -> None:
        self.owner = None

    def invited(self) -> None:
        """Be a host."""
        if self.host is None:
            self.host = HostSide(self)
            self.machine.spawn(self.host.run(), self._hosts_no_more)

    def _hosts_no_more(self) -> None:
        self.host = None

    def hello(self, socket: "Socket", hello: Hello, kind: str) -> None:
        """A page comes, by the path of the office's sockets or by that of rooms here."""
        side = self.owner if kind == "ws" else self.host
        if side is None or not side.is_open:
            socket.close(Close.GOING_AWAY)
        else:
            side.side.hello(socket, hello)

    def known(self) -> Known:
        owner, host = self.owner, self.host
        return Known(
            id=self.name,
            address=self.address,
            boot=self.boot,
            pid=1,
            host=self.name,
            version="",
            since=0.0,
            sessions=len(owner.side.sessions) if owner is not None else 0,
            hosted=len(host.side.sessions) if host is not None else 0,
            hosts_rooms=True,
            draining=self.is_draining,
        )
