"""The live side put together: one constructor, one lifetime. Knows every part of it and where they meet.

How a frame reaches a screen:

1. `Socket` (socket.py) parses WebSocket frames. A whole binary message goes to the `Connection` (connection.py), which lets the
   table of `ConnectionState` and the rates of SPEC W8 decide whether it may come now.
2. `hello` goes to `SessionLifecycle` (session_lifecycle.py): takeover, resume or a fresh session. A `Session` (session.py)
   outlives its connections; it holds the reliable lane, the room and the flow.
3. Durable commands wait in the session's `CommandQueue` for the office, one at a time; alarms wait beside the others.
   `move`, `go` and `say` go to the `RoomActor`.
4. A room actor (room_actor.py) runs one `madang_worlds.Room`: at each tick of 50 ms it advances the room, delivers speech, and
   at every publishing tick encodes each changed cell once. `Fanout` (fanout.py) joins cells to the views that see them and
   writes the same bytes to every session in the view.
5. What the volatile lane writes follows the session's flow: a reader that is behind is skipped, and gets everything whole
   afterwards (SPEC R10). What the reliable lane writes is numbered, kept until acknowledged, and replayed after a drop (SPEC
   S5, W9).
6. What the office says comes the other way: `SessionNotifier` (notifications.py) finds the session, the board or the room.
7. With a journal (journal.py), sessions outlive this server: what changed is written beside everything else, and read by the
   server that has the office next (SPEC S22, S23).

Nothing here waits for the disk: the office is behind the port `Office` (ports.py), and a slow office makes queues of commands
alone.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Self

import structlog
from prometheus_client import CollectorRegistry

from madang_server.environment import Environment
from madang_server.live.board import Board
from madang_server.live.clock import TickClock
from madang_server.live.connections import ConnectionManager
from madang_server.live.elsewhere import NowhereElse, RoomsElsewhere
from madang_server.live.heard_lines import HeardLines
from madang_server.live.journal_reader import Restored
from madang_server.live.journal_turns import restored_from
from madang_server.live.journal_writer import JournalWriter
from madang_server.live.metrics import LiveMetrics
from madang_server.live.notifications import Recipients, SessionNotifier
from madang_server.live.patience import Patience
from madang_server.live.ports import Journal, Office, V
from madang_server.live.room_dependencies import RoomDependencies, RoomMaker, SpokenInBooth
from madang_server.live.room_directory import RoomDirectory
from madang_server.live.session import Session
from madang_server.live.session_lifecycle import SessionLifecycle
from madang_server.live.settings import LiveSettings
from madang_server.tracing import Tracing
from madang_worlds import Plan, Room

_log = structlog.get_logger()
FAREWELL_SECONDS_MAX = 5.0  # how long the office may take to finish what is under way


@dataclass(frozen=True, slots=True)
class Parts(Generic[V]):
    """What is at work between the beginning and the end of the live side."""

    connections: ConnectionManager
    sessions: SessionLifecycle[V]
    rooms: RoomDirectory
    board: Board[V]
    writer: JournalWriter | None


class Live(Generic[V]):
    """Rooms, sessions and sockets of one server. Use it as an async context: inside it there are ticks."""

    def __init__(
        self,
        *,
        office: Office[V],
        notifier: SessionNotifier,
        plans: dict[str, Plan],
        settings: LiveSettings,
        environment: Environment,
        registry: CollectorRegistry,
        journal: Callable[[], Journal] | None = None,
        tracing: Tracing | None = None,
        elsewhere: RoomsElsewhere | None = None,
        make_room: RoomMaker = Room,
        held: Callable[[], bool] = lambda: True,
    ) -> None:
        """`journal` opens where sessions are kept for the server that has the office next; None: they end with this one.

        `elsewhere`: rooms of the office at other nodes; None: there are none. `held`: whether rooms may go on here now.
        """
        self._office = office
        self._make_journal = journal
        self._tracing = tracing
        self._notifier = notifier
        self._plans = plans
        self._settings = settings
        self._environment = environment
        self._make_room = make_room
        self._held = held
        self._elsewhere: RoomsElsewhere = elsewhere or NowhereElse()
        self._sweeper: asyncio.TimerHandle | None = None
        self.parts: Parts[V] | None = None
        self.metrics = LiveMetrics(
            registry, {"connections": self._connection_count, "sessions": lambda: self.session_count, "rooms": self._room_count}
        )

    @property
    def ready(self) -> bool:
        """True while people may come in."""
        return self.parts is not None and not self.parts.connections.draining

    @property
    def session_count(self) -> int:
        """How many people are here, those among them whose connection is lost and who may come back."""
        return len(self.parts.sessions.sessions) if self.parts else 0

    @property
    def path(self) -> str:
        """Where its sockets are taken."""
        return self._settings.path

    async def __aenter__(self) -> Self:
        """Begin: from now on there are ticks, and the office reaches people."""
        store = self._make_journal() if self._make_journal is not None else None
        restored = await restored_from(store) if store is not None else Restored()
        self.parts = parts = self._construct(asyncio.get_running_loop(), restored, store)
        if parts.writer is not None:
            parts.writer.start()
        recipients = Recipients(parts.sessions, parts.board, parts.rooms, self._elsewhere)
        self._notifier.attach(recipients)
        self._elsewhere.attach(recipients)
        self._sweep()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End: everybody out (SPEC S12), then no task and no timer is left."""
        assert self.parts is not None
        parts = self.parts
        await self._elsewhere.close()
        parts.connections.close()
        if self._sweeper is not None:
            self._sweeper.cancel()
        parts.rooms.close()
        parts.board.close()
        await parts.sessions.close(FAREWELL_SECONDS_MAX)
        if parts.writer is not None:
            await parts.writer.close()  # where everybody was, for the server that is next
        self._notifier.attach(None)
        self.parts = None

    def _construct(self, loop: asyncio.AbstractEventLoop, restored: Restored, store: Journal | None) -> Parts[V]:
        clock = TickClock(loop.time)
        heard = HeardLines(self._environment.now)
        dependencies = RoomDependencies(
            clock,
            self.metrics,
            self._make_room,
            self._environment.now,
            self._said_in_booth,
            heard.add,
            self._settings.base,
            self._held,
        )
        rooms = RoomDirectory(
            self._plans, self._settings.default_place, dependencies, self._elsewhere, keeps_first=self._settings.kind == "ws"
        )
        here: dict[str, Session[V]] = {}
        board = Board(self._office, here.values)
        sessions = SessionLifecycle(
            office=self._office,
            rooms=rooms,
            board=board,
            sessions=here,
            clock=clock,
            tally=self.metrics.tally,
            settings=self._settings,
            new_key=self._environment.key,
            new_secret=self._environment.secret,
            elsewhere=self._elsewhere,
            heard=heard.of,
            patience=Patience(loop.time, self._environment.entropy, self.metrics.tally, seconds_max=self._settings.delay_seconds),
            restored=restored,
            tracing=self._tracing,
        )
        writer = JournalWriter(sessions.memory.journal, store) if store is not None else None
        return Parts(ConnectionManager(sessions, self._settings, loop.time), sessions, rooms, board, writer)

    def _sweep(self) -> None:
        assert self.parts is not None
        try:
            self.parts.connections.sweep()
            self.parts.sessions.sweep()
        except Exception:  # noqa: BLE001 - the next look must come whatever happened in this one
            _log.exception("looking at the deadlines failed")
        self._sweeper = asyncio.get_running_loop().call_later(self._settings.sweep_seconds, self._sweep)

    def _said_in_booth(self, spoken: SpokenInBooth) -> bool:
        return self.parts is not None and self.parts.sessions.said_in_booth(spoken)

    def _connection_count(self) -> int:
        return len(self.parts.connections.sockets) if self.parts else 0

    def _room_count(self) -> int:
        return sum(1 for _ in self.parts.rooms.rooms) if self.parts else 0
