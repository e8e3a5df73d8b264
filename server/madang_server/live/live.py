"""The live side put together: one constructor, one lifetime. Knows every part of it and the two places where they meet."""

import asyncio
import logging
from types import TracebackType
from typing import Any, Self

from prometheus_client import CollectorRegistry
from uvicorn.config import Config
from uvicorn.server import ServerState

from madang_server.environment import Environment
from madang_server.live.clock import TickClock
from madang_server.live.connections import ConnectionManager
from madang_server.live.gateway import Gateway
from madang_server.live.metrics import LiveMetrics
from madang_server.live.outbox import LiveOutbox
from madang_server.live.ports import OfficeService
from madang_server.live.room_dependencies import RoomDependencies, RoomMaker
from madang_server.live.room_directory import RoomDirectory
from madang_server.live.session import Session
from madang_server.live.settings import LiveSettings
from madang_server.live.socket import Socket
from madang_worlds import Plan, Room

_journal = logging.getLogger("madang.live")
FAREWELL_SECONDS_MAX = 5.0  # how long the office may take to finish what is under way


class Live:
    """Rooms, sessions and sockets of one server. Use it as an async context: inside it there are ticks."""

    def __init__(
        self,
        *,
        office: OfficeService,
        outbox: LiveOutbox,
        plans: dict[str, Plan],
        settings: LiveSettings,
        environment: Environment,
        registry: CollectorRegistry,
        make_room: RoomMaker = Room,
    ) -> None:
        self._office = office
        self._outbox = outbox
        self._plans = plans
        self._settings = settings
        self._environment = environment
        self._make_room = make_room
        self._sweeper: asyncio.TimerHandle | None = None
        self._open: tuple[ConnectionManager, Gateway, RoomDirectory] | None = None
        self.metrics = LiveMetrics(
            registry, {"connections": self._connections, "sessions": lambda: self.sessions, "rooms": self._rooms}
        )

    @property
    def ready(self) -> bool:
        """True while people may come in."""
        return self._open is not None and not self._open[0].draining

    @property
    def sessions(self) -> int:
        """How many people are here, those among them whose line is lost and who may come back."""
        return len(self._open[1].sessions) if self._open else 0

    def socket(self, config: Config, server_state: ServerState, app_state: dict[str, Any]) -> Socket:
        """What uvicorn's `ws` setting takes: makes the protocol of one connection."""
        assert self._open is not None, "uvicorn listens only after the lifespan has begun"
        return Socket(config, server_state, app_state, acceptor=self._open[0])

    async def __aenter__(self) -> Self:
        """Begin: from now on there are ticks."""
        loop = asyncio.get_running_loop()
        clock = TickClock(loop.time)
        dependencies = RoomDependencies(clock, self.metrics, self._make_room, self._environment.now, self._said_in_booth)
        rooms = RoomDirectory(self._plans, self._settings.default_place, dependencies)
        gateway = Gateway(
            office=self._office,
            rooms=rooms,
            clock=clock,
            tally=self.metrics.tally,
            settings=self._settings,
            new_key=self._environment.key,
        )
        self._open = ConnectionManager(gateway, self._settings, loop.time), gateway, rooms
        self._outbox.bind(gateway)
        self._sweep()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End: everybody out (SPEC S12), then no task and no timer is left."""
        assert self._open is not None
        connections, gateway, rooms = self._open
        connections.close()
        if self._sweeper is not None:
            self._sweeper.cancel()
        rooms.close()
        await gateway.close(FAREWELL_SECONDS_MAX)
        self._outbox.bind(None)
        self._open = None

    def _sweep(self) -> None:
        assert self._open is not None
        connections, gateway, _ = self._open
        try:
            connections.sweep()
            gateway.sweep()
        except Exception:  # noqa: BLE001 - the next look must come whatever happened in this one
            _journal.exception("looking at the deadlines failed")
        self._sweeper = asyncio.get_running_loop().call_later(self._settings.sweep_seconds, self._sweep)

    def _said_in_booth(self, session: Session, place: str, booth: str, text: str) -> None:
        if self._open is not None:
            self._open[1].said_in_booth(session, place, booth, text)

    def _connections(self) -> int:
        return len(self._open[0].sockets) if self._open else 0

    def _rooms(self) -> int:
        return sum(1 for _ in self._open[2].rooms) if self._open else 0
