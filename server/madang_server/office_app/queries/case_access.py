"""Who may see a case (SPEC C5, C13, C48): its citizen, who helps them, the officer who has it before them. Reads alone.

An officer *has* a case whom its data names, or at whose desk it is served. One that nobody has may be taken by any officer of its
service; one that a colleague has, or that is over, opens with a reason alone.
"""

from collections.abc import Iterable

from madang_office import objections
from madang_office.parties import Party, is_let_in
from madang_office.rejected import Rejected
from madang_office.tickets import Ticket
from madang_protocol import Rejection
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.store.case_rows import StoredCase
from madang_server.store.people import OfficerRow

UNKNOWN = Rejected(Rejection.UNKNOWN_CASE)
REASON_NEEDED = Rejected(Rejection.REASON_NEEDED)


def own_case(case: StoredCase | None, visitor: Visitor) -> StoredCase | Rejected:
    """Return the case when it is this citizen's; for others it does not exist."""
    return case if case is not None and case.record.citizen == visitor.id else UNKNOWN


def party_of(parties: Iterable[Party], case: StoredCase, visitor: str, now: float) -> Party | None:
    """Return as whom this visitor is let into the case at `now` (unix seconds); None: they are not (SPEC C48)."""
    let_in = (each for each in parties if is_let_in(each, now, over_since(case)))
    return next((each for each in let_in if each.visitor == visitor), None)


def over_since(case: StoredCase) -> float | None:
    """Return since when a request is over, for those who are beside it."""
    return case.record.since if case.over else None


def written_by(
    case: StoredCase | None, parties: Iterable[Party], visitor: Visitor, now: float
) -> tuple[StoredCase, Party | None] | Rejected:
    """Return the case when this citizen may write into it: it is theirs, or they help with it, and may (SPEC C48)."""
    if case is None or case.record.citizen == visitor.id:
        return UNKNOWN if case is None else (case, None)
    party = party_of(parties, case, visitor.id, now)
    if party is None:
        return UNKNOWN
    return (case, party) if party.writes else Rejected(Rejection.NOT_ALLOWED)


def officer_case(case: StoredCase | None, context: OfficeContext, visitor: Visitor) -> StoredCase | Rejected:
    """Return the case when it is of a service of this officer; a draft that they do not serve now is the citizen's own."""
    officer = context.state.staff.get(visitor.officer_id or "")
    if case is None or officer is None or case.record.service not in officer.services:
        return UNKNOWN
    return UNKNOWN if case.record.state == "draft" and visitor.officer_id not in _servers(context, case) else case


def has_case(context: OfficeContext, visitor: Visitor, case: StoredCase) -> bool:
    """Return whether this officer took the case on, or serves it now."""
    return visitor.officer_id is not None and visitor.officer_id in holders(context, case)


def holders(context: OfficeContext, case: StoredCase) -> set[str]:
    """Return the officers who have this case before them: who took it on, and at whose desk it is served.

    Who works at its service no longer, or not at all, has it no longer.
    """
    known = (context.state.staff.get(officer or "") for officer in (*_servers(context, case), case.data.officer))
    return {row.id for row in known if row is not None and _works_at(row, case)}


def _works_at(officer: OfficerRow, case: StoredCase) -> bool:
    """Whether the account is open and works at the service of the case."""
    return case.record.service in officer.services and not officer.disabled


def who_may_take(context: OfficeContext, case: StoredCase) -> list[OfficerRow]:
    """Return the officers who may have the case: of its service, but who decided what is objected to (SPEC C42)."""
    staff = [row for row in context.state.staff.values() if _works_at(row, case)]
    return [row for row in staff if not objections.bars(case.record, row.id)]


def _servers(context: OfficeContext, case: StoredCase) -> set[str]:
    """Return the officer at whose desk the case is served, if it is."""
    state = context.state
    serving = (desk for desk in state.desks.values() if desk.ticket is not None)
    return {desk.officer for desk in serving if desk.officer and _is_about(state.tickets.get(desk.ticket or ""), case)}


def _is_about(ticket: Ticket | None, case: StoredCase) -> bool:
    return ticket is not None and ticket.case == case.record.id


COLLEAGUES_MAX = 100


def colleagues(context: OfficeContext, case: StoredCase, *, but: str | None) -> list[OfficerRow]:
    """Return the officers to whom the case can be handed over (SPEC C44), by name; `but`: whose view it is."""
    able = [row for row in who_may_take(context, case) if row.id != but]
    return sorted(able, key=lambda row: row.name)[:COLLEAGUES_MAX]


def is_free(case: StoredCase, visitor: Visitor) -> bool:
    """Return whether the case waits for whoever of its service takes it on, this officer among them (SPEC C42)."""
    return case.data.officer is None and not case.over and not objections.bars(case.record, visitor.officer_id)


def workable_case(case: StoredCase | None, context: OfficeContext, visitor: Visitor) -> StoredCase | Rejected:
    """Return the case when the visitor may write into it: a citizen into their own, an officer as in SPEC C13."""
    if visitor.officer_id is None:
        return own_case(case, visitor)
    found = officer_case(case, context, visitor)
    if isinstance(found, Rejected) or has_case(context, visitor, found) or is_free(found, visitor):
        return found
    return REASON_NEEDED
