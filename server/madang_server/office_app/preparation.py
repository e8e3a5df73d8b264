"""Hands an event of a case to its plug-in and gets all ready for the commit: steps and rendered documents (SPEC K2, K3).

How a case and a plug-in talk, seen from the office (from the plug-in's side: `madang_counters/runner.py`):

1. Prepare, without a lock. The plug-in gets a `CaseSnapshot` and an event; it has no other input and keeps nothing between
   calls. Its answer is a list of steps. Documents among them are rendered to PDF. The result is a `Prepared`, tied to the case
   as it was.
2. Decide, inside the transaction (steps.py). `prove_fresh` compares the case and the length of its transcript with those that
   were prepared: when they have changed meanwhile nothing is decided, and it is prepared again. Otherwise `follow` applies the
   steps to the tables of `madang_office`; the first step that a table does not allow rejects all of them.
3. Commit. Case, lines, documents and timers are written together with the event, or none of them is.
4. Announce. Both sides get the case as it is now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import structlog

from madang_counters import AnyEvent, AnyStep, CaseSnapshot, FormInvalid, Line
from madang_counters import Attachment as Attached
from madang_counters.calls import CounterClosed
from madang_counters.documents import DocumentFault, Sheet, UnprintableLetters, UnprintablePart
from madang_counters.steps import IssueDocument
from madang_office.attachments import Attachment
from madang_office.numbers import UNGUESSABLE_BYTES, document_number
from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_protocol.messages import Unprintable
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.party_names import written_by
from madang_server.store import attachment_rows, case_rows
from madang_server.store.case_rows import EntryRow, StoredCase
from madang_server.store.documents import DocumentRow

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A document that is rendered and not yet issued."""

    row: DocumentRow
    pdf: bytes


class StalePreparation(Exception):
    """The case, or its transcript, changed while the plug-in was asked: prepare again."""

    def __init__(self, case_id: str) -> None:
        super().__init__(case_id)
        self.case_id = case_id


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an event leads to, for the case and its transcript as they were then. Commit it only while they are still so."""

    case: StoredCase
    lines: int  # of the transcript, events among them
    event: AnyEvent
    steps: list[AnyStep]
    documents: list[RenderedDocument]


async def prepare(
    context: OfficeContext, case: StoredCase, event: AnyEvent, *, citizen: str, entries: Sequence[EntryRow] | None = None
) -> Prepared | Rejected:
    """Ask the plug-in and render what it issues. Nothing is changed yet. `entries`: the transcript, where it is known already.

    A plug-in out of order is COUNTER_CLOSED; one that names faulty answers of the event's form is FORM_INVALID; a certificate
    with letters that the office cannot print is UNPRINTABLE (SPEC C11); a document that cannot be made is DOCUMENT_FAILED (K7).
    """
    files: Sequence[Attachment] = ()
    if entries is None:
        async with context.store.read() as sql:
            entries = await case_rows.entries_of(sql, case.record.id)
            files = await attachment_rows.attachments_of(sql, case.record.id)
    try:
        steps = await context.runner.handle(case.record.service, snapshot(context, case, entries, citizen, files), event)
    except CounterClosed as closed:
        _log.warning("counter closed", service=closed.service, cause=str(closed.cause), detail=closed.detail, case=case.record.id)
        return Rejected(Rejection.COUNTER_CLOSED)
    except FormInvalid as invalid:
        return Rejected(Rejection.FORM_INVALID, invalid.fields)
    try:
        documents = [await _rendered(context, case, step) for step in steps if isinstance(step, IssueDocument)]
    except UnprintableLetters as lacking:
        return unprintable_rejection(lacking.parts)
    except DocumentFault as fault:
        _log.warning("document not made", service=case.record.service, case=case.record.id, detail=str(fault))
        return Rejected(Rejection.DOCUMENT_FAILED)
    return Prepared(case, len(entries), event, steps, documents)


def unprintable_rejection(parts: Iterable[UnprintablePart]) -> Rejected:
    """Return the rejection that names the letters, and where they are."""
    return Rejected(Rejection.UNPRINTABLE, unprintable=[Unprintable(part.where, part.letters) for part in parts])


def snapshot(
    context: OfficeContext, case: StoredCase, entries: Sequence[EntryRow], citizen: str, files: Sequence[Attachment] = ()
) -> CaseSnapshot:
    """Return the case as a plug-in sees it: words that were said, not the codes of events."""
    record, data = case.record, case.data
    return CaseSnapshot(
        id=record.id,
        number=record.number,
        service=record.service,
        state=record.state.value,
        lang=data.lang,
        citizen=citizen,
        opened=int(record.created),
        officer=context.state.officer_name(data.officer),
        fields=data.fields,
        memory=data.memory,
        lines=[
            Line(int(entry.at), written_by(entry, data.lang), entry.text)
            for entry in entries
            if entry.text and entry.code is None
        ],
        attachments=[Attached(each.id, each.name, each.kind.value, each.size) for each in files],
    )


async def _rendered(context: OfficeContext, case: StoredCase, step: IssueDocument) -> RenderedDocument:
    now = context.environment.now()
    number = document_number(context.catalogue.day(now).year, context.environment.entropy(UNGUESSABLE_BYTES))
    sheet = Sheet(number=number, issued=int(now), document=step, office=context.catalogue.names, verify_page=context.verify_page)
    row = DocumentRow(
        number=number,
        case=case.record.id,
        visitor=case.record.citizen,
        title_ko=step.title.ko,
        title_en=step.title.en,
        issued=now,
    )
    return RenderedDocument(row, await context.render(sheet))
