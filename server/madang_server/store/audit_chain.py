"""Appends to the audit log of an office, as the last statements of the transaction that does what the rows tell (SPEC A3).

The chain's row is locked by the statement that reads its head, so that a server and a command of the terminal which write at the
same time make one chain without a gap. It is locked last, and of several offices in the order of their ids: nobody who waits for
it holds it.
"""

import sqlite3
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.audit import BEGINNING, AuditEntry, AuditRow, Head, linked
from madang_server.store.rows import office_of

_LOCK = (
    "INSERT INTO audit_chains (office, number, hash, pruned_number, pruned_hash)"  # noqa: S608 - our own words
    f" VALUES (:office, 0, '{BEGINNING}', 0, '{BEGINNING}')"
    " ON CONFLICT (office) DO UPDATE SET number = audit_chains.number RETURNING number, hash"
)
_NAMES = ("office", "number", "at", "actor", "kind", "subject", "details", "before", "hash")
_ADD = f"INSERT INTO audit_log ({', '.join(_NAMES)}) VALUES ({', '.join(f':{name}' for name in _NAMES)})"  # noqa: S608 - our own
_GO_ON = "UPDATE audit_chains SET number = :number, hash = :hash WHERE office = :office"
_LOCK_TEXT, _ADD_TEXT, _GO_ON_TEXT = map(text, (_LOCK, _ADD, _GO_ON))


async def append(sql: AsyncConnection, entries: Collection[AuditEntry], *, office: str | None = None) -> None:
    """Add the entries to the log of the office, in the open transaction. `office`: None: the transaction's own."""
    if not entries:
        return
    office = office if office is not None else office_of(sql)
    found = (await sql.execute(_LOCK_TEXT, {"office": office})).one()
    rows = linked(office, Head(found.number, found.hash), entries)
    await sql.execute(_ADD_TEXT, [asdict(row) for row in rows])
    await sql.execute(_GO_ON_TEXT, _head_of(rows))


def append_at_once(sql: sqlite3.Connection, entries: Collection[AuditEntry], *, office: str) -> None:
    """Do what `append` does, in a transaction of SQLite's own driver."""
    if not entries:
        return
    number, found = sql.execute(_LOCK, {"office": office}).fetchone()
    rows = linked(office, Head(number, found), entries)
    sql.executemany(_ADD, [asdict(row) for row in rows])
    sql.execute(_GO_ON, _head_of(rows))


def _head_of(rows: list[AuditRow]) -> dict[str, Any]:
    return {"office": rows[-1].office, "number": rows[-1].number, "hash": rows[-1].hash}
