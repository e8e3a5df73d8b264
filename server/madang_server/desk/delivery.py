"""A document comes into its citizen's hands: a granted case is delivered with its last one. Pure decisions over a deed."""

from dataclasses import replace

from madang_office import cases as c
from madang_office.cases import CaseEvent, CaseState, Side
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.desk import sides
from madang_server.desk.bureau import Bureau
from madang_server.desk.deed import Accepted, Deed
from madang_server.store import case_rows, documents
from madang_server.store.case_rows import EntryRow


async def deliver(deed: Deed, bureau: Bureau, number: str) -> Accepted | Rejected:
    """Write down that the document was fetched; the second time changes nothing."""
    row = await documents.document(deed.sql, number)
    file = await case_rows.case_file(deed.sql, row.case) if row else None
    if file is None or file.case.state is not CaseState.GRANTED:
        return Rejected(Rejection.WRONG_STATE)
    changed = c.apply(file.case, CaseEvent.DELIVER, Side.BACKEND, deed.now)
    if isinstance(changed, Rejected):
        return changed
    delivered = replace(file, case=changed.case)
    deed.keep_case(delivered)
    await deed.add_entry(EntryRow(case=file.case.id, n=0, at=deed.now, by="office", name="", code=CaseEvent.DELIVER.value))
    deed.note("case-deliver", file.case.id, document=number)
    await sides.tell_case(deed, bureau, delivered)
    return Accepted(file.case.id)
