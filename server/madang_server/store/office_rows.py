"""Rows of the office: tickets, periods, desks, lines, counts, shown waits. madang_office's records 1:1, decides nothing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.desks import Desk
from madang_office.periods import Period
from madang_office.tickets import ENDED_STATES, LIVE_TICKETS_MAX, Ending, Ticket
from madang_server.database_copies import COPY_MARK
from madang_server.store import tables
from madang_server.store.rows import add, many, to_row, upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """A range that was shown to somebody, and what the wait became (for the calibration that the office publishes)."""

    ticket: str
    service: str
    shown: float
    low_s: float
    high_s: float
    plain_low_s: float
    plain_high_s: float
    waited_s: float | None = None


async def save_ticket(sql: AsyncConnection, ticket: Ticket) -> None:
    await upsert(sql, tables.tickets, to_row(ticket))


async def live_tickets(sql: AsyncConnection) -> list[Ticket]:
    """Return every ticket that is not over."""
    return many(Ticket, await sql.execute(select(tables.tickets).where(tables.tickets.c.state.not_in(list(ENDED_STATES)))))


async def ended_without_holder(sql: AsyncConnection, visitor: str, *, since: float) -> list[Ticket]:
    """Return the newest tickets of a visitor that ended because they did not come, oldest first."""
    t = tables.tickets.c
    mine = t.visitor == visitor, t.ending.in_([Ending.MISSED.value, Ending.EXPIRED.value]), t.since >= since
    newest = select(tables.tickets).where(*mine).order_by(t.since.desc()).limit(LIVE_TICKETS_MAX)
    return list(reversed(many(Ticket, await sql.execute(newest))))


async def close_period(sql: AsyncConnection, period: Period) -> None:
    """Give the ticket's open stay its end."""
    mine = tables.periods.c.ticket == period.ticket, tables.periods.c.ended.is_(None)
    values = {"ended": period.ended, "counter": period.counter, "officer": period.officer}
    await sql.execute(update(tables.periods).where(*mine).values(values))


async def open_period(sql: AsyncConnection, period: Period) -> None:
    await add(sql, tables.periods, to_row(period))


async def periods_of(sql: AsyncConnection, ticket: str) -> list[Period]:
    """Return the stays of a ticket, oldest first."""
    mine = select(tables.periods).where(tables.periods.c.ticket == ticket).order_by(tables.periods.c.n)
    return many(Period, await sql.execute(mine))


async def ended_periods(sql: AsyncConnection, *, limit: int) -> list[Period]:
    """Return the newest finished stays of all services, oldest first."""
    p = tables.periods.c
    newest = select(tables.periods).where(p.ended.is_not(None)).order_by(p.ended.desc()).limit(limit)
    return list(reversed(many(Period, await sql.execute(newest))))


async def save_desk(sql: AsyncConnection, desk: Desk) -> None:
    await upsert(sql, tables.desks, to_row(desk))


async def all_desks(sql: AsyncConnection) -> list[Desk]:
    """Return every desk that was ever opened."""
    return many(Desk, await sql.execute(select(tables.desks)))


async def save_favoured_calls(sql: AsyncConnection, service: str, calls: int) -> None:
    """Keep how many favoured tickets of the line were called in a row."""
    await upsert(sql, tables.lines, {"service": service, "favoured_calls": calls})


async def favoured_calls(sql: AsyncConnection) -> dict[str, int]:
    """Return the counts by service."""
    return {row.service: row.favoured_calls for row in await sql.execute(select(tables.lines))}


async def next_count(sql: AsyncConnection, name: str) -> int:
    """Count one more under `name`, from 1. Taken back with the transaction, so numbers have no holes."""
    found = select(tables.counts.c.count).where(tables.counts.c.name == name)
    count = ((await sql.execute(found.with_for_update())).scalar() or 0) + 1
    await upsert(sql, tables.counts, {"name": name, "count": count})
    return count


def cases_of_year(year: int) -> str:
    """Return the name under which a year's cases are counted."""
    return f"case {year}"


def tickets_of_day(service: str, day: date) -> str:
    """Return the name under which a service's tickets of a day are counted."""
    return f"ticket {service} {day}"


async def raise_count(sql: AsyncConnection, name: str, step: int) -> None:
    """Let the count go on after the next multiple of `step`."""
    count = (await sql.execute(select(tables.counts.c.count).where(tables.counts.c.name == name))).scalar() or 0
    await upsert(sql, tables.counts, {"name": name, "count": (count // step + 1) * step})


async def forget_copy_mark(sql: AsyncConnection) -> bool:
    """Return whether the database is a copy that was not opened before, and take the mark away."""
    return (await sql.execute(delete(tables.counts).where(tables.counts.c.name == COPY_MARK))).rowcount == 1


async def save_wait_range(sql: AsyncConnection, shown: WaitRange) -> None:
    """Keep the first range that a ticket was shown."""
    await add(sql, tables.wait_ranges, to_row(shown))


async def settle_wait_range(sql: AsyncConnection, ticket: str, waited_s: float) -> None:
    """Write down what the wait became, once."""
    mine = tables.wait_ranges.c.ticket == ticket, tables.wait_ranges.c.waited_s.is_(None)
    await sql.execute(update(tables.wait_ranges).where(*mine).values(waited_s=waited_s))


async def wait_ranges(sql: AsyncConnection, *, limit: int) -> list[WaitRange]:
    """Return the newest ranges that were told, oldest first."""
    newest = select(tables.wait_ranges).order_by(tables.wait_ranges.c.shown.desc()).limit(limit)
    return list(reversed(many(WaitRange, await sql.execute(newest))))


async def number_given(sql: AsyncConnection, service: str, number: str, *, since: float) -> bool:
    """Say whether a ticket that was taken at this service, wherever it was sent since, was given this number since then."""
    t = tables.tickets.c
    taken_here = or_(t.service == service, t.first_service == service)
    found = select(t.id).where(t.created >= since, t.number == number, taken_here).limit(1)
    return (await sql.execute(found)).first() is not None


async def last_instant(sql: AsyncConnection) -> float:
    """Return the last instant of the office's own time that was kept; 0 when there is none."""
    columns = (
        tables.tickets.c.created,
        tables.periods.c.ended,
        tables.desks.c.since,
        tables.desks.c.lost,
        tables.sign_ins.c.created,
    )
    found = [(await sql.execute(select(func.max(column)))).scalar() or 0.0 for column in columns]
    return float(max(found))
