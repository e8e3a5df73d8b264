"""Who may see a case, and who is told when it changes (SPEC C5). Knows officers' services, decides nothing about a case."""

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol.messages import CaseEntry
from madang_server.desk.case_views import entry_view, read_case
from madang_server.desk.context import OfficeContext
from madang_server.desk.unit_of_work import UnitOfWork
from madang_server.desk.visitor import Visitor
from madang_server.store import case_rows
from madang_server.store.case_rows import CaseFile, EntryRow

UNKNOWN = Rejected(Rejection.UNKNOWN_CASE)


async def own_file(sql: AsyncConnection, visitor: Visitor, case: str) -> CaseFile | Rejected:
    """Return a case of this citizen; for others it does not exist."""
    file = await case_rows.case_file(sql, case)
    return file if file is not None and file.case.citizen == visitor.id else UNKNOWN


async def officer_file(sql: AsyncConnection, context: OfficeContext, visitor: Visitor, case: str) -> CaseFile | Rejected:
    """Return a case of a service of this officer; drafts are the citizen's own until they are handed in."""
    file = await case_rows.case_file(sql, case)
    officer = context.state.staff.get(visitor.officer_id or "")
    if file is None or officer is None or file.case.service not in officer.services or file.case.state == "draft":
        return UNKNOWN
    return file


async def visible_file(sql: AsyncConnection, context: OfficeContext, visitor: Visitor, case: str) -> CaseFile | Rejected:
    """Return a case that the visitor is a side of."""
    if visitor.officer_id is not None:
        return await officer_file(sql, context, visitor, case)
    return await own_file(sql, visitor, case)


def officers_of(context: OfficeContext, file: CaseFile) -> set[str]:
    """Return the visitor ids of the officers who have this case before them: who took it on, or sits where it may be acted on."""
    state, folder = context.state, file.folder
    officers = {folder.officer} if folder.officer else set()
    if folder.acts:
        sitting = [desk for desk in state.desks.values() if desk.officer and file.case.service in desk.services]
        officers |= {desk.officer for desk in sitting if desk.officer and folder.skills <= desk.skills}
    return {state.staff_visitors[officer] for officer in officers if officer in state.staff_visitors}


async def tell_case(work: UnitOfWork, context: OfficeContext, file: CaseFile) -> None:
    """Give both sides the case as it is in this unit of work. Flushes, so that lines and documents are in it."""
    await work.flush()
    work.tell(file.case.citizen, await read_case(work.sql, context.catalogue, file))
    officers = officers_of(context, file)
    if officers:
        citizen = context.state.names.get(file.case.citizen, "")
        message = await read_case(work.sql, context.catalogue, file, citizen=citizen)
        for officer in sorted(officers):
            work.tell(officer, message)


def tell_entry(work: UnitOfWork, context: OfficeContext, file: CaseFile, entry: EntryRow, *, speaker: str) -> None:
    """Give both sides, and whoever spoke, one new line."""
    message = CaseEntry(file.case.id, entry_view(entry))
    for visitor in sorted({file.case.citizen, speaker} | officers_of(context, file)):
        work.tell(visitor, message)
