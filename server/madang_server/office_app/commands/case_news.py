"""Who is told when a case changes (SPEC C5), collected in the unit of work of the change. Decides nothing about the case."""

from madang_protocol import NoticeCode
from madang_protocol.messages import CaseEntry, Message
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries import case_access
from madang_server.office_app.queries.case_views import case_message, entry_view
from madang_server.office_app.unit_of_work import UnitOfWork
from madang_server.store.case_rows import EntryRow, StoredCase


def officers_of(context: OfficeContext, case: StoredCase) -> set[str]:
    """Return the visitor ids of the officers who have this case before them (SPEC C13)."""
    visitors = context.state.staff_visitors
    return {visitors[officer] for officer in case_access.holders(context, case) if officer in visitors}


def tell_case(work: UnitOfWork, context: OfficeContext, case: StoredCase) -> None:
    """Give both sides the case as it is in this unit of work."""
    tell_one(work, context, case.record.citizen, case)
    officers = officers_of(context, case)
    if officers:
        citizen = context.state.names.get(case.record.citizen, "")
        message = _message(work, context, case, citizen)
        for officer in sorted(officers):
            work.tell(officer, message)


def tell_one(work: UnitOfWork, context: OfficeContext, visitor: str, case: StoredCase, *, citizen: str | None = None) -> None:
    """Give one side the case as it is in this unit of work; `citizen`: their name, for an officer."""
    work.tell(visitor, _message(work, context, case, citizen))


def _message(work: UnitOfWork, context: OfficeContext, case: StoredCase, citizen: str | None) -> Message:
    whole = work.whole_case(case.record.id)
    assert whole is not None, "what is told of a case was read or kept before"
    return case_message(context.catalogue, case, whole.entries, whole.documents, whole.attachments, citizen=citizen)


def tell_entry(work: UnitOfWork, context: OfficeContext, case: StoredCase, entry: EntryRow, *, speaker: str) -> None:
    """Give both sides, and whoever spoke, one new line."""
    _tell_sides(work, context, case, CaseEntry(case.record.id, entry_view(entry)), speaker)


def tell_nearly_full(work: UnitOfWork, context: OfficeContext, case: StoredCase, *, speaker: str) -> None:
    """Tell both sides that little room is left in the record (SPEC C12)."""
    for visitor in sorted({case.record.citizen, speaker} | officers_of(context, case)):
        keep_notice(work, visitor, case, NoticeCode.RECORD_NEARLY_FULL)


def tell_officers(work: UnitOfWork, context: OfficeContext, case: StoredCase, code: NoticeCode) -> None:
    """Give a notice to the officers who have the case, else to all of its service."""
    visitors, service = context.state.staff_visitors, case.record.service
    of_service = {visitors.get(row.id, "") for row in context.state.staff.values() if service in row.services}
    for officer in sorted(officers_of(context, case) or of_service):
        keep_notice(work, officer, case, code)


def keep_notice(work: UnitOfWork, visitor: str, case: StoredCase, code: NoticeCode) -> None:
    """Tell somebody something of a case, until their client has acknowledged it (SPEC T20)."""
    about = {"case": case.record.id, "number": case.record.number, "service": case.record.service}
    work.keep_notice(visitor, code, about, subject=f"{code} {case.record.id}")


def tell_taken_over(work: UnitOfWork, context: OfficeContext, case: StoredCase, by: str) -> None:
    """Tell the officer who had the case that a colleague has it now; they cannot open it without a reason of their own."""
    visitor = context.state.staff_visitors.get(case.data.officer or "")
    about = {"number": case.record.number, "service": case.record.service, "name": by}
    work.keep_notice(visitor, NoticeCode.CASE_TAKEN_OVER, about, subject=f"{NoticeCode.CASE_TAKEN_OVER} {case.record.id}")


def _tell_sides(work: UnitOfWork, context: OfficeContext, case: StoredCase, message: Message, speaker: str) -> None:
    for visitor in sorted({case.record.citizen, speaker} | officers_of(context, case)):
        work.tell(visitor, message)
