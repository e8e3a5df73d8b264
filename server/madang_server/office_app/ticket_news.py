"""What people are told of a ticket beside its new view, because the view does not say it (SPEC T17). Decides nothing about it."""

from itertools import islice

from madang_office.line import Fits
from madang_office.periods import TicketState
from madang_office.tickets import Changed, Ending, Ticket, TicketEvent
from madang_protocol import NoticeCode
from madang_protocol.messages import Notice
from madang_server.office_app.state import OfficeState
from madang_server.office_app.unit_of_work import UnitOfWork

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
    TicketEvent.END_TALK: NoticeCode.TALK_ENDED,
    TicketEvent.EXPIRE: NoticeCode.EXPIRED,
    TicketEvent.ABANDON: NoticeCode.ABANDONED,
    TicketEvent.LATER: None,  # the holder's own
    TicketEvent.UNDO_LEAVE: None,
    TicketEvent.UNDO_MISS: None,  # `called` says it
}
OFFICER_NOTICES = {
    TicketEvent.LEAVE: NoticeCode.CITIZEN_LEFT,
    TicketEvent.DEFER: NoticeCode.CITIZEN_DEFERRED,
    TicketEvent.LATER: NoticeCode.CITIZEN_LATER,
    TicketEvent.UNDO_LEAVE: NoticeCode.CITIZEN_BACK,
}
END_NOTICES = {Ending.MISSED: NoticeCode.MISSED_OVER}
PASSED_OVER_MAX = 100  # that are told with one call; the next call tells the next
TOLD_BY_END = frozenset(END_NOTICES.values())  # the ticket itself says it, for a week: it is kept nowhere else


def keep_ticket_news(work: UnitOfWork, state: OfficeState) -> None:
    """Keep what the holders and officers of the changed tickets are told of them (T17, T20). Call it before the last flush."""
    for changed in work.ticket_changes:
        _keep_for_holder(work, changed)
        officer, code = _for_officer(changed)
        if officer is not None and code is not None:
            visitor = state.staff_visitors.get(officer)
            work.keep_notice(visitor, code, about_ticket(changed.ticket), subject=subject_of(changed.ticket))


def _keep_for_holder(work: UnitOfWork, changed: Changed) -> None:
    ticket, code = changed.ticket, _for_holder(changed)
    if code is not None and code not in TOLD_BY_END:
        about = about_ticket(ticket) | work.news_facts.get(ticket.id, {})
        work.keep_notice(ticket.visitor, code, about, subject=subject_of(ticket))
    elif changed.event is not None:
        work.drop_notices(ticket.visitor, subject=subject_of(ticket))


def tell_passed_over(work: UnitOfWork, called: Ticket, fits: Fits) -> None:
    """Keep for those who are away that their turn came, once for each absence (SPEC T15)."""
    told = work.state.passed_over
    passed = work.state.line(called.service, work.now).passed_over(called)
    untold = (ticket for ticket in passed if ticket.id not in told and fits(ticket))
    for ticket in islice(untold, PASSED_OVER_MAX):
        work.keep_notice(ticket.visitor, NoticeCode.PASSED_OVER, about_ticket(ticket), subject=subject_of(ticket))
        work.passed_over.append(ticket.id)


def notice_of_own_end(changed: Changed) -> Notice | None:
    """Return what the holder is told of the end of a ticket that the ticket itself keeps; None: it has not ended so."""
    code = _for_holder(changed)
    return Notice(code, about_ticket(changed.ticket)) if code in TOLD_BY_END else None


def _for_holder(changed: Changed) -> NoticeCode | None:
    """Return what the holder of the ticket is told of this change; None: its view, or another message, says it."""
    return HOLDER_NOTICES[changed.event] if changed.event is not None and not _is_own_return(changed) else None


def _is_own_return(changed: Changed) -> bool:
    """Whether the holder brought a ticket back that was set aside: no counter has closed, and they know."""
    return changed.event is TicketEvent.RETURN and changed.closed is not None and changed.closed.state is TicketState.HELD


def _for_officer(changed: Changed) -> tuple[str | None, NoticeCode | None]:
    """Return whom it concerns and what they are told: an officer, whose called or served citizen gave the ticket back
    or took it again."""
    officer = changed.closed.officer if changed.closed is not None else None
    return officer, OFFICER_NOTICES.get(changed.event) if changed.event is not None else None


def subject_of(ticket: Ticket) -> str:
    """Return what a notice about it is about: a newer one takes the place of an older one."""
    return f"ticket {ticket.id}"


def notice_of_end(ticket: Ticket) -> Notice:
    """Return what the holder is told of a ticket that ended without them."""
    return Notice(END_NOTICES[ticket.ending or Ending.MISSED], about_ticket(ticket))


def about_ticket(ticket: Ticket) -> dict[str, str]:
    """Return how a notice names a ticket: by id, number and service, and with the case of its talk."""
    case = {"case": ticket.case} if ticket.case is not None else {}
    return {"ticket": ticket.id, "number": ticket.number, "service": ticket.service, **case}
