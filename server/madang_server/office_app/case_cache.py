"""The cases that are being worked on, whole, in the owner's memory: record, lines, documents. Knows no SQL and no visitor.

A decision reads cases here alone. One that is not here is brought from the database before the decision is made
(`runtime/questions.py`). The least lately used go when there are too many: the database has them.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from madang_office.attachments import Attachment
from madang_office.parties import Party
from madang_server.office_app.record_size import RecordSize, size_of
from madang_server.store.case_note_rows import NoteRow
from madang_server.store.case_rows import OVER_STATES, EntryRow, StoredCase
from madang_server.store.documents import DocumentRow

CASES_MAX = 4_000


@dataclass(frozen=True)
class WholeCase:
    """One case with all that belongs to it, as a decision sees it."""

    case: StoredCase
    entries: tuple[EntryRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[NoteRow, ...] = ()  # of officers, for officers
    parties: tuple[Party, ...] = ()  # who helps its citizen, and who did

    @cached_property
    def size(self) -> RecordSize:
        """How much is written in it."""
        return size_of(self.entries)

    def with_entry(self, entry: EntryRow) -> "WholeCase":
        """Return it with one more line; its size is carried along once it was asked for."""
        grown = replace(self, entries=(*self.entries, entry))
        if "size" in self.__dict__:
            grown.__dict__["size"] = self.size.plus(entry)
        return grown

    def with_case(self, case: StoredCase) -> "WholeCase":
        return self._of_same_size(replace(self, case=case))

    def with_document(self, row: DocumentRow) -> "WholeCase":
        return self.with_documents((*self.documents, row))

    def with_documents(self, rows: tuple[DocumentRow, ...]) -> "WholeCase":
        return self._of_same_size(replace(self, documents=rows))

    def with_attachments(self, attachments: tuple[Attachment, ...]) -> "WholeCase":
        return self._of_same_size(replace(self, attachments=attachments))

    def with_note(self, note: NoteRow) -> "WholeCase":
        return self._of_same_size(replace(self, notes=(*self.notes, note)))

    def with_party(self, party: Party) -> "WholeCase":
        """Return it with this party as it is now, in its place in the order of invitations."""
        in_order = {each.id: each for each in self.parties} | {party.id: party}
        return self._of_same_size(replace(self, parties=tuple(in_order.values())))

    def _of_same_size(self, changed: "WholeCase") -> "WholeCase":
        if "size" in self.__dict__:
            changed.__dict__["size"] = self.size
        return changed


class CaseCache:
    """Cases by id, and of some citizens the ids of all their cases that are not over."""

    def __init__(self, cases_max: int = CASES_MAX) -> None:
        self._cases: OrderedDict[str, WholeCase] = OrderedDict()
        self._live: dict[str, set[str]] = {}  # citizen -> ids, of citizens whose cases were all brought
        self._cases_max = cases_max

    def __iter__(self) -> Iterator[WholeCase]:
        return iter(self._cases.values())

    def get(self, case_id: str) -> WholeCase | None:
        whole = self._cases.get(case_id)
        if whole is not None:
            self._cases.move_to_end(case_id)
        return whole

    def live_of(self, citizen: str) -> list[WholeCase] | None:
        """Return a citizen's cases that are not over, the oldest first; None: not all of them are here."""
        ids = self._live.get(citizen)
        if ids is None:
            return None
        cases = [whole for case_id in ids if (whole := self.get(case_id)) is not None]
        return sorted(cases, key=lambda whole: whole.case.record.created)

    def put(self, case_id: str, whole: WholeCase | None) -> None:
        """Take a case as it is now; None takes it away."""
        before = self._cases.pop(case_id, None)
        known = whole or before
        ids = self._live.get(known.case.record.citizen) if known is not None else None
        if whole is not None:
            self._cases[case_id] = whole
        if ids is not None:
            if whole is not None and whole.case.record.state not in OVER_STATES:
                ids.add(case_id)
            else:
                ids.discard(case_id)

    def bring(self, cases: Iterable[WholeCase], *, all_of: str | None = None) -> None:
        """Take cases as the database has them. `all_of`: they are all the cases of this citizen that are not over."""
        ids = set()
        for whole in cases:
            ids.add(whole.case.record.id)
            if whole.case.record.id not in self._cases:
                self.put(whole.case.record.id, whole)
        if all_of is not None:
            self._live[all_of] = ids

    def let_go(self) -> None:
        """Let go of the least lately used. Call it when all that is here is in the database."""
        while len(self._cases) > self._cases_max:
            _, whole = self._cases.popitem(last=False)
            self._live.pop(whole.case.record.citizen, None)
        if len(self._live) > self._cases_max:
            self._live.clear()
