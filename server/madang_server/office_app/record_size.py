"""How much is written in a case, and how much may be (SPEC C12, decision 0019). Pure: knows lines, no table and no visitor."""

from collections.abc import Iterable
from dataclasses import dataclass

from madang_counters.documents import printed_letters
from madang_server.office_app.party_names import longest
from madang_server.store.case_rows import EntryRow

LINES_MAX = 1_000  # the office's own among them; what ends a case is always written
LETTERS_MAX = 100_000  # as its document shows them: some fifty pages, which are drawn in a second or two
NEARLY_FULL = 0.9  # of either


@dataclass(frozen=True, slots=True)
class RecordSize:
    """The lines of one case, and the letters that a document needs for them."""

    lines: int = 0
    letters: int = 0

    def plus(self, entry: EntryRow) -> "RecordSize":
        return RecordSize(self.lines + 1, self.letters + printed_letters(longest(entry)) + printed_letters(entry.text))

    @property
    def fits(self) -> bool:
        return self.lines <= LINES_MAX and self.letters <= LETTERS_MAX

    @property
    def nearly_full(self) -> bool:
        return self.lines >= LINES_MAX * NEARLY_FULL or self.letters >= LETTERS_MAX * NEARLY_FULL


def size_of(entries: Iterable[EntryRow]) -> RecordSize:
    size = RecordSize()
    for entry in entries:
        size = size.plus(entry)
    return size
