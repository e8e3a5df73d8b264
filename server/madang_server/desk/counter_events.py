"""Hands an event of a case to the plug-in behind it and gets all ready for the commit: steps and rendered papers (K2, K3)."""

from dataclasses import dataclass

import structlog

from madang_counters import AnyEvent, AnyStep, CaseSnapshot, FormInvalid, Line
from madang_counters.calls import CounterClosed
from madang_counters.documents import DocumentFault, Sheet
from madang_counters.steps import IssueDocument
from madang_office.numbers import UNGUESSABLE_BYTES, document_number
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.desk.context import OfficeContext
from madang_server.store import case_rows
from madang_server.store.case_rows import CaseFile, EntryRow
from madang_server.store.documents import DocumentRow

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is rendered and not yet issued."""

    row: DocumentRow
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an event leads to, for the case as it was then. Commit it only while the case is still so."""

    file: CaseFile
    event: AnyEvent
    steps: list[AnyStep]
    papers: list[Paper]


async def prepare(context: OfficeContext, file: CaseFile, event: AnyEvent, *, citizen: str) -> Prepared | Rejected:
    """Ask the plug-in and render what it issues. Nothing is changed yet.

    A plug-in out of order is COUNTER_CLOSED; one that names faulty answers of the event's form is FORM_INVALID.
    """
    async with context.store.read() as sql:
        entries = await case_rows.entries_of(sql, file.case.id)
    try:
        steps = await context.runner.handle(file.case.service, snapshot(context, file, entries, citizen), event)
    except CounterClosed as closed:
        _log.warning("counter closed", service=closed.service, cause=str(closed.cause), detail=closed.detail, case=file.case.id)
        return Rejected(Rejection.COUNTER_CLOSED)
    except FormInvalid as invalid:
        return Rejected(Rejection.FORM_INVALID, invalid.fields)
    try:
        papers = [await _paper(context, file, step) for step in steps if isinstance(step, IssueDocument)]
    except DocumentFault as fault:
        _log.warning("document not drawn", service=file.case.service, case=file.case.id, detail=str(fault))
        return Rejected(Rejection.COUNTER_CLOSED)
    return Prepared(file, event, steps, papers)


def snapshot(context: OfficeContext, file: CaseFile, entries: list[EntryRow], citizen: str) -> CaseSnapshot:
    """Return the case as a plug-in sees it: words that were said, not the codes of events."""
    case, folder = file.case, file.folder
    return CaseSnapshot(
        id=case.id,
        number=case.number,
        service=case.service,
        state=case.state.value,
        lang=folder.lang,
        citizen=citizen,
        opened=int(case.created),
        officer=context.state.officer_name(folder.officer),
        fields=folder.fields,
        memory=folder.memory,
        lines=[Line(int(entry.at), entry.name, entry.text) for entry in entries if entry.text and entry.code is None],
    )


async def _paper(context: OfficeContext, file: CaseFile, step: IssueDocument) -> Paper:
    now = context.surroundings.now()
    number = document_number(context.catalogue.day(now).year, context.surroundings.entropy(UNGUESSABLE_BYTES))
    sheet = Sheet(number=number, issued=int(now), document=step, office=context.catalogue.names, verify_page=context.verify_page)
    row = DocumentRow(
        number=number,
        case=file.case.id,
        visitor=file.case.citizen,
        title_ko=step.title.ko,
        title_en=step.title.en,
        issued=now,
    )
    return Paper(row, await context.render(sheet))
