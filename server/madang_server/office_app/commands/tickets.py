"""What a citizen does with a ticket: take, answer, defer, leave. Pure decisions."""

from datetime import date

from madang_office import desks as d
from madang_office import grounds, line
from madang_office import tickets as t
from madang_office.announcements import line_closed_until
from madang_office.cases import CaseEvent, Side
from madang_office.desks import DeskEvent
from madang_office.numbers import ticket_number
from madang_office.office_days import OfficeDay
from madang_office.periods import TicketState
from madang_office.rejected import Rejected
from madang_office.services import Service
from madang_office.tickets import Facts, Ticket, TicketEvent
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.office_app.commands.cases import end_case
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, Seating, UnitOfWork
from madang_server.store import office_rows
from madang_server.store.case_rows import StoredCase
from madang_server.store.office_rows import WaitRange


def take(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.TicketTake) -> Outcome:
    """Give a place in the line (SPEC T1, T2), and keep the range that was told with it."""
    offer = context.catalogue.offers.get(command.service)
    if offer is None:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    if visitor.officer_id is not None:
        return Rejected(Rejection.NOT_ALLOWED)
    ground = grounds.read_ground(command.ground, context.catalogue.grounds)
    if isinstance(ground, Rejected):
        return ground
    rejected = t.may_take(work.state.tickets_of(visitor.id), command.service)
    if rejected is not None:
        return rejected
    if line_closed_until(work.state.announcements.values(), command.service, work.wall) is not None:
        return Rejected(Rejection.LINE_CLOSED)
    ticket = give_ticket(work, context, offer.service, visitor.id, ground=ground, people=command.people)
    _keep_told_range(work, context, ticket)
    return Accepted(ticket.id)


def give_ticket(
    work: UnitOfWork,
    context: OfficeContext,
    service: Service,
    visitor: str,
    *,
    ground: str | None = None,
    appointment: float | None = None,
    came: float | None = None,
    people: int | None = None,
) -> Ticket:
    """Return a new ticket with the next number.

    `appointment`: the instant, by the wall, for which its holder has one (T32). `came`: from when a further one counts (T40).
    `people`: how many come with it (T41).
    """
    today = context.catalogue.days_of(service.id).at(work.wall)
    changed = t.take(
        id=context.environment.key(),
        number=_next_number(work, service.prefix, today.day),
        service=service.id,
        visitor=visitor,
        now=work.now,
        day=today.day,
        ends=ends_at(work, today),
        ground=ground,
        appointment=appointment,
        due=None if appointment is None else due_at(work, appointment),
        came=came,
        people=people,
    )
    work.keep_ticket(changed)
    return changed.ticket


def due_at(work: UnitOfWork, appointment: float) -> float:
    """Return the instant of the office's time at which an appointment is due (T14)."""
    return work.now + appointment - work.wall


def _next_number(work: UnitOfWork, prefix: str, day: date) -> str:
    """Return the next number of the day that nobody has from another one (SPEC T14)."""
    name = office_rows.tickets_of_day(prefix, day)
    while True:
        number = ticket_number(prefix, work.next_count(name))
        if not work.state.has_number(number):
            return number


def ends_at(work: UnitOfWork, day: OfficeDay) -> float:
    """Return the instant of the office's time at which numbers of that day end, whatever the wall shows until then (T14)."""
    return work.now + day.ends - work.wall


def _keep_told_range(work: UnitOfWork, context: OfficeContext, ticket: Ticket) -> None:
    told = context.waits.newcomer(ticket.service)
    if told is not None:
        row = WaitRange(
            ticket=ticket.id,
            service=ticket.service,
            shown=work.now,
            low_s=told.low_s,
            high_s=told.high_s,
            plain_low_s=told.plain_low_s,
            plain_high_s=told.plain_high_s,
        )
        work.told_ranges[ticket.id] = told
        work.write(office_rows.save_wait_range(row))


def own_ticket(work: UnitOfWork, visitor: Visitor, ticket_id: str) -> Ticket | Rejected:
    """Return a live ticket of this visitor."""
    ticket = work.ticket(ticket_id)
    if ticket is None:
        return Rejected(Rejection.UNKNOWN_TICKET)
    return ticket if ticket.visitor == visitor.id else Rejected(Rejection.NOT_YOURS)


def answer(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.TicketAnswer) -> Outcome:
    """I come: both are seated in the booth. A ticket that was set aside goes back into the line, at its old age."""
    ticket = own_ticket(work, visitor, command.ticket)
    if isinstance(ticket, Rejected):
        return ticket
    event = TicketEvent.RETURN if ticket.state is TicketState.HELD else TicketEvent.ANSWER
    changed = t.apply(ticket, event, work.now)
    if isinstance(changed, Rejected):
        return changed
    work.keep_ticket(changed)
    seat_both(work, context, changed.ticket)
    return Accepted(ticket.id)


def seat_both(work: UnitOfWork, context: OfficeContext, ticket: Ticket) -> None:
    """Put the citizen and the officer into the booth that was reserved at the call."""
    seating = _seating(context, ticket)
    if seating is not None:
        work.seatings.append(seating)


def _seating(context: OfficeContext, ticket: Ticket) -> Seating | None:
    if ticket.booth is None or ticket.counter is None:
        return None
    officer = context.state.staff_visitors.get(ticket.officer or "")
    visitors = (ticket.visitor, officer) if officer else (ticket.visitor,)
    return Seating(visitors, ticket.booth, ticket.counter)


def seating_of(context: OfficeContext, visitor: Visitor) -> Seating | None:
    """Return the booth in which the visitor belongs now: where they are served, or were seated when they came (SPEC R19)."""
    desk = context.state.desk_of(visitor.officer_id)
    served = context.state.tickets.get(desk.ticket or "") if desk else None
    mine = context.state.tickets_of(visitor.id) if visitor.officer_id is None else [served] if served else []
    talks = [ticket for ticket in mine if ticket.state is TicketState.SERVING or ticket.answered is not None]
    return next((seating for ticket in talks if (seating := _seating(context, ticket)) is not None), None)


def defer(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.TicketDefer) -> Outcome:  # noqa: ARG001
    """Change places with the next one in the line; who was called already frees the desk for them (SPEC T13)."""
    ticket = own_ticket(work, visitor, command.ticket)
    if isinstance(ticket, Rejected):
        return ticket
    deferred = line.defer(work.state.line(ticket.service, work.now), ticket, work.now, work.state.at_desks())
    if isinstance(deferred, Rejected):
        return deferred
    work.keep_ticket(deferred.mine)
    work.put_ticket(deferred.other)
    release(work, ticket)
    return Accepted(ticket.id)


def later(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.TicketLater) -> Outcome:  # noqa: ARG001
    """Let nobody call the ticket for some minutes; who was called frees the desk for the next (SPEC T39)."""
    ticket = own_ticket(work, visitor, command.ticket)
    if isinstance(ticket, Rejected):
        return ticket
    not_before = work.now + command.minutes * 60.0 if command.minutes else None
    changed = t.apply(ticket, TicketEvent.LATER, work.now, Facts(not_before=not_before))
    if isinstance(changed, Rejected):
        return changed
    work.keep_ticket(changed)
    release(work, ticket)
    return Accepted(ticket.id)


def leave(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.TicketLeave) -> Outcome:
    """Give the place up; the desk that called or served goes on, and a talk that had begun is closed (SPEC T13)."""
    ticket = own_ticket(work, visitor, command.ticket)
    if isinstance(ticket, Rejected):
        return ticket
    talk = talk_of(work, context, ticket)
    changed = t.apply(ticket, TicketEvent.LEAVE, work.now, Facts(for_good=talk is not None))
    if isinstance(changed, Rejected):
        return changed
    work.keep_ticket(changed)
    release(work, ticket)
    end_talk(work, context, ticket, outcome="left")
    return Accepted(ticket.id)


def release(work: UnitOfWork, ticket: Ticket) -> None:
    """Let the desk go that had this ticket."""
    if ticket.at_desk and ticket.counter is not None:
        freed = d.apply(work.desk(ticket.counter), DeskEvent.RELEASE, work.now)
        if not isinstance(freed, Rejected):
            work.keep_desk(freed)


def talk_of(work: UnitOfWork, context: OfficeContext, ticket: Ticket) -> StoredCase | None:
    """Return the case of the talk that goes on with this ticket; a request by form is none."""
    case = work.case(ticket.case)
    offer = context.catalogue.offers.get(case.record.service) if case else None
    is_talk = case is not None and offer is not None and offer.service.kind == "talk" and case.record.live
    return case if is_talk else None


def end_talk(work: UnitOfWork, context: OfficeContext, ticket: Ticket, *, outcome: str) -> None:
    """Close the case of a talk that ends without its officer's outcome; a request by form stays as it is."""
    case = talk_of(work, context, ticket)
    if case is not None:
        end_case(work, context, case, CaseEvent.CLOSE, Side.BACKEND, outcome=outcome)
