"""Which desk may serve which ticket: by services, skills, and the counter to which a ticket was sent back. Pure."""

from collections.abc import Collection, Iterable, Mapping
from math import inf

from madang_office.desks import Desk, DeskState
from madang_office.line import Fits
from madang_office.periods import TicketState
from madang_office.rejected import Rejected
from madang_office.services import Service
from madang_office.tickets import Ticket
from madang_protocol import Rejection

UNATTENDED = (DeskState.CLOSED, DeskState.PAUSED, DeskState.AWAY)


def skills_needed(ticket: Ticket, services: Mapping[str, Service]) -> frozenset[str]:
    """Return the skills that an officer needs for this ticket: its own, and those of its service."""
    service = services.get(ticket.service)
    return ticket.skills | (service.skills if service is not None else frozenset())


def serves(desk: Desk, ticket: Ticket, services: Mapping[str, Service]) -> bool:
    """Return whether the desk offers the ticket's service and its officer has the skills."""
    return ticket.service in desk.services and skills_needed(ticket, services) <= desk.skills


def at_desks(tickets: Iterable[Ticket]) -> dict[str, str]:
    """Return who is called or served now, of these tickets: visitor -> counter. Nobody is called to a second one (SPEC T19)."""
    return {ticket.visitor: ticket.counter for ticket in tickets if ticket.at_desk and ticket.counter is not None}


def fits(desk: Desk, services: Mapping[str, Service], desks: Collection[Desk], busy: Collection[str] = ()) -> Fits:
    """Return the question that `line.next_for` asks: may `desk` take this ticket from the line now.

    `desks`: all desks of the office. A ticket that was sent back to a counter waits for that counter only while somebody sits
    there; one whose holder prefers an officer waits for that one (SPEC T42). `busy`: the visitors who are at a desk; their
    tickets are passed over and keep their place (SPEC T19). Make it anew when a desk or a ticket has changed.
    """
    elsewhere = {other.counter for other in desks if other.counter != desk.counter and other.state not in UNATTENDED}

    def fit(ticket: Ticket) -> bool:
        if ticket.visitor in busy or ticket.wanted_counter in elsewhere:
            return False
        return ticket.preferred_officer in {None, desk.officer} and serves(desk, ticket, services)

    return fit


def may_call(
    desk: Desk, ticket: Ticket, services: Mapping[str, Service], busy: Collection[str] = (), now: float = inf
) -> Rejected | None:
    """Return why the desk may not call this one ticket by the officer's choice, or None; a held ticket may be called too.

    `busy` as for `fits`. NOT_ALLOWED: it does not serve the ticket (SPEC T10). WRONG_STATE: the ticket neither waits nor is
    held. TOO_EARLY: its holder asked not to be called yet, at `now` by the office's own time (SPEC T39). IN_TALK: its holder is
    at a desk with another one (SPEC T19).
    """
    if not serves(desk, ticket, services):
        return Rejected(Rejection.NOT_ALLOWED)
    callable_now = ticket.in_line or ticket.state is TicketState.HELD
    if not callable_now:
        return Rejected(Rejection.WRONG_STATE)
    if ticket.is_later(now):
        return Rejected(Rejection.TOO_EARLY)
    return Rejected(Rejection.IN_TALK) if ticket.visitor in busy else None


def open_desks(service: Service, desks: Collection[Desk]) -> list[Desk]:
    """Return the open desks that offer the service and have its skills (SPEC T7, T12). A ticket may need more skills."""
    return [desk for desk in desks if desk.open and service.id in desk.services and service.skills <= desk.skills]
