"""Appointments as messages: mine, and those of today for officers. From records to the wire; decides nothing."""

from collections.abc import Collection

from madang_office.appointments import FORMER_RULES, Appointment, AppointmentState
from madang_protocol import messages as m
from madang_server.catalogue import Catalogue
from madang_server.office_app.state import OfficeState

QUEUE_MAX = 100  # of today that are shown to an officer


def mine(state: OfficeState, catalogue: Catalogue, visitor: str) -> m.Appointments:
    """Return a visitor's appointments that are booked (SPEC T30)."""
    booked = [one for one in state.appointments.of_visitor(visitor) if one.state is AppointmentState.BOOKED]
    return m.Appointments([view_of(one, catalogue) for one in booked])


def view_of(one: Appointment, catalogue: Catalogue) -> m.AppointmentView:
    """Return one as its holder sees it."""
    offer = catalogue.offers.get(one.service)
    rules = (offer.service.appointments if offer else None) or FORMER_RULES
    return m.AppointmentView(
        id=one.id,
        number=one.number,
        key=one.key,
        service=one.service,
        at=int(one.at),
        until=int(one.until),
        check_in=int(one.at - rules.early_s),
        kept_until=int(one.at + rules.late_s),
    )


def of_today(state: OfficeState, catalogue: Catalogue, services: Collection[str], wall: float) -> list[m.QueueAppointment]:
    """Return those of today at these services whose holders have not checked in, the earliest first (SPEC T36)."""
    today = catalogue.day(wall)
    booked = [
        one
        for service in services
        for one in state.appointments.of_service(service)
        if one.state is AppointmentState.BOOKED and catalogue.day(one.at) == today
    ]
    booked.sort(key=lambda one: (one.at, one.number))
    return [
        m.QueueAppointment(
            id=one.id, number=one.number, service=one.service, name=state.names.get(one.visitor, ""), at=int(one.at)
        )
        for one in booked[:QUEUE_MAX]
    ]
