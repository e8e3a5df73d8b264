"""A case as its two sides may see it: record, form, transcript, documents, acts (SPEC C5). Reads alone."""

from sqlalchemy.ext.asyncio import AsyncConnection

from madang_counters import Act, form_schema
from madang_office.cases import EDITABLE_STATES, Case
from madang_protocol import messages as m
from madang_server.desk.catalogue import Catalogue, Offer
from madang_server.store import case_rows, documents
from madang_server.store.case_rows import CaseFile, EntryRow
from madang_server.store.documents import DocumentRow

TRANSCRIPT_BYTES_MAX = 64 * 1024  # of one message; the oldest lines are left out there, and all are in the record
OPEN = m.Act("open", m.Words("열기", "Open"))  # the office's own act: show me this case


async def read_case(sql: AsyncConnection, catalogue: Catalogue, file: CaseFile, *, citizen: str | None = None) -> m.Case:
    """Return the case as its citizen sees it, or, with the citizen's name given, as an officer does."""
    entries = await case_rows.entries_of(sql, file.case.id)
    issued = await documents.documents_of_case(sql, file.case.id)
    return m.Case(_view(catalogue.offers.get(file.case.service), file, entries, issued, citizen))


def _view(
    offer: Offer | None, file: CaseFile, entries: list[EntryRow], issued: list[DocumentRow], citizen: str | None
) -> m.CaseView:
    case, folder = file.case, file.folder
    form = offer.backend.form if offer else None
    return m.CaseView(
        id=case.id,
        number=case.number,
        service=case.service,
        state=case.state.value,
        rev=folder.rev,
        form=form_schema(form) if form is not None and (citizen is not None or case.state in EDITABLE_STATES) else None,
        fields=folder.fields,
        entries=_newest([entry_view(entry) for entry in entries]),
        documents=[document_view(row) for row in issued if row.revoked is None],
        acts=_acts(offer, folder.acts) if citizen is not None else [],
        due=int(case.due) if case.due is not None else None,
        outcome=case.outcome,
        outcome_title=_outcome_title(offer, case.outcome),
        reason=_reason(case),
        citizen=citizen,
        ticket=folder.ticket,
    )


def _acts(offer: Offer | None, names: tuple[str, ...]) -> list[m.Act]:
    declared = [offer.backend.manifest.act(name) for name in names] if offer else []
    return [_act(act) for act in declared if act is not None]


def _act(act: Act) -> m.Act:
    return m.Act(act.id, act.title, form_schema(act.form) if act.form is not None else None)


def _outcome_title(offer: Offer | None, outcome: str | None) -> m.Words | None:
    declared = offer.backend.manifest.outcomes if offer else ()
    return next((m.Words(ko=known.title.ko, en=known.title.en) for known in declared if known.id == outcome), None)


def _reason(case: Case) -> str | None:
    return "\n\n".join(part for part in (case.reason, case.remedy) if part) or None


def entry_view(entry: EntryRow) -> m.Entry:
    """Return one line of the transcript."""
    return m.Entry(n=entry.n, at=int(entry.at), by=entry.by, name=entry.name, text=entry.text, code=entry.code)


def document_view(row: DocumentRow) -> m.DocumentView:
    """Return an issued document with its address."""
    return m.DocumentView(row.number, m.Words(row.title_ko, row.title_en), f"/api/documents/{row.number}.pdf", int(row.issued))


def _newest(entries: list[m.Entry]) -> list[m.Entry]:
    kept: list[m.Entry] = []
    left = TRANSCRIPT_BYTES_MAX
    for entry in reversed(entries):
        left -= len(entry.text.encode()) + 100
        if left < 0:
            break
        kept.append(entry)
    return kept[::-1]
