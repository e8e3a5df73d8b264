"""Who is told when a case changes (SPEC C5, C48), collected in the unit of work of the change. Decides nothing about the case."""

from madang_office import case_terms
from madang_office.parties import Party, is_let_in, is_looking
from madang_protocol import NoticeCode
from madang_protocol.messages import CaseEntry, Message
from madang_server.office_app.case_cache import WholeCase
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries import case_access
from madang_server.office_app.queries.case_views import case_message, entry_view, for_officer
from madang_server.office_app.queries.party_views import for_party, with_parties
from madang_server.office_app.unit_of_work import UnitOfWork
from madang_server.store.case_rows import EntryRow, StoredCase


def officers_of(context: OfficeContext, case: StoredCase) -> set[str]:
    """Return the visitor ids of the officers who have this case before them (SPEC C13)."""
    visitors = context.state.staff_visitors
    return {visitors[officer] for officer in case_access.holders(context, case) if officer in visitors}


def tell_case(work: UnitOfWork, context: OfficeContext, case: StoredCase) -> None:
    """Give both sides the case as it is in this unit of work."""
    tell_one(work, context, case.record.citizen, case)
    tell_desk(work, context, case)
    for party in let_in(work, case):
        tell_party(work, context, case, party)


def let_in(work: UnitOfWork, case: StoredCase) -> list[Party]:
    """Return who is let into the case beside its citizen, as this unit of work sees it (SPEC C48)."""
    whole = work.whole_case(case.record.id)
    over_since = case_access.over_since(case)
    return [each for each in whole.parties if is_let_in(each, work.wall, over_since)] if whole is not None else []


def tell_party(work: UnitOfWork, context: OfficeContext, case: StoredCase, party: Party) -> None:
    """Give somebody who helps the case as they may see it in this unit of work."""
    offer = context.catalogue.offers.get(case.record.service)
    form = offer.backend.form if offer is not None else None
    whole = _whole(work, case)
    submitted = [each for each in whole.attachments if each.submitted is not None]
    message = case_message(context.catalogue, case, whole.entries, (), submitted, citizen=None)
    work.tell(party.visitor, for_party(message, form, case, party, work.wall))


def tell_desk(work: UnitOfWork, context: OfficeContext, case: StoredCase) -> None:
    """Give the officers who have it the case as it is in this unit of work."""
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
    whole = _whole(work, case)
    message = case_message(context.catalogue, case, whole.entries, whole.documents, whole.attachments, citizen=citizen)
    message = with_parties(message, whole.parties)
    if citizen is None:
        return message
    names = [row.name for row in case_access.colleagues(context, case, but=case.data.officer)]
    return for_officer(message, whole.notes, names)


def _whole(work: UnitOfWork, case: StoredCase) -> WholeCase:
    whole = work.whole_case(case.record.id)
    assert whole is not None, "what is told of a case was read or kept before"
    return whole


def tell_entry(
    work: UnitOfWork, context: OfficeContext, case: StoredCase, entry: EntryRow, *, speaker: str, aloud: bool = False
) -> None:
    """Give both sides, and whoever spoke, one new line. `aloud`: in a booth; those beside the case read it at their next look."""
    _tell_sides(work, context, case, CaseEntry(case.record.id, entry_view(entry)), speaker, aloud=aloud)


def tell_nearly_full(work: UnitOfWork, context: OfficeContext, case: StoredCase, *, speaker: str) -> None:
    """Tell both sides that little room is left in the record (SPEC C12)."""
    for visitor in sorted({case.record.citizen, speaker} | officers_of(context, case)):
        keep_notice(work, visitor, case, NoticeCode.RECORD_NEARLY_FULL)


def tell_officers(work: UnitOfWork, context: OfficeContext, case: StoredCase, code: NoticeCode) -> None:
    """Give a notice to the officers who have the case, else to all of its service."""
    for officer in sorted(officers_of(context, case) or _of_service(context, case)):
        keep_notice(work, officer, case, code)


def _of_service(context: OfficeContext, case: StoredCase) -> set[str]:
    """Return the visitor ids of the officers who may take the case on."""
    visitors = context.state.staff_visitors
    return {visitors[row.id] for row in case_access.who_may_take(context, case) if row.id in visitors}


def tell_term(work: UnitOfWork, context: OfficeContext, case: StoredCase, code: NoticeCode, *, to_supervisors: bool) -> None:
    """Tell of a term to the officers who have the case, else to all of its service; and to who supervises (SPEC C43)."""
    visitors, due = context.state.staff_visitors, case_terms.due_of(case.record)
    about = {"number": case.record.number, "service": case.record.service, "at": str(int(due or work.wall))}
    officers = officers_of(context, case) or _of_service(context, case)
    above = {visitors.get(row.id, "") for row in context.state.staff.values() if row.supervisor and not row.disabled}
    for visitor in sorted((officers | above if to_supervisors else officers) - {""}):
        opens = {"case": case.record.id} if visitor in officers else {}  # who supervises may have no post for its service
        work.keep_notice(visitor, code, about | opens | {"term": case.record.id}, subject=f"{code} {case.record.id}")


def tell_still_open(work: UnitOfWork, case: StoredCase) -> None:
    """Tell the citizen that their request goes on, and by when it is to be decided (SPEC C43)."""
    about = {"case": case.record.id, "number": case.record.number, "service": case.record.service}
    about |= case_terms.standing(case.record, work.wall)
    code = NoticeCode.CASE_STILL_OPEN
    work.keep_notice(case.record.citizen, code, about | {"term": case.record.id}, subject=f"{code} {case.record.id}")


def keep_notice(work: UnitOfWork, visitor: str, case: StoredCase, code: NoticeCode) -> None:
    """Tell somebody something of a case, until their client has acknowledged it (SPEC T20)."""
    about = {"case": case.record.id, "number": case.record.number, "service": case.record.service}
    work.keep_notice(visitor, code, about, subject=f"{code} {case.record.id}")


def tell_taken_over(work: UnitOfWork, context: OfficeContext, case: StoredCase, by: str) -> None:
    """Tell the officer who had the case that a colleague has it now; they cannot open it without a reason of their own."""
    visitor = context.state.staff_visitors.get(case.data.officer or "")
    about = {"number": case.record.number, "service": case.record.service, "name": by}
    work.keep_notice(visitor, NoticeCode.CASE_TAKEN_OVER, about, subject=f"{NoticeCode.CASE_TAKEN_OVER} {case.record.id}")


def _tell_sides(
    work: UnitOfWork, context: OfficeContext, case: StoredCase, message: Message, speaker: str, *, aloud: bool = False
) -> None:
    parties = let_in(work, case)
    beside = {party.visitor for party in parties}
    for visitor in sorted(({case.record.citizen, speaker} | officers_of(context, case)) - beside):
        work.tell(visitor, message)
    for party in () if aloud else parties:
        if is_looking(party, work.wall):
            work.tell(party.visitor, message)
        else:
            tell_party(work, context, case, party)
