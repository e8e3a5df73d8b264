"""What the database file holds, read by SQLite alone: no code of the product stands between a check and what was kept."""

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
LIVE = "state not in ('done', 'left')"


@dataclass(frozen=True, slots=True)
class Kept:
    """All rows of some tables, in the order in which they were written."""

    tickets: list[Row]
    desks: list[Row]
    cases: list[Row]
    periods: list[Row]
    entries: list[Row]
    audit: list[Row]
    documents: list[Row]
    notices: list[Row]
    case_notes: list[Row]

    @property
    def live(self) -> list[Row]:
        """The tickets that are not over."""
        return [ticket for ticket in self.tickets if ticket["state"] not in {"done", "left"}]

    @property
    def open_cases(self) -> list[Row]:
        return [case for case in self.cases if case["state"] not in {"withdrawn", "closed"}]


async def read(file: Path) -> Kept:
    """Return what another process would find in the file now."""
    return await asyncio.to_thread(_read, file)


def _read(file: Path) -> Kept:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        tables = {
            name: [dict(row) for row in database.execute(f"SELECT * FROM {name} ORDER BY rowid")]  # noqa: S608 - our own names
            for name in ("tickets", "desks", "cases", "periods", "entries", "audit", "notices", "case_notes")
        }
        documents = [dict(row) for row in database.execute('SELECT number, "case", visitor FROM documents ORDER BY rowid')]
    return Kept(**tables, documents=documents)


def acts_of(case: Row) -> list[str]:
    """The acts that the counter of this case waits for."""
    return list(json.loads(case["acts"]))
