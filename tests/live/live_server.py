"""A real server for tests of the live side: uvicorn with our sockets, two small places, and the office in memory."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import uvicorn
from prometheus_client import CollectorRegistry, generate_latest
from starlette.applications import Starlette
from tests.live.memory_office import MemoryOffice
from tests.live.wire import cut_all

from madang_server.bounded_http import BoundedHttp
from madang_server.environment import Environment
from madang_server.listening_port import take_port
from madang_server.live import Journal, Live, LiveSettings, SessionNotifier
from madang_server.live.office_sockets import OfficeSockets
from madang_server.live.room_actor import RoomActor
from madang_server.live.session import Session
from madang_worlds import Area, Booth, CounterSpot, Door, Plan, Rect, Room

TILE = 32 * 8
SIDE = 40


def point(column: int, row: int) -> tuple[int, int]:
    """The middle of a tile, as a foot point."""
    return column * TILE + TILE // 2, row * TILE + TILE // 2


SEATS = (point(13, 13), point(14, 13))  # of the counter: for those who wait


def area(name: str, column: int, row: int, width: int, height: int) -> Area:
    """A rectangle of tiles."""
    return Area(name, Rect(column * TILE, row * TILE, width * TILE, height * TILE))


def plans(*, capacity: int = 50, annex_capacity: int = 50) -> dict[str, Plan]:
    """An open court with a door to a small annex, a booth and a silent corner."""
    blocked = np.zeros((SIDE, SIDE), np.bool_)
    blocked[:, 0] = blocked[:, -1] = blocked[0] = blocked[-1] = True
    blocked[10, 2:6] = True
    entries = {"": [point(5, 5)], "far": [point(35, 35)], "quiet": [point(31, 3)], "talk": [point(21, 3)], "sill": [point(9, 5)]}
    court = Plan.bare(
        blocked,
        "court",
        capacity=capacity,
        entries=entries,
        doors={
            "east": Door("east", "annex", "lobby", area("east", 11, 4, 1, 3)),
            "abroad": Door("abroad", "moon", "", area("abroad", 1, 30, 2, 2), closed=True),
        },
        counters={"one": CounterSpot("one", {"ko": "하나", "en": "One"}, ("talk",), point(7, 7), point(7, 5), SEATS)},
        booths={"blue": Booth("blue", {"ko": "파랑", "en": "Blue"}, 2, (point(20, 3), point(22, 3)), area("blue", 20, 2, 3, 3))},
        seats={"bench": point(6, 6)},
        silent=(area("library", 30, 2, 3, 3),),
    )
    small = np.zeros((12, 12), np.bool_)
    annex = Plan.bare(small, "annex", capacity=annex_capacity, entries={"": [point(2, 2)], "lobby": [point(6, 6)]})
    return {"court": court, "annex": annex}


async def eventually(holds: Callable[[], object]) -> None:
    """Wait until this holds; only a broken server makes it give up."""
    async with asyncio.timeout(300):
        while not holds():  # noqa: ASYNC110 - what is waited for is the server's own state, which rings no bell
            await asyncio.sleep(0.01)


@dataclass
class Site:
    """A running server."""

    url: str
    live: Live
    office: MemoryOffice
    notifier: SessionNotifier
    server: uvicorn.Server
    registry: CollectorRegistry

    def metric(self, name: str) -> float:
        """The sum of one metric's samples."""
        families = [family for family in self.registry.collect() if family.name == name]
        return sum(sample.value for family in families for sample in family.samples if not sample.name.endswith("_created"))

    def session(self, visitor_id: str) -> Session:
        """The server's own side of one visitor's stay."""
        assert self.live.parts is not None
        return self.live.parts.sessions.sessions[visitor_id]

    def room(self, key: str) -> RoomActor:
        """A room at work."""
        assert self.live.parts is not None
        return next(actor for actor in self.live.parts.rooms.rooms if actor.key == key)

    def page(self) -> str:
        """The metrics as Prometheus reads them."""
        return generate_latest(self.registry).decode()


@asynccontextmanager
async def running(
    *,
    places: dict[str, Plan] | None = None,
    room: type[Room] = Room,
    grace_seconds: int = 2,
    http: Any = BoundedHttp,
    office: MemoryOffice | None = None,
    journal: Callable[[], Journal] | None = None,
    **settings: Any,
) -> AsyncIterator[Site]:
    """A server on a free port of this machine, for as long as the block lasts. `office`: what another server's office knew."""
    notifier, registry = SessionNotifier(), CollectorRegistry()
    office = MemoryOffice(notifier) if office is None else replace(office, notifier=notifier)
    live = Live(
        office=office,
        notifier=notifier,
        plans=places or plans(),
        settings=LiveSettings(**{"default_place": "court", "sweep_seconds": 0.05} | settings),
        environment=Environment(),
        registry=registry,
        journal=journal,
        make_room=room,
    )
    listener = take_port("127.0.0.1", 0)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with live:
            yield

    config = uvicorn.Config(
        Starlette(lifespan=lifespan),
        ws=OfficeSockets({live.path: live}),  # type: ignore[arg-type]  # as in listener.py
        http=http,
        log_config=None,
        timeout_graceful_shutdown=grace_seconds,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await eventually(lambda: server.started)
    port = listener.getsockname()[1]
    try:
        yield Site(f"ws://127.0.0.1:{port}/ws", live, office, notifier, server, registry)
    finally:
        server.should_exit = True
        await serving
        cut_all()
        await asyncio.sleep(0)
