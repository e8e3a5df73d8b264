"""What an officer does with a case by an act of its plug-in, and the delivery of its documents. Pure decisions."""

from dataclasses import replace
from datetime import date

from madang_counters import OfficerActed
from madang_office import cases
from madang_office.audit import ANYBODY, CASE, DOCUMENT, OFFICER, VISITOR, AuditKind
from madang_office.cases import CaseEvent, CaseState, Side
from madang_office.objections import bars
from madang_office.rejected import Rejected, too_long
from madang_protocol import Rejection, limits
from madang_protocol import commands as c
from madang_protocol.fields import FieldValue
from madang_protocol.writing import written_text
from madang_server.office_app import steps
from madang_server.office_app.commands import case_news, objections
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.form_check import checked_answers
from madang_server.office_app.objection_acts import OBJECTION_ACTS
from madang_server.office_app.preparation import Prepared, prepare
from madang_server.office_app.queries import case_access
from madang_server.office_app.queries.case_views import OPEN
from madang_server.office_app.questions import CaseOfDocument
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_rows
from madang_server.store.case_rows import EntryRow, StoredCase

REASON = "reason"  # the answer that `open` takes
DOWNLOADED_AGAIN_S, CHECKED_AGAIN_S = 60.0, 600.0  # so long the same of one document is one row of the audit log
LOG_READ_AGAIN_S = 15 * 60.0  # and so long one supervisor's reading of it


async def prepare_act(context: OfficeContext, visitor: Visitor, command: c.CaseAct) -> Prepared | Rejected | None:
    """Check the act and its form, and ask the plug-in what follows. None: the office's own act, which asks nobody."""
    if command.act == OPEN.id or command.act in OBJECTION_ACTS:
        return None
    async with context.store.read() as sql:
        case = case_access.workable_case(await case_rows.stored_case(sql, command.case), context, visitor)
    if isinstance(case, Rejected):
        return case
    now = context.environment.now()
    answers = _checked(context, case, command, context.catalogue.day(now))
    if isinstance(answers, Rejected):
        return answers
    claimed = replace(case, data=replace(case.data, officer=visitor.officer_id))
    event = OfficerActed(at=int(now), key=command.id, act=command.act, officer=visitor.name, fields=answers)
    found = await prepare(context, claimed, event, citizen=context.state.names.get(case.record.citizen, ""))
    return found if isinstance(found, Rejected) else replace(found, case=case)


def _checked(context: OfficeContext, case: StoredCase, command: c.CaseAct, today: date) -> dict[str, FieldValue] | Rejected:
    """Return the answers to the act's form, tidied."""
    offer = context.catalogue.offers.get(case.record.service)
    act = offer.backend.manifest.act(command.act) if offer else None
    if act is None or command.act not in case.data.acts:
        return Rejected(Rejection.WRONG_STATE)
    return checked_answers(act.form, command.fields, today)


def act(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseAct, prepared: Prepared | None) -> Outcome:
    """Do what the plug-in answered, in one transaction with the act (SPEC K2)."""
    if prepared is None:
        own = _open if command.act == OPEN.id else objections.decide
        return own(work, context, visitor, command)
    case = case_access.workable_case(work.case(command.case), context, visitor)
    if isinstance(case, Rejected):
        return case
    if bars(case.record, visitor.officer_id):
        return Rejected(Rejection.OWN_DECISION)
    steps.prove_fresh(work, case, prepared)
    claimed = replace(case, data=replace(case.data, officer=visitor.officer_id))
    result = steps.follow(context, claimed, prepared, work.wall)
    if isinstance(result, Rejected):
        return result
    code = f"act-{command.act}"
    work.add_entry(_line(case, work, visitor, code=code))
    steps.commit_steps(work, result, prepared)
    work.note(code, case.record.id, state=result.case.record.state.value)
    if not steps.decides(result, prepared):
        work.audit(AuditKind.CASE_ACTED, f"{CASE}{case.record.id}", act=command.act)
    case_news.tell_case(work, context, result.case)
    return Accepted(case.record.id)


def _open(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseAct) -> Outcome:
    """Show the officer the case, and let them have it when it is not over (SPEC C13); the reading is written down."""
    case = case_access.officer_case(work.case(command.case), context, visitor)
    if isinstance(case, Rejected):
        return case
    if not case_access.has_case(context, visitor, case):
        taken = _take_on(work, visitor, case, written_text(str(command.fields.get(REASON) or "")))
        if isinstance(taken, Rejected):
            return taken
        if taken is not case:
            case_news.tell_taken_over(work, context, case, visitor.name)
        case = taken
    work.note("case-read", case.record.id)
    work.audit_reading(case.record.id)
    citizen = context.state.names.get(case.record.citizen, "")
    case_news.tell_case(work, context, case)
    if not case_access.has_case(context, visitor, case):
        case_news.tell_one(work, context, visitor.id, case, citizen=citizen)
    return Accepted(case.record.id)


def _take_on(work: UnitOfWork, visitor: Visitor, case: StoredCase, reason: str) -> StoredCase | Rejected:
    """Give the case to this officer. One that a colleague has, or that is over, needs a reason, which both sides can read."""
    if not case_access.is_free(case, visitor):
        if not reason:
            return case_access.REASON_NEEDED
        if len(reason) > limits.REASON_CHARS_MAX:
            return too_long(REASON)
        entry = work.add_entry(_line(case, work, visitor, code="opened", text=reason))
        work.note("case-open-with-reason", case.record.id, entry=entry.n)
        work.audit(AuditKind.CASE_OPENED_WITH_REASON, f"{CASE}{case.record.id}", line=entry.n)
    if case.over or bars(case.record, visitor.officer_id):
        return case
    taken = replace(case, data=replace(case.data, officer=visitor.officer_id))
    work.keep_case(taken)
    work.note("case-take-on", case.record.id)
    before = f"{OFFICER}{case.data.officer}" if case.data.officer is not None else ""
    work.audit(AuditKind.CASE_TAKEN_ON, f"{CASE}{case.record.id}", before=before)
    return taken


def _line(case: StoredCase, work: UnitOfWork, visitor: Visitor, *, code: str, text: str = "") -> EntryRow:
    return EntryRow(case=case.record.id, n=0, at=work.wall, by="officer", name=visitor.name, text=text, code=code)


def note_check(work: UnitOfWork, number: str) -> Outcome:
    """Write down that somebody looked the document's number up, which anybody may."""
    work.audit(AuditKind.DOCUMENT_CHECKED, f"{DOCUMENT}{number}", actor=ANYBODY, again_s=CHECKED_AGAIN_S)
    return Accepted()


def note_log_reading(work: UnitOfWork, account: str) -> Outcome:
    """Write down that a supervisor reads the audit log."""
    work.audit(AuditKind.LOG_READ, "", actor=f"{OFFICER}{account}", again_s=LOG_READ_AGAIN_S)
    return Accepted()


def note_search(work: UnitOfWork, account: str, shown: int, services: tuple[str, ...]) -> Outcome:
    """Write down that an officer looked for cases, and how many were shown to them; not what they wrote."""
    work.audit(AuditKind.CASES_SEARCHED, "", actor=f"{OFFICER}{account}", found=shown, services=services)
    return Accepted()


def deliver(work: UnitOfWork, context: OfficeContext, number: str, visitor: str) -> Outcome:
    """Write down that the document was fetched by this visitor; the second time nothing else changes."""
    work.audit(AuditKind.DOCUMENT_DOWNLOADED, f"{DOCUMENT}{number}", actor=f"{VISITOR}{visitor}", again_s=DOWNLOADED_AGAIN_S)
    case = work.case(work.answer(CaseOfDocument(number)))
    if case is None or case.record.state is not CaseState.GRANTED:
        return Accepted()
    whole = work.whole_case(case.record.id)
    if whole is not None and any(row.number == number and row.revoked is not None for row in whole.documents):
        return Accepted()  # of a decision that was taken back: it delivers not what was decided anew
    changed = cases.apply(case.record, CaseEvent.DELIVER, Side.BACKEND, work.wall)
    if isinstance(changed, Rejected):
        return changed
    delivered = replace(case, record=changed.case)
    work.keep_case(delivered)
    work.add_entry(EntryRow(case=case.record.id, n=0, at=work.wall, by="office", name="", code=CaseEvent.DELIVER.value))
    work.note("case-deliver", case.record.id, document=number)
    case_news.tell_case(work, context, delivered)
    return Accepted(case.record.id)
