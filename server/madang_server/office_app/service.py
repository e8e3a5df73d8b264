"""The office as the live side and the web see it: people come and go, commands are executed, time passes. No sockets, no SQL."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

import structlog
from msgspec import msgpack

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol import messages as m
from madang_protocol.commands import DurableCommand, Hello
from madang_server.accounts import Accounts
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.notifier import Notifier
from madang_server.office_app.api_keys import ApiKeys
from madang_server.office_app.appointment_desk import AppointmentDesk
from madang_server.office_app.canned_replies import CannedReplies
from madang_server.office_app.case_attachments import CaseAttachments
from madang_server.office_app.citizen_mail import CitizenMail
from madang_server.office_app.commands import tickets, transcript
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.figures import figures_of
from madang_server.office_app.figures_by_hour import FiguresByHour
from madang_server.office_app.inquiry_desk import InquiryDesk
from madang_server.office_app.loaded_state import load_state
from madang_server.office_app.outbox import OfficeOutbox
from madang_server.office_app.own_data import OwnData
from madang_server.office_app.parties import Parties
from madang_server.office_app.queries import fresh_state
from madang_server.office_app.queries.public_board import public_board
from madang_server.office_app.queries.supervised_board import supervised_board
from madang_server.office_app.recovery import Recovery
from madang_server.office_app.report_desk import ReportDesk, seen
from madang_server.office_app.runtime import closing, housekeeping, timers
from madang_server.office_app.runtime.announcer import Announcer
from madang_server.office_app.runtime.arrivals import Arrivals
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.runtime.each_second import EachSecond
from madang_server.office_app.runtime.housekeeping import forget_shown
from madang_server.office_app.runtime.idempotency import CommandReply
from madang_server.office_app.runtime.newcomers import Newcomers
from madang_server.office_app.runtime.restored_numbers import pass_over_given_numbers
from madang_server.office_app.runtime.talk_presence import TalkPresence
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Seating
from madang_server.office_app.web_acts import WebActs

_passport = msgpack.Decoder(tuple[Visitor, str | None])
_log = structlog.get_logger()


class OfficeService:
    """What the live side and the web ask of the office. What changes something is committed before its method returns."""

    def __init__(self, context: OfficeContext, notifier: Notifier, accounts: Accounts, newcomers: Newcomers) -> None:
        self._context = context
        self._notifier = notifier
        self._announcer = Announcer(context, notifier)
        self._path = CommandPath(context, self._announcer)
        self.web_acts = WebActs(context, self._path)
        self.recovery = Recovery(context, self._path, notifier)
        self.own_data = OwnData(context, self._path, notifier, self.recovery.one_proves)
        self.api_keys = ApiKeys(context, self._path)
        self.parties = Parties(context, self._path, self.recovery.one_proves)
        self.canned_replies = CannedReplies(context, self._path)
        self.citizen_mail = CitizenMail(context, self._path, self.recovery.one_proves)
        self.outbox = OfficeOutbox(context, self._path, self.citizen_mail.parcels)
        self.figures_by_hour = FiguresByHour(context)
        self.figures = partial(figures_of, context)
        self.public_board = partial(public_board, context)
        self.supervised_board = partial(supervised_board, context)
        self._arrivals = Arrivals(context, accounts, newcomers, self._path.perform)
        self.appointments = AppointmentDesk(context, self._path.perform)
        self.inquiries = InquiryDesk(context, self._path.perform)
        self.reports = ReportDesk(context, self._path)
        self.report = self.reports.make  # for the live side
        self.files = CaseAttachments(context, self._path.perform)  # what is uploaded to cases
        self._talks = TalkPresence(context.state, notifier)
        self._each_second = EachSecond(context, self._path, self._announcer, notifier, self._arrivals, self._follow_outside)

    async def start(self) -> None:
        """Bring the state back from the database (SPEC T9). Call it once, before anybody arrives. Raises `StorageFailed`."""
        context = self._context
        await context.store.until_owned()  # a machine that is slow at its start may have to renew its lease first
        async with context.store.write() as sql:
            if await pass_over_given_numbers(sql, context.catalogue, context.environment.now()):
                _log.warning("the database is a restored backup: numbers given since are passed over")
        await load_state(context.store, context.state, context.waits.settled, context.environment.office)
        called = [ticket.id for ticket in context.state.tickets.values() if ticket.until is not None]
        await context.store.until_owned()
        if called:
            await self._path.perform(partial(timers.wait_again, called=called))
        endless = closing.without_end(context.state)
        if endless:
            await self._path.perform(partial(closing.give_ends, context=context, tickets=endless))
        await housekeeping.end_days(context, context.environment.office.now(), self._path.perform)
        await context.waits.refresh()

    async def close(self) -> None:
        """Wait for what is under way."""
        await self.timers_fired()
        await self._path.close()

    # people ----------------------------------------------------------------------------------------------------------

    async def arrive(self, hello: Hello, source: str | None = None) -> Visitor:
        """Return who came: by token, by an officer's sign-in, or new (SPEC S2). A newcomer is in the database then.

        `source`: from where, as newcomers are counted (SPEC S15); None: not counted. Raises `Forbidden` for a sign-in that proves
        nothing (SPEC S10), `TooManyNewcomers`, `StorageFailed` when a newcomer cannot be written. The caller hands `new_token`
        out once, and calls `left` when the session is over for good.
        """
        visitor = await self._arrivals.admit(hello, source)
        self._context.store.prove_owned()
        state = self._context.state
        if visitor.new_token is not None:  # nothing need be read of who was never here
            self._path.is_new(visitor.id)
            state.cases.bring((), all_of=visitor.id)
        state.visitors[visitor.id] = visitor
        self._is_here(visitor.id)
        if visitor.officer_id is not None:
            await self._welcome_back(visitor.officer_id)
        else:
            state.names[visitor.id] = visitor.name
        self._announcer.tell_time_left(visitor)
        return self.seen_as(visitor)

    def known(self, visitor_id: str) -> Visitor | None:
        """Return who is here, as they are seen now."""
        visitor = self._context.state.visitors.get(visitor_id)
        return self.seen_as(visitor) if visitor is not None else None

    def passport_of(self, visitor: Visitor) -> bytes:
        """Return what `readmit` makes this visitor of again. Nodes alone see it: it tells by which sign-in they are here."""
        shown = self.seen_as(visitor)
        return msgpack.encode((replace(shown, new_token=None), self._context.state.sign_ins.get(visitor.id)))

    async def readmit(self, passport: bytes) -> Visitor:
        """Let somebody be here who was when another server had the office, and whose session goes on (SPEC N27)."""
        visitor, sign_in = _passport.decode(passport)
        state = self._context.state
        state.visitors[visitor.id] = visitor
        self._is_here(visitor.id)
        if visitor.officer_id is None:
            state.names[visitor.id] = visitor.name
            return visitor
        state.staff_visitors[visitor.officer_id] = visitor.id
        if sign_in is not None:
            state.sign_ins[visitor.id] = sign_in
        await self._welcome_back(visitor.officer_id)
        return visitor

    def _is_here(self, visitor_id: str) -> None:
        if self._context.state.set_here(visitor_id):
            self._announcer.presence_changed(visitor_id)
        self._talks.back(visitor_id)

    async def dropped(self, visitor_id: str) -> None:
        """The connection has been gone for some seconds, and may come back: the other side of a talk is told (SPEC T16)."""
        self._talks.lost(visitor_id)

    async def _welcome_back(self, officer: str) -> None:
        state = self._context.state
        state.lost_at.pop(officer, None)
        desk = state.desk_of(officer)
        if desk is not None and desk.lost is not None:
            await self._path.perform_unless_storage_fails(partial(timers.find_officer, officer=officer))

    async def left(self, visitor_id: str, *, on_purpose: bool = False) -> None:
        """The session is over for good (SPEC S6): tickets and cases stay, an officer's desk is paused (SPEC T11).

        `on_purpose`: they leave the office, and the desk is closed.
        """
        state = self._context.state
        state.visitors.pop(visitor_id, None)
        state.sign_ins.pop(visitor_id, None)
        self._talks.lost(visitor_id)
        if state.tickets_of(visitor_id):
            state.set_away(visitor_id, self._context.environment.office.now())
            self._announcer.presence_changed(visitor_id)
        officer = state.officer_of(visitor_id)
        if officer is not None and state.desk_of(officer) is not None:
            state.lost_at[officer] = self._context.environment.office.now()
            close, lose = partial(timers.close_desk, officer=officer, why="left"), partial(timers.lose_officer, officer=officer)
            await self._path.perform_unless_storage_fails(close if on_purpose else lose)
        elif visitor_id not in state.citizens():
            state.names.pop(visitor_id, None)
        self._notifier.queue_changed()

    def seen_as(self, visitor: Visitor) -> Visitor:
        """Return the visitor as they want to be seen now: after a `profile`, with what the office made of it."""
        return seen(self._context.state, visitor)

    # commands --------------------------------------------------------------------------------------------------------

    async def execute(self, visitor: Visitor, command: DurableCommand) -> CommandReply:
        """Carry out one durable command and return `done` or `rejected` for its request id (SPEC W6, W7).

        What the reply acknowledges is committed. A storage fault is the rejection `storage`; any other exception is a bug:
        nothing is known of the command, and the client asks again with the same id.
        """
        return await self._path.execute(self.seen_as(visitor), command)

    def begin(self, visitor: Visitor, command: DurableCommand, settle: Callable[[CommandReply | BaseException], None]) -> bool:
        """Do what `execute` does, and call `settle` with the reply or the error. False: the command must wait; `execute` it."""
        return self._path.begin(self.seen_as(visitor), command, settle)

    async def said_in_booth(self, visitor: Visitor, place: str, booth: str, text: str) -> Rejection | None:
        """Keep what was said in the case that is served there (SPEC C6, C10). None: it is kept, or there is no case.

        Otherwise the rejection says why it is not kept: `storage`, `record_full`, or `wrong_state` of a case that has ended.
        Raises `OfficeLost` when it may be kept.
        """
        write = partial(transcript.write_down, context=self._context, visitor=visitor, place=place, booth=booth, text=text)
        try:
            outcome = await self._path.perform(write)
        except OfficeLost:
            raise
        except StorageFailed:
            return Rejection.STORAGE
        lost = isinstance(outcome, Rejected) and outcome.code is not Rejection.UNKNOWN_CASE
        return outcome.code if isinstance(outcome, Rejected) and lost else None

    def seating_of(self, visitor: Visitor) -> Seating | None:
        """Return the booth in which the visitor is talking now, and with whom (SPEC R19)."""
        return tickets.seating_of(self._context, visitor)

    # views -----------------------------------------------------------------------------------------------------------

    async def state_of(self, visitor: Visitor) -> list[m.Message]:
        """Return all that a visitor must know when they come in fresh (SPEC S5). Raises `StorageFailed`."""
        told = await fresh_state.state_of(self._context, visitor)
        self._context.store.prove_owned()
        return told

    async def notices_shown(self, visitor_id: str, numbers: Collection[int]) -> None:
        """Forget these notices of the visitor: their client has acknowledged them (SPEC T20)."""
        await self._path.perform_unless_storage_fails(partial(forget_shown, visitor_id=visitor_id, numbers=tuple(numbers)))

    def office_view(self) -> m.Office:
        """Return all services and counters as they stand."""
        return self._context.views.office()

    def queue_view(self, visitor: Visitor) -> m.Queue:
        return self._context.views.queue(visitor.officer_id or "")

    def calibrations(self) -> dict[str, dict[str, float | int | None]]:
        """Return how often the ranges of each service held: what the office publishes about itself."""
        return self._context.waits.calibrations(self._context.catalogue.offers)

    # time ------------------------------------------------------------------------------------------------------------

    async def tick(self) -> None:
        """Let time do its part: ranges, ended sign-ins, missed tickets, lost officers, timers.

        Call it about once a second, never twice at a time. A storage fault is logged, and the next second tries again. Nothing is
        done while the office may be another server's (SPEC C23).
        """
        if not self._context.store.owned:
            return
        environment = self._context.environment
        await self._each_second.do(environment.office.now(), environment.now())

    async def _follow_outside(self, now: float) -> None:
        await self.citizen_mail.follow()
        await self.outbox.follow(now)

    async def timers_fired(self) -> None:
        """Wait for the plug-ins' timers that are being fired."""
        await self._each_second.timers_fired()
