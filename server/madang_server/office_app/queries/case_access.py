"""Who may see a case, and who is told when it changes (SPEC C5). Knows officers' services, decides nothing about a case."""

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol.messages import CaseEntry
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries.case_views import entry_view, read_case
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import UnitOfWork
from madang_server.store import case_rows
from madang_server.store.case_rows import EntryRow, StoredCase

UNKNOWN = Rejected(Rejection.UNKNOWN_CASE)


async def own_case(sql: AsyncConnection, visitor: Visitor, case_id: str) -> StoredCase | Rejected:
    """Return a case of this citizen; for others it does not exist."""
    case = await case_rows.stored_case(sql, case_id)
    return case if case is not None and case.record.citizen == visitor.id else UNKNOWN


async def officer_case(sql: AsyncConnection, context: OfficeContext, visitor: Visitor, case_id: str) -> StoredCase | Rejected:
    """Return a case of a service of this officer; drafts are the citizen's own until they are handed in."""
    case = await case_rows.stored_case(sql, case_id)
    officer = context.state.staff.get(visitor.officer_id or "")
    if case is None or officer is None or case.record.service not in officer.services or case.record.state == "draft":
        return UNKNOWN
    return case


async def visible_case(sql: AsyncConnection, context: OfficeContext, visitor: Visitor, case_id: str) -> StoredCase | Rejected:
    """Return a case that the visitor is a side of."""
    if visitor.officer_id is not None:
        return await officer_case(sql, context, visitor, case_id)
    return await own_case(sql, visitor, case_id)


def officers_of(context: OfficeContext, case: StoredCase) -> set[str]:
    """Return the visitor ids of the officers who have this case before them: who took it on, or sits where it may be acted on."""
    state, data = context.state, case.data
    officers = {data.officer} if data.officer else set()
    if data.acts:
        sitting = [desk for desk in state.desks.values() if desk.officer and case.record.service in desk.services]
        officers |= {desk.officer for desk in sitting if desk.officer and data.skills <= desk.skills}
    return {state.staff_visitors[officer] for officer in officers if officer in state.staff_visitors}


async def tell_case(work: UnitOfWork, context: OfficeContext, case: StoredCase) -> None:
    """Give both sides the case as it is in this unit of work. Flushes, so that lines and documents are in it."""
    await work.flush()
    work.tell(case.record.citizen, await read_case(work.sql, context.catalogue, case))
    officers = officers_of(context, case)
    if officers:
        citizen = context.state.names.get(case.record.citizen, "")
        message = await read_case(work.sql, context.catalogue, case, citizen=citizen)
        for officer in sorted(officers):
            work.tell(officer, message)


def tell_entry(work: UnitOfWork, context: OfficeContext, case: StoredCase, entry: EntryRow, *, speaker: str) -> None:
    """Give both sides, and whoever spoke, one new line."""
    message = CaseEntry(case.record.id, entry_view(entry))
    for visitor in sorted({case.record.citizen, speaker} | officers_of(context, case)):
        work.tell(visitor, message)
