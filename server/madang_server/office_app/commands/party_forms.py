"""What who helps may do with the form of a request: give what is missing, in the answers that they see (SPEC C48). Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from madang_counters import Form
from madang_office.cases import EDITABLE_STATES, CaseState
from madang_office.parties import Party
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol.fields import FieldValue
from madang_server.office_app.queries import case_access
from madang_server.office_app.queries.party_views import writable
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import UnitOfWork
from madang_server.store.case_rows import StoredCase


def written(work: UnitOfWork, visitor: Visitor, case_id: str) -> tuple[StoredCase, Party | None] | Rejected:
    """Return the case when this citizen may write into it, as this unit of work sees it."""
    whole = work.whole_case(case_id)
    parties = whole.parties if whole is not None else ()
    return case_access.written_by(whole.case if whole is not None else None, parties, visitor, work.wall)


def editable_by(party: Party | None) -> Collection[CaseState]:
    """Return the states in which the form is theirs to fill in; none: the citizen's own, who alone hands it in first."""
    return EDITABLE_STATES if party is None else (CaseState.SUPPLEMENT_ASKED,)


def merged(
    form: type[Form] | None, case: StoredCase, party: Party, fields: Mapping[str, FieldValue]
) -> dict[str, FieldValue] | Rejected:
    """Return all answers, with those that the party may give as they gave them. Others are rejected with `form_invalid`."""
    theirs = writable(form, party)
    unknown = {name: "unknown_field" for name in fields if name not in theirs}
    if unknown:
        return Rejected(Rejection.FORM_INVALID, unknown)
    return {name: answer for name, answer in case.data.fields.items() if name not in theirs} | dict(fields)


def told_to(party: Party | None, rejected: Rejected) -> Rejected:
    """Return the rejection without what it says of answers that are hidden from the party: they cannot correct those."""
    if party is None or rejected.code not in {Rejection.FORM_INVALID, Rejection.UNPRINTABLE}:
        return rejected
    seen = {name: code for name, code in (rejected.fields or {}).items() if name in party.fields}
    lacking = [each for each in rejected.unprintable or () if each.field in party.fields]
    return replace(rejected, fields=seen, unprintable=lacking) if seen else Rejected(Rejection.NOT_ALLOWED)
