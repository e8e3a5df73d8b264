"""Which rows go by themselves, and when: each table has a rule here. They go a few at a time: no delete holds the office.

Some tables are looked through for what is too old (`PRUNED`). In others an old row may still be needed, and needed ones pile up:
these are gone through page by page (`SWEPT`), so that one look costs the same however many are kept. The audit log is a chain, so
it goes from its beginning (`FROM_THE_BEGINNING`; see audit_log.py). The rest is kept (`KEPT`): what the law keeps, as long as
the city says, and what has as many rows as the office has counters or accounts.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import (
    Column,
    ColumnElement,
    Executable,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.inquiries import OPEN_STATES
from madang_office.reports import LIVE_STATES
from madang_office.tickets import ENDED_STATES
from madang_server.store import (
    alarm_rows,
    announcement_rows,
    appointment_rows,
    attachment_rows,
    bell_rows,
    citizen_address_rows,
    inquiry_rows,
    outbox_rows,
    report_rows,
    tables,
)
from madang_server.store.command_replies import KEPT_SECONDS
from madang_server.store.notice_rows import NOTICES_KEPT_S
from madang_server.store.office_rows import DAYS_OF_TICKETS
from madang_server.store.rows import OF_OFFICE, of_office
from madang_server.store.writes import Write

DAY_S = 24 * 3_600.0
ROWS_AT_ONCE = 500
PAGE_ROWS = 50  # of what is swept: each is looked at in other tables, too
FIGURES_KEPT_S = 400 * DAY_S  # ranges that were told, how long each stay was, tickets: a year and its comparison
ACTS_KEPT_S = 5 * 366 * DAY_S  # who did what: longer than any claim about it runs
AUDIT_KEPT_S = ACTS_KEPT_S
STRANGERS_KEPT_S = 30 * DAY_S  # of whom there is no ticket, request or document (SPEC S21)


@dataclass(frozen=True, slots=True, eq=False)
class Pruned:
    """A table whose rows go `kept_s` seconds after the instant, or the day (UTC), in `column`; `among`: of those alone."""

    table: Table
    column: ColumnElement[float] | ColumnElement[str]
    kept_s: float
    by_day: bool = False
    among: tuple[ColumnElement[bool], ...] = ()

    def before(self, now: float) -> float | str:
        """Return what a row that goes is less than."""
        instant = now - self.kept_s
        return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%d}" if self.by_day else instant


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """A table whose rows go `kept_s` seconds after the instant in `column`, where `unneeded` holds. Its key is office and id."""

    table: Table
    column: Column[float]
    kept_s: float
    unneeded: tuple[ColumnElement[bool], ...]


def _none_of(table: Table, *columns: Column[str]) -> Iterator[ColumnElement[bool]]:
    """Yield that no row of the same office points at the row of `table` by one of these columns."""
    for column in columns:
        other = column.table
        yield ~exists(select(literal(1)).where(other.c.office == table.c.office, column == table.c.id))


_a, _i, _r, _t, _v = tables.attachments, tables.inquiries, tables.reports, tables.tickets, tables.visitors
_m, _counts = tables.citizen_addresses.c, tables.counts
_DAY = func.substr(_counts.c.name, func.length(_counts.c.name) - len("2026-01-02") + 1)

PRUNED = (
    Pruned(tables.command_replies, tables.command_replies.c.at, KEPT_SECONDS),
    Pruned(tables.notices, tables.notices.c.at, NOTICES_KEPT_S),
    Pruned(tables.announcements, tables.announcements.c.until, announcement_rows.KEPT_S),
    Pruned(_a, _a.c.at, attachment_rows.KEPT_S, among=(_a.c.submitted.is_(None),)),  # the rest stays with its request
    Pruned(tables.appointments, tables.appointments.c.until, appointment_rows.KEPT_S),
    Pruned(tables.alarms, tables.alarms.c.raised, alarm_rows.KEPT_S),
    Pruned(tables.bells, tables.bells.c.rung, bell_rows.KEPT_S),
    # Those that are open go with what the office knows of them (inquiry_times.py).
    Pruned(_i, _i.c.since, inquiry_rows.KEPT_S, among=tuple(_i.c.state != state.value for state in OPEN_STATES)),
    Pruned(_r, _r.c.created, report_rows.KEPT_S, among=tuple(_r.c.outcome != state.value for state in LIVE_STATES)),
    Pruned(tables.outbox, tables.outbox.c.created, outbox_rows.KEPT_S),
    Pruned(tables.api_keys, tables.api_keys.c.expires, STRANGERS_KEPT_S),
    # One that is confirmed goes with its citizen (SPEC S21).
    Pruned(tables.citizen_addresses, _m.given, citizen_address_rows.UNCONFIRMED_KEPT_S, among=(_m.confirmed.is_(None),)),
    Pruned(tables.sign_in_flows, tables.sign_in_flows.c.expires, 0.0),
    Pruned(tables.sign_ins, tables.sign_ins.c.expires, 0.0),
    Pruned(tables.wait_ranges, tables.wait_ranges.c.shown, FIGURES_KEPT_S),
    Pruned(tables.periods, tables.periods.c.ended, FIGURES_KEPT_S),
    Pruned(tables.acts, tables.acts.c.at, ACTS_KEPT_S),
    # Numbers of a day that was so long ago are asked for by no clock that was set back.
    Pruned(_counts, _DAY, FIGURES_KEPT_S, by_day=True, among=(_counts.c.name.like(f"{DAYS_OF_TICKETS}%"),)),
)
SWEPT = (
    Swept(
        _t,
        _t.c.created,
        FIGURES_KEPT_S,
        (
            or_(*(_t.c.state == state for state in sorted(ENDED_STATES))),  # many rows a statement take no list
            _t.c.case.is_(None),  # else it is part of the request's story
            *_none_of(
                _t,
                tables.cases.c.ticket,
                tables.periods.c.ticket,
                tables.wait_ranges.c.ticket,
                tables.desks.c.ticket,
                tables.appointments.c.ticket,
            ),
        ),
    ),
    Swept(
        _v,
        _v.c.seen,
        STRANGERS_KEPT_S,
        (
            _v.c.officer_id.is_(None),
            *_none_of(
                _v,
                _t.c.visitor,
                tables.cases.c.citizen,
                tables.documents.c.visitor,
                tables.attachments.c.visitor,
                tables.command_replies.c.visitor,
                tables.notices.c.visitor,
                tables.appointments.c.visitor,
                tables.bells.c.visitor,
                tables.inquiries.c.visitor,
                tables.parties.c.visitor,
                tables.reports.c.reporter,
                tables.reports.c.reported,
            ),
        ),
    ),
)
FROM_THE_BEGINNING = {tables.audit_log.name: AUDIT_KEPT_S}
# Tables whose rows nothing here takes away, and why they do not grow without end, or must.
KEPT = {
    "cases": "requests: the city says how long (kept_cases.py)",
    "entries": "lines of requests, and go with them",
    "parties": "fifty a request at most, and go with it",
    "case_notes": "a hundred a request at most, and go with it",
    "documents": "of requests, and go with them; papers name them",
    "timers": "as long as their request goes on (SPEC K8)",
    "officers": "one an account: the audit log names them",
    "posts": "one an account and office",
    "addresses": "one a post, and goes with it",
    "canned_replies": "a hundred an office at most",
    "recovery_codes": "one a visitor, and goes with them (SPEC S21)",
    "device_tokens": "a few a visitor, and go with them (SPEC S21)",
    "second_factors": "one an account",
    "identities": "one an account",
    "lines": "one a service",
    "desks": "one a counter",
    "shards": "one an office",
    "audit_chains": "one an office",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a swept table one after another: where they end, whether more follow, and the ids of those that nobody needs."""

    end: tuple[float, str]
    more: bool
    unneeded: tuple[str, ...]


BEGINNING = (float("-inf"), "")


async def has_old_rows(sql: AsyncConnection, pruned: Pruned, now: float) -> bool:
    """Say whether there is something to prune."""
    old = [*pruned.among, pruned.column < pruned.before(now)]
    if "office" in pruned.table.c:
        old.append(of_office(sql, pruned.table))
    return (await sql.execute(select(literal(1)).where(*old).limit(1))).first() is not None


def prune_some(pruned: Pruned, now: float) -> Write:
    """Take at most `ROWS_AT_ONCE` old rows away."""
    return Write(pruned.table, _delete_some(pruned), {"before": pruned.before(now)})


@cache
def _delete_some(pruned: Pruned) -> Executable:
    keys = list(pruned.table.primary_key)
    old = select(*keys).where(*pruned.among, pruned.column < bindparam("before")).limit(ROWS_AT_ONCE)
    if "office" in pruned.table.c:
        old = old.where(pruned.table.c.office == OF_OFFICE)
    return delete(pruned.table).where((tuple_(*keys) if len(keys) > 1 else keys[0]).in_(old))


async def page_of(sql: AsyncConnection, swept: Swept, now: float, after: tuple[float, str]) -> Page:
    """Return the next old rows behind this place, in order."""
    table, instant = swept.table, swept.column
    behind = (instant >= after[0], tuple_(instant, table.c.id) > tuple_(literal(after[0]), literal(after[1])))
    old = select(instant, table.c.id, and_(*swept.unneeded)).where(of_office(sql, table), *behind, instant < now - swept.kept_s)
    rows = (await sql.execute(old.order_by(instant, table.c.id).limit(PAGE_ROWS))).all()
    end = (rows[-1][0], rows[-1][1]) if rows else after
    return Page(end, len(rows) == PAGE_ROWS, tuple(row[1] for row in rows if row[2]))


def take_away(swept: Swept, ids: Collection[str], now: float) -> list[Write]:
    """Take these rows away, those of them that nobody needs at that moment."""
    return [Write(swept.table, _delete_one(swept), {"gone": each, "before": now - swept.kept_s}) for each in ids]


@cache
def _delete_one(swept: Swept) -> Executable:
    this = swept.table.c.office == OF_OFFICE, swept.table.c.id == bindparam("gone")
    return delete(swept.table).where(*this, swept.column < bindparam("before"), *swept.unneeded)
