"""What an officer does with the line: call, recall, serve, missed, hold, transfer, finish. Pure decisions."""

from collections import Counter
from dataclasses import dataclass, replace

from madang_counters import Finished, Opened
from madang_counters.documents import UnprintablePart, unprintable
from madang_office import desks as d
from madang_office import line, routing
from madang_office import tickets as t
from madang_office.desks import Desk, DeskChanged, DeskEvent
from madang_office.rejected import Rejected, first_rejected, too_long
from madang_office.services import Kind
from madang_office.tickets import Facts, Placement, Ticket, TicketEvent
from madang_protocol import Rejection, limits
from madang_protocol import commands as c
from madang_protocol.messages import Words
from madang_protocol.writing import written_text
from madang_server.office_app import steps
from madang_server.office_app.commands import case_news, transcript
from madang_server.office_app.commands.cases import blank_case, numbered
from madang_server.office_app.commands.desks import own_desk
from madang_server.office_app.commands.tickets import end_talk, ends_at, release, seat_both
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.preparation import Prepared, prepare, unprintable_rejection
from madang_server.office_app.state import Visitor
from madang_server.office_app.ticket_news import tell_passed_over
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_rows, office_rows, people
from madang_server.store.case_rows import StoredCase

NOTE = Words("담당자 의견", "Note")


@dataclass(frozen=True, slots=True)
class AtDesk:
    """An officer's desk with the ticket that it has."""

    desk: Desk
    ticket: Ticket


def at_desk(work: UnitOfWork, context: OfficeContext, visitor: Visitor) -> AtDesk | Rejected:
    desk = own_desk(work, context, visitor)
    if isinstance(desk, Rejected):
        return desk
    ticket = work.ticket(desk.ticket)
    return AtDesk(desk, ticket) if ticket is not None else Rejected(Rejection.WRONG_STATE)


def call(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskCall) -> Outcome:
    """Call the next ticket of the line, or the one that was chosen (SPEC T5, T8)."""
    desk = own_desk(work, context, visitor)
    if isinstance(desk, Rejected):
        return desk
    ticket = _chosen(work, context, desk, command.ticket) if command.ticket else _next(work, context, desk)
    if isinstance(ticket, Rejected):
        return ticket
    seat = Facts(counter=desk.counter, officer=desk.officer, booth=free_booth(work, context, desk.counter))
    taken = d.apply(desk, DeskEvent.CALL, work.now, ticket=ticket.id)
    called = t.apply(ticket, TicketEvent.CALL, work.now, seat)
    if isinstance(taken, Rejected) or isinstance(called, Rejected):
        return first_rejected(taken, called)
    work.count_call(ticket, desk.services)
    work.keep_ticket(called)  # before the desk: its row points at the ticket
    work.keep_desk(taken)
    work.called[ticket.id] = False
    _settle_told_range(work, ticket)
    return Accepted(ticket.id)


def _next(work: UnitOfWork, context: OfficeContext, desk: Desk) -> Ticket | Rejected:
    services = context.catalogue.services
    desks, busy = list(work.state.desks.values()), work.state.at_desks()
    lines = [work.state.line(service, work.now) for service in services if service in desk.services]
    fits = routing.fits(desk, services, desks, busy)
    found = line.next_for(lines, fits)
    if found is not None:
        tell_passed_over(work, found, fits)
        return found
    passed_over = line.next_for(lines, routing.fits(desk, services, desks))
    return Rejected(Rejection.NOBODY_WAITING if passed_over is None else Rejection.IN_TALK)


def _chosen(work: UnitOfWork, context: OfficeContext, desk: Desk, ticket_id: str) -> Ticket | Rejected:
    ticket = work.ticket(ticket_id)
    if ticket is None:
        return Rejected(Rejection.UNKNOWN_TICKET)
    return routing.may_call(desk, ticket, context.catalogue.services, work.state.at_desks(), work.now) or ticket


def free_booth(work: UnitOfWork, context: OfficeContext, counter: str) -> str | None:
    """Return the booth that a call of this counter reserves; None: all are taken, and the talk is at the counter."""
    place = context.counter_directory.counters[counter].place
    at_desks = (work.ticket(desk.ticket) for desk in work.state.desks.values())  # only they have booths: not the whole line
    here = [ticket for ticket in at_desks if ticket and context.counter_directory.place_of(ticket.counter) == place]
    reserved = Counter(ticket.booth for ticket in here if ticket.booth)
    return context.counter_directory.free_booth(counter, reserved, max(1, context.open_rooms(place)))


def _settle_told_range(work: UnitOfWork, ticket: Ticket) -> None:
    if ticket.called is None and not ticket.laters and ticket.preferred_officer is None:  # T39, T42: else it was their choice
        waited = work.waited_s[ticket.id] = max(0.0, work.now - ticket.created)
        work.write(office_rows.settle_wait_range(ticket.id, waited))


def recall(work: UnitOfWork, context: OfficeContext, visitor: Visitor, _command: c.DeskRecall) -> Outcome:
    found = at_desk(work, context, visitor)
    if isinstance(found, Rejected):
        return found
    changed = t.apply(found.ticket, TicketEvent.RECALL, work.now)
    if isinstance(changed, Rejected):
        return changed
    work.keep_ticket(changed)
    work.called[found.ticket.id] = True
    return Accepted(found.ticket.id)


async def prepare_serve(context: OfficeContext, visitor: Visitor, command: c.DeskServe) -> Prepared | Rejected | None:
    """Ask the plug-in how the case of this ticket begins. None: there is one already, or the desk has no ticket."""
    ticket = _ticket_of(context, visitor)
    if ticket is None or await _going_on(context, ticket) is not None:
        return None
    async with context.store.read() as sql:
        citizen = await people.visitor_by_id(sql, ticket.visitor)
    talk = context.catalogue.offers[ticket.service].service.kind is Kind.TALK
    lang = context.catalogue.served_language(citizen.lang if citizen else "")
    case = blank_case(context, ticket.visitor, lang, ticket.service, talk=talk, ticket=ticket.id)
    case = replace(case, data=replace(case.data, officer=visitor.officer_id))
    event = Opened(at=int(context.environment.now()), key=command.id)
    return await prepare(context, case, event, citizen=citizen.name if citizen else "", entries=())


def _ticket_of(context: OfficeContext, visitor: Visitor) -> Ticket | None:
    desk = context.state.desk_of(visitor.officer_id)
    ticket = context.state.tickets.get(desk.ticket or "") if desk else None
    return ticket if ticket is not None and ticket.service in context.catalogue.offers else None


async def _going_on(context: OfficeContext, ticket: Ticket) -> StoredCase | None:
    """Return the case that the ticket brings along: its own from before, or a request by form that is not over."""
    async with context.store.read() as sql:
        mine = await case_rows.cases_of(sql, ticket.visitor, ended_since=float("inf"))
    return _of_ticket(context, ticket, mine)


def _of_ticket(context: OfficeContext, ticket: Ticket, cases: list[StoredCase]) -> StoredCase | None:
    same = [case for case in cases if case.record.service == ticket.service]
    form = context.catalogue.offers[ticket.service].service.kind is Kind.FORM
    return next((case for case in same if form or case.record.id == ticket.case), None)


@dataclass(frozen=True, slots=True)
class Serving:
    """A desk and its ticket as the tables let them be once the person is here."""

    desk: DeskChanged
    ticket: t.Changed


def serve(
    work: UnitOfWork, context: OfficeContext, visitor: Visitor, _command: c.DeskServe, prepared: Prepared | None
) -> Outcome:
    """Begin: the case is opened with the plug-in's first steps, and both are seated in the booth."""
    found = at_desk(work, context, visitor)
    serving = found if isinstance(found, Rejected) else _begin_serving(work, found)
    if isinstance(serving, Rejected):
        return serving
    case = _case_to_serve(work, context, serving.ticket.ticket, prepared)
    if isinstance(case, Rejected):
        return case
    ticket = _keep_serving(work, serving, case)
    seat_both(work, context, ticket)
    if case is None:
        return Accepted(ticket.id)
    work.audit_reading(case.record.id)
    case_news.tell_case(work, context, case)
    return Accepted(case.record.id)


def _begin_serving(work: UnitOfWork, found: AtDesk) -> Serving | Rejected:
    ticket = t.apply(found.ticket, TicketEvent.SERVE, work.now)
    desk = d.apply(found.desk, DeskEvent.SERVE, work.now)
    if isinstance(ticket, Rejected) or isinstance(desk, Rejected):
        return first_rejected(ticket, desk)
    return Serving(desk, ticket)


def _case_to_serve(
    work: UnitOfWork, context: OfficeContext, ticket: Ticket, prepared: Prepared | None
) -> StoredCase | Rejected | None:
    """Open the case that was prepared for this ticket, or take up the one that goes on. None: the ticket has no case."""
    if prepared is None:
        return _of_ticket(context, ticket, work.live_cases(ticket.visitor))
    if prepared.case.data.ticket != ticket.id:
        return Rejected(Rejection.WRONG_STATE)
    return _begin(work, context, prepared)


def _keep_serving(work: UnitOfWork, serving: Serving, case: StoredCase | None) -> Ticket:
    ticket = replace(serving.ticket.ticket, case=case.record.id if case else None)
    work.keep_ticket(replace(serving.ticket, ticket=ticket))
    work.keep_desk(serving.desk)
    return ticket


def _begin(work: UnitOfWork, context: OfficeContext, prepared: Prepared) -> StoredCase | Rejected:
    result = steps.follow(context, prepared.case, prepared, work.wall)
    if isinstance(result, Rejected):
        return result
    result.case = numbered(work, context, result.case)
    steps.commit_steps(work, result, prepared)
    work.note("case-open", result.case.record.id, service=result.case.record.service)
    return result.case


def missed(work: UnitOfWork, context: OfficeContext, visitor: Visitor, _command: c.DeskMissed) -> Outcome:
    """The person did not come: back into the line once, then over (SPEC T6)."""
    return let_go(work, at_desk(work, context, visitor), TicketEvent.MISS)


def hold(work: UnitOfWork, context: OfficeContext, visitor: Visitor, _command: c.DeskHold) -> Outcome:
    found = at_desk(work, context, visitor)
    if isinstance(found, AtDesk) and found.ticket.of_past_day(work.now):
        return Rejected(Rejection.DAY_OVER)  # T22: what is set aside would end at once
    return let_go(work, found, TicketEvent.HOLD)


def let_go(work: UnitOfWork, found: AtDesk | Rejected, event: TicketEvent, facts: Facts = t.NO_FACTS) -> Outcome:
    if isinstance(found, Rejected):
        return found
    changed = t.apply(found.ticket, event, work.now, facts)
    if isinstance(changed, Rejected):
        return changed
    work.keep_ticket(changed)
    release(work, found.ticket)
    return Accepted(found.ticket.id)


def transfer(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskTransfer) -> Outcome:
    """Send the ticket to another service; a talk that had begun here is closed."""
    if command.service not in context.catalogue.offers:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    found = at_desk(work, context, visitor)
    if isinstance(found, Rejected):
        return found
    others = [ticket for ticket in work.state.tickets_of(found.ticket.visitor) if ticket.id != found.ticket.id]
    to = Placement(command.to)
    service = (found.ticket.first_service or command.service) if to is Placement.FIRST else command.service
    ends = ends_at(work, context.catalogue.days_of(service).at(work.wall))
    facts = Facts(service=command.service, to=to, ends=ends, taken=frozenset(ticket.service for ticket in others))
    outcome = let_go(work, found, TicketEvent.TRANSFER, facts)
    if isinstance(outcome, Accepted):
        end_talk(work, context, found.ticket, outcome="transferred")
    return outcome


async def prepare_finish(context: OfficeContext, visitor: Visitor, command: c.DeskFinish) -> Prepared | Rejected | None:
    """Check the outcome and ask the plug-in how the talk ends. None: no talk of a plug-in goes on at this desk."""
    ticket = _ticket_of(context, visitor)
    if ticket is None or ticket.case is None or context.catalogue.offers[ticket.service].service.kind is not Kind.TALK:
        return None
    manifest = context.catalogue.offers[ticket.service].backend.manifest
    if manifest.outcomes and command.outcome not in {outcome.id for outcome in manifest.outcomes}:
        return Rejected(Rejection.FORM_INVALID, {"outcome": "unknown_choice"})
    async with context.store.read() as sql:
        case = await case_rows.stored_case(sql, ticket.case)
    if case is None or case.record.state in case_rows.OVER_STATES:
        return None
    at, note = int(context.environment.now()), written_text(command.note)
    if len(note) > limits.TEXT_CHARS_MAX:
        return too_long("note")
    if lacking := unprintable(note):  # the officer can still write it in other letters; what was said stays as it is
        return unprintable_rejection([UnprintablePart(NOTE, lacking)])
    event = Finished(at=at, key=command.id, outcome=command.outcome, officer=visitor.name, note=note)
    return await prepare(context, case, event, citizen=context.state.names.get(ticket.visitor, ""))


def finish(
    work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskFinish, prepared: Prepared | None
) -> Outcome:
    """The talk is over: its outcome is in the case, and the citizen gets the transcript (SPEC C6)."""
    found = at_desk(work, context, visitor)
    outcome = let_go(work, found, TicketEvent.FINISH)
    if isinstance(outcome, Rejected) or isinstance(found, Rejected):
        return outcome
    if prepared is None:
        note = written_text(command.note)
        return transcript.leave_note(work, context, visitor, found.ticket.case, note) if note else outcome
    case = work.case(prepared.case.record.id)
    steps.prove_fresh(work, case, prepared)
    if found.ticket.case != prepared.case.record.id:
        return Rejected(Rejection.WRONG_STATE)
    result = steps.follow(context, prepared.case, prepared, work.wall)
    if isinstance(result, Rejected):
        return result
    steps.commit_steps(work, result, prepared)
    case_news.tell_case(work, context, result.case)
    return Accepted(result.case.record.id)
