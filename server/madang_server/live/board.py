"""The office's board and the officers' lines: told when they change, at most once a second; the latest wins (SPEC T12)."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Generic

from madang_protocol import codec
from madang_server.live import bounds
from madang_server.live.frames import frame
from madang_server.live.ports import Office, V
from madang_server.live.session import Flow, Session

OFFICER_ROLES = frozenset({"officer", "supervisor"})


class Coalesced:
    """Does something soon after `ask`, and at most once in `seconds_min` however often it is asked."""

    def __init__(self, work: Callable[[], None], seconds_min: float) -> None:
        self._work = work
        self._seconds_min = seconds_min
        self._timer: asyncio.TimerHandle | None = None
        self._last = float("-inf")

    def ask(self) -> None:
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(loop.time(), self._last + self._seconds_min), self._run)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _run(self) -> None:
        self._timer = None
        self._last = asyncio.get_running_loop().time()
        self._work()


class Board(Generic[V]):
    def __init__(self, office: Office[V], sessions: Callable[[], Iterable[Session[V]]]) -> None:
        self._office = office
        self._sessions = sessions
        self._framed: bytes | None = None
        self._version = 0
        self._spreading: asyncio.TimerHandle | None = None
        self.office = Coalesced(self._office_changed, bounds.OFFICE_SECONDS_MIN)
        self.queues = Coalesced(self._queues_changed, bounds.OFFICE_SECONDS_MIN)

    def show(self, session: Session[V]) -> None:
        """Tell one session everything that it has not seen, if it can be told now."""
        if session.flow in {Flow.STALE, Flow.CURRENT}:
            self._show_office(session)
            self._show_queue(session)

    def close(self) -> None:
        self.office.close()
        self.queues.close()
        if self._spreading is not None:
            self._spreading.cancel()

    def _show_office(self, session: Session[V]) -> None:
        if self._framed is None:
            self._framed = frame(codec.encode(self._office.office_view()))
        if session.board_seen != self._version:
            session.board_seen = self._version
            session.write(self._framed)

    def _show_queue(self, session: Session[V]) -> None:
        if session.visitor.role in OFFICER_ROLES:
            session.tell(self._office.queue_view(session.visitor))

    def _office_changed(self) -> None:
        self._framed = None
        self._version += 1
        if self._spreading is not None:
            self._spreading.cancel()
        self._spread(list(self._sessions()))

    def _spread(self, sessions: list[Session[V]]) -> None:
        """A thousand writes in a row would hold the loop for longer than a quarter of a tick: pause in between."""
        self._spreading = None
        now, later = sessions[: bounds.FAN_OUT_AT_ONCE], sessions[bounds.FAN_OUT_AT_ONCE :]
        for session in now:
            if session.flow in {Flow.STALE, Flow.CURRENT}:
                self._show_office(session)
        if later:
            self._spreading = asyncio.get_running_loop().call_later(bounds.FAN_OUT_PAUSE_SECONDS, self._spread, later)

    def _queues_changed(self) -> None:
        for session in self._sessions():
            if session.flow in {Flow.STALE, Flow.CURRENT}:
                self._show_queue(session)
