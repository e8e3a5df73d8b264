"""What officers do with a case among themselves: notes for colleagues, handing it over (SPEC C44, C45). Pure decisions."""

from dataclasses import replace

from madang_office.audit import CASE, OFFICER, AuditKind
from madang_office.rejected import Rejected, too_long
from madang_protocol import NoticeCode, Rejection, limits
from madang_protocol import commands as c
from madang_protocol.writing import written_text
from madang_server.office_app.commands import case_news
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries import case_access
from madang_server.office_app.questions import Staff
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_note_rows
from madang_server.store.case_note_rows import NoteRow
from madang_server.store.case_rows import StoredCase


def note(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseNote) -> Outcome:
    """Keep a note for colleagues; its citizen never sees it."""
    case = case_access.workable_case(work.case(command.case), context, visitor)
    if isinstance(case, Rejected):
        return case
    text = written_text(command.text)
    if not text:
        return Rejected(Rejection.BLANK_TEXT)
    rejected = _add(work, visitor, case, text)
    if rejected is None:
        case_news.tell_desk(work, context, case)
    return rejected or Accepted(case.record.id)


def hand_over(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseHandOver) -> Outcome:
    """Give a case that this officer has to a colleague of its service, with a note for them."""
    case = case_access.workable_case(work.case(command.case), context, visitor)
    if isinstance(case, Rejected):
        return case
    if case.over or not case_access.has_case(context, visitor, case):
        return Rejected(Rejection.WRONG_STATE)
    work.answer(Staff())  # who they are now, also when another server or a terminal changed them a moment ago
    colleagues = case_access.colleagues(context, case, but=visitor.officer_id)
    to = next((row for row in colleagues if row.name == command.to), None)
    if to is None:
        return Rejected(Rejection.UNKNOWN_TARGET)
    text = written_text(command.note)
    rejected = _add(work, visitor, case, text) if text else None
    if rejected is not None:
        return rejected
    given = replace(case, data=replace(case.data, officer=to.id))
    work.keep_case(given)
    work.note("case-hand-over", case.record.id, to=to.id)
    work.audit(AuditKind.CASE_HANDED_OVER, f"{CASE}{case.record.id}", to=f"{OFFICER}{to.id}")
    about = {"case": case.record.id, "number": case.record.number, "service": case.record.service, "name": visitor.name}
    code = NoticeCode.CASE_HANDED_OVER
    work.keep_notice(context.state.staff_visitors.get(to.id), code, about, subject=f"{code} {case.record.id}")
    case_news.tell_desk(work, context, given)
    return Accepted(case.record.id)


def _add(work: UnitOfWork, visitor: Visitor, case: StoredCase, text: str) -> Rejected | None:
    """Add a note, or return why it cannot be."""
    whole = work.whole_case(case.record.id)
    assert whole is not None, "it was read a moment ago"
    if len(text) > limits.TEXT_CHARS_MAX:
        return too_long("text")
    if len(whole.notes) >= limits.CASE_NOTES_MAX:
        return Rejected(Rejection.LIMIT)
    officer, case_id = visitor.officer_id or "", case.record.id
    row = NoteRow(case=case_id, n=len(whole.notes) + 1, at=work.wall, officer=officer, name=visitor.name, text=text)
    work.whole_cases[case_id] = whole.with_note(row)
    work.write(case_note_rows.add_note(row))
    work.note("case-note", case_id, n=row.n)
    work.audit(AuditKind.CASE_NOTED, f"{CASE}{case_id}", note=row.n)
    return None
