"""A number for a further service of the same visit, which an officer gives to whoever they serve (SPEC T40). Pure decisions."""

from madang_office import tickets as t
from madang_office.announcements import line_closed_until
from madang_office.periods import TicketState
from madang_office.rejected import Rejected
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_server.office_app.commands.desks import own_desk
from madang_server.office_app.commands.tickets import give_ticket
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.office_app.ticket_news import about_ticket
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork


def give_further(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskFurther) -> Outcome:
    """Give whoever is served here a number that counts from the time of theirs, and tell them."""
    offer = context.catalogue.offers.get(command.service)
    if offer is None:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    desk = own_desk(work, context, visitor)
    if isinstance(desk, Rejected):
        return desk
    served = work.ticket(desk.ticket)
    if served is None or served.state is not TicketState.SERVING:
        return Rejected(Rejection.WRONG_STATE)
    rejected = t.may_take(work.state.tickets_of(served.visitor), command.service)
    if rejected is not None:
        return rejected
    if line_closed_until(work.state.announcements.values(), command.service, work.wall) is not None:
        return Rejected(Rejection.LINE_CLOSED)
    further = give_ticket(
        work, context, offer.service, served.visitor, ground=served.ground, came=served.arrived, people=served.people
    )
    about = {**about_ticket(further), "first": served.number}
    work.keep_notice(served.visitor, NoticeCode.FURTHER, about, subject=f"ticket {further.id}")
    return Accepted(further.id)
