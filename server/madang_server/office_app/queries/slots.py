"""Which slots a service has, and which are free now (SPEC T29, T30). Reads the state, changes nothing."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from madang_office import appointments as a
from madang_office.appointments import FORMER_RULES, AppointmentRules, Slot
from madang_server.office_app.context import OfficeContext


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A slot with the seats that nobody has; there is at least one."""

    slot: Slot
    seats: list[int]


def rules_of(context: OfficeContext, service: str) -> AppointmentRules:
    """Return how a service gives appointments; of one that gives none any more, those for what is booked already."""
    offer = context.catalogue.offers.get(service)
    return (offer.service.appointments if offer else None) or FORMER_RULES


def free_slots(context: OfficeContext, service: str, wall: float, *, but: str = "") -> Iterator[FreeSlot]:
    """Yield the slots that may be booked now, in order. `but`: an appointment that would give its seat back."""
    rules, days = rules_of(context, service), context.catalogue.days_of(service)
    others = [one for one in context.state.appointments.of_service(service) if one.id != but]  # in the order of their times
    begins = [one.at for one in others]
    longest_s = max((one.until - one.at for one in others), default=0.0)
    closing = list(context.state.announcements.values())
    for slot in a.slots(days.calendar, rules, wall) if rules.desks else ():
        near = others[bisect_left(begins, slot.at - longest_s) : bisect_left(begins, slot.until)]
        seats = a.free_seats(slot, rules.desks, near)
        if seats and not any(one.closes_line(service, slot.at) for one in closing):  # T26: no new numbers then
            yield FreeSlot(slot, seats)


def free_slot(context: OfficeContext, service: str, at: int, wall: float, *, but: str = "") -> FreeSlot | None:
    """Return the free slot that begins at that second; None: there is none."""
    return next((free for free in free_slots(context, service, wall, but=but) if int(free.slot.at) == at), None)
