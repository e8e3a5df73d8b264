"""What who supervises an office sees of it now: every line, every counter, the officers at none (SPEC O20). Decides nothing.

Without names of citizens: a number is enough to see who waits for too long.
"""

from typing import Any

from msgspec import to_builtins

from madang_office.periods import TicketState
from madang_office.tickets import Ticket
from madang_protocol import messages as m
from madang_server.office_app.context import OfficeContext


def supervised_board(context: OfficeContext) -> dict[str, Any]:
    """Return it as JSON has it; times are seconds until now. A key of a service that has its default is left out."""
    office = context.views.office()
    return {
        "services": [to_builtins(service) | _line(service.id, context) for service in office.services],
        "counters": [_counter(counter, context) for counter in office.counters],
        "officers": sorted(_without_counter(context)),
    }


def _line(service: str, context: OfficeContext) -> dict[str, Any]:
    state, now = context.state, context.environment.office.now()
    line = state.line(service, now)
    first = min((ticket.created for ticket in line.callable_now()), default=None)
    return {
        "longest_s": 0 if first is None else round(now - first),
        "coming": line.coming_count,
        "held": sum(ticket.state is TicketState.HELD for ticket in state.aside(service)),
    }


def _counter(counter: m.CounterView, context: OfficeContext) -> dict[str, Any]:
    desk, now = context.state.desk(counter.id), context.environment.office.now()
    ticket = context.state.tickets.get(desk.ticket or "")
    return {
        "id": counter.id,
        "title": to_builtins(counter.title),
        "officer": counter.officer,
        "state": counter.state,
        "since_s": max(0, round(now - desk.since)) if desk.officer is not None else 0,
        "gone": counter.gone,
        "services": sorted(desk.services) if desk.officer is not None else counter.services,
        "ticket": None if ticket is None else _at_counter(ticket, now),
    }


def _at_counter(ticket: Ticket, now: float) -> dict[str, Any]:
    seconds = max(0, round(now - ticket.since))
    return {"number": ticket.number, "service": ticket.service, "state": ticket.state.value, "since_s": seconds}


def _without_counter(context: OfficeContext) -> list[str]:
    """Return the names of the officers who are here and sit at no counter."""
    state, now = context.state, context.environment.office.now()
    here = [visitor for visitor in state.visitors.values() if visitor.officer_id is not None]
    return [one.name for one in here if state.desk_of(one.officer_id) is None and not state.is_away(one.id, now)]
