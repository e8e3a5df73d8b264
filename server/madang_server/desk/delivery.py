"""A document comes into its citizen's hands: a granted case is delivered with its last one. Pure decisions."""

from dataclasses import replace

from madang_office import cases as c
from madang_office.cases import CaseEvent, CaseState, Side
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.desk import case_access
from madang_server.desk.context import OfficeContext
from madang_server.desk.unit_of_work import Accepted, UnitOfWork
from madang_server.store import case_rows, documents
from madang_server.store.case_rows import EntryRow


async def deliver(work: UnitOfWork, context: OfficeContext, number: str) -> Accepted | Rejected:
    """Write down that the document was fetched; the second time changes nothing."""
    row = await documents.document(work.sql, number)
    case = await case_rows.stored_case(work.sql, row.case) if row else None
    if case is None or case.record.state is not CaseState.GRANTED:
        return Rejected(Rejection.WRONG_STATE)
    changed = c.apply(case.record, CaseEvent.DELIVER, Side.BACKEND, work.now)
    if isinstance(changed, Rejected):
        return changed
    delivered = replace(case, record=changed.case)
    work.keep_case(delivered)
    await work.add_entry(EntryRow(case=case.record.id, n=0, at=work.now, by="office", name="", code=CaseEvent.DELIVER.value))
    work.note("case-deliver", case.record.id, document=number)
    await case_access.tell_case(work, context, delivered)
    return Accepted(case.record.id)
