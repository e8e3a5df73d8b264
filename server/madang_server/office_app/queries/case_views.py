"""A case as its two sides may see it: record, form, transcript, documents, acts (SPEC C5). Reads alone."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec import structs
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_counters import Act, Form, check_draft, form_schema
from madang_office import objections
from madang_office.attachments import Attachment
from madang_office.cases import EDITABLE_STATES, Case
from madang_protocol import messages as m
from madang_protocol.fields import FieldValue
from madang_server.catalogue import Catalogue, Offer
from madang_server.office_app.objection_acts import OBJECTION_ACTS
from madang_server.store import attachment_rows, case_rows, documents
from madang_server.store.case_note_rows import NoteRow
from madang_server.store.case_rows import EntryRow, StoredCase
from madang_server.store.documents import DocumentRow

TRANSCRIPT_BYTES_MAX = 64 * 1024  # of one message; the oldest lines are left out there, and all are in the record
NOTES_BYTES_MAX = 48 * 1024  # of one message: with the transcript and the form it fits into the reliable lane
ROW_BYTES = 100  # of a line or a note beside its text
Row = TypeVar("Row", EntryRow, NoteRow)
OPEN = m.Act("open", m.Words("열기", "Open"))  # the office's own act: show me this case


async def read_case(sql: AsyncConnection, catalogue: Catalogue, case: StoredCase, *, citizen: str | None = None) -> m.Case:
    """Return the case as its citizen sees it, or, with the citizen's name given, as an officer does."""
    entries = await case_rows.entries_of(sql, case.record.id)
    issued = await documents.documents_of_case(sql, case.record.id)
    files = await attachment_rows.attachments_of(sql, case.record.id)
    return case_message(catalogue, case, entries, issued, files, citizen=citizen)


def case_message(
    catalogue: Catalogue,
    case: StoredCase,
    entries: Sequence[EntryRow],
    issued: Sequence[DocumentRow],
    files: Sequence[Attachment],
    *,
    citizen: str | None,
) -> m.Case:
    """Return the case with these lines, documents and files, for its citizen; with the citizen's name given, for an officer."""
    shown = [document_view(row, catalogue.base) for row in issued]
    seen = files if citizen is None else [each for each in files if each.submitted is not None]  # the rest is the citizen's own
    attached = [attachment_view(each, catalogue.base) for each in seen]
    view = _view(catalogue.offers.get(case.record.service), case, entries, shown, attached, citizen)
    return m.Case(
        structs.replace(view, object_until=_object_until(catalogue, case.record), objection=objection_view(case.record))
    )


def for_officer(message: m.Case, notes: Sequence[NoteRow], colleagues: Sequence[str]) -> m.Case:
    """Return the case with what officers alone see: the newest notes, and to whom it can be handed over (SPEC C44, C45)."""
    shown = [m.Note(note.n, int(note.at), note.name, note.text) for note in _newest(notes, NOTES_BYTES_MAX)]
    return m.Case(structs.replace(message.case, notes=shown, colleagues=list(colleagues)))


def _object_until(catalogue: Catalogue, record: Case) -> int | None:
    until = objections.may_object_until(record, catalogue.calendar, catalogue.objections_of(record.service))
    return None if until is None else int(until)


def objection_view(record: Case) -> m.ObjectionView | None:
    """Return the objection to what was decided; None: there is none."""
    if record.objection is None or record.objected is None or record.objection_due is None:
        return None
    return m.ObjectionView(record.objection.value, int(record.objected), int(record.objection_due))


def _view(
    offer: Offer | None,
    case: StoredCase,
    entries: Sequence[EntryRow],
    issued: list[m.DocumentView],
    attached: list[m.AttachmentView],
    citizen: str | None,
) -> m.CaseView:
    record, data = case.record, case.data
    form = offer.backend.form if offer else None
    return m.CaseView(
        id=record.id,
        number=record.number,
        service=record.service,
        state=record.state.value,
        rev=data.rev,
        form=form_schema(form) if form is not None else None,
        fields=_asked(form, data.fields) if record.state in EDITABLE_STATES else data.fields,
        entries=[entry_view(entry) for entry in _newest(entries, TRANSCRIPT_BYTES_MAX)],
        documents=issued,
        attachments=attached,
        acts=_acts(offer, data.acts) if citizen is not None else [],
        due=int(record.due) if record.due is not None else None,
        outcome=record.outcome,
        outcome_title=_outcome_title(offer, record.outcome),
        reason=_reason(record),
        citizen=citizen,
        ticket=data.ticket,
    )


def _asked(form: type[Form] | None, fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Return what was typed into this form, without the answers to one that it was before (SPEC C3)."""
    faulty = check_draft(form, fields) if form is not None else {}
    return {name: answer for name, answer in fields.items() if name not in faulty}


def _acts(offer: Offer | None, names: tuple[str, ...]) -> list[m.Act]:
    manifest = offer.backend.manifest if offer else None
    known = (OBJECTION_ACTS.get(name) or (manifest.act(name) if manifest else None) for name in names)
    return [_act(act) for act in known if act is not None]


def _act(act: Act) -> m.Act:
    return m.Act(act.id, act.title, form_schema(act.form) if act.form is not None else None)


def _outcome_title(offer: Offer | None, outcome: str | None) -> m.Words | None:
    declared = offer.backend.manifest.outcomes if offer else ()
    return next((m.Words(ko=known.title.ko, en=known.title.en) for known in declared if known.id == outcome), None)


def _reason(case: Case) -> str | None:
    return "\n\n".join(part for part in (case.reason, case.remedy) if part) or None


def entry_view(entry: EntryRow) -> m.Entry:
    view = m.Entry(n=entry.n, at=int(entry.at), by=entry.by, name=entry.name, text=entry.text, code=entry.code)
    return view if entry.party is None else structs.replace(view, party=entry.party.value)


def document_view(row: DocumentRow, base: str) -> m.DocumentView:
    title, revoked = m.Words(row.title_ko, row.title_en), None if row.revoked is None else int(row.revoked)
    return m.DocumentView(row.number, title, f"{base}/api/documents/{row.number}.pdf", int(row.issued), revoked)


def attachment_view(row: Attachment, base: str) -> m.AttachmentView:
    return m.AttachmentView(
        id=row.id,
        field=row.field,
        name=row.name,
        kind=row.kind.value,
        size=row.size,
        url=f"{base}/api/attachments/{row.id}",
        at=int(row.at),
        until=None if row.until is None else int(row.until),
    )


def _newest(rows: Sequence[Row], bytes_max: int) -> list[Row]:
    """Return as many of the newest as take no more than `bytes_max`, the oldest of them first."""
    kept: list[Row] = []
    left = bytes_max
    for row in reversed(rows):
        left -= len(row.text.encode()) + ROW_BYTES
        if left < 0:
            break
        kept.append(row)
    return kept[::-1]
