"""One office at the node that has it: its lease, what it keeps, its sessions and their journal. The steps are the server's own.

Like an office at work (office_slot.py, served_office.py, live.py), without sockets, rooms and SQL.
"""

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.schedules.hall import Line, OnlyRoom, Visitor
from tests.schedules.laws import Laws
from tests.schedules.model_postgresql import TicketRow
from tests.schedules.office import Command, Job, Office, Reply
from tests.schedules.scheduler import Process, Resume, Wait

from madang_protocol import Close
from madang_protocol.commands import Say
from madang_protocol.messages import Done
from madang_server.cluster.redis_journal import RedisJournal
from madang_server.faults import StorageFailed
from madang_server.live.journal_turns import JournalTurns, restored_from
from madang_server.live.said_words import Begun
from madang_server.live.session import AnySession
from madang_server.live.session_memory import SessionMemory
from madang_server.store.fenced_writes import ASK_AGAIN_S
from madang_server.store.lease import Lease

if TYPE_CHECKING:
    from tests.schedules.node import Node


class Owner:
    """`lease`: by which the office was claimed. Call `work` once; it ends when the office is handed over or lost."""

    def __init__(self, node: "Node", lease: Lease) -> None:
        self.id, self.lease = lease.office, lease
        self.machine = node.machine
        self.is_open = False
        self.sessions: dict[str, AnySession] = {}
        self._node = node
        self._laws: Laws = node.laws
        self._hall = OnlyRoom()
        self._ends = False
        self._woken: Resume | None = None
        self._is_woken = False
        self._over: Resume | None = None
        self._idle: Resume | None = None
        self._writer: Process | None = None

    # its life --------------------------------------------------------------------------------------------------------------

    async def work(self) -> None:
        """Open it, have it open, close it. Raises `StorageFailed` when it cannot be opened, `OfficeLost`."""
        database = self._node.database
        await self.until_owned()
        tickets = await database.read(lambda: dict(database.model.tickets.get(self.id, {})))
        await self.until_owned()
        which = (self.id, self.lease.epoch)
        self.office = Office(which, tickets, ledger=self, reads=partial(database.read, int), told=self, laws=self._laws)
        hall: Any = self._hall  # as far as sessions ask of a directory of rooms
        journal = RedisJournal(self._node.scripts(self.id), self.lease)
        restored = await restored_from(journal)
        self._memory = SessionMemory(self.sessions, hall, restored, self.machine.clock())
        self._memory.journal.changed = self._changed  # type: ignore[method-assign]  # it also says what is told
        self._memory.journal.woken = self._wake
        self._turns = JournalTurns(self._memory.journal, journal)
        self._writer = self.machine.spawn(self._write_journal(), self._rest)
        self.is_open = True
        if not self._ends and not self.lease.lost.is_set():
            await Wait(self._begin_waiting)
        self.is_open = False
        await self._close()

    def _begin_waiting(self, resume: Resume) -> None:
        self._over = resume

    def end(self) -> None:
        """It is handed over, or lost."""
        self._ends = True
        over, self._over = self._over, None
        if over is not None:
            self.machine.scheduler.after(0.0, over, None, None)

    async def _close(self) -> None:
        for session in self.sessions.values():
            if session.socket is not None:
                session.socket.close(Close.GOING_AWAY)
        while self.office.commits.at_work:
            await self.machine.sleep(0.05)
        self._ends = True
        self._wake()
        while self._writer is not None and not self._writer.over:
            await self.machine.sleep(0.02)
        await self._turns.last()

    async def until_owned(self) -> None:
        """As `Store.until_owned`."""
        while self._node.rules.until_owned and not self.lease.held:
            if self.lease.lost.is_set():
                self.lease.prove()
            await self.machine.sleep(ASK_AGAIN_S)

    # what it keeps: the `Ledger` of its commits ----------------------------------------------------------------------------

    def prove_owned(self) -> None:
        self._node.prove(self.lease)

    async def write_rows(self, rows: Collection[TicketRow]) -> None:
        """As `Store.write_rows`."""
        self.prove_owned()
        database = self._node.database
        async with self._node.fenced.transaction(self.lease, database.writing, asks=database.asking) as sql:
            await database.insert(sql, list(rows))

    # people ----------------------------------------------------------------------------------------------------------------

    def hello(self, line: Line, visitor: str, key: str | None, seen: int) -> None:
        """Somebody comes, or comes back, as `SessionLifecycle` has it."""
        if not self._may_answer():
            line.close(Close.GOING_AWAY)
            return
        known = self.sessions.get(visitor)
        session = known or self._come(visitor)
        if session.socket is not None:
            old: Any = session.socket
            session.disconnect()
            old.close(Close.REPLACED)
        replay = session.replay(key, seen)
        socket: Any = line  # as far as a session uses it
        session.connect(socket)
        if replay is None:
            session.begin(f"key-{next(self._node.numbers)}")
        elif known is None:
            before = str(session.key)
            session.take_key(f"key-{next(self._node.numbers)}")
            self._laws.gone_on(self.id, self.lease.epoch, session, before)
        line.welcome(session.key, resumed=replay is not None)
        for numbered in replay or ():
            line.send(numbered)
        if replay is None or known is None:
            session.withheld = []
            session.release([Done(id="state-00", rev=self.office.count)])

    def _may_answer(self) -> bool:
        try:
            self.prove_owned()
        except StorageFailed:
            return False
        return self.is_open

    def _come(self, visitor: str) -> AnySession:
        session: AnySession = self._memory.begin(Visitor(visitor), None)  # type: ignore[arg-type]  # nothing waits in its queue
        if session.actor is None:
            self._hall.admit(session)
        return session

    def dropped(self, visitor: str, line: Line) -> None:
        """The line is gone."""
        session = self._connected_by(visitor, line)
        if session is not None:
            session.disconnect()

    def acknowledge(self, visitor: str, line: Line, seen: int) -> None:
        session = self._connected_by(visitor, line)
        if session is not None:
            session.lane.acknowledge(seen)

    def _connected_by(self, visitor: str, line: Line) -> AnySession | None:
        session = self.sessions.get(visitor)
        socket: Any = None if session is None else session.socket
        return session if socket is line else None

    def execute(self, visitor: str, line: Line, command: Command) -> None:
        """A command arrives."""
        session = self._connected_by(visitor, line)
        if session is None or not self.is_open:
            line.close(Close.GOING_AWAY)
            return
        if command.kind == "say":
            self._say(session, command)
            return
        work = self.office.commits.submit(Job(self.office, command, visitor, next(self._node.numbers)))
        if work is not None:
            self.machine.spawn(work)

    def _say(self, session: AnySession, command: Command) -> None:
        """Let everybody who is here hear it, once (SPEC W12): rooms go on whoever has the office."""
        if session.words.begin(Say(id=command.request, to="room", text=command.request)) is Begun.NEW:
            for each in self.sessions.values():
                each.tell(Done(id=f"said-{command.request}"))
            session.tell_said(Done(id=command.request))
        elif (reply := session.words.reply(command.request)) is not None:
            session.tell(reply)

    def settle(self, visitor: str, reply: Reply) -> None:
        session = self.sessions.get(visitor)
        if session is not None:
            session.tell_for_office(reply)

    def lost(self) -> None:
        """Another server has the office: everybody out."""
        for session in self.sessions.values():
            session.fail(Close.GOING_AWAY)

    def call(self, number: int) -> None:
        """Everybody who is here hears of a ticket."""
        for session in self.sessions.values():
            session.tell_for_office(Done(id=f"called-{number}"))

    # the journal -----------------------------------------------------------------------------------------------------------

    def _changed(self, session: AnySession) -> None:
        self._laws.lane_grew(self.lease.epoch, session)
        type(self._memory.journal).changed(self._memory.journal, session)

    def _wake(self) -> None:
        self._is_woken = True
        woken, self._woken = self._woken, None
        if woken is not None:
            self.machine.scheduler.after(0.0, woken, None, None)

    async def _write_journal(self) -> None:
        """As `JournalWriter` does."""
        machine = self.machine
        while not self._ends:
            self._is_woken = False
            rest = await self._turns.turn(machine.clock())
            await machine.sleep(rest.pause_seconds)
            if rest.changed_or_at is not None and not self._is_woken:
                seconds = rest.changed_or_at - machine.clock()
                await Wait(partial(self._until_woken, seconds))

    def _until_woken(self, seconds: float, resume: Resume) -> None:
        self._woken = resume
        self.machine.sleep(seconds).begin(resume)

    def _rest(self) -> None:
        self._woken = None
