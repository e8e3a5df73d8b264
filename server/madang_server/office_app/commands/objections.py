"""An objection to a decision: what its citizen writes, and how another officer decides on it (SPEC C41, C42). Pure decisions."""

from dataclasses import replace

from madang_office import cases, objections
from madang_office.audit import CASE, DOCUMENT, AuditKind
from madang_office.cases import Case, CaseEvent, CaseFacts, Side
from madang_office.rejected import Rejected, too_long
from madang_protocol import NoticeCode, Rejection, limits
from madang_protocol import commands as c
from madang_protocol.fields import FieldValue
from madang_protocol.writing import written_text
from madang_server.office_app.commands import case_news
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.form_check import checked_answers
from madang_server.office_app.objection_acts import OBJECTION_ACTS, UPHOLD
from madang_server.office_app.queries import case_access
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_rows, documents
from madang_server.store.case_rows import EntryRow, StoredCase

OBJECT = "object"  # the line of a case that has what the citizen wrote


def object_to(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseObject) -> Outcome:
    """Keep what the citizen writes against the decision, and let the case wait for another officer of its service."""
    case = case_access.own_case(work.case(command.case), visitor)
    if isinstance(case, Rejected):
        return case
    text = written_text(command.text)
    if not text:
        return Rejected(Rejection.BLANK_TEXT)
    if len(text) > limits.OBJECTION_CHARS_MAX:
        return too_long("text")
    rules = context.catalogue.objections_of(case.record.service)
    filed = objections.file(case.record, context.catalogue.calendar, rules, work.wall, officer=case.data.officer)
    if isinstance(filed, Rejected):
        return filed
    waits = StoredCase(filed, replace(case.data, acts=tuple(OBJECTION_ACTS), officer=None))
    work.keep_case(waits)
    work.add_entry(_line(waits, work, by="citizen", name=visitor.name, code=OBJECT, text=text))
    work.note("case-object", case.record.id, service=case.record.service)
    case_news.tell_case(work, context, waits)
    return Accepted(case.record.id)


def decide(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseAct) -> Outcome:
    """Decide on the objection as an officer who did not decide before; the citizen is told, with what they can read."""
    case = case_access.workable_case(work.case(command.case), context, visitor)
    if isinstance(case, Rejected):
        return _barred(work, context, visitor, command, case)
    if command.act not in case.data.acts or visitor.officer_id is None:
        return Rejected(Rejection.WRONG_STATE)
    answers = checked_answers(OBJECTION_ACTS[command.act].form, command.fields, context.catalogue.day(work.wall))
    if isinstance(answers, Rejected):
        return answers
    upholds = command.act == UPHOLD.id
    decided = _upheld(work, context, case, visitor.officer_id) if upholds else _dismissed(case, visitor.officer_id, answers)
    if isinstance(decided, Rejected):
        return decided
    work.keep_case(decided)
    if upholds:
        _revoke_documents(work, case.record.id)
    text = "\n\n".join(str(answers[name]) for name in ("reason", "remedy") if answers.get(name))
    work.add_entry(_line(case, work, by="officer", name=visitor.name, code=command.act, text=text))
    work.note(f"case-{command.act}", case.record.id, state=decided.record.state.value)
    kind = AuditKind.OBJECTION_UPHELD if upholds else AuditKind.OBJECTION_DISMISSED
    work.audit(kind, f"{CASE}{case.record.id}", service=case.record.service)
    code = NoticeCode.OBJECTION_UPHELD if upholds else NoticeCode.OBJECTION_DISMISSED
    case_news.keep_notice(work, case.record.citizen, case, code)
    case_news.tell_case(work, context, decided)
    return Accepted(case.record.id)


def _barred(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseAct, otherwise: Rejected) -> Rejected:
    """Return that who decided cannot decide on the objection, to them; to others what they are told of any case."""
    case = case_access.officer_case(work.case(command.case), context, visitor)
    is_own = not isinstance(case, Rejected) and objections.bars(case.record, visitor.officer_id)
    return Rejected(Rejection.OWN_DECISION) if is_own else otherwise


def _upheld(work: UnitOfWork, context: OfficeContext, case: StoredCase, officer: str) -> StoredCase | Rejected:
    """Return the case as it is decided anew by this officer; with nothing left that they could do, as granted."""
    offer = context.catalogue.offers.get(case.record.service)
    if offer is None:  # nobody could decide anew
        return Rejected(Rejection.UNKNOWN_SERVICE)
    term = offer.service.legal_term
    due = context.catalogue.calendar.due(work.wall, term) if term is not None else None
    record = objections.uphold(case.record, officer, work.wall, due=due)
    if isinstance(record, Rejected):
        return record
    before = case.data.acts_before  # None: nobody knows, as it was decided before that was kept; empty: nothing
    acts = tuple(act.id for act in offer.backend.manifest.acts) if before is None else before
    found = record if acts else _granted(work, record, officer)
    return found if isinstance(found, Rejected) else StoredCase(found, replace(case.data, acts=acts, officer=officer))


def _revoke_documents(work: UnitOfWork, case_id: str) -> None:
    """Say of what was issued with the decision that it is valid no longer (SPEC C7): the decision is taken back."""
    whole = work.whole_case(case_id)
    assert whole is not None, "it was kept a moment ago"
    valid = [row for row in whole.documents if row.revoked is None]
    for row in valid:
        work.write(documents.revoke_document(row.number, work.wall))
        work.note("document-revoke", row.number)
        work.audit(AuditKind.DOCUMENT_REVOKED, f"{DOCUMENT}{row.number}", case=case_id)
    now = tuple(replace(row, revoked=work.wall) if row in valid else row for row in whole.documents)
    work.whole_cases[case_id] = whole.with_documents(now)


def _granted(work: UnitOfWork, record: Case, officer: str) -> Case | Rejected:
    """Grant what a plug-in had decided by itself: it takes no act of an officer."""
    changed = cases.apply(record, CaseEvent.GRANT, Side.OFFICER, work.wall, CaseFacts())
    return changed if isinstance(changed, Rejected) else replace(changed.case, decided_by=officer)


def _dismissed(case: StoredCase, officer: str, answers: dict[str, FieldValue]) -> StoredCase | Rejected:
    record = objections.dismiss(case.record, officer, reason=str(answers["reason"]), remedy=str(answers["remedy"]))
    return record if isinstance(record, Rejected) else StoredCase(record, replace(case.data, acts=(), officer=officer))


def _line(case: StoredCase, work: UnitOfWork, *, by: case_rows.Side, name: str, code: str, text: str) -> EntryRow:
    return EntryRow(case=case.record.id, n=0, at=work.wall, by=by, name=name, text=text, code=code)
