"""Rows of cases: the record of madang_office with what the counters need beside it, transcript lines, timers. Decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.cases import ENDED_STATES, Case, CaseState
from madang_server.store import tables
from madang_server.store.rows import add, from_row, many, to_row, upsert

OVER_STATES = (*ENDED_STATES, CaseState.GRANTED, CaseState.REFUSED, CaseState.DELIVERED)  # decided: nothing more is owed
TRAY_STATES = (CaseState.SUBMITTED, CaseState.RECEIVED, CaseState.EXTENDED)
Side = Literal["citizen", "officer", "office"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseData:
    """What lies beside the record of a case: typed fields with their revision, the backend's memory, what it waits for."""

    lang: Literal["ko", "en"]
    rev: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)
    acts: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    ticket: str | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class StoredCase:
    """One case as it is stored: the record and the data beside it."""

    record: Case
    data: CaseData


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One line of a transcript."""

    case: str
    n: int
    at: float
    by: Side
    name: str
    text: str = ""
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerRow:
    """A timer that a backend set; `key` makes a repeated firing the same event."""

    case: str
    name: str
    at: float
    key: str


async def save_case(sql: AsyncConnection, case: StoredCase) -> None:
    await upsert(sql, tables.cases, to_row(case.record) | to_row(case.data))


async def stored_case(sql: AsyncConnection, case_id: str) -> StoredCase | None:
    found = await _cases(sql, tables.cases.c.id == case_id)
    return found[0] if found else None


async def tray_cases(sql: AsyncConnection) -> list[StoredCase]:
    """Return every case in which the office owes something."""
    return await _cases(sql, tables.cases.c.state.in_(list(TRAY_STATES)))


async def cases_of(sql: AsyncConnection, citizen: str, *, ended_since: float) -> list[StoredCase]:
    """Return a citizen's cases: all that live, and those that ended since then."""
    c = tables.cases.c
    return await _cases(sql, c.citizen == citizen, c.state.not_in(list(OVER_STATES)) | (c.since >= ended_since))


async def newest_over(sql: AsyncConnection, citizen: str, *, since: float, limit: int) -> list[StoredCase]:
    """Return the newest of a citizen's cases that are over since then, oldest first."""
    c = tables.cases.c
    mine = select(tables.cases).where(c.citizen == citizen, c.state.in_(list(OVER_STATES)), c.since >= since)
    return [_case(row) for row in await sql.execute(mine.order_by(c.created.desc()).limit(limit))][::-1]


async def _cases(sql: AsyncConnection, *conditions: Any) -> list[StoredCase]:
    rows = await sql.execute(select(tables.cases).where(*conditions).order_by(tables.cases.c.created))
    return [_case(row) for row in rows]


def _case(row: Row[Any]) -> StoredCase:
    return StoredCase(from_row(Case, row), from_row(CaseData, row))


async def add_entry(sql: AsyncConnection, entry: EntryRow) -> None:
    """Add one line. Lines are never changed."""
    await add(sql, tables.entries, to_row(entry))


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Why an officer opened a case that was not theirs (SPEC C13)."""

    at: float
    name: str
    number: str
    text: str


async def reasons(sql: AsyncConnection, *, limit: int) -> list[ReasonRow]:
    """Return the reasons that officers gave, the newest first."""
    e, c = tables.entries.c, tables.cases.c
    given = select(e.at, e.name, c.number, e.text).join(tables.cases, c.id == e.case).where(e.code == "opened", e.by == "officer")
    return [ReasonRow(*row) for row in await sql.execute(given.order_by(e.at.desc()).limit(limit))]


async def count_entries(sql: AsyncConnection, case: str) -> int:
    """Return the number of lines: also the number of the last one."""
    return (await sql.execute(select(func.max(tables.entries.c.n)).where(tables.entries.c.case == case))).scalar() or 0


async def entries_of(sql: AsyncConnection, case: str) -> list[EntryRow]:
    """Return the whole transcript, oldest first."""
    mine = select(tables.entries).where(tables.entries.c.case == case).order_by(tables.entries.c.n)
    return many(EntryRow, await sql.execute(mine))


async def set_timer(sql: AsyncConnection, timer: TimerRow) -> None:
    """Set the timer, or set it anew."""
    await upsert(sql, tables.timers, to_row(timer))


async def due_timers(sql: AsyncConnection, now: float, services: Iterable[str], *, limit: int) -> list[TimerRow]:
    """Return the timers of these services that have run down, the oldest first."""
    t, c = tables.timers.c, tables.cases.c
    due = select(tables.timers).join(tables.cases, c.id == t.case).where(t.at <= now, c.service.in_(sorted(services)))
    return many(TimerRow, await sql.execute(due.order_by(t.at).limit(limit)))


async def postpone_timer(sql: AsyncConnection, timer: TimerRow, *, at: float) -> None:
    """Let the timer run down at that instant, unless it was set anew meanwhile."""
    await sql.execute(update(tables.timers).where(*_is(timer)).values(at=at))


async def forget_timer(sql: AsyncConnection, timer: TimerRow) -> None:
    """Take one timer away, unless it was set anew meanwhile."""
    await sql.execute(delete(tables.timers).where(*_is(timer)))


def _is(timer: TimerRow) -> tuple[ColumnElement[bool], ...]:
    t = tables.timers.c
    return t.case == timer.case, t.name == timer.name, t.key == timer.key


async def forget_timers(sql: AsyncConnection, case: str) -> None:
    """Take all timers of a case away: it is over."""
    await sql.execute(delete(tables.timers).where(tables.timers.c.case == case))
