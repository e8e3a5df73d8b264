"""What a citizen does with a request: open, draft, submit, withdraw; and what both sides write into it. Decides over a deed."""

from dataclasses import replace

from madang_counters import Opened, Submitted, check_form
from madang_office import cases
from madang_office.cases import EDITABLE_STATES, CaseEvent, CaseFacts, CaseState, Side
from madang_office.numbers import case_number
from madang_office.rejected import Rejected
from madang_office.services import Kind
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol.writing import tidy_text
from madang_server.desk import sides, steps
from madang_server.desk.bureau import Bureau
from madang_server.desk.case_views import read_case
from madang_server.desk.counter_events import Prepared, prepare
from madang_server.desk.deed import Accepted, Deed
from madang_server.desk.visitor import Visitor
from madang_server.store import case_rows, office_rows
from madang_server.store.case_rows import CaseFile, EntryRow, Folder

LIVE_CASES_MAX = 20  # of one citizen
ENTRIES_MAX = 2_000  # of one case
FORM_ENTRY = {CaseState.DRAFT: "submit", CaseState.SUPPLEMENT_ASKED: "supplement"}


def blank_file(bureau: Bureau, visitor_id: str, lang: str, service: str, *, talk: bool, ticket: str | None = None) -> CaseFile:
    """Return a new case that is not stored yet; its number is given when it is."""
    case = cases.open_case(
        id=bureau.surroundings.key(), number="-", service=service, citizen=visitor_id, now=bureau.surroundings.now(), talk=talk
    )
    return CaseFile(case, Folder(lang="en" if lang == "en" else "ko", ticket=ticket))


async def numbered(deed: Deed, bureau: Bureau, file: CaseFile) -> CaseFile:
    """Return the case with its number, counted in the deed's transaction."""
    year = bureau.catalogue.day(deed.now).year
    count = await office_rows.next_count(deed.sql, f"case {year}")
    return replace(file, case=replace(file.case, number=case_number(year, count)))


async def prepare_open(bureau: Bureau, visitor: Visitor, command: c.CaseOpen) -> Prepared | Rejected:
    """Ask the plug-in how the request begins."""
    offer = bureau.catalogue.offers.get(command.service)
    if offer is None:
        return Rejected(Rejection.UNKNOWN_SERVICE)
    if visitor.officer_id is not None:
        return Rejected(Rejection.NOT_ALLOWED)
    if offer.service.kind is not Kind.FORM:
        return Rejected(Rejection.WRONG_STATE)
    file = blank_file(bureau, visitor.id, visitor.lang, command.service, talk=False)
    event = Opened(at=int(bureau.surroundings.now()), key=command.id)
    return await prepare(bureau, file, event, citizen=visitor.name)


async def open_case(deed: Deed, bureau: Bureau, visitor: Visitor, command: c.CaseOpen, prepared: Prepared) -> Accepted | Rejected:
    """Begin a request; a draft for the same service that is there already is given again."""
    mine = await case_rows.files_of(deed.sql, visitor.id, ended_since=deed.now)
    for file in mine:
        if file.case.service == command.service and file.case.state is CaseState.DRAFT:
            deed.tell(visitor.id, await read_case(deed.sql, bureau.catalogue, file))
            return Accepted(file.case.id, file.folder.rev)
    if len([file for file in mine if file.case.state not in case_rows.OVER_STATES]) >= LIVE_CASES_MAX:
        return Rejected(Rejection.LIMIT)
    course = steps.follow(bureau, prepared.file, prepared, deed.now)
    if isinstance(course, Rejected):
        return course
    course.file = await numbered(deed, bureau, course.file)
    await steps.commit_steps(deed, course, prepared)
    deed.note("case-open", course.file.case.id, service=command.service)
    await sides.tell_case(deed, bureau, course.file)
    return Accepted(course.file.case.id, course.file.folder.rev)


async def keep_draft(deed: Deed, bureau: Bureau, visitor: Visitor, command: c.CaseDraft) -> Accepted | Rejected:
    """Keep what was typed so far (SPEC C3)."""
    file = await sides.own_file(deed.sql, visitor, command.case)
    if isinstance(file, Rejected):
        return file
    if file.case.state not in EDITABLE_STATES:
        return Rejected(Rejection.WRONG_STATE)
    if command.rev != file.folder.rev:
        deed.tell(visitor.id, await read_case(deed.sql, bureau.catalogue, file))
        return Rejected(Rejection.FORM_STALE)
    folder = replace(file.folder, fields=dict(command.fields), rev=file.folder.rev + 1)
    deed.keep_case(replace(file, folder=folder))
    return Accepted(file.case.id, folder.rev)


async def prepare_submit(bureau: Bureau, visitor: Visitor, command: c.CaseSubmit) -> Prepared | Rejected:
    """Check the form on the server (SPEC C4) and ask the plug-in what follows."""
    async with bureau.store.read() as sql:
        file = await sides.own_file(sql, visitor, command.case)
    if isinstance(file, Rejected):
        return file
    form = bureau.catalogue.offers[file.case.service].backend.form if file.case.service in bureau.catalogue.offers else None
    if file.case.state not in EDITABLE_STATES or form is None:
        return Rejected(Rejection.WRONG_STATE)
    faults = check_form(form, command.fields)
    if faults:
        return Rejected(Rejection.FORM_INVALID, faults)
    event = Submitted(at=int(bureau.surroundings.now()), key=command.id, fields=command.fields)
    return await prepare(bureau, file, event, citizen=visitor.name)


async def submit(deed: Deed, bureau: Bureau, visitor: Visitor, command: c.CaseSubmit, prepared: Prepared) -> Accepted | Rejected:
    """Take the form in; the legal term begins, or goes on after a supplement."""
    file = await sides.own_file(deed.sql, visitor, command.case)
    if isinstance(file, Rejected):
        return file
    rejected = steps.still(file, prepared)
    if rejected is not None:
        return rejected
    folder = replace(file.folder, fields=dict(command.fields), rev=file.folder.rev + 1)
    changed = cases.apply(file.case, CaseEvent.SUBMIT, Side.CITIZEN, deed.now, CaseFacts(due=_due(bureau, file, deed.now)))
    if isinstance(changed, Rejected):
        return changed
    await deed.add_entry(_line(file, deed, by="citizen", name=visitor.name, code=FORM_ENTRY[file.case.state]))
    return await _go_on(deed, bureau, CaseFile(changed.case, folder), prepared)


async def _go_on(deed: Deed, bureau: Bureau, file: CaseFile, prepared: Prepared) -> Accepted | Rejected:
    course = steps.follow(bureau, file, prepared, deed.now)
    if isinstance(course, Rejected):
        return course
    await steps.commit_steps(deed, course, prepared)
    deed.note(f"case-{type(prepared.event).__name__.lower()}", file.case.id, state=course.file.case.state.value)
    await sides.tell_case(deed, bureau, course.file)
    return Accepted(file.case.id, course.file.folder.rev)


def _due(bureau: Bureau, file: CaseFile, now: float) -> float | None:
    term = bureau.catalogue.offers[file.case.service].service.legal_term
    return bureau.catalogue.calendar.due(now, term) if term is not None else None


def _line(file: CaseFile, deed: Deed, *, by: case_rows.Side, name: str, text: str = "", code: str | None = None) -> EntryRow:
    return EntryRow(case=file.case.id, n=0, at=deed.now, by=by, name=name, text=text, code=code)


async def say(deed: Deed, bureau: Bureau, visitor: Visitor, command: c.CaseSay) -> Accepted | Rejected:
    """Write into the case: kept, and heard by its two sides (SPEC C6), fit to be shown (SPEC R18)."""
    text = tidy_text(command.text)
    file = await sides.visible_file(deed.sql, bureau, visitor, command.case)
    if isinstance(file, Rejected):
        return file
    if not text:
        return Rejected(Rejection.BLANK_TEXT)
    if not file.case.live:
        return Rejected(Rejection.WRONG_STATE)
    if await case_rows.count_entries(deed.sql, file.case.id) >= ENTRIES_MAX:
        return Rejected(Rejection.LIMIT)
    by: case_rows.Side = "officer" if visitor.officer_id is not None else "citizen"
    entry = await deed.add_entry(_line(file, deed, by=by, name=visitor.name, text=text))
    sides.tell_entry(deed, bureau, file, entry, speaker=visitor.id)
    return Accepted(file.case.id)


async def withdraw(deed: Deed, bureau: Bureau, visitor: Visitor, command: c.CaseWithdraw) -> Accepted | Rejected:
    """Take a request back."""
    file = await sides.own_file(deed.sql, visitor, command.case)
    if isinstance(file, Rejected):
        return file
    return await end_case(deed, bureau, file, CaseEvent.WITHDRAW, Side.CITIZEN, by="citizen", name=visitor.name)


async def end_case(deed: Deed, bureau: Bureau, file: CaseFile, event: CaseEvent, side: Side, *,
                   by: case_rows.Side = "office", name: str = "", outcome: str | None = None) -> Accepted | Rejected:  # fmt: skip
    """Let a case end without its plug-in, and take its timers away."""
    changed = cases.apply(file.case, event, side, deed.now, CaseFacts(outcome=outcome))
    if isinstance(changed, Rejected):
        return changed
    ended = CaseFile(changed.case, replace(file.folder, acts=()))
    deed.keep_case(ended)
    await deed.add_entry(_line(file, deed, by=by, name=name, code=event.value))
    deed.write(lambda sql: case_rows.forget_timers(sql, file.case.id))
    deed.note(f"case-{event.value}", file.case.id)
    await sides.tell_case(deed, bureau, ended)
    return Accepted(file.case.id)
