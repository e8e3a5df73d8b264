"""The live side of a node in virtual time: sessions, seats, moves and journal are the server's own (live.py, without sockets).

A node has one as the owner of the office, and one as a host (owner_side.py, host_side.py).
"""

from collections.abc import Awaitable, Callable, Coroutine
from itertools import count
from typing import Any, TypeVar

from tests.schedules.moves.links import Machine
from tests.schedules.moves.page import Socket
from tests.schedules.moves.rooms import Directory
from tests.schedules.scheduler import Process

from madang_protocol import Close
from madang_protocol.commands import Hello, Say
from madang_protocol.messages import Done
from madang_server.cluster.hosting.link import LinkLost
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.live.clock import TickClock
from madang_server.live.command_queue import TaskSupervisor
from madang_server.live.journal_reader import Restored
from madang_server.live.journal_turns import JournalTurns
from madang_server.live.metrics import Tally
from madang_server.live.node_ways import NodeWays
from madang_server.live.notifications import Recipients
from madang_server.live.ports import Journal
from madang_server.live.said_words import Begun
from madang_server.live.session_lifecycle import SessionLifecycle
from madang_server.live.settings import LiveSettings

T = TypeVar("T")
ASKS_AGAIN_S, PATIENCE_S = 0.2, 9.0
WRITES_EVERY_S = 0.05


class Tasks(TaskSupervisor):
    """Processes of a machine."""

    def __init__(self, machine: Machine) -> None:
        super().__init__()
        self._machine = machine

    def start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        del name
        self._machine.spawn(_guarded(work))

    async def finish(self, seconds_max: float) -> None:
        """What is under way goes on: it finds that nobody is here."""


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except (StorageFailed, LinkLost):
        return


class Patience:
    """As the live side's, without its random waits."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._has_ended = False

    def end(self) -> None:
        self._has_ended = True

    def ask_soon(self) -> None:
        """Who waits asks often as it is."""

    async def ask(self, question: Callable[[], Awaitable[T]], socket: Any) -> T:
        given_up_at = self._machine.clock() + PATIENCE_S
        while True:
            try:
                return await question()
            except OfficeLost:
                raise
            except StorageFailed:
                if self._has_ended or not socket.open or self._machine.clock() >= given_up_at:
                    raise
            await self._machine.sleep(ASKS_AGAIN_S)


class Board:
    """Nobody reads it."""

    def __init__(self) -> None:
        self.office = self.queues = self

    def ask(self) -> None:
        """Nothing is told."""

    def show(self, _session: object) -> None:
        """Nothing is shown."""


class Connection:
    """As the live side's, as far as its lifecycle uses it."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket

    def welcomed(self, _session: object, _now: float) -> None:
        """Commands come by the side."""


class Side:
    """`kind`: the end of the path at which sockets are taken. `acts`: whether people may be served here now."""

    def __init__(
        self,
        name: str,
        machine: Machine,
        kind: str,
        *,
        acts: Callable[[], bool],
        numbers: "count[int]",
        gave: Callable[[str], None],
    ) -> None:
        """`gave` is told each seat that is given."""
        self._gave = gave
        self.name, self.machine, self.kind, self.acts = name, machine, kind, acts
        self._numbers = numbers
        self._writer: Process | None = None
        self._ends = False
        self.sessions: dict[str, Any] = {}
        self.tasks = Tasks(machine)

    def open(self, office: Any, elsewhere: Any, restored: Restored, journal: Journal) -> Recipients:
        """Begin. Returns what is here."""
        any_board: Any = Board()
        any_patience: Any = Patience(self.machine)
        self.rooms = Directory(elsewhere, keeps_first=self.kind == "ws")
        self.lifecycle: SessionLifecycle[Any] = SessionLifecycle(
            office=office,
            rooms=self.rooms,
            board=any_board,
            sessions=self.sessions,
            clock=TickClock(self.machine.clock),
            tally=Tally(),
            settings=LiveSettings(self.rooms.default_place, node=self.name, ways=NodeWays(routed=True), kind=self.kind),
            new_key=lambda: f"key-{next(self._numbers):020d}",
            new_secret=self._new_seat,
            patience=any_patience,
            elsewhere=elsewhere,
            restored=restored,
            tasks=self.tasks,
        )
        self._turns = JournalTurns(self.lifecycle.memory.journal, journal)
        self._writer = self.machine.spawn(self._write())
        self.machine.spawn(self._sweep())
        return Recipients(self.lifecycle, any_board, self.rooms, elsewhere)

    def _new_seat(self) -> str:
        seat = f"seat-{next(self._numbers):020d}"
        self._gave(seat)
        return seat

    async def _write(self) -> None:
        while not self._ends:
            rest = await self._turns.turn(self.machine.clock())
            await self.machine.sleep(max(WRITES_EVERY_S, rest.pause_seconds))

    async def _sweep(self) -> None:
        while not self._ends:
            self.lifecycle.sweep()
            await self.machine.sleep(1.0)

    async def close(self) -> None:
        """Everybody out; where they were is written for whoever is next."""
        for session in list(self.sessions.values()):
            if session.socket is not None:
                session.socket.close(Close.GOING_AWAY)
        self._ends = True
        while self._writer is not None and not self._writer.over:
            await self.machine.sleep(WRITES_EVERY_S)
        await self._turns.last()

    # what sockets say ------------------------------------------------------------------------------------------------------

    def hello(self, socket: Socket, hello: Hello) -> None:
        if self._ends:
            socket.close(Close.GOING_AWAY)
            return
        socket.side = self
        connection: Any = Connection(socket)
        self.lifecycle.greet(connection, hello)

    def say(self, visitor: str, socket: Socket, request: str) -> None:
        """Let everybody in the room hear it, once (SPEC W12)."""
        session = self._connected_by(visitor, socket)
        if session is None or session.actor is None or not self.acts():
            return
        if session.words.begin(Say(id=request, to="room", text=request)) is Begun.NEW:
            for each in list(session.actor.sessions.values()):
                each.tell(Done(id=f"said-{request}"))
            session.tell_said(Done(id=request))
        elif (reply := session.words.reply(request)) is not None:
            session.tell(reply)

    def walk(self, visitor: str, socket: Socket, place: str) -> None:
        """Through a door."""
        session = self._connected_by(visitor, socket)
        if session is not None and session.actor is not None and self.acts():
            self.rooms.bring_in(session, place)

    def leave(self, visitor: str, socket: Socket) -> None:
        if (session := self._connected_by(visitor, socket)) is not None:
            self.lifecycle.goodbye(session)

    def dropped(self, visitor: str, socket: Socket) -> None:
        if (session := self._connected_by(visitor, socket)) is not None:
            self.lifecycle.dropped(session)

    def _connected_by(self, visitor: str, socket: Socket) -> Any:
        session = self.sessions.get(visitor)
        return session if session is not None and session.socket is socket else None


async def until(happens: Callable[[], bool], machine: Machine, every_s: float) -> None:
    """Look again and again."""
    while not happens():
        await machine.sleep(every_s)
