"""Rows of reports: madang_office's records 1:1. Decides nothing."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.reports import LIVE_STATES, Report, ReportState
from madang_server.store.rows import many, of_office, to_row
from madang_server.store.tables import reports
from madang_server.store.writes import How, Write

KEPT_S = 90 * 24 * 3_600.0  # after it was made; a bar that holds is kept as long as it does
SHOWN_MAX = 10  # of a reporter, the newest
_c = reports.c


def save_report(report: Report) -> Write:
    return Write(reports, How.UPSERT, to_row(report))


async def reports_that_count(sql: AsyncConnection, since: float) -> list[Report]:
    """Return those that wait for a decision, whose bar holds, or that were made after that instant, the oldest first."""
    live = _c.outcome.in_([state.value for state in LIVE_STATES])
    found = select(reports).where(of_office(sql, reports), or_(live, _c.created > since))
    return many(Report, await sql.execute(found.order_by(_c.created, _c.id)))


async def reports_of(sql: AsyncConnection, visitor: str) -> list[Report]:
    """Return the newest that a visitor made, the oldest of them first."""
    theirs = select(reports).where(of_office(sql, reports), _c.reporter == visitor)
    found = many(Report, await sql.execute(theirs.order_by(_c.created.desc(), _c.id).limit(SHOWN_MAX)))
    return found[::-1]


async def reports_about(sql: AsyncConnection, visitor: str) -> list[Report]:
    """Return what others reported about a visitor."""
    return many(Report, await sql.execute(select(reports).where(of_office(sql, reports), _c.reported == visitor)))


async def acted_upon(sql: AsyncConnection, visitors: list[str]) -> dict[str, int]:
    """Return upon how many reports of each of these visitors something was done before."""
    nothing = [ReportState.OPEN.value, ReportState.DISMISSED.value]
    found = select(_c.reported).where(of_office(sql, reports), _c.reported.in_(visitors), _c.outcome.not_in(nothing))
    counts: dict[str, int] = {}
    for visitor in (await sql.execute(found)).scalars():
        counts[visitor] = counts.get(visitor, 0) + 1
    return counts
