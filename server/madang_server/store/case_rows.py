"""Rows of cases: the record of madang_office with what the counters need beside it, transcript lines, timers. Decides nothing."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.cases import DECIDED_STATES, ENDED_STATES, Case, CaseState, ObjectionState
from madang_office.objections import is_open
from madang_office.parties import PartyRole
from madang_server.store import tables
from madang_server.store.people import batched
from madang_server.store.rows import OF_OFFICE, from_row, many, of_office, to_row
from madang_server.store.writes import How, Write

OVER_STATES = (*ENDED_STATES, *DECIDED_STATES)  # decided: nothing more is owed
TRAY_STATES = (CaseState.SUBMITTED, CaseState.RECEIVED, CaseState.EXTENDED)
Side = Literal["citizen", "officer", "office"]
_CASE_OF_ENTRY = (tables.cases.c.office == tables.entries.c.office) & (tables.cases.c.id == tables.entries.c.case)
_CASE_OF_TIMER = (tables.cases.c.office == tables.timers.c.office) & (tables.cases.c.id == tables.timers.c.case)


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
    acts_before: tuple[str, ...] | None = None  # what officers could do before the decision: so again when an objection is upheld


@dataclass(frozen=True, slots=True)
class StoredCase:
    """One case as it is stored: the record and the data beside it."""

    record: Case
    data: CaseData

    @property
    def over(self) -> bool:
        """Whether the office owes nothing in it any more."""
        return self.record.state in OVER_STATES and not is_open(self.record)

    @property
    def owed(self) -> bool:
        """Whether it waits for the office: for a decision, or for one on an objection."""
        return self.record.state in TRAY_STATES or is_open(self.record)


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
    party: PartyRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerRow:
    """A timer that a backend set; `key` makes a repeated firing the same event."""

    case: str
    name: str
    at: float
    key: str


def save_case(case: StoredCase) -> Write:
    return Write(tables.cases, How.UPSERT, to_row(case.record) | to_row(case.data))


async def stored_case(sql: AsyncConnection, case_id: str) -> StoredCase | None:
    found = await _cases(sql, tables.cases.c.id == case_id)
    return found[0] if found else None


async def cases_by_id(sql: AsyncConnection, ids: Collection[str]) -> list[StoredCase]:
    """Return those of the cases that there are."""
    found: list[StoredCase] = []
    for some in batched(sorted(ids)):
        found += await _cases(sql, tables.cases.c.id.in_(some))
    return found


async def tray_cases(sql: AsyncConnection) -> list[StoredCase]:
    """Return every case in which the office owes something."""
    c = tables.cases.c
    return await _cases(sql, c.state.in_(list(TRAY_STATES)) | (c.objection == ObjectionState.FILED.value))


async def cases_of(sql: AsyncConnection, citizen: str, *, ended_since: float) -> list[StoredCase]:
    """Return a citizen's cases: all that live, and those that ended since then."""
    c = tables.cases.c
    return await _cases(sql, c.citizen == citizen, c.state.not_in(list(OVER_STATES)) | (c.since >= ended_since))


async def newest_over(sql: AsyncConnection, citizen: str, *, since: float, now: float, limit: int) -> list[StoredCase]:
    """Return the newest of a citizen's cases that are over since then, or in which they object or may object, oldest first."""
    c = tables.cases.c
    shown = (c.since >= since) | (c.object_until > now) | (c.objection == ObjectionState.FILED.value)
    mine = select(tables.cases).where(of_office(sql, tables.cases), c.citizen == citizen, c.state.in_(list(OVER_STATES)), shown)
    return [_case(row) for row in await sql.execute(mine.order_by(c.created.desc()).limit(limit))][::-1]


async def _cases(sql: AsyncConnection, *conditions: Any) -> list[StoredCase]:
    rows = await sql.execute(
        select(tables.cases).where(of_office(sql, tables.cases), *conditions).order_by(tables.cases.c.created)
    )
    return [_case(row) for row in rows]


def _case(row: Row[Any]) -> StoredCase:
    return StoredCase(from_row(Case, row), from_row(CaseData, row))


def add_entry(entry: EntryRow) -> Write:
    """Add one line. Lines are never changed."""
    return Write(tables.entries, How.INSERT, to_row(entry))


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
    given = select(e.at, e.name, c.number, e.text).join(tables.cases, _CASE_OF_ENTRY)
    given = given.where(of_office(sql, tables.entries), e.code == "opened", e.by == "officer")
    return [ReasonRow(*row) for row in await sql.execute(given.order_by(e.at.desc()).limit(limit))]


async def entries_of_cases(sql: AsyncConnection, cases: Collection[str]) -> dict[str, list[EntryRow]]:
    """Return the whole transcripts of these cases, oldest lines first."""
    found: dict[str, list[EntryRow]] = {}
    for some in batched(sorted(cases)):
        mine = select(tables.entries).where(of_office(sql, tables.entries), tables.entries.c.case.in_(some))
        in_order = mine.order_by(tables.entries.c.case, tables.entries.c.n)
        for entry in many(EntryRow, await sql.execute(in_order)):
            found.setdefault(entry.case, []).append(entry)
    return found


async def entries_of(sql: AsyncConnection, case: str) -> list[EntryRow]:
    """Return the whole transcript, oldest first."""
    mine = select(tables.entries).where(of_office(sql, tables.entries), tables.entries.c.case == case)
    return many(EntryRow, await sql.execute(mine.order_by(tables.entries.c.n)))


def set_timer(timer: TimerRow) -> Write:
    """Set the timer, or set it anew."""
    return Write(tables.timers, How.UPSERT, to_row(timer), key=timer.case)


async def services_with_due_timers(sql: AsyncConnection, now: float) -> set[str]:
    """Return the services with timers that have run down."""
    due = select(tables.cases.c.service).distinct().join(tables.timers, _CASE_OF_TIMER)
    due = due.where(of_office(sql, tables.timers), tables.timers.c.at <= now)
    return set((await sql.execute(due)).scalars())


async def due_timers(sql: AsyncConnection, now: float, service: str, *, limit: int) -> list[TimerRow]:
    """Return the timers of a service that have run down, the oldest first."""
    t, c = tables.timers.c, tables.cases.c
    due = select(tables.timers).join(tables.cases, _CASE_OF_TIMER)
    due = due.where(of_office(sql, tables.timers), t.at <= now, c.service == service)
    return many(TimerRow, await sql.execute(due.order_by(t.at).limit(limit)))


_t = tables.timers.c
_THIS_TIMER = (
    _t.office == OF_OFFICE,
    _t.case == bindparam("of_case"),
    _t.name == bindparam("named"),
    _t.key == bindparam("of_key"),
)
_POSTPONE_TIMER = update(tables.timers).where(*_THIS_TIMER).values(at=bindparam("later"))
_FORGET_TIMER = delete(tables.timers).where(*_THIS_TIMER)
_FORGET_TIMERS = delete(tables.timers).where(_t.office == OF_OFFICE, _t.case == bindparam("of_case"))


def postpone_timer(timer: TimerRow, *, at: float) -> Write:
    """Let the timer run down at that instant, unless it was set anew meanwhile."""
    return Write(tables.timers, _POSTPONE_TIMER, _this(timer) | {"later": at}, key=timer.case)


def forget_timer(timer: TimerRow) -> Write:
    """Take one timer away, unless it was set anew meanwhile."""
    return Write(tables.timers, _FORGET_TIMER, _this(timer), key=timer.case)


def _this(timer: TimerRow) -> dict[str, Any]:
    return {"of_case": timer.case, "named": timer.name, "of_key": timer.key}


def forget_timers(case: str) -> Write:
    """Take all timers of a case away: it is over."""
    return Write(tables.timers, _FORGET_TIMERS, {"of_case": case}, key=case)
