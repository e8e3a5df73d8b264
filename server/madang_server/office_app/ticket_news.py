"""What people are told of a ticket beside its new view, because the view does not say it (SPEC T17). Decides nothing about it."""

from madang_office.periods import TicketState
from madang_office.tickets import Changed, Ending, Ticket, TicketEvent
from madang_protocol import NoticeCode
from madang_protocol.messages import Notice

HOLDER_NOTICES: dict[TicketEvent, NoticeCode | None] = {
    TicketEvent.CALL: None,  # `called` says it
    TicketEvent.RECALL: None,
    TicketEvent.ANSWER: None,  # the holder's own
    TicketEvent.SERVE: None,  # the view's state says it
    TicketEvent.MISS: NoticeCode.MISSED,
    TicketEvent.DROP: NoticeCode.MISSED_OVER,
    TicketEvent.HOLD: NoticeCode.HELD,
    TicketEvent.RETURN: NoticeCode.RETURNED,
    TicketEvent.TRANSFER: NoticeCode.TRANSFERRED,
    TicketEvent.DEFER: None,
    TicketEvent.LEAVE: None,
    TicketEvent.FINISH: NoticeCode.FINISHED,
    TicketEvent.EXPIRE: NoticeCode.EXPIRED,
}
OFFICER_NOTICES = {TicketEvent.LEAVE: NoticeCode.CITIZEN_LEFT, TicketEvent.DEFER: NoticeCode.CITIZEN_DEFERRED}
END_NOTICES = {Ending.MISSED: NoticeCode.MISSED_OVER, Ending.EXPIRED: NoticeCode.EXPIRED}


def notice_to_holder(changed: Changed) -> Notice | None:
    """Return what the holder of the ticket is told of this change; None: its view, or another message, says it."""
    code = HOLDER_NOTICES[changed.event] if changed.event is not None and not _is_own_return(changed) else None
    return Notice(code, about_ticket(changed.ticket)) if code is not None else None


def _is_own_return(changed: Changed) -> bool:
    """Whether the holder brought a ticket back that was set aside: no counter has closed, and they know."""
    return changed.event is TicketEvent.RETURN and changed.closed is not None and changed.closed.state is TicketState.HELD


def notice_to_officer(changed: Changed) -> tuple[str, Notice] | None:
    """Return whom it concerns and what they are told: an officer, whose called or served citizen gave the ticket back."""
    officer = changed.closed.officer if changed.closed is not None else None
    code = OFFICER_NOTICES.get(changed.event) if changed.event is not None else None
    return (officer, Notice(code, about_ticket(changed.ticket))) if officer is not None and code is not None else None


def notice_of_end(ticket: Ticket) -> Notice:
    """Return what the holder is told of a ticket that ended without them."""
    return Notice(END_NOTICES[ticket.ending or Ending.MISSED], about_ticket(ticket))


def about_ticket(ticket: Ticket) -> dict[str, str]:
    """Return how a notice names a ticket: by id, number and service, and with the case of its talk."""
    case = {"case": ticket.case} if ticket.case is not None else {}
    return {"ticket": ticket.id, "number": ticket.number, "service": ticket.service, **case}
