"""What sessions ask of the office: durable commands, and what is said in a booth. Knows sessions and the office's port."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Generic

import structlog

from madang_office.reports import HeardLine
from madang_protocol import NoticeCode
from madang_protocol.commands import AlarmCommand, DurableCommand, Profile, ReportMake
from madang_protocol.messages import Done, Notice, Rejected
from madang_server.faults import OfficeLost
from madang_server.live.command_queue import CommandQueue
from madang_server.live.metrics import Tally
from madang_server.live.ports import Office, V, close_after
from madang_server.live.room_dependencies import SpokenInBooth
from madang_server.live.session import Session
from madang_server.tracing import Trace, Tracing

Heard = Callable[[str, str], Sequence[HeardLine]]  # speaker, hearer
_log = structlog.get_logger()


class AtOffice(Generic[V]):
    """Hands in what sessions ask, one after another of each, and tells them what came of it."""

    def __init__(
        self,
        office: Office[V],
        tally: Tally,
        change: Callable[[Session[V], V], None],
        heard: Heard,
        tracing: Tracing | None = None,
    ) -> None:
        """`change`: shows a visitor in a session as the office sees them now. `heard`: what one visitor told another lately.

        `tracing`: who is told of each command.
        """
        self._office = office
        self._tracing = tracing
        self._tally = tally
        self._change = change
        self._heard = heard
        self._under_way = 0  # commands that nobody waits for
        self._none_left = asyncio.Event()

    def execute(self, session: Session[V], command: DurableCommand) -> bool:
        """Hand a durable command in, after those before it; an alarm waits for other alarms alone. False when the queue is full.

        One that waits for nothing costs no task: its reply comes by a call.
        """
        trace = self._traced(session, command) if self._tracing is not None else None
        if isinstance(command, ReportMake):
            heard = self._heard(command.visitor, session.visitor.id)
            return session.commands.add(lambda: self._execute(session, command, trace, heard))
        queue = session.commands.beside if isinstance(command, AlarmCommand) else session.commands
        if queue.take_turn():
            begun = False
            self._under_way += 1
            try:
                begun = self._office.begin(session.visitor, command, partial(self._settled, session, queue, command, trace))
            finally:
                if not begun:
                    self._over(queue)
            if begun:
                return True
        return queue.add(lambda: self._execute(session, command, trace))

    def _traced(self, session: Session[V], command: DurableCommand) -> Trace:
        assert self._tracing is not None
        kind = str(command.__struct_config__.tag)
        return self._tracing.begin(f"command {kind}", parent=session.socket.trace if session.socket else None, command=kind)

    def _settled(
        self,
        session: Session[V],
        queue: CommandQueue,
        command: DurableCommand,
        trace: Trace | None,
        came: Done | Rejected | BaseException,
    ) -> None:
        _end(trace, came)
        try:
            if isinstance(came, Done | Rejected):
                self._tell(session, command, came)
            elif isinstance(came, Exception):
                session.fail(close_after(came))
                if not isinstance(came, OfficeLost):  # said once, by who ends this server
                    _log.error("a command failed", exc_info=came)
        except Exception:  # noqa: BLE001 - one session's fault is not the office's
            _log.exception("a reply was not told")
        self._over(queue)

    def _over(self, queue: CommandQueue) -> None:
        queue.turn_over()
        self._under_way -= 1
        if not self._under_way:
            self._none_left.set()

    async def _execute(
        self, session: Session[V], command: DurableCommand, trace: Trace | None, heard: Sequence[HeardLine] = ()
    ) -> None:
        try:
            if isinstance(command, ReportMake):
                reply = await self._office.report(session.visitor, command, heard)
            else:
                reply = await self._office.execute(session.visitor, command)
        except Exception as error:
            _end(trace, error)
            session.fail(close_after(error))  # what became of it nobody knows; the client asks again with the same id (W6)
            raise
        _end(trace, reply)
        self._tell(session, command, reply)

    def _tell(self, session: Session[V], command: DurableCommand, reply: Done | Rejected) -> None:
        if isinstance(command, Profile) and isinstance(reply, Done):
            self._change(session, self._office.seen_as(session.visitor))  # never what was asked for: the office tidies names
        if isinstance(reply, Rejected):
            self._tally.rejections[reply.code] += 1
        session.tell_for_office(reply)

    async def record(self, spoken: SpokenInBooth) -> None:
        """Acknowledge what was said when it is kept; tell everybody who heard it when it is not (SPEC C10)."""
        session = spoken.session
        try:
            fault = await self._office.said_in_booth(session.visitor, spoken.place, spoken.booth, spoken.text)
        except Exception as error:
            session.fail(close_after(error))
            raise
        reply = Done(id=spoken.id) if fault is None else Rejected(id=spoken.id, code=fault)
        session.words.told(reply)
        session.tell_for_office(reply)
        if fault is not None:
            self._tally.rejections[fault] += 1
            for hearer in spoken.hearers:
                hearer.tell_for_office(Notice(code=NoticeCode.NOT_RECORDED, about={"booth": spoken.booth}))

    async def finish(self, seconds_max: float) -> None:
        """Wait for what nobody waits for."""
        self._none_left.clear()
        if self._under_way:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._none_left.wait(), seconds_max)


def _end(trace: Trace | None, came: Done | Rejected | BaseException) -> None:
    if trace is not None:
        trace.end("done" if isinstance(came, Done) else came.code.value if isinstance(came, Rejected) else type(came).__name__)
