"""What an officer does when a talk cannot go on like this: warn, and end it (SPEC T44, T45). Pure decisions."""

from dataclasses import replace

from madang_office import protection
from madang_office.audit import CASE, AuditKind
from madang_office.periods import TicketState
from madang_office.rejected import Rejected
from madang_office.tickets import Facts, Ticket, TicketEvent
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol.fields import Conduct
from madang_server.office_app.commands import case_news
from madang_server.office_app.commands import tickets as t
from madang_server.office_app.commands.calls import at_desk, let_go
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.office_app.ticket_news import about_ticket, subject_of
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store.case_rows import EntryRow

WARNED, ENDED = "warned", "ended"  # before the reason: the code of the line in the record
WARNINGS_MAX = 10  # in one record
TALK_ENDED = "talk_ended"  # the outcome of the record


def warn(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskWarn) -> Outcome:
    """Tell whoever is served of what they are warned; it is in the record that both sides read."""
    found = at_desk(work, context, visitor)
    if isinstance(found, Rejected):
        return found
    ticket = found.ticket
    if ticket.state is not TicketState.SERVING:
        return Rejected(Rejection.WRONG_STATE)
    rejected = _write_down(work, context, visitor, ticket, WARNED, command.reason)
    if rejected is not None:
        return rejected
    work.put_ticket(replace(ticket, warned=command.reason))
    about = about_ticket(ticket) | {"reason": command.reason}
    work.keep_notice(ticket.visitor, NoticeCode.TALK_WARNED, about, subject=subject_of(ticket))
    work.note("desk-warn", found.desk.counter, ticket=ticket.id, reason=command.reason)
    work.audit(AuditKind.CITIZEN_WARNED, f"{CASE}{ticket.case}" if ticket.case else "", reason=command.reason)
    return Accepted(ticket.id)


def end_talk(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskEndTalk) -> Outcome:
    """End the talk for whoever was warned before, or about whom an alarm goes on; a request by form stays as it is."""
    found = at_desk(work, context, visitor)
    if isinstance(found, Rejected):
        return found
    ticket = found.ticket
    alarmed = protection.is_about(work.state.contact.alarm_of(visitor.officer_id), ticket.id)
    outcome = let_go(work, found, TicketEvent.END_TALK, Facts(alarmed=alarmed))
    if isinstance(outcome, Rejected):
        return outcome
    rejected = _write_down(work, context, visitor, ticket, ENDED, command.reason)
    if rejected is not None:
        return rejected
    t.end_talk(work, context, ticket, outcome=TALK_ENDED)
    work.news_facts[ticket.id] = {"reason": command.reason}
    work.note("desk-end-talk", found.desk.counter, ticket=ticket.id, reason=command.reason)
    work.audit(AuditKind.TALK_ENDED, f"{CASE}{ticket.case}" if ticket.case else "", reason=command.reason)
    return outcome


def _write_down(
    work: UnitOfWork, context: OfficeContext, visitor: Visitor, ticket: Ticket, what: str, reason: Conduct
) -> Rejected | None:
    """Add the line to the record, also when it is full: it is a few letters. Return why it cannot be."""
    case = work.case(ticket.case)
    if case is None:
        return None
    if case.record.id in work.state.closing:
        return Rejected(Rejection.WRONG_STATE)
    whole = work.whole_case(case.record.id)
    before = [entry for entry in whole.entries if (entry.code or "").startswith(WARNED)] if whole is not None else []
    if what == WARNED and len(before) >= WARNINGS_MAX:
        return Rejected(Rejection.LIMIT)
    line = EntryRow(case=case.record.id, n=0, at=work.wall, by="officer", name=visitor.name, code=f"{what}-{reason}")
    case_news.tell_entry(work, context, case, work.add_entry(line), speaker=visitor.id)
    return None
