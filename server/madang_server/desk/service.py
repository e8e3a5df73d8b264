"""The office: executes durable commands, each in one transaction with its reply, and says afterwards what changed. No sockets."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.rejected import Rejected
from madang_protocol import Rejection, codec
from madang_protocol import messages as m
from madang_protocol.commands import DurableCommand, Hello
from madang_server.accounts import Accounts
from madang_server.desk import fresh_state, housekeeping, timers
from madang_server.desk.announcing import Announcer
from madang_server.desk.arrivals import Arrivals
from madang_server.desk.booth_talk import write_down
from madang_server.desk.context import OfficeContext
from madang_server.desk.delivery import deliver
from madang_server.desk.handlers import AT_ONCE, OFFICER_COMMANDS, PREPARED
from madang_server.desk.idempotency import CommandReply, remembered, reply_of, request_of
from madang_server.desk.loading import load_state
from madang_server.desk.locks import NamedLocks
from madang_server.desk.unit_of_work import Accepted, UnitOfWork
from madang_server.desk.visitor import Visitor
from madang_server.faults import StorageFailed
from madang_server.notifier import Notifier
from madang_server.store import command_replies, people

SMALLEST_STEP_S = 1e-6
_log = structlog.get_logger()
Decide = Callable[[UnitOfWork], Awaitable[Accepted | Rejected]]


class OfficeService:
    """What the live side and the web ask of the office. Every method commits before it returns."""

    def __init__(self, context: OfficeContext, notifier: Notifier, accounts: Accounts) -> None:
        self._context = context
        self._notifier = notifier
        self._arrivals = Arrivals(context, accounts)
        self._announcer = Announcer(context, notifier)
        self._one_decision = asyncio.Lock()
        self._one_by_one = NamedLocks()
        self._units: set[asyncio.Task[Accepted | Rejected]] = set()
        self._pruned_at = 0.0
        self._instant = 0.0

    async def start(self) -> None:
        """Bring the state back from the database. Once, before anybody arrives."""
        await load_state(self._context.store, self._context.state, self._context.waits, self._context.environment.now())
        await self._context.waits.refresh()

    async def close(self) -> None:
        """Wait for the units of work that are under way."""
        while self._units:
            await asyncio.wait(self._units)

    # people ----------------------------------------------------------------------------------------------------------

    async def arrive(self, hello: Hello) -> Visitor:
        """Return who came. Raises `Forbidden`, or `StorageFailed` when a newcomer cannot be written down."""
        visitor = await self._arrivals.admit(hello)
        state = self._context.state
        state.visitors[visitor.id] = visitor
        if visitor.officer_id is not None:
            await self._welcome_back(visitor.officer_id)
        else:
            state.names[visitor.id] = visitor.name
        return visitor

    async def _welcome_back(self, officer: str) -> None:
        state = self._context.state
        state.lost_at.pop(officer, None)
        desk = state.desk_of(officer)
        if desk is not None and desk.lost is not None:
            await self._unless_storage(partial(timers.find_officer, officer=officer))

    async def left(self, visitor_id: str) -> None:
        """The session is over for good (SPEC S6): tickets and cases stay, an officer's desk is paused (SPEC T11)."""
        state = self._context.state
        state.visitors.pop(visitor_id, None)
        state.sign_ins.pop(visitor_id, None)
        officer = self._officer_of(visitor_id)
        if officer is not None and state.desk_of(officer) is not None:
            state.lost_at[officer] = self._context.environment.now()
            await self._by_itself(partial(timers.lose_officer, officer=officer))
        elif not state.tickets_of(visitor_id) and all(case.record.citizen != visitor_id for case in state.tray.values()):
            state.names.pop(visitor_id, None)
        self._notifier.queue_changed()

    def seen_as(self, visitor: Visitor) -> Visitor:
        """Return the visitor as they want to be seen now."""
        return self._context.state.visitors.get(visitor.id, visitor)

    async def state_of(self, visitor: Visitor) -> list[m.Message]:
        """Return all that a visitor must know when they come in fresh (SPEC S5)."""
        return await fresh_state.state_of(self._context, visitor)

    def office_view(self) -> m.Office:
        """Return all services and counters as they stand."""
        return self._context.views.office()

    def queue_view(self, visitor: Visitor) -> m.Queue:
        """Return what waits for this officer."""
        return self._context.views.queue(visitor.officer_id or "")

    def calibrations(self) -> dict[str, dict[str, float | int | None]]:
        """Return how often the ranges of each service held: what the office publishes about itself."""
        found = {service: self._context.waits.calibration(service) for service in self._context.catalogue.offers}
        return {
            service: {"told": one.total, "held": one.held, "sooner": one.sooner, "later": one.later, "share": one.share}
            for service, one in found.items()
        }

    # commands ----------------------------------------------------------------------------------------------------------

    async def execute(self, visitor: Visitor, command: DurableCommand) -> CommandReply:
        """Accept or reject, once for each request id of a visitor (SPEC W6)."""
        visitor = self.seen_as(visitor)
        async with self._one_by_one.hold(f"visitor {visitor.id}"):
            try:
                return reply_of(command.id, await self._outcome(visitor, command))
            except StorageFailed as error:
                _log.error("storage failed under a command", command=type(command).__name__, cause=repr(error.__cause__))
                return m.Rejected(id=command.id, code=Rejection.STORAGE)  # never kept: the same command may be accepted later

    async def _outcome(self, visitor: Visitor, command: DurableCommand) -> Accepted | Rejected:
        decide = AT_ONCE.get(type(command))
        if decide is None:
            async with self._one_by_one.hold(f"case {getattr(command, 'case', command.id)}"):
                return await self._prepared_outcome(visitor, command)
        guarded = self._guarded(visitor, command, lambda work: decide(work, self._context, visitor, command))
        return await self._perform(visitor.id, guarded, request_of(visitor, command))

    async def _prepared_outcome(self, visitor: Visitor, command: DurableCommand) -> Accepted | Rejected:
        request = request_of(visitor, command)
        async with self._context.store.read() as sql:
            kept = await command_replies.kept_reply(sql, request)  # a plug-in is not asked twice for the same command
        if kept is not None:
            return remembered(kept, request)
        prepare, decide = PREPARED[type(command)]
        allowed = visitor.officer_id is not None or not isinstance(command, OFFICER_COMMANDS)
        prepared = await prepare(self._context, visitor, command) if allowed else Rejected(Rejection.NOT_ALLOWED)
        if isinstance(prepared, Rejected):
            return await self._perform(visitor.id, _reject(prepared), request)
        return await self._perform(
            visitor.id,
            self._guarded(visitor, command, lambda work: decide(work, self._context, visitor, command, prepared)),
            request,
        )

    def _guarded(self, visitor: Visitor, command: DurableCommand, decide: Decide) -> Decide:
        """Let officers' commands, and every command of an officer, through only while their account is in order (SPEC T10)."""
        of_office = visitor.officer_id is not None or isinstance(command, OFFICER_COMMANDS)

        async def guarded(work: UnitOfWork) -> Accepted | Rejected:
            if of_office and not await self._works_here(work.sql, visitor):
                return Rejected(Rejection.NOT_ALLOWED)
            return await decide(work)

        return guarded

    async def _works_here(self, sql: AsyncConnection, visitor: Visitor) -> bool:
        officer = await people.officer_by_id(sql, visitor.officer_id) if visitor.officer_id is not None else None
        self._context.state.put_staff([officer] if officer else [])
        return officer is not None and not officer.disabled

    async def _perform(self, actor: str, decide: Decide, request: command_replies.Request | None = None) -> Accepted | Rejected:
        """Decide, write and say. Goes on to its end when the caller is cancelled: what is committed must reach the state."""
        task = asyncio.create_task(self._perform_whole(actor, decide, request), name=f"unit of work of {actor}")
        self._units.add(task)
        task.add_done_callback(self._units.discard)
        return await asyncio.shield(task)

    async def _perform_whole(self, actor: str, decide: Decide, request: command_replies.Request | None) -> Accepted | Rejected:
        state = self._context.state
        async with self._one_decision:
            async with self._context.store.write() as sql:
                kept = await command_replies.kept_reply(sql, request) if request is not None else None
                if kept is not None and request is not None:
                    return remembered(kept, request)
                work = UnitOfWork(sql=sql, state=state, now=self._next_instant(), actor=actor)
                outcome = await decide(work)
                if isinstance(outcome, Rejected):
                    work.withdraw()
                await work.flush()
                if request is not None:
                    await command_replies.keep_reply(sql, request, codec.encode(reply_of(request.id, outcome)), work.now)
            sat_there = {desk.officer for counter in work.desks if (desk := state.desk(counter)).officer}
            work.settle()
            self._settle_waits(work)
            self._announcer.announce(work, {officer for officer in sat_there if officer})
        return outcome

    def _next_instant(self) -> float:
        """Return now, and always later than before: the order of units is the order of the line, whatever the clock does."""
        self._instant = max(self._context.environment.now(), self._instant + SMALLEST_STEP_S)
        return self._instant

    def _settle_waits(self, work: UnitOfWork) -> None:
        for ticket, waited_s in work.waited_s.items():
            told = self._context.state.told_ranges.pop(ticket, None)
            if told is not None and ticket in work.tickets:
                self._context.waits.settled(work.tickets[ticket].service, told, waited_s)

    async def _by_itself(self, decide: Decide) -> Accepted | Rejected:
        return await self._perform("office", decide)

    # the office's own doings ------------------------------------------------------------------------------------------

    async def said_in_booth(self, visitor: Visitor, place: str, booth: str, text: str) -> None:
        """Something was said in a booth: it goes into the case that is served there, if any (SPEC C6)."""
        await self._unless_storage(lambda work: write_down(work, self._context, visitor, place=place, booth=booth, text=text))

    async def delivered(self, number: str) -> None:
        """The citizen has the document in hand."""
        await self._unless_storage(lambda work: deliver(work, self._context, number))

    async def tick(self, now: float) -> None:
        """Let time do its part. Called about once a second."""
        self._announcer.follow_lines(await self._context.waits.refresh())
        for visitor in await housekeeping.signed_out(self._context, now):
            await self._sign_in_ended(visitor)
        await housekeeping.keep_house(self._context, now, self._unless_storage)
        if now - self._pruned_at >= housekeeping.PRUNE_EVERY_S:
            self._pruned_at = now
            await self._unless_storage(housekeeping.prune)

    async def _sign_in_ended(self, visitor_id: str) -> None:
        officer = self._officer_of(visitor_id)
        if officer is not None and self._context.state.desk_of(officer) is not None:
            await self._unless_storage(partial(timers.close_desk, officer=officer))
        self._notifier.dismiss(visitor_id)

    def _officer_of(self, visitor_id: str) -> str | None:
        visitors = self._context.state.staff_visitors
        return next((officer for officer, visitor in visitors.items() if visitor == visitor_id), None)

    async def _unless_storage(self, decide: Decide) -> None:
        try:
            await self._by_itself(decide)
        except StorageFailed as error:
            _log.error("storage failed under the office's own work", cause=repr(error.__cause__))


def _reject(rejected: Rejected) -> Decide:
    async def decide(_work: UnitOfWork) -> Accepted | Rejected:
        return rejected

    return decide
