"""How sessions end: by goodbye, by a sign-in that is over, or because nobody came back. Knows sessions and the office's port."""

from functools import partial
from typing import Generic

from madang_protocol import Close
from madang_server.live.clock import TickClock
from madang_server.live.command_queue import TaskSupervisor
from madang_server.live.elsewhere import RoomsElsewhere
from madang_server.live.ports import Office, V
from madang_server.live.seats import Seats
from madang_server.live.session import Session
from madang_server.live.session_memory import SessionMemory


class SessionEnds(Generic[V]):
    """Of the sessions of one live side."""

    def __init__(
        self,
        *,
        office: Office[V],
        sessions: dict[str, Session[V]],
        memory: SessionMemory[V],
        seats: Seats[V],
        elsewhere: RoomsElsewhere,
        tasks: TaskSupervisor,
        clock: TickClock,
        resume_seconds: float,
    ) -> None:
        """`resume_seconds`: how long a session is kept whose connection is gone."""
        self._office = office
        self._sessions = sessions
        self._memory = memory
        self._seats = seats
        self._elsewhere = elsewhere
        self._tasks = tasks
        self._clock = clock
        self._resume_seconds = resume_seconds

    def end(self, session: Session[V], close: Close) -> None:
        """End it now, and its connection."""
        socket = session.socket
        self._forget(session, on_purpose=close is Close.BYE)
        if socket is not None:
            socket.close(close)

    def sweep(self) -> None:
        """End the sessions whose time to come, or to come back, has passed."""
        now, memory = self._clock.now(), self._memory
        for visitor in self._seats.over(now):
            self._did_not_come(visitor)
        for session in memory.absences.unreported(now):  # shorter gaps nobody needs to know of (SPEC T16)
            session.commands.add_last(partial(self._office.dropped, session.visitor.id))
        for session in memory.absences.over(now, self._resume_seconds):
            if self._sessions.get(session.visitor.id) is session:
                self._forget(session)
        for visitor_id in memory.remembered.unreported(now):
            self._tasks.start(self._office.dropped(visitor_id), "an absence")
        for visitor_id in memory.remembered.over(now, self._resume_seconds):
            self._tasks.start(self._left(visitor_id, on_purpose=False), "the end of a session")
        memory.departed.forget(now)

    def _did_not_come(self, visitor: V) -> None:
        """Nobody took their seat: a session that was made for it, and has not begun, is over."""
        session = self._sessions.get(visitor.id)
        if session is None:
            self._tasks.start(self.never_came(visitor), "a seat that nobody took")
        elif session.key is None and session.socket is None:
            self._forget(session)

    async def never_came(self, visitor: V) -> None:
        """They are known to the office, and no session of theirs began."""
        if visitor.id not in self._sessions and visitor.id not in self._memory.remembered and not self._elsewhere.has(visitor.id):
            await self._left(visitor.id, on_purpose=False)

    def _forget(self, session: Session[V], *, on_purpose: bool = False) -> None:
        session.disconnect()
        self._memory.end(session, self._clock.now())
        session.leave_room()
        session.commands.add_last(lambda: self._left(session.visitor.id, on_purpose=on_purpose))

    async def _left(self, visitor_id: str, *, on_purpose: bool) -> None:
        if visitor_id not in self._sessions:
            self._seats.revoke(visitor_id)
            await self._office.left(visitor_id, on_purpose=on_purpose)
