"""An appointment for a service: which slots there are, who has which, and the table of what may happen to one. Pure.

Theory of operation. A slot is a stretch of the service's opening hours; each holds as many appointments as desks serve them. An
appointment has a *seat* of its slot: the lowest that nobody has in a slot that overlaps. So a slot is full when no seat is free,
and the database holds it as well, by a unique index over slot and seat. Whoever checks in gets a ticket of the line (`line.py`);
what becomes of that is the ticket's own story. Instants are unix seconds by the clock on the wall.

States and events, made by `make generate` from the table below:

    booked     move -> booked; check_in -> kept; miss -> missed; cancel -> cancelled
    kept       the end
    missed     the end
    cancelled  the end
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from madang_office.calendar import Calendar, CalendarFault
from madang_office.rejected import Rejected
from madang_office.wall_clock import first_instant
from madang_protocol import Rejection

OPEN_APPOINTMENTS_MAX = 3  # of one visitor, at different services
EVENING = time(18)  # of the day before: when one is reminded first


class AppointmentState(StrEnum):
    BOOKED = "booked"
    KEPT = "kept"  # its holder checked in
    MISSED = "missed"
    CANCELLED = "cancelled"


class AppointmentEvent(StrEnum):
    MOVE = "move"
    CANCEL = "cancel"
    CHECK_IN = "check_in"
    MISS = "miss"


S, E = AppointmentState, AppointmentEvent
TRANSITIONS: dict[tuple[AppointmentState, AppointmentEvent], AppointmentState] = {
    (S.BOOKED, E.MOVE): S.BOOKED,
    (S.BOOKED, E.CHECK_IN): S.KEPT,
    (S.BOOKED, E.MISS): S.MISSED,
    (S.BOOKED, E.CANCEL): S.CANCELLED,
}
HOLDING_STATES = (S.BOOKED, S.KEPT)  # those that have a seat


class Reminded(IntEnum):
    """What the holder was reminded of so far."""

    NOT_YET = 0
    EVENING_BEFORE = 1
    SOON = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRules:
    """How a service gives appointments (settings `services.NAME.appointments`)."""

    desks: int  # how many are served at a time
    slot_s: float
    days_ahead: int  # today is day 0
    lead_s: float = 3_600.0  # so long before its slot one is booked at the latest: nobody passes a line by booking at the door
    early_s: float = 900.0  # so long before one may check in
    late_s: float = 600.0  # so long after the beginning the place is kept


# For an appointment at a service that gives none any more.
FORMER_RULES = AppointmentRules(desks=0, slot_s=900.0, days_ahead=0)


class Slot(NamedTuple):
    at: float
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One appointment; immutable. It is served in `at` to `until`; `key` opens it beside its number, on any device."""

    id: str
    number: str
    key: str
    service: str
    visitor: str
    state: AppointmentState
    at: float
    until: float
    seat: int
    created: float
    since: float  # the instant at which it came into this state, or was moved
    ticket: str | None = None  # of whoever checked in
    reminded: Reminded = Reminded.NOT_YET

    @property
    def holding(self) -> bool:
        """Whether it has a seat of its slot."""
        return self.state in HOLDING_STATES


def slots(calendar: Calendar, rules: AppointmentRules, now: float) -> Iterator[Slot]:
    """Yield the slots of a service that may be booked at `now`, in order, taken or not. `calendar`: in the service's hours."""
    last = calendar.day(now) + timedelta(days=rules.days_ahead)
    try:
        for opening in calendar.openings(now + rules.lead_s):
            if opening.day > last:
                return
            count = int((opening.ended - opening.began) // rules.slot_s)
            begins = (opening.began + number * rules.slot_s for number in range(count))
            yield from (Slot(at, at + rules.slot_s) for at in begins if at >= now + rules.lead_s)
    except CalendarFault:  # it opens on no day that is known
        return


def free_seats(slot: Slot, desks: int, others: Iterable[Appointment]) -> list[int]:
    """Return the seats of a slot that nobody has, in order. `others`: appointments of the service, but the one that moves."""
    taken = {one.seat for one in others if one.holding and one.at < slot.until and slot.at < one.until}
    return [seat for seat in range(desks) if seat not in taken]


def may_book(mine: Iterable[Appointment], service: str) -> Rejected | None:
    """Return why a visitor may not book at `service`, or None. `mine`: all appointments of the visitor.

    ALREADY_BOOKED: one is booked there. LIMIT: OPEN_APPOINTMENTS_MAX are booked.
    """
    booked = [one for one in mine if one.state is S.BOOKED]
    if any(one.service == service for one in booked):
        return Rejected(Rejection.ALREADY_BOOKED)
    return Rejected(Rejection.LIMIT) if len(booked) >= OPEN_APPOINTMENTS_MAX else None


def move(appointment: Appointment, slot: Slot, seat: int, now: float) -> Appointment | Rejected:
    """Return it in another slot, or why it stays: WRONG_STATE; TOO_LATE, for its own time has begun."""
    if now >= appointment.at and appointment.state is S.BOOKED:
        return Rejected(Rejection.TOO_LATE)
    moved = _after(appointment, E.MOVE, now)
    return moved if isinstance(moved, Rejected) else replace(moved, at=slot.at, until=slot.until, seat=seat)


def cancel(appointment: Appointment, now: float) -> Appointment | Rejected:
    """Return it cancelled: its seat is free. Rejection: WRONG_STATE."""
    return _after(appointment, E.CANCEL, now)


def check_in(appointment: Appointment, rules: AppointmentRules, ticket: str, now: float) -> Appointment | Rejected:
    """Return it kept, by whoever came in time and has this ticket. Rejections: WRONG_STATE, TOO_EARLY, TOO_LATE."""
    rejected = may_check_in(appointment, rules, now)
    if rejected is not None:
        return rejected
    kept = _after(appointment, E.CHECK_IN, now)
    return kept if isinstance(kept, Rejected) else replace(kept, ticket=ticket)


def may_check_in(appointment: Appointment, rules: AppointmentRules, now: float) -> Rejected | None:
    """Return why its holder may not check in now, or None."""
    if (appointment.state, E.CHECK_IN) not in TRANSITIONS:
        return Rejected(Rejection.WRONG_STATE)
    if now < appointment.at - rules.early_s:
        return Rejected(Rejection.TOO_EARLY)
    return Rejected(Rejection.TOO_LATE) if now >= appointment.at + rules.late_s else None


def is_missed(appointment: Appointment, rules: AppointmentRules, now: float) -> bool:
    """Whether its holder did not come in time: the caller applies `miss`."""
    return appointment.state is S.BOOKED and now >= appointment.at + rules.late_s


def miss(appointment: Appointment, now: float) -> Appointment | Rejected:
    """Return it missed. Rejection: WRONG_STATE."""
    return _after(appointment, E.MISS, now)


def reminder_at(appointment: Appointment, calendar: Calendar, rules: AppointmentRules, now: float) -> Reminded:
    """Return the newest reminder whose time has come at `now`."""
    if now >= appointment.at - rules.early_s:
        return Reminded.SOON
    return Reminded.EVENING_BEFORE if now >= evening_before(appointment, calendar) else Reminded.NOT_YET


def with_reminder(appointment: Appointment, reminded: Reminded) -> Appointment:
    """Return it as one of which its holder was reminded so far."""
    return replace(appointment, reminded=reminded)


def evening_before(appointment: Appointment, calendar: Calendar) -> float:
    """Return the instant in the evening of the day before."""
    return first_instant(calendar.day(appointment.at) - timedelta(days=1), EVENING, calendar.zone)


def acts_next(appointment: Appointment, calendar: Calendar, rules: AppointmentRules) -> float:
    """Return the instant at which something is to be done about a booked one: to remind, or to let it be missed."""
    match appointment.reminded:
        case Reminded.NOT_YET:
            return min(evening_before(appointment, calendar), appointment.at - rules.early_s)
        case Reminded.EVENING_BEFORE:
            return appointment.at - rules.early_s
        case Reminded.SOON:
            return appointment.at + rules.late_s


def _after(appointment: Appointment, event: AppointmentEvent, now: float) -> Appointment | Rejected:
    state = TRANSITIONS.get((appointment.state, event))
    return Rejected(Rejection.WRONG_STATE) if state is None else replace(appointment, state=state, since=now)
