"""The two notifiers that the office is handed: the live side's, on a running server, and the one that tests record with."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from tests.live.live_server import Site, eventually, plans, running
from tests.live.wire import Client
from tests.server.office_site import RecordingNotifier

from madang_protocol import messages as m
from madang_server.notifier import Notifier

PLACE, BOOTH, COUNTER = "court", "blue", "one"


@dataclass(frozen=True)
class Reach:
    """A notifier, and what a test sees of the people it is to reach."""

    notifier: Notifier
    come: Callable[[], Awaitable[str]]  # somebody new is here: the visitor's id
    heard: Callable[[str, int], Awaitable[list[m.Message]]]  # the first so many notices that this visitor got
    seated: Callable[[str, str], Awaitable[None]]  # wait until these two are in the booth
    rename: Callable[[str], Awaitable[None]]  # the office sees them otherwise, and has told nobody
    seen_anew: Callable[[str], Awaitable[None]]  # wait until others are shown them anew
    dismissed: Callable[[str], Awaitable[None]]  # wait until their session is over
    fill_the_place: Callable[[], Awaitable[None]]  # a second room of it opens


@asynccontextmanager
async def recording() -> AsyncIterator[Reach]:
    notifier = RecordingNotifier()
    people: list[str] = []

    async def come() -> str:
        people.append(f"visitor-{len(people)}")
        return people[-1]

    async def heard(visitor: str, count: int) -> list[m.Message]:
        return [message for to, message in notifier.said if to == visitor and isinstance(message, m.Notice)][:count]

    async def seated(one: str, other: str) -> None:
        assert any({one, other} <= set(visitors) and booth == BOOTH for visitors, booth, _ in notifier.seated)

    async def rename(_visitor: str) -> None: ...

    async def seen_anew(visitor: str) -> None:
        assert visitor in notifier.seen_anew

    async def dismissed(visitor: str) -> None:
        assert visitor in notifier.dismissed

    async def fill_the_place() -> None:
        notifier.rooms[PLACE] = 2

    yield Reach(notifier, come, heard, seated, rename, seen_anew, dismissed, fill_the_place)


@asynccontextmanager
async def on_a_server() -> AsyncIterator[Reach]:
    async with running(places=plans(capacity=4)) as site:
        yield _reach(site, {})


def _reach(site: Site, clients: dict[str, Client]) -> Reach:
    async def come() -> str:
        client, _ = await Client.enter(site.url)
        assert client.welcome is not None
        clients[client.welcome.visitor] = client
        return client.welcome.visitor

    async def heard(visitor: str, count: int) -> list[m.Message]:
        return [await clients[visitor].until(m.Notice) for _ in range(count)]

    async def seated(one: str, other: str) -> None:
        room, slots = site.room(PLACE).room, {site.session(visitor).slot for visitor in (one, other)}
        await eventually(lambda: set(room.in_booth(BOOTH)) == slots)

    async def rename(visitor: str) -> None:
        site.office.profiles[visitor] = replace(site.session(visitor).visitor, name="Another")

    async def seen_anew(visitor: str) -> None:
        await eventually(lambda: site.session(visitor).visitor.name == "Another")

    async def dismissed(visitor: str) -> None:
        code, _ = await clients[visitor].until_closed()
        assert code == 4403
        await eventually(lambda: visitor in site.office.gone)

    async def fill_the_place() -> None:
        await asyncio.gather(*(come() for _ in range(5)))

    return Reach(site.notifier, come, heard, seated, rename, seen_anew, dismissed, fill_the_place)
