"""Nobody is lost on the way to a host, whatever becomes of the host (SPEC N24)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from tests.live.live_server import Site, eventually, running
from tests.live.wire import WAIT_SECONDS, Client

from madang_protocol import codec
from madang_protocol import messages as m
from madang_protocol.commands import Hello
from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.guests import GuestBook
from madang_server.cluster.hosting.host_link import HostLink
from madang_server.cluster.hosting.host_moves import HostMoves
from madang_server.cluster.hosting.host_places import HostPlaces
from madang_server.cluster.hosting.link import Link
from madang_server.cluster.hosting.right import HostingGrant
from madang_server.faults import StorageFailed
from madang_server.live.command_queue import TaskSupervisor
from madang_server.live.elsewhere import NowhereElse
from madang_server.live.notifications import Recipients

TOLD = m.Notice(code="no_booth")


class Scene:
    """An owner whose office is full with one, and the other end of the link to its only host, which is the test."""

    def __init__(self, site: Site, link: Link, host: "Host") -> None:
        self.site, self.host, self.guests, self.tasks = site, host, GuestBook(), TaskSupervisor()
        self.office: Any = SimpleNamespace(passport_of=lambda _: b"", known=lambda _: None)
        grant = HostingGrant(asyncio.get_running_loop().time, asyncio.get_running_loop().time())
        self.link = HostLink(SimpleNamespace(office=self.office, tasks=self.tasks), grant)  # type: ignore[arg-type]
        self.link.node = self.link.boot = "b"
        self.link.begin(link)
        parts = site.live.parts
        assert parts is not None

        async def invite(node: str) -> None:
            raise AssertionError(node)

        self.moves = HostMoves(
            office=self.office,
            here=Recipients(parts.sessions, parts.board, parts.rooms, NowhereElse()),
            hosts={"b": self.link},
            guests=self.guests,
            places=HostPlaces(people_max=1, node="a", nodes=dict, invite=invite, clock=asyncio.get_running_loop().time),
            tasks=self.tasks,
            awaits_hosts=lambda: False,
            node="a",
            base="",
        )


class Host:
    """The other end: questions wait until the test answers them."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[tuple[wire.AnyRecord, Callable[[wire.Record], None]]] = asyncio.Queue()

    def came(self, record: wire.AnyRecord, answer: Callable[[wire.Record], None]) -> None:
        self.asked.put_nowait((record, answer))

    def lost(self, link: Link) -> None:
        """It is over."""

    async def next(self) -> tuple[wire.AnyRecord, Callable[[wire.Record], None]]:
        async with asyncio.timeout(WAIT_SECONDS):
            return await self.asked.get()


class Database:
    """Of an office whose first question it does not answer."""

    def __init__(self) -> None:
        self._asked = 0

    async def state_of(self, visitor: Any) -> list[m.Message]:
        del visitor
        self._asked += 1
        if self._asked == 1:
            raise StorageFailed("away")
        return [TOLD]


@asynccontextmanager
async def owner() -> AsyncIterator[Scene]:
    host, loop = Host(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Link(host), "127.0.0.1", 0)
    async with server, running() as site:
        _, link = await loop.create_connection(lambda: Link(host), *server.sockets[0].getsockname())
        scene = Scene(site, link, host)
        yield scene
        await scene.tasks.finish(5.0)
        link.close()


async def test_N24_who_comes_back_from_a_full_host_is_told_what_was_told_on_the_way() -> None:
    async with owner() as scene:
        client, _ = await Client.enter(scene.site.url, name="Mina")
        visitor = client.welcome.visitor
        assert scene.moves.moves(scene.site.session(visitor), "annex", "lobby")
        _, answer = await scene.host.next()
        scene.guests.tell(visitor, TOLD)
        answer(wire.Seated(None))
        for _ in range(2):
            _, answer = await scene.host.next()
            answer(wire.Seated(None))
        assert (await client.until_closed())[0] == 4503
        back = await Client.open(scene.site.url)
        welcome = await back.greet(session=client.welcome.session, seen=client.seen, token=client.welcome.token)
        back.seen = client.seen
        assert welcome.resumed
        assert (await back.until(m.Notice)).code == TOLD.code
        assert len(scene.guests) == 0


async def test_N24_a_fault_on_the_way_leaves_nobody_waiting_for_who_never_comes() -> None:
    async with owner() as scene:
        client, _ = await Client.enter(scene.site.url, name="Mina")
        visitor = scene.site.session(client.welcome.visitor).visitor
        scene.site.live.parts.sessions.moves.depart(visitor.id)
        del scene.office.passport_of
        await Client.enter(scene.site.url, name="First")  # so that the office is full
        with pytest.raises(AttributeError):
            await scene.moves.way_of(visitor, Hello(versions=[1]), "court")
        scene.office.passport_of = lambda _: b""
        again = asyncio.create_task(scene.moves.way_of(visitor, Hello(versions=[1]), "court"))
        _, answer = await scene.host.next()
        answer(wire.Seated("a-seat"))
        way = await again
        assert way is not None
        assert (way.path, way.seat) == ("/n/b/rooms", "a-seat")


async def test_N27_people_at_a_host_are_told_everything_once_the_database_answers() -> None:
    async with owner() as scene:
        scene.office.known, scene.office.state_of = lambda _: object(), Database().state_of
        await scene.link.tell_all(["mina"])
        record, _ = await scene.host.next()
        assert record == wire.Tell("mina", codec.encode(TOLD))


async def test_N24_who_is_brought_twice_is_there_once() -> None:
    async with running() as site, running() as other:
        client, _ = await Client.enter(site.url, name="Mina")
        session = site.session(client.welcome.visitor)
        gone = site.live.parts.sessions.moves.depart(session.visitor.id)
        moves = other.live.parts.sessions.moves
        for _ in range(2):
            moves.come(session.visitor, gone.session, room="court-7")
        await eventually(lambda: other.live.session_count == 1)
        assert len(other.room("court-7").sessions) == 1
