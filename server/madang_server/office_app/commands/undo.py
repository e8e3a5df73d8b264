"""What is undone within seconds: a place that was given back, and a call that was marked as missed. Pure decisions."""

from dataclasses import replace

from madang_office import desks as d
from madang_office import routing
from madang_office import tickets as t
from madang_office.desks import DeskEvent
from madang_office.rejected import Rejected, first_rejected
from madang_office.tickets import Facts, Ticket, TicketEvent
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.office_app.commands.calls import free_booth
from madang_server.office_app.commands.desks import own_desk
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork


def take_back(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.TicketUndo) -> Outcome:
    """Let a visitor have the place again that they gave back just now (SPEC T37)."""
    ticket = work.state.known_ticket(command.ticket)
    if ticket is None:
        return Rejected(Rejection.UNKNOWN_TICKET)
    if ticket.visitor != visitor.id:
        return Rejected(Rejection.NOT_YOURS)
    mine = work.state.tickets_of(visitor.id)
    if not ticket.live and len(mine) >= t.LIVE_TICKETS_MAX:
        return Rejected(Rejection.LIMIT)
    changed = t.apply(ticket, TicketEvent.UNDO_LEAVE, work.now, Facts(taken=_services(mine)))
    if isinstance(changed, Rejected):
        return changed
    work.keep_ticket(replace(changed, ticket=_without_who_left(changed.ticket, work, context)))
    return Accepted(ticket.id)


def call_back(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskUndo) -> Outcome:
    """Call somebody to the desk again who was marked as missed just now: they are here (SPEC T38)."""
    desk = own_desk(work, context, visitor)
    if isinstance(desk, Rejected):
        return desk
    ticket = work.state.known_ticket(command.ticket)
    if ticket is None:
        return Rejected(Rejection.UNKNOWN_TICKET)
    if ticket.visitor in work.state.at_desks():
        return Rejected(Rejection.IN_TALK)
    others = [other for other in work.state.tickets_of(ticket.visitor) if other.id != ticket.id]
    if not ticket.live and len(others) >= t.LIVE_TICKETS_MAX:
        return Rejected(Rejection.LIMIT)
    booth = free_booth(work, context, desk.counter)
    seat = Facts(counter=desk.counter, officer=desk.officer, booth=booth, taken=_services(others))
    taken = d.apply(desk, DeskEvent.CALL, work.now, ticket=ticket.id)
    called = t.apply(ticket, TicketEvent.UNDO_MISS, work.now, seat)
    if isinstance(taken, Rejected) or isinstance(called, Rejected):
        return first_rejected(taken, called)
    called = replace(called, ticket=_without_who_left(called.ticket, work, context))
    work.keep_ticket(called)  # before the desk: its row points at the ticket
    work.keep_desk(taken)
    work.called[ticket.id] = True
    return Accepted(ticket.id)


def _without_who_left(ticket: Ticket, work: UnitOfWork, context: OfficeContext) -> Ticket:
    """Return it without the officer for whom it waited, when they are at no counter of its service any more (SPEC T42)."""
    desk = work.state.desk_of(ticket.preferred_officer)
    is_there = desk is not None and routing.serves(desk, ticket, context.catalogue.services)
    return ticket if is_there else replace(ticket, preferred_officer=None)


def _services(tickets: list[Ticket]) -> frozenset[str]:
    return frozenset(ticket.service for ticket in tickets)
