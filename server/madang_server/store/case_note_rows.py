"""Rows of internal notes on cases. Decides nothing."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.people import batched
from madang_server.store.rows import many, of_office, to_row
from madang_server.store.tables import case_notes
from madang_server.store.writes import How, Write


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """What an officer noted on a case for colleagues. `officer`: the account; `name`: as it was then."""

    case: str
    n: int
    at: float
    officer: str
    name: str
    text: str


def add_note(note: NoteRow) -> Write:
    """Add one. Notes are never changed."""
    return Write(case_notes, How.INSERT, to_row(note))


async def notes_of_cases(sql: AsyncConnection, cases: Collection[str]) -> dict[str, list[NoteRow]]:
    """Return the notes on these cases, the oldest first."""
    found: dict[str, list[NoteRow]] = {}
    for some in batched(sorted(cases)):
        mine = select(case_notes).where(of_office(sql, case_notes), case_notes.c.case.in_(some))
        for note in many(NoteRow, await sql.execute(mine.order_by(case_notes.c.case, case_notes.c.n))):
            found.setdefault(note.case, []).append(note)
    return found
