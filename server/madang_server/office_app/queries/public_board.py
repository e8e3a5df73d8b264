"""What anybody may see of an office: numbers that are called, who is next, waits, hours, what is announced (SPEC O7).

Without names and ids of people, and without those of officers: a display stands where everybody passes. Decides nothing.
"""

from itertools import islice
from typing import Any

from msgspec import to_builtins

from madang_office.periods import TicketState
from madang_office.tickets import Ticket
from madang_protocol import messages as m
from madang_server.office_app.context import OfficeContext

NEXT_MAX = 3  # numbers of each line that are told as the next


def public_board(context: OfficeContext) -> dict[str, Any]:
    """Return it as JSON has it. `called` begins with the newest call; a key that has its default is left out of a service."""
    office, state, now = context.views.office(), context.state, context.environment.office.now()
    titles = {counter.id: counter.title for counter in office.counters}
    at_desks = [ticket for desk in state.desks.values() if (ticket := state.tickets.get(desk.ticket or "")) is not None]
    called = sorted(
        (ticket for ticket in at_desks if ticket.state is TicketState.CALLED), key=lambda one: one.until or 0.0, reverse=True
    )
    served = sorted(
        (ticket for ticket in at_desks if ticket.state is TicketState.SERVING), key=lambda one: one.since, reverse=True
    )
    return {
        "name": to_builtins(context.catalogue.name),
        "languages": list(context.catalogue.languages),
        "zone": office.zone,
        "called": [_at_counter(ticket, titles) | {"calls": ticket.calls} for ticket in called],
        "served": [_at_counter(ticket, titles) for ticket in served],
        "services": [
            to_builtins(service) | {"next": [one.number for one in islice(state.line(service.id, now).callable_now(), NEXT_MAX)]}
            for service in office.services
        ],
        "announcements": to_builtins(office.announcements),
    }


def _at_counter(ticket: Ticket, titles: dict[str, m.Words]) -> dict[str, Any]:
    title = titles.get(ticket.counter or "")
    return {"number": ticket.number, "service": ticket.service, "counter": to_builtins(title) if title is not None else None}
