"""What a citizen does with an appointment: book, move, cancel, check in (SPEC T30 to T32). Pure decisions."""

from madang_office import appointments as a
from madang_office import tickets as t
from madang_office.appointments import Appointment, AppointmentState, Slot
from madang_office.numbers import KEY_BYTES, appointment_key, appointment_number
from madang_office.rejected import Rejected
from madang_office.tickets import Ticket
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.office_app.commands.tickets import due_at, give_ticket
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries import slots
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store.appointment_rows import NUMBERED, save_appointment

SLOT_GONE = Rejected(Rejection.SLOT_GONE)


def book(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.AppointmentBook) -> Outcome:
    """Keep a slot for the visitor, with a number and a key. The reply names the appointment."""
    if command.service not in context.catalogue.offers:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    if visitor.officer_id is not None:
        return Rejected(Rejection.NOT_ALLOWED)
    rejected = a.may_book(work.state.appointments.of_visitor(visitor.id), command.service)
    if rejected is not None:
        return rejected
    free = slots.free_slot(context, command.service, command.at, work.wall)
    if free is None:
        return SLOT_GONE
    booked = Appointment(
        id=context.environment.key(),
        number=appointment_number(work.next_count(NUMBERED)),
        key=appointment_key(context.environment.entropy(KEY_BYTES)),
        service=command.service,
        visitor=visitor.id,
        state=AppointmentState.BOOKED,
        at=free.slot.at,
        until=free.slot.until,
        seat=free.seats[0],
        created=work.wall,
        since=work.wall,
    )
    keep(work, reminded(context, booked, work.wall), "book")
    return Accepted(booked.id)


def move(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.AppointmentMove) -> Outcome:
    """Let it be at another time; the old one is kept when the new one is taken (SPEC T31)."""
    mine = own_appointment(work, visitor, command.appointment)
    return mine if isinstance(mine, Rejected) else move_to(work, context, mine, command.at)


def move_to(work: UnitOfWork, context: OfficeContext, mine: Appointment, at: int) -> Outcome:
    """Decide what `move` and the page of the number decide."""
    free = slots.free_slot(context, mine.service, at, work.wall, but=mine.id)
    moved = a.move(mine, free.slot if free else Slot(mine.at, mine.until), free.seats[0] if free else mine.seat, work.wall)
    if isinstance(moved, Rejected):
        return moved
    if free is None:
        return SLOT_GONE
    keep(work, reminded(context, moved, work.wall), "move")
    work.drop_notices(mine.visitor, subject=subject_of(mine))
    return Accepted(mine.id)


def cancel(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.AppointmentCancel) -> Outcome:  # noqa: ARG001
    """Give the slot back."""
    mine = own_appointment(work, visitor, command.appointment)
    return mine if isinstance(mine, Rejected) else cancel_it(work, mine)


def cancel_it(work: UnitOfWork, mine: Appointment) -> Outcome:
    """Decide what `cancel` and the page of the number decide."""
    cancelled = a.cancel(mine, work.wall)
    if isinstance(cancelled, Rejected):
        return cancelled
    keep(work, cancelled, "cancel")
    work.drop_notices(mine.visitor, subject=subject_of(mine))
    return Accepted(mine.id)


def check_in(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.AppointmentCheckIn) -> Outcome:
    """Give a ticket to whoever is here for their appointment. The reply names the ticket (SPEC T32)."""
    mine = own_appointment(work, visitor, command.appointment)
    if isinstance(mine, Rejected):
        return mine
    rules = slots.rules_of(context, mine.service)
    ticket = a.may_check_in(mine, rules, work.wall) or _ticket_for(work, context, visitor, mine)
    if isinstance(ticket, Rejected):
        return ticket
    kept = a.check_in(mine, rules, ticket.id, work.wall)
    if isinstance(kept, Rejected):
        return kept
    keep(work, kept, "check-in")
    work.drop_notices(visitor.id, subject=subject_of(mine))
    return Accepted(ticket.id)


def _ticket_for(work: UnitOfWork, context: OfficeContext, visitor: Visitor, mine: Appointment) -> Ticket | Rejected:
    """Return a new ticket, or the one with which the visitor waits in that line already, as one of the appointment."""
    offer = context.catalogue.offers.get(mine.service)
    if offer is None:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    held = work.state.tickets_of(visitor.id)
    waiting = next((ticket for ticket in held if ticket.service == mine.service and ticket.in_line), None)
    if waiting is not None:
        ticket = t.with_appointment(waiting, mine.at, due_at(work, mine.at))
        work.put_ticket(ticket)
        return ticket
    return t.may_take(held, mine.service) or give_ticket(work, context, offer.service, visitor.id, appointment=mine.at)


def own_appointment(work: UnitOfWork, visitor: Visitor, appointment_id: str) -> Appointment | Rejected:
    """Return a visitor's appointment that is booked, or kept just now; for others it does not exist."""
    found = known(work, appointment_id)
    return found if found is not None and found.visitor == visitor.id else Rejected(Rejection.UNKNOWN_APPOINTMENT)


def reminded(context: OfficeContext, appointment: Appointment, wall: float) -> Appointment:
    """Return it as one whose holder knows what they would be reminded of by now: they have just chosen the time."""
    calendar = context.catalogue.days_of(appointment.service).calendar
    return a.with_reminder(appointment, a.reminder_at(appointment, calendar, slots.rules_of(context, appointment.service), wall))


def known(work: UnitOfWork, appointment_id: str) -> Appointment | None:
    """Return the appointment as the unit of work sees it; None: it has no seat any more, or never had."""
    return work.appointments.get(appointment_id) or work.state.appointments.get(appointment_id)


def keep(work: UnitOfWork, one: Appointment, action: str) -> None:
    """Write the appointment as it is after what was done."""
    work.appointments[one.id] = one
    work.write(save_appointment(one))
    work.note(f"appointment-{action}", one.id, service=one.service, at=one.at, seat=one.seat)


def subject_of(appointment: Appointment) -> str:
    """Return what a notice about it is about: a newer one takes the place of an older one."""
    return f"appointment {appointment.id}"
