"""What came of the visits, counted by the database: by service, never by person. Knows columns, decides nothing.

Tickets have the office's own time, requests the wall's (docs/decisions/0021). Each statement counts one thing in one pass.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, case, distinct, exists, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.appointments import AppointmentState
from madang_office.cases import DUE_STATES, CaseEvent
from madang_office.results import AGAIN_DAYS, PERIOD_DAYS, ServiceResults
from madang_office.tickets import Ending
from madang_server.store import tables
from madang_server.store.pruning import DAY_S
from madang_server.store.rows import of_office

TICKET_LIVES_S = 3 * DAY_S  # at most: its day (SPEC T22), over midnight and a change of hours
_t, _r, _c, _e = tables.tickets.c, tables.wait_ranges.c, tables.cases.c, tables.entries.c
_a = tables.appointments.c
_NAMES = {Ending.FINISHED: "finished", Ending.LEFT: "left", Ending.MISSED: "missed"}  # others by time, or by the officer (T45)
Counts = dict[str, dict[str, Any]]  # by service, by field of ServiceResults


async def results(sql: AsyncConnection, *, now: float, wall: float) -> dict[str, ServiceResults]:
    """Return what came of the last PERIOD_DAYS, by service. `now`: by the office's own clock; `wall`: unix seconds."""
    counts: Counts = defaultdict(lambda: defaultdict(int))
    since = now - PERIOD_DAYS * DAY_S
    await _tickets(sql, counts, since)
    await _again(sql, counts, until=now - AGAIN_DAYS * DAY_S)
    await _ranges(sql, counts, since)
    await _waits(sql, counts, since)
    await _decisions(sql, counts, wall)
    await _appointments(sql, counts, wall)
    return {service: ServiceResults(**found) for service, found in counts.items()}


async def _tickets(sql: AsyncConnection, counts: Counts, since: float) -> None:
    over = (of_office(sql, tables.tickets), _t.ending.is_not(None), *_in_period(since))
    found = select(_t.service, _t.ending, func.count()).where(*over).group_by(_t.service, _t.ending)
    for service, ending, count in await sql.execute(found):
        counts[service][_NAMES.get(ending, "ended")] += count


async def _again(sql: AsyncConnection, counts: Counts, until: float) -> None:
    later = tables.tickets.alias("later")
    came_again = exists(
        select(literal(1)).where(
            later.c.office == _t.office,
            later.c.visitor == _t.visitor,
            later.c.service == _t.service,
            later.c.created > _t.since,
            later.c.created <= _t.since + AGAIN_DAYS * DAY_S,
        )
    )
    served = (of_office(sql, tables.tickets), _t.ending == Ending.FINISHED.value)
    period = (*_in_period(until - PERIOD_DAYS * DAY_S), _t.since < until)
    found = select(_t.service, func.count(), _counted(came_again)).where(*served, *period).group_by(_t.service)
    _add(counts, ("judged", "again"), await sql.execute(found))


def _in_period(since: float) -> tuple[ColumnElement[bool], ...]:
    """Return that a ticket ended since then; by when it was taken it is found without looking at all of them."""
    return _t.since >= since, _t.created >= since - TICKET_LIVES_S


async def _ranges(sql: AsyncConnection, counts: Counts, since: float) -> None:
    sooner, later = _r.waited_s < _r.low_s, _r.waited_s > _r.high_s
    columns = (func.count(), _counted(~sooner & ~later), _counted(sooner), _counted(later))
    found = select(_r.service, *columns).where(*_waited(sql, since)).group_by(_r.service)
    _add(counts, ("told", "held", "sooner", "later"), await sql.execute(found))


async def _waits(sql: AsyncConnection, counts: Counts, since: float) -> None:
    place = func.row_number().over(partition_by=_r.service, order_by=_r.waited_s).label("place")
    total = func.count().over(partition_by=_r.service).label("total")
    by_wait = select(_r.service, _r.waited_s, place, total).where(*_waited(sql, since)).subquery()
    row = by_wait.c
    first = [func.min(case((row.place * 10 >= row.total * tenths, row.waited_s))) for tenths in (5, 9)]
    for service, half, most in await sql.execute(select(row.service, *first).group_by(row.service)):
        counts[service]["waited_s"] = (half, most)


def _waited(sql: AsyncConnection, since: float) -> tuple[ColumnElement[bool], ...]:
    return of_office(sql, tables.wait_ranges), _r.waited_s.is_not(None), _r.shown >= since


async def _decisions(sql: AsyncConnection, counts: Counts, wall: float) -> None:
    of_case = and_(_e.office == _c.office, _e.case == _c.id)
    decided = tables.entries.join(tables.cases, of_case)
    since = wall - PERIOD_DAYS * DAY_S
    lines = (_e.code.in_([CaseEvent.GRANT.value, CaseEvent.REFUSE.value]), _e.at >= since)
    mine = (of_office(sql, tables.cases), _c.due.is_not(None), _c.since >= since, *lines)
    in_term = func.count(distinct(case((_e.at <= _c.due, _c.id))))
    found = select(_c.service, func.count(distinct(_c.id)), in_term).select_from(decided).where(*mine).group_by(_c.service)
    _add(counts, ("decided", "in_term"), await sql.execute(found))
    owed = (of_office(sql, tables.cases), _c.state.in_([state.value for state in DUE_STATES]), _c.due < wall)
    _add(counts, ("overdue",), await sql.execute(select(_c.service, func.count()).where(*owed).group_by(_c.service)))


async def _appointments(sql: AsyncConnection, counts: Counts, wall: float) -> None:
    over = (of_office(sql, tables.appointments), _a.state != AppointmentState.BOOKED.value)
    period = (_a.at >= wall - PERIOD_DAYS * DAY_S, _a.at < wall)
    found = select(_a.service, _a.state, func.count()).where(*over, *period).group_by(_a.service, _a.state)
    for service, state, count in await sql.execute(found):
        counts[service][f"{state}_appointments"] += count


def _counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _add(counts: Counts, names: tuple[str, ...], rows: Iterable[Any]) -> None:
    for service, *found in rows:
        counts[service].update(zip(names, found, strict=True))
