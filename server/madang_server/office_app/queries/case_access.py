"""Who may see a case (SPEC C5): its citizen, and officers of its service. Reads, changes nothing."""

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.store import case_rows
from madang_server.store.case_rows import StoredCase

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
