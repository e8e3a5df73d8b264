"""For which officer a ticket waits, by its holder's choice, and what becomes of that when the officer leaves (SPEC T42)."""

from collections.abc import Collection
from dataclasses import replace

from madang_office import routing
from madang_office.desks import DeskState
from madang_office.periods import TicketState
from madang_office.rejected import Rejected
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_server.office_app.commands.tickets import own_ticket
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.office_app.ticket_news import about_ticket
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork


def prefer(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.TicketPrefer) -> Outcome:
    """Let the officer at a counter alone call this ticket as the next, or anybody again."""
    ticket = own_ticket(work, visitor, command.ticket)
    if isinstance(ticket, Rejected):
        return ticket
    if not ticket.in_line and ticket.state is not TicketState.HELD:
        return Rejected(Rejection.WRONG_STATE)
    desk = work.desk(command.counter) if command.counter is not None else None
    if desk is not None and not (desk.state is not DeskState.CLOSED and routing.serves(desk, ticket, context.catalogue.services)):
        return Rejected(Rejection.UNKNOWN_COUNTER)
    wanted = ticket.wanted_counter if desk is None else None  # a counter that it was sent back to would keep this officer from it
    work.put_ticket(replace(ticket, preferred_officer=desk.officer if desk is not None else None, wanted_counter=wanted))
    work.drop_notices(ticket.visitor, subject=_subject(ticket.id))
    work.note("ticket-prefer", ticket.id, counter=command.counter)
    return Accepted(ticket.id)


def drop_preferences(work: UnitOfWork, officer: str, services: Collection[str] = ()) -> None:
    """Let anybody call those who wait for an officer who leaves a counter, and tell them. `services`: of their next counter."""
    for known in list(work.state.tickets.values()):
        ticket = work.ticket(known.id)
        if ticket is not None and ticket.preferred_officer == officer and ticket.service not in services:
            work.put_ticket(replace(ticket, preferred_officer=None))
            about = about_ticket(ticket) | {"name": work.state.officer_name(officer) or ""}
            work.keep_notice(ticket.visitor, NoticeCode.PREFERRED_LEFT, about, subject=_subject(ticket.id))


def _subject(ticket: str) -> str:
    return f"preferred {ticket}"
