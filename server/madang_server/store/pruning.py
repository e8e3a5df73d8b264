"""Rows that nobody will ask for again, and how long each kind is kept. They go a few at a time: no delete holds the office.

What the law keeps (cases, lines, documents) and whom it is about (visitors, tickets) is not pruned here: how long that is kept is
the city's to say, and it is told so in the docs.
"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Column, Executable, Table, bindparam, delete, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store import tables
from madang_server.store.command_replies import KEPT_SECONDS
from madang_server.store.notice_rows import NOTICES_KEPT_S
from madang_server.store.rows import OF_OFFICE, of_office
from madang_server.store.writes import Write

ROWS_AT_ONCE = 500
FIGURES_KEPT_S = 400 * 24 * 3_600.0  # ranges that were told, and how long each stay was: a year and its comparison
AUDIT_KEPT_S = 5 * 366 * 24 * 3_600.0  # who did what: longer than any claim about it runs


@dataclass(frozen=True, slots=True, eq=False)
class Pruned:
    """A table whose rows go `kept_s` seconds after the instant in `column`."""

    table: Table
    column: Column[float]
    kept_s: float


PRUNED = (
    Pruned(tables.command_replies, tables.command_replies.c.at, KEPT_SECONDS),
    Pruned(tables.notices, tables.notices.c.at, NOTICES_KEPT_S),
    Pruned(tables.sign_ins, tables.sign_ins.c.expires, 0.0),
    Pruned(tables.wait_ranges, tables.wait_ranges.c.shown, FIGURES_KEPT_S),
    Pruned(tables.periods, tables.periods.c.ended, FIGURES_KEPT_S),
    Pruned(tables.audit, tables.audit.c.at, AUDIT_KEPT_S),
)


async def with_old_rows(sql: AsyncConnection, now: float) -> list[Pruned]:
    """Return the tables in which there is something to prune."""
    found = []
    for pruned in PRUNED:
        old = [pruned.column < now - pruned.kept_s]
        if "office" in pruned.table.c:
            old.append(of_office(sql, pruned.table))
        if (await sql.execute(select(literal(1)).where(*old).limit(1))).first() is not None:
            found.append(pruned)
    return found


def prune_some(pruned: Pruned, now: float) -> Write:
    """Take at most `ROWS_AT_ONCE` old rows away."""
    return Write(pruned.table, _delete_some(pruned), {"before": now - pruned.kept_s})


@cache
def _delete_some(pruned: Pruned) -> Executable:
    keys = list(pruned.table.primary_key)
    old = select(*keys).where(pruned.column < bindparam("before")).limit(ROWS_AT_ONCE)
    if "office" in pruned.table.c:
        old = old.where(pruned.table.c.office == OF_OFFICE)
    return delete(pruned.table).where((tuple_(*keys) if len(keys) > 1 else keys[0]).in_(old))
