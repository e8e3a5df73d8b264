"""The node that has the office: its lease, as simply as possible, and its hosts. Who goes where is the server's own (hosts.py).

The owner whose lease is over closes the office at once; the real one lets people walk and talk on without a database (N9).
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tests.schedules.moves.links import Event
from tests.schedules.moves.side import Side, until

from madang_protocol.commands import Hello
from madang_protocol.messages import Done, Message, Office, Queue
from madang_server.cluster.hosting.guests import GuestBook
from madang_server.cluster.hosting.host_places import HostPlaces
from madang_server.cluster.hosting.hosts import Hosts
from madang_server.cluster.hosting.succession import JournalOwner, Succession
from madang_server.cluster.hosting.told_rooms import OfficeRooms
from madang_server.cluster.hosting.wire import Guest
from madang_server.cluster.redis_journal import RedisJournal
from madang_server.faults import OfficeLost
from madang_server.live.journal_turns import restored_from
from madang_server.store.shards import TTL_S

if TYPE_CHECKING:
    from tests.schedules.moves.node import Node

OFFICE = "main"
PEOPLE_MAX = 2
MARGIN_S, RENEW_EVERY_S, LOOK_EVERY_S = 1.0, 1.5, 0.5
PROMPT = 0.05


class SimpleOffice:
    """The office and what hosts need of it: it knows who is here, and keeps nothing."""

    def __init__(self, side: "OwnerSide") -> None:
        self._side = side
        self.here: dict[str, Guest] = {}

    async def arrive(self, hello: Hello, source: str | None = None) -> Guest:
        del source
        if not self._side.acts():
            raise OfficeLost(OFFICE)
        return self._is_here(str(hello.token))

    def _is_here(self, visitor: str) -> Guest:
        return self.here.setdefault(visitor, Guest(visitor, visitor, "plain", "en", "citizen"))

    def seen_as(self, visitor: Guest) -> Guest:
        return visitor

    def seating_of(self, visitor: Guest) -> None:
        del visitor

    async def state_of(self, visitor: Guest) -> list[Message]:
        del visitor
        return [Done(id="state-00")]

    async def notices_shown(self, visitor_id: str, numbers: Any) -> None:
        """There are none."""

    async def dropped(self, visitor_id: str) -> None:
        """Nobody talks with them."""

    async def left(self, visitor_id: str, *, on_purpose: bool = False) -> None:
        del on_purpose
        self.here.pop(visitor_id, None)

    def office_view(self) -> Office:
        return Office(services=[], counters=[])

    def queue_view(self, visitor: Guest) -> Queue:
        del visitor
        return Queue(tickets=[], cases=[])

    def known(self, visitor_id: str) -> Guest | None:
        return self.here.get(visitor_id)

    def passport_of(self, visitor: Guest) -> bytes:
        return visitor.id.encode()

    async def readmit(self, passport: bytes) -> Guest:
        return self._is_here(passport.decode())


class KnownHosts:
    """The pipeline of a `RedisLink`, as far as a succession uses it: which hosts there are."""

    def __init__(self, node: "Node") -> None:
        self._node = node
        self._asked: tuple[Any, ...] = ()

    @asynccontextmanager
    async def pipeline(self) -> AsyncIterator["KnownHosts"]:
        yield self

    def hgetall(self, _key: str) -> None:
        self._asked = ("all",)

    def hset(self, _key: str, *given: Any, mapping: dict[str, int] | None = None) -> None:
        self._asked = ("set", mapping or {given[0]: given[1]})

    def hdel(self, _key: str, boot: str) -> None:
        self._asked = ("del", boot)

    async def execute(self, _pipe: object) -> list[Any]:
        asked, hosts = self._asked, self._node.around.hosts
        found = await self._node.to_redis.ask(lambda answer: answer(_done(asked, hosts), None))
        return [found]


def _done(asked: tuple[Any, ...], hosts: dict[bytes, bytes]) -> dict[bytes, bytes]:
    if asked[0] == "set":
        hosts.update({boot.encode(): str(number).encode() for boot, number in asked[1].items()})
    elif asked[0] == "del":
        hosts.pop(asked[1].encode(), None)
    return dict(hosts)


class OwnerSide:
    """From its claim to its end: `run`."""

    def __init__(self, node: "Node", epoch: int, asked_at: float) -> None:
        self.node, self.epoch = node, epoch
        self.machine = node.machine
        self.is_open = self.ends = False
        self._held_until = asked_at + TTL_S - MARGIN_S
        self.side = Side(node.name, node.machine, "ws", acts=self.acts, numbers=node.around.numbers, gave=node.around.laws.gave)
        self.office = SimpleOffice(self)
        scheduler, any_redis, any_office = node.machine.scheduler, KnownHosts(node), self.office
        succession = Succession(
            office=OFFICE,
            redis=any_redis,  # type: ignore[arg-type]  # as far as it is used
            epoch=lambda: epoch,
            make_journal=lambda writer: RedisJournal(node.scripts(writer.office), writer),
            clock=node.machine.clock,
        )
        self.succession = succession
        places = HostPlaces(
            people_max=PEOPLE_MAX, node=node.name, nodes=node.around.known, invite=self._invite, clock=node.machine.clock
        )
        self.hosts = Hosts(
            office=any_office,  # type: ignore[arg-type]  # no commands are given
            places=places,
            succession=succession,
            tell=self._tell,
            clock=node.machine.clock,
            node=node.name,
            base="",
            tasks=self.side.tasks,
            guests=GuestBook(lambda: Event(scheduler)),
        )

    def acts(self) -> bool:
        return not self.ends and self.machine.clock() < self._held_until

    async def _invite(self, name: str) -> None:
        self.node.around.invite(name)

    @staticmethod
    async def _tell(_rooms: OfficeRooms) -> None:
        """Nobody looks."""

    async def run(self) -> None:
        journal = RedisJournal(self.node.scripts(OFFICE), JournalOwner(OFFICE, self.epoch))
        restored = await restored_from(journal)
        recipients = self.side.open(self.office, self.hosts, restored, journal)
        self.hosts.begin(recipients)
        self.is_open = True
        self.machine.spawn(self._renew())
        self.machine.spawn(self._look())
        await until(lambda: not self.acts(), self.machine, PROMPT)
        self.ends, self.is_open = True, False
        await self.hosts.close()
        await self.side.close()
        await self.node.around.rows.ask(self.node, lambda rows: rows.give_up(self.epoch))

    async def _look(self) -> None:
        await self.succession.begin()
        while not self.ends:
            await self.hosts.look()
            await self.machine.sleep(LOOK_EVERY_S)

    async def _renew(self) -> None:
        while not self.ends:
            asked_at = self.machine.clock()
            if await self.node.around.rows.ask(self.node, lambda rows: rows.renew(self.epoch)):
                self._held_until = max(self._held_until, asked_at + TTL_S - MARGIN_S)
            await self.machine.sleep(RENEW_EVERY_S)
