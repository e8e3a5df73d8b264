"""People beside a request: invited by its citizen, let in, looking, sent away (SPEC C46 to C50). Pure decisions."""

from dataclasses import dataclass

from madang_office import parties
from madang_office.audit import CASE, VISITOR, AuditKind
from madang_office.parties import Party, PartyEvent, PartyRole, PartyState
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol.messages import CaseGone
from madang_server.office_app.case_cache import WholeCase
from madang_server.office_app.commands import case_news
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries import case_access
from madang_server.office_app.queries.party_views import questions
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store.case_rows import EntryRow, StoredCase
from madang_server.store.party_rows import save_party

UNKNOWN_INVITATION = Rejected(Rejection.UNKNOWN_TARGET)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom a citizen wants beside a request. `days`: of `parties.DAYS`, or `WHILE_OPEN`."""

    case: str
    role: PartyRole
    fields: tuple[str, ...]
    writes: bool
    days: int


@dataclass(frozen=True, slots=True)
class Who:
    """A citizen who asks over HTTP, and is not a visitor of the office now."""

    id: str
    name: str


def invite(work: UnitOfWork, context: OfficeContext, who: Who, wanted: Invitation, party_id: str, code_hash: str) -> Outcome:
    """Keep the invitation. Rejections: UNKNOWN_CASE, WRONG_STATE (it is over), FORM_INVALID (no such answers), LIMIT."""
    whole = work.whole_case(wanted.case)
    if whole is None or whole.case.record.citizen != who.id:
        return case_access.UNKNOWN
    if whole.case.over:
        return Rejected(Rejection.WRONG_STATE)
    offer = context.catalogue.offers.get(whole.case.record.service)
    unknown = set(wanted.fields) - questions(offer.backend.form if offer is not None else None)
    faults = dict.fromkeys(sorted(unknown), "unknown_field")
    if wanted.days not in {parties.WHILE_OPEN, *parties.DAYS}:
        faults["days"] = "out_of_range"
    if faults:
        return Rejected(Rejection.FORM_INVALID, faults)
    full = parties.room_for(whole.parties)
    if full is not None:
        return full
    party = Party(
        id=party_id,
        case=wanted.case,
        role=wanted.role,
        state=PartyState.INVITED,
        fields=tuple(sorted(set(wanted.fields))),
        writes=wanted.writes,
        days=wanted.days,
        inviter=who.name,
        invited=work.wall,
        code_hash=code_hash,
    )
    _keep(work, party, who.name, AuditKind.PARTY_INVITED)
    case_news.tell_case(work, context, whole.case)
    return Accepted(party_id)


def join(work: UnitOfWork, context: OfficeContext, who: Who, case_id: str, code_hash: str) -> Outcome:
    """Let in who has an invitation, once. What it is no longer good for does not exist (UNKNOWN_TARGET)."""
    whole = work.whole_case(case_id)
    party = next((each for each in whole.parties if each.code_hash == code_hash), None) if whole is not None else None
    if whole is None or party is None or not parties.is_open(party, work.wall, case_access.over_since(whole.case)):
        return UNKNOWN_INVITATION
    if whole.case.record.citizen == who.id:
        return Rejected(Rejection.NOT_YOURS)
    if party.visitor == who.id:  # asked again, as the answer was lost
        return Accepted(case_id)
    if case_access.party_of(whole.parties, whole.case, who.id, work.wall) is not None:
        return Rejected(Rejection.WRONG_STATE)
    after = parties.join(party, work.wall, visitor=who.id, name=who.name)
    if isinstance(after, Rejected):
        return UNKNOWN_INVITATION
    _keep(work, after, who.name, AuditKind.PARTY_JOINED)
    case_news.tell_case(work, context, whole.case)
    return Accepted(case_id)


def look(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseLook) -> Outcome:
    """Send the case to who helps; that they look is in the record before (SPEC C48)."""
    whole = work.whole_case(command.case)
    party = case_access.party_of(whole.parties, whole.case, visitor.id, work.wall) if whole is not None else None
    if whole is None or party is None:
        return case_access.UNKNOWN
    if not parties.is_looking(party, work.wall):
        party = parties.look(party, work.wall)
        _put(work, party)
        work.note("party-look", party.case, party=party.id)
        work.audit(AuditKind.PARTY_LOOKED, f"{CASE}{party.case}", party=party.id, role=party.role.value)
        case_news.tell_one(work, context, whole.case.record.citizen, whole.case)
        case_news.tell_desk(work, context, whole.case)
    case_news.tell_party(work, context, whole.case, party)
    return Accepted(command.case)


def end(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.PartyEnd) -> Outcome:
    """Let the citizen send somebody away, or take an invitation back; or let somebody leave (SPEC C49)."""
    whole = work.whole_case(command.case)
    party = next((each for each in whole.parties if each.id == command.party), None) if whole is not None else None
    if whole is None or party is None or visitor.id not in {whole.case.record.citizen, party.visitor}:
        return case_access.UNKNOWN
    event = PartyEvent.END if visitor.id == whole.case.record.citizen else PartyEvent.LEAVE
    after = parties.apply(party, event, work.wall)
    if isinstance(after, Rejected):
        return after
    _let_go(work, context, whole.case, after, by=visitor.name)
    return Accepted(command.case)


def expire(work: UnitOfWork, context: OfficeContext, case_id: str) -> Outcome:
    """End what has come to its end by itself."""
    whole = work.whole_case(case_id)
    if whole is None:
        return case_access.UNKNOWN
    since = case_access.over_since(whole.case)
    there = [each for each in whole.parties if each.state in parties.OPEN_STATES]
    for party in there:
        after = parties.apply(party, PartyEvent.EXPIRE, work.wall)
        if not parties.is_open(party, work.wall, since) and not isinstance(after, Rejected):
            _let_go(work, context, whole.case, after, by="")
    return Accepted(case_id)


def forget(work: UnitOfWork, context: OfficeContext, case_id: str, citizen: str) -> None:
    """End what is between this citizen, who is forgotten, and others: beside their own request, or as whom they help (C49)."""
    whole = work.whole_case(case_id)
    for party in whole.parties if whole is not None else ():
        is_own = whole is not None and whole.case.record.citizen == citizen
        after = parties.apply(party, PartyEvent.END if is_own else PartyEvent.LEAVE, work.wall)
        if whole is not None and (is_own or party.visitor == citizen) and not isinstance(after, Rejected):
            _let_go(work, context, whole.case, after, by=party.inviter if is_own else party.name)


def say_gone(work: UnitOfWork, case_id: str) -> None:
    """Tell who is let in beside a request that it is deleted; their rows go with it (SPEC C53)."""
    whole = work.whole_case(case_id)
    for party in whole.parties if whole is not None else ():
        if party.state is PartyState.JOINED:
            work.tell(party.visitor, CaseGone(case_id))


def _let_go(work: UnitOfWork, context: OfficeContext, case: StoredCase, party: Party, *, by: str) -> None:
    _keep(work, party, by, AuditKind.PARTY_ENDED)
    if party.visitor is not None:
        work.tell(party.visitor, CaseGone(party.case))
    case_news.tell_case(work, context, case)


def _keep(work: UnitOfWork, party: Party, by: str, kind: AuditKind) -> None:
    """Write the party down, with a line of the case that still takes lines, the act, and the audit log."""
    whole = _put(work, party)
    line = EntryRow(
        case=party.case,
        n=0,
        at=work.wall,
        by="citizen" if by else "office",
        name=by,
        text=party.name,
        code=f"party-{party.state.value}",
        party=party.role,
    )
    if not whole.case.over and whole.size.plus(line).fits and party.case not in work.state.closing:
        work.add_entry(line)
    work.note(kind.value, party.case, party=party.id, role=party.role.value, state=party.state.value)
    beside = f"{VISITOR}{party.visitor}" if party.visitor is not None else ""
    work.audit(
        kind,
        f"{CASE}{party.case}",
        party=party.id,
        role=party.role.value,
        state=party.state.value,
        visitor=beside,
        fields=party.fields,
        writes=party.writes,
        days=party.days,
    )


def _put(work: UnitOfWork, party: Party) -> WholeCase:
    whole = work.whole_case(party.case)
    assert whole is not None, "a party belongs to a request"
    changed = whole.with_party(party)
    work.whole_cases[party.case] = changed
    work.write(save_party(party))
    return changed
