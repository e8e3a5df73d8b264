"""What can be undone, as messages: to who gave a place back, and to the officer at the desk that called. Decides nothing."""

from math import floor

from madang_office.desks import Desk, DeskState
from madang_office.tickets import Ticket, TicketEvent
from madang_protocol import messages as m
from madang_server.office_app.state import OfficeState

CLOCK_STEPS_S = 0.001  # the office's time goes on by the smallest step with each look


def given_back(state: OfficeState, visitor: str, now: float) -> list[m.Undoable]:
    """Return the tickets that a visitor gave back just now, the newest first (SPEC T37). `now`: by the office's own time."""
    mine = [one for one in state.undoable.values() if one.visitor == visitor and one.can_undo(TicketEvent.LEAVE, now)]
    return [_view(ticket, now) for ticket in sorted(mine, key=lambda one: one.since, reverse=True)]


def missed_at(state: OfficeState, desk: Desk, now: float) -> m.Undoable | None:
    """Return the ticket that an open desk called and missed just now (SPEC T38)."""
    if desk.state is not DeskState.OPEN:
        return None
    missed = [one for one in state.undoable.values() if one.can_undo(TicketEvent.MISS, now) and _called_at(one) == desk.counter]
    return _view(max(missed, key=lambda one: one.since), now) if missed else None


def _called_at(ticket: Ticket) -> str | None:
    return ticket.undo.counter if ticket.undo is not None else None


def _view(ticket: Ticket, now: float) -> m.Undoable:
    until = ticket.undo.until if ticket.undo is not None else now
    return m.Undoable(
        id=ticket.id, number=ticket.number, service=ticket.service, left_s=max(0, floor(until - now + CLOCK_STEPS_S))
    )
