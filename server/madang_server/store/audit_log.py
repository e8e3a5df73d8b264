"""Rows of the audit log: told as writes of a transaction, read newest first, and checked from the first to the last.

The log is kept for years and pruned from its beginning; the last pruned row's number and hash stay in its chain, and a row says
so (SPEC A5). What the chain proves is in `madang_office.audit`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Executable, bindparam, delete, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.audit import AuditEntry, AuditKind, AuditRow, Chain, ChainCheck, ChainFault, Head, details_of
from madang_server.store.engine import Store
from madang_server.store.rows import OF_OFFICE, from_row, of_office
from madang_server.store.tables import audit_chains, audit_log
from madang_server.store.writes import How, Write

PAGE_ROWS_MAX = 100
CHECKED_AT_ONCE = 500  # rows
PRUNED_AT_ONCE = 500
Rest = Callable[[], Awaitable[object]]
_ROW = [audit_log.c[name] for name in AuditRow.__slots__]


def entry_of(entry: AuditEntry) -> Write:
    """Return what appends the entry, in the transaction of the rows that it is written with."""
    return Write(audit_log, How.CHAIN, {"entry": entry})


# read -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows: those before a number (None: from the newest), of an actor, kind or subject, in a span of unix seconds."""

    before: int | None = None
    actor: str | None = None
    kind: str | None = None
    subject: str | None = None
    since: int | None = None
    until: int | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        c = audit_log.c
        asked = (
            (self.before, c.number < (self.before or 0)),
            (self.actor, c.actor == self.actor),
            (self.kind, c.kind == self.kind),
            (self.subject, c.subject == self.subject),
            (self.since, c.at >= (self.since or 0)),
            (self.until, c.at < (self.until or 0)),
        )
        return [condition for value, condition in asked if value is not None]


async def newest(sql: AsyncConnection, wanted: Wanted, *, limit: int) -> list[AuditRow]:
    """Return the rows of the office that are wanted, the newest first, at most `limit`."""
    rows = select(*_ROW).where(of_office(sql, audit_log), *wanted.conditions()).order_by(audit_log.c.number.desc()).limit(limit)
    return [from_row(AuditRow, row) for row in await sql.execute(rows)]


async def chain_of(sql: AsyncConnection) -> Chain:
    """Return what the office keeps of its chain; one that has no row yet is at its beginning."""
    found = (await sql.execute(select(audit_chains).where(of_office(sql, audit_chains)))).first()
    if found is None:
        return Chain()
    return Chain(Head(found.number, found.hash), Head(found.pruned_number, found.pruned_hash))


async def offices_with_logs(sql: AsyncConnection) -> list[str]:
    """Return the offices that have a log, by id."""
    found = union(select(audit_chains.c.office), select(audit_log.c.office))
    return sorted((await sql.execute(found)).scalars())


# checked ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of the chain of an office. `fault`: the first; None: it holds. `first_at`, `last_at`: unix seconds."""

    rows: int
    first_at: int | None
    last_at: int | None
    head: Head
    fault: ChainFault | None


async def check(store: Store, *, expected: str | None = None, rest: Rest | None = None) -> Checked:
    """Check the whole log of the office as it stands now; what is appended meanwhile is not looked at. Raises `StorageFailed`.

    `expected`: a head's hash that was noted elsewhere. `rest` is awaited between portions.
    """
    while True:
        async with store.read() as sql:
            chain = await chain_of(sql)
        checked = await _check(store, ChainCheck(chain, expected), rest)
        if checked.fault is None:
            return checked
        async with store.read() as sql:
            if (await chain_of(sql)).pruned == chain.pruned:  # else rows were pruned under the check
                return checked


async def _check(store: Store, going: ChainCheck, rest: Rest | None) -> Checked:
    fault = None
    while fault is None:
        rows = await _rows_after(store, going)
        fault = next((found for row in rows if (found := going.take(row)) is not None), None)
        if fault is None and len(rows) < CHECKED_AT_ONCE:
            fault = going.finish()
            break
        if rest is not None:
            await rest()
    return Checked(going.rows, going.first_at, going.last_at, going.last, fault)


async def _rows_after(store: Store, going: ChainCheck) -> list[AuditRow]:
    """Return the next rows up to the head as it was, and those behind the head as it is now, of which there must be none."""
    number = audit_log.c.number
    async with store.read() as sql:
        now = (await chain_of(sql)).head
        looked_at = number > going.last.number, or_(number <= going.chain.head.number, number > now.number)
        rows = select(*_ROW).where(of_office(sql, audit_log), *looked_at).order_by(number).limit(CHECKED_AT_ONCE)
        return [from_row(AuditRow, row) for row in await sql.execute(rows)]


# pruned -----------------------------------------------------------------------------------------------------------------


async def last_of_old(sql: AsyncConnection, before: float) -> Head | None:
    """Return the last of the oldest rows, one after another, that are from before an instant; None: there are none.

    At most `PRUNED_AT_ONCE` rows are pruned up to it.
    """
    c = audit_log.c
    oldest = select(c.number, c.hash, c.at).where(of_office(sql, audit_log)).order_by(c.number).limit(PRUNED_AT_ONCE)
    last = None
    for row in await sql.execute(oldest):
        if row.at >= before:
            break
        last = Head(row.number, row.hash)
    return last


def prune_up_to(last: Head, *, at: int, actor: str) -> list[Write]:
    """Take the rows up to this one away; the chain keeps its number and hash, and a row says so."""
    details = details_of(number=last.number, hash=last.hash)
    told = AuditEntry(at=at, actor=actor, kind=AuditKind.LOG_PRUNED, details=details)
    kept = {"up_to": last.number, "up_to_hash": last.hash}
    return [Write(audit_chains, _KEEP_PRUNED, kept), Write(audit_log, _DELETE, {"up_to": last.number}), entry_of(told)]


_KEEP_PRUNED: Executable = (
    update(audit_chains)
    .where(audit_chains.c.office == OF_OFFICE)
    .values(pruned_number=bindparam("up_to"), pruned_hash=bindparam("up_to_hash"))
)
_DELETE: Executable = delete(audit_log).where(audit_log.c.office == OF_OFFICE, audit_log.c.number <= bindparam("up_to"))
