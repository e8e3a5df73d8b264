"""Rows to be written, collected as data, and merged by table: a batch of commands costs a handful of statements. Decides nothing.

A `Write` is one row with what is done to it. Functions beside the tables make them (`office_rows.save_ticket`); the unit of work
collects them; `write_all` brings them into one transaction, in as few statements as their order allows:

- Tables come in the order of their foreign keys, so that what a row points at is there first.
- Writes of one table with the same `key` keep their order; those with other keys, or with none, do not depend on each other.
- Of several `UPSERT`s of one row without a `key` only the last is written.
- Entries of the audit log get their place in the chain when all else is written, in the order in which they came (SPEC A3).
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.audit import AuditEntry
from madang_server.store import audit_chain
from madang_server.store.rows import OF_OFFICE, insert_into, office_of, upsert_into
from madang_server.store.tables import metadata


class How(Enum):
    INSERT = "insert"
    UPSERT = "upsert"
    CHAIN = "chain"  # an entry of the audit log, as `values["entry"]`


@dataclass(frozen=True, slots=True)
class Write:
    """One row of a table and what is done to it: `how`, or a statement whose bound parameters are `values`."""

    table: Table
    how: How | Executable
    values: dict[str, Any]
    key: Hashable = None


Values = list[dict[str, Any]]
_RANKS = {table: rank for rank, table in enumerate(metadata.sorted_tables)}


async def write_all(sql: AsyncConnection, writes: Collection[Write]) -> None:
    """Bring them into the open transaction, as the office's whose it is."""
    for statement, rows in executed(writes, office_of(sql), sql.dialect.name):
        await sql.execute(statement, rows)
    await audit_chain.append(sql, entries_among(writes))


def entries_among(writes: Iterable[Write]) -> list[AuditEntry]:
    """Return the entries of the audit log, in order. They are appended after `executed` was."""
    return [write.values["entry"] for write in writes if write.how is How.CHAIN]


def executed(writes: Iterable[Write], office: str, dialect: str) -> Iterator[tuple[Executable, Values]]:
    """Return what is executed for them, in order: each statement with its rows, which are the office's."""
    for table, how, values in merged(writes):
        named = _named(table, how)
        rows = [{named: office, **row} for row in values] if named else values
        yield _statement(table, how, dialect), rows


def _named(table: Table, how: How | Executable) -> str | None:
    """Return under which name the office is among the values; None for a table that belongs to no office."""
    if "office" not in table.c:
        return None
    return "office" if isinstance(how, How) else OF_OFFICE.key


def merged(writes: Iterable[Write]) -> Iterator[tuple[Table, How | Executable, Values]]:
    """Return what is executed, in order: each statement with all of its rows."""
    by_table: dict[Table, list[Write]] = defaultdict(list)
    for write in writes:
        if write.how is not How.CHAIN:
            by_table[write.table].append(write)
    for table in sorted(by_table, key=_RANKS.__getitem__):
        for how, values in _in_rounds(by_table[table]):
            yield table, how, values


def _in_rounds(writes: list[Write]) -> Iterator[tuple[How | Executable, Values]]:
    """Group the writes of one table. The nth write of a key is in the nth round, and a round is done before the next."""
    rounds: dict[int, dict[int, tuple[How | Executable, Values]]] = defaultdict(dict)
    before: dict[Hashable, int] = defaultdict(int)
    newest: dict[tuple[Any, ...], dict[str, Any]] = {}
    for write in writes:
        if write.how is How.UPSERT and write.key is None:
            newest[tuple(write.values.get(column.name) for column in write.table.primary_key)] = write.values
            continue
        number = 0
        if write.key is not None:
            number, before[write.key] = before[write.key], before[write.key] + 1
        rounds[number].setdefault(id(write.how), (write.how, []))[1].append(write.values)
    if newest:
        yield How.UPSERT, list(newest.values())
    for number in sorted(rounds):
        yield from rounds[number].values()


def _statement(table: Table, how: How | Executable, dialect: str) -> Executable:
    if isinstance(how, How):
        return insert_into(table) if how is How.INSERT else upsert_into(table, dialect)
    return how
