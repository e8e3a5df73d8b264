"""The path of a durable command, from a visitor's request to everybody's news. Decides nothing itself: handlers do.

How a command runs, step by step (`execute` reads in this order):

1. In turn. One command of a visitor at a time, and one prepared command of a case; an alarm waits for other alarms alone.
2. Idempotency. A request id that was replied to before gets the same reply (SPEC W6), and no plug-in is asked twice.
3. Permission by role. What only officers may send is rejected for others (SPEC T10).
4. Preparation, without a lock. A counter's plug-in is asked and its documents are rendered; others go on meanwhile. When the case
   or its transcript changed under it, it is prepared again.
5. Decision, commit and announcement, by the office's single writer (`actor.py`), together with what others want at the same
   time. First the request id once more, and the officer's account: one that was closed meanwhile is rejected (T10). Then the
   handler reads the state, applies the tables of `madang_office` and collects rows and messages in a `UnitOfWork`.

A command without preparation begins at step 5: all that the steps before it look at is looked at there. Nobody need wait for it:
`begin` hands it in, and what came of it is told by a call. What the office does by
itself (timers, officers who are gone) enters at step 5 too, through `perform`.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import structlog

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol import messages as m
from madang_protocol.commands import AlarmCommand, DurableCommand
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.office_app.commands.handlers import HANDLERS, Handler, PreparedHandler
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import Decide
from madang_server.office_app.preparation import Prepared, StalePreparation
from madang_server.office_app.runtime.actor import OfficeActor
from madang_server.office_app.runtime.announcer import Announcer
from madang_server.office_app.runtime.idempotency import CommandReply, reply_of, request_of
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store.command_replies import Request

OFFICE = "office"  # the actor of what the office does by itself
PREPARATIONS_MAX = 3  # before lines are rejected while it is prepared once more
NOT_ALLOWED = Rejected(Rejection.NOT_ALLOWED)
WRONG_STATE = Rejected(Rejection.WRONG_STATE)
_log = structlog.get_logger()


class CommandPath:
    """Leads commands, and the office's own work, through the steps above. One for an office."""

    def __init__(self, context: OfficeContext, announcer: Announcer) -> None:
        self._context = context
        self._actor = OfficeActor(context, announcer)
        self._turns = NamedLocks()

    async def execute(self, visitor: Visitor, command: DurableCommand, *known: Any) -> CommandReply:
        """Carry the command out, once for each request id (SPEC W6). A reply `storage` is not kept: it may succeed later.

        `known`: what the live side knows of it, beside what the command says.

        Raises `OfficeLost`: another server has the office, and knows what became of the command.
        """
        handler = HANDLERS[type(command)]
        async with self._turns.hold(_turn(visitor, command)):
            try:
                if isinstance(handler, PreparedHandler):
                    outcome = await self._prepared(handler, visitor, command)
                else:
                    decide, request = self._at_once(handler, visitor, command, *known), request_of(visitor, command)
                    outcome = await self.perform(decide, actor=visitor.id, request=request, officer=visitor.officer_id)
            except OfficeLost:
                raise
            except StorageFailed as error:
                return _not_kept(command, error)
        return reply_of(command.id, outcome)

    def begin(self, visitor: Visitor, command: DurableCommand, settle: Callable[[CommandReply | BaseException], None]) -> bool:
        """Do what `execute` does, without anybody waiting. False: it must wait, and nothing was done; call `execute`.

        `settle` is called with the reply, or with what `execute` would raise. It may not raise.
        """
        handler, turn = HANDLERS[type(command)], _turn(visitor, command)
        if isinstance(handler, PreparedHandler):
            return False
        decide, request = self._at_once(handler, visitor, command), request_of(visitor, command)
        if not self._turns.take(turn):
            return False

        def settled(came: Outcome | BaseException) -> None:
            self._turns.give_back(turn)
            settle(_reply_to(command, came))

        self._actor.submit(decide, settled, actor=visitor.id, request=request, officer=visitor.officer_id)
        return True

    def _at_once(self, handler: Handler, visitor: Visitor, command: DurableCommand, *known: Any) -> Decide:
        def decide(work: UnitOfWork) -> Outcome:
            return handler.decide(work, self._context, visitor, command, *known)

        return _permitted(visitor, decide, officers_only=handler.officers_only)

    async def _prepared(self, handler: PreparedHandler, visitor: Visitor, command: DurableCommand) -> Outcome:
        request = request_of(visitor, command)
        async with self._turns.hold(f"case {getattr(command, 'case', command.id)}"):
            before = await self._actor.replied_before(request)
            if before is not None:
                return before
            for _ in range(PREPARATIONS_MAX):
                try:
                    return await self._prepare_and_decide(handler, visitor, command, request)
                except StalePreparation as stale:
                    case_id = stale.case_id
            return await self._prepare_closed(handler, visitor, command, request, case_id)

    async def _prepare_closed(
        self, handler: PreparedHandler, visitor: Visitor, command: DurableCommand, request: Request, case_id: str
    ) -> Outcome:
        """Prepare once more, while lines for this case are rejected: nobody keeps a talk open by writing without end."""
        self._context.state.closing.add(case_id)
        try:
            await self.perform(_nothing)  # lines that were taken before are in the database then
            return await self._prepare_and_decide(handler, visitor, command, request)
        except StalePreparation:
            return await self.perform(partial(_reject, rejected=WRONG_STATE), actor=visitor.id, request=request)
        finally:
            self._context.state.closing.discard(case_id)

    async def _prepare_and_decide(
        self, handler: PreparedHandler, visitor: Visitor, command: DurableCommand, request: Request
    ) -> Outcome:
        prepared = await self._prepare(handler, visitor, command)
        if isinstance(prepared, Rejected):
            return await self.perform(partial(_reject, rejected=prepared), actor=visitor.id, request=request)
        decide = _permitted(
            visitor,
            lambda work: handler.decide(work, self._context, visitor, command, prepared),
            officers_only=handler.officers_only,
        )
        return await self.perform(decide, actor=visitor.id, request=request, officer=visitor.officer_id)

    async def _prepare(self, handler: PreparedHandler, visitor: Visitor, command: DurableCommand) -> Prepared | Rejected | None:
        if handler.officers_only and visitor.officer_id is None:
            return NOT_ALLOWED
        return await handler.prepare(self._context, visitor, command)

    async def perform(
        self, decide: Decide, *, actor: str = OFFICE, request: Request | None = None, officer: str | None = None
    ) -> Outcome:
        """Decide, commit and announce, as `OfficeActor.perform` does. Raises `StorageFailed` when nothing was written."""
        return await self._actor.perform(decide, actor=actor, request=request, officer=officer)

    async def perform_unless_storage_fails(self, decide: Decide) -> Outcome | None:
        """Do the office's own work. None: the database did not take it; the log says so, and the next second tries again."""
        try:
            return await self.perform(decide)
        except StorageFailed as error:
            _log.error("storage failed under the office's own work", cause=repr(error.__cause__))
            return None

    def is_new(self, visitor: str) -> None:
        """Somebody came for the first time. Call it before their first command."""
        self._actor.is_new(visitor)

    def did_nothing(self, visitor: str) -> bool:
        """Return whether it is known that nothing that this visitor asked for was accepted lately."""
        return self._actor.did_nothing(visitor)

    async def close(self) -> None:
        """Wait for the units of work that are under way."""
        await self._actor.close()


def _turn(visitor: Visitor, command: DurableCommand) -> str:
    """Return the lock under which it runs: no alarm waits for a document or a plug-in of the same officer (SPEC O23)."""
    return f"{'alarm' if isinstance(command, AlarmCommand) else 'visitor'} {visitor.id}"


def _nothing(_work: UnitOfWork) -> Outcome:
    return Accepted()


def _reject(_work: UnitOfWork, *, rejected: Rejected) -> Outcome:
    return rejected


def _not_kept(command: DurableCommand, error: StorageFailed) -> m.Rejected:
    _log.error("storage failed under a command", command=type(command).__name__, cause=repr(error.__cause__))
    return m.Rejected(id=command.id, code=Rejection.STORAGE)


def _reply_to(command: DurableCommand, came: Outcome | BaseException) -> CommandReply | BaseException:
    if isinstance(came, StorageFailed) and not isinstance(came, OfficeLost):
        return _not_kept(command, came)
    return came if isinstance(came, BaseException) else reply_of(command.id, came)


def _permitted(visitor: Visitor, decide: Decide, *, officers_only: bool) -> Decide:
    """Decide, unless the command is for officers and this is none, or their account was closed (SPEC T10)."""
    of_office = officers_only or visitor.officer_id is not None
    return partial(_if_works_here, visitor=visitor, decide=decide) if of_office else decide


def _if_works_here(work: UnitOfWork, *, visitor: Visitor, decide: Decide) -> Outcome:
    """Decide when the account is open; it was read for this batch."""
    account = work.state.staff.get(visitor.officer_id or "")
    return decide(work) if account is not None and not account.disabled else NOT_ALLOWED


class NamedLocks:
    """Locks by name, each given to who waits in the order in which they came. A name that nobody uses is forgotten."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}  # for each name that is held

    def take(self, name: str) -> bool:
        """Hold the name until `give_back`, when it is free."""
        if name in self._waiting:
            return False
        self._waiting[name] = deque()
        return True

    def give_back(self, name: str) -> None:
        """Let the next one have it."""
        waiting = self._waiting[name]
        while waiting:
            first = waiting.popleft()
            if not first.done():
                first.set_result(None)  # the name stays held, by them
                return
        del self._waiting[name]

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """Wait for the name to be free and hold it for the block."""
        if not self.take(name):
            await self._given(name)
        try:
            yield
        finally:
            self.give_back(name)

    async def _given(self, name: str) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[name].append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self.give_back(name)  # it was given in the same moment
            raise
