"""What a citizen does with a request: open, draft, submit, withdraw. Pure decisions."""

from dataclasses import replace

from madang_counters import Form, Opened, Submitted, asks_consent, check_draft
from madang_office import cases
from madang_office.cases import CaseEvent, CaseFacts, CaseState, Side
from madang_office.numbers import case_number
from madang_office.parties import Party
from madang_office.rejected import Rejected
from madang_office.services import Kind
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol.writing import too_long_answers
from madang_server.office_app import steps
from madang_server.office_app.commands import case_news
from madang_server.office_app.commands.attachments import submit_files
from madang_server.office_app.commands.party_forms import editable_by, merged, told_to, written
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.form_check import checked_answers
from madang_server.office_app.preparation import Prepared, prepare
from madang_server.office_app.queries import case_access
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import attachment_rows, case_rows, office_rows, party_rows
from madang_server.store.case_rows import CaseData, EntryRow, StoredCase

LIVE_CASES_MAX = 20  # of one citizen
FORM_ENTRY = {CaseState.DRAFT: "submit", CaseState.SUPPLEMENT_ASKED: "supplement"}


def blank_case(
    context: OfficeContext, visitor_id: str, lang: str, service: str, *, talk: bool, ticket: str | None = None
) -> StoredCase:
    """Return a new case that is not stored yet; its number is given when it is."""
    record = cases.open_case(
        id=context.environment.key(), number="-", service=service, citizen=visitor_id, now=context.environment.now(), talk=talk
    )
    return StoredCase(record, CaseData(lang="en" if lang == "en" else "ko", ticket=ticket))


def numbered(work: UnitOfWork, context: OfficeContext, case: StoredCase) -> StoredCase:
    """Return the case with its number, counted in the transaction of the unit of work."""
    year = context.catalogue.day(work.wall).year
    count = work.next_count(office_rows.cases_of_year(year))
    return replace(case, record=replace(case.record, number=case_number(year, count)))


async def prepare_open(context: OfficeContext, visitor: Visitor, command: c.CaseOpen) -> Prepared | Rejected:
    """Ask the plug-in how the request begins."""
    offer = context.catalogue.offers.get(command.service)
    if offer is None:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    if visitor.officer_id is not None:
        return Rejected(Rejection.NOT_ALLOWED)
    if offer.service.kind is not Kind.FORM:
        return Rejected(Rejection.WRONG_STATE)
    case = blank_case(context, visitor.id, visitor.lang, command.service, talk=False)
    event = Opened(at=int(context.environment.now()), key=command.id)
    return await prepare(context, case, event, citizen=visitor.name, entries=())


def open_case(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseOpen, prepared: Prepared) -> Outcome:
    """Begin a request; a draft for the same service that is there already is given again."""
    mine = work.live_cases(visitor.id)
    for case in mine:
        if case.record.service == command.service and case.record.state is CaseState.DRAFT:
            case_news.tell_one(work, context, visitor.id, case)
            return Accepted(case.record.id, case.data.rev)
    if len(mine) >= LIVE_CASES_MAX:
        return Rejected(Rejection.LIMIT)
    result = steps.follow(context, prepared.case, prepared, work.wall)
    if isinstance(result, Rejected):
        return result
    result.case = numbered(work, context, result.case)
    steps.commit_steps(work, result, prepared)
    work.note("case-open", result.case.record.id, service=command.service)
    case_news.tell_case(work, context, result.case)
    return Accepted(result.case.record.id, result.case.data.rev)


def keep_draft(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseDraft) -> Outcome:
    """Keep what was typed so far (SPEC C3)."""
    found = written(work, visitor, command.case)
    if isinstance(found, Rejected):
        return found
    case, party = found
    if case.record.state not in editable_by(party):
        return Rejected(Rejection.WRONG_STATE)
    form = _form(context, case)
    fields = dict(command.fields) if party is None else merged(form, case, party, command.fields)
    if command.rev != case.data.rev:
        return _kept_before(work, context, case, party, same=fields == case.data.fields)
    faulty = fields if isinstance(fields, Rejected) else _faulty_draft(context, case, command)
    if isinstance(fields, Rejected) or faulty:
        return faulty or Rejected(Rejection.FORM_INVALID)
    kept = replace(case, data=replace(case.data, fields=fields, rev=case.data.rev + 1))
    work.keep_case(kept)
    if party is not None:
        case_news.tell_one(work, context, case.record.citizen, kept)
    return Accepted(case.record.id, kept.data.rev)


def _kept_before(work: UnitOfWork, context: OfficeContext, case: StoredCase, party: Party | None, *, same: bool) -> Outcome:
    """Answer to what builds on an older revision: the words are kept already, whoever wrote them, or there are newer ones."""
    if same:
        return Accepted(case.record.id, case.data.rev)
    if party is None:
        case_news.tell_one(work, context, case.record.citizen, case)
    else:
        case_news.tell_party(work, context, case, party)
    return Rejected(Rejection.FORM_STALE)


def _form(context: OfficeContext, case: StoredCase) -> type[Form] | None:
    offer = context.catalogue.offers.get(case.record.service)
    return offer.backend.form if offer is not None else None


def _faulty_draft(context: OfficeContext, case: StoredCase, command: c.CaseDraft) -> Rejected | None:
    """Return why what was typed cannot be kept, or None (SPEC C3, W13)."""
    offer = context.catalogue.offers.get(case.record.service)
    if offer is None:  # its form is not known; what was kept before stays
        return Rejected(Rejection.UNKNOWN_SERVICE)
    faults = check_draft(offer.backend.form, command.fields) | too_long_answers(command.fields)
    return Rejected(Rejection.FORM_INVALID, faults) if faults else None


async def prepare_submit(context: OfficeContext, visitor: Visitor, command: c.CaseSubmit) -> Prepared | Rejected:
    """Check the form on the server (SPEC C4) and ask the plug-in what follows."""
    async with context.store.read() as sql:
        case = await case_rows.stored_case(sql, command.case)
        files = await attachment_rows.attachments_of(sql, command.case)
        parties = (await party_rows.parties_of_cases(sql, [command.case])).get(command.case, [])
    written_by = case_access.written_by(case, parties, visitor, context.environment.now())
    if isinstance(written_by, Rejected):
        return written_by
    case, party = written_by
    offer = context.catalogue.offers.get(case.record.service)
    if offer is None:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    form = offer.backend.form
    if case.record.state not in editable_by(party) or form is None:
        return Rejected(Rejection.WRONG_STATE)
    now = context.environment.now()
    there = [each for each in files if each.is_there(now)]
    fields = command.fields if party is None else merged(form, case, party, command.fields)
    if isinstance(fields, Rejected):
        return fields
    answers = checked_answers(form, fields, context.catalogue.day(now), there)
    if isinstance(answers, Rejected):
        return told_to(party, answers)
    event = Submitted(at=int(now), key=command.id, fields=answers)
    found = await prepare(context, case, event, citizen=visitor.name if party is None else party.inviter)
    return told_to(party, found) if isinstance(found, Rejected) else found


def submit(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseSubmit, prepared: Prepared) -> Outcome:
    """Take the form in; the legal term begins, or goes on after a supplement."""
    found = written(work, visitor, command.case)
    if isinstance(found, Rejected):
        return found
    case, party = found
    if case.record.state not in editable_by(party):
        return Rejected(Rejection.WRONG_STATE)
    steps.prove_fresh(work, case, prepared)
    assert isinstance(prepared.event, Submitted), "prepare_submit made it"
    data = replace(case.data, fields=dict(prepared.event.fields), rev=case.data.rev + 1)
    form = context.catalogue.offers[case.record.service].backend.form
    unknown = submit_files(work, form, case.record.id, data.fields)
    if unknown is not None:
        return unknown
    changed = cases.apply(case.record, CaseEvent.SUBMIT, Side.CITIZEN, work.wall, CaseFacts(due=_due(context, case, work.wall)))
    if isinstance(changed, Rejected):
        return changed
    consents = party is None and form is not None and asks_consent(form)  # nobody else consents for the citizen
    codes = [FORM_ENTRY[case.record.state], *(["consent"] if consents else [])]
    for code in codes:  # C17: what was agreed to is a line of the case, with its time
        line = _line(case, work, by="citizen", name=visitor.name, code=code)
        work.add_entry(line if party is None else replace(line, party=party.role))
    return _go_on(work, context, StoredCase(changed.case, data), prepared)


def _go_on(work: UnitOfWork, context: OfficeContext, case: StoredCase, prepared: Prepared) -> Outcome:
    result = steps.follow(context, case, prepared, work.wall)
    if isinstance(result, Rejected):
        return result
    steps.commit_steps(work, result, prepared)
    work.note(f"case-{type(prepared.event).__name__.lower()}", case.record.id, state=result.case.record.state.value)
    case_news.tell_case(work, context, result.case)
    return Accepted(case.record.id, result.case.data.rev)


def _due(context: OfficeContext, case: StoredCase, now: float) -> float | None:
    term = context.catalogue.offers[case.record.service].service.legal_term
    return context.catalogue.calendar.due(now, term) if term is not None else None


def _line(
    case: StoredCase, work: UnitOfWork, *, by: case_rows.Side, name: str, text: str = "", code: str | None = None
) -> EntryRow:
    return EntryRow(case=case.record.id, n=0, at=work.wall, by=by, name=name, text=text, code=code)


def withdraw(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.CaseWithdraw) -> Outcome:
    case = case_access.own_case(work.case(command.case), visitor)
    if isinstance(case, Rejected):
        return case
    return end_case(work, context, case, CaseEvent.WITHDRAW, Side.CITIZEN, by="citizen", name=visitor.name)


def end_case(work: UnitOfWork, context: OfficeContext, case: StoredCase, event: CaseEvent, side: Side, *,
                   by: case_rows.Side = "office", name: str = "", outcome: str | None = None) -> Outcome:  # fmt: skip
    """Let a case end without its plug-in, and take its timers away."""
    changed = cases.apply(case.record, event, side, work.wall, CaseFacts(outcome=outcome))
    if isinstance(changed, Rejected):
        return changed
    ended = StoredCase(changed.case, replace(case.data, acts=()))
    work.keep_case(ended)
    work.add_entry(_line(case, work, by=by, name=name, code=event.value))
    work.write(case_rows.forget_timers(case.record.id))
    work.note(f"case-{event.value}", case.record.id)
    case_news.tell_case(work, context, ended)
    return Accepted(case.record.id)
