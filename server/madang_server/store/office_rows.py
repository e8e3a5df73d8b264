"""Rows of the office: tickets, periods, desks, lines, counts, shown waits. madang_office's records 1:1, decides nothing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.desks import Desk
from madang_office.line import CountedCalls
from madang_office.periods import Period, TicketState
from madang_office.tickets import ENDED_STATES, LIVE_TICKETS_MAX, Ending, Ticket
from madang_server.database_copies import COPY_MARK
from madang_server.store import tables
from madang_server.store.rows import OF_OFFICE, many, of_office, to_row, upsert
from madang_server.store.writes import How, Write

DAYS_OF_TICKETS = "ticket "  # before the letters and the day of such a count


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


def save_ticket(ticket: Ticket) -> Write:
    return Write(tables.tickets, How.UPSERT, to_row(ticket))


async def live_tickets(sql: AsyncConnection) -> list[Ticket]:
    """Return every ticket that is not over."""
    live = of_office(sql, tables.tickets), tables.tickets.c.state.not_in(list(ENDED_STATES))
    return many(Ticket, await sql.execute(select(tables.tickets).where(*live)))


async def left_lately(sql: AsyncConnection, *, since: float) -> list[Ticket]:
    """Return the tickets that ended since then and of which that can be undone."""
    t = tables.tickets.c
    lately = t.state == TicketState.LEFT.value, t.since > since
    found = many(Ticket, await sql.execute(select(tables.tickets).where(of_office(sql, tables.tickets), *lately)))
    return [ticket for ticket in found if ticket.undo is not None]


async def missed_for_good(sql: AsyncConnection, visitor: str, *, since: float) -> list[Ticket]:
    """Return the newest tickets of a visitor that ended because they did not come when they were called, oldest first."""
    t = tables.tickets.c
    mine = t.visitor == visitor, t.ending == Ending.MISSED.value, t.since >= since
    newest = select(tables.tickets).where(of_office(sql, tables.tickets), *mine).order_by(t.since.desc()).limit(LIVE_TICKETS_MAX)
    return list(reversed(many(Ticket, await sql.execute(newest))))


_CLOSE_PERIOD = (
    update(tables.periods)
    .where(tables.periods.c.office == OF_OFFICE, tables.periods.c.ticket == bindparam("of_ticket"))
    .where(tables.periods.c.ended.is_(None))
    .values(ended=bindparam("ended"), counter=bindparam("counter"), officer=bindparam("officer"))
)


def keep_ended(period: Period) -> Write:
    """Give the ticket's open stay its end. A ticket that was over had none: then the stay is written whole (SPEC T37)."""
    if period.state in ENDED_STATES:
        return open_period(period)
    values = {"of_ticket": period.ticket, "ended": period.ended, "counter": period.counter, "officer": period.officer}
    return Write(tables.periods, _CLOSE_PERIOD, values, key=period.ticket)


def open_period(period: Period) -> Write:
    return Write(tables.periods, How.INSERT, to_row(period), key=period.ticket)


async def periods_of(sql: AsyncConnection, ticket: str) -> list[Period]:
    """Return the stays of a ticket, oldest first."""
    mine = select(tables.periods).where(of_office(sql, tables.periods), tables.periods.c.ticket == ticket)
    return many(Period, await sql.execute(mine.order_by(tables.periods.c.n)))


async def ended_periods(sql: AsyncConnection, *, limit: int) -> list[Period]:
    """Return the newest finished stays of all services, oldest first."""
    p = tables.periods.c
    newest = (
        select(tables.periods).where(of_office(sql, tables.periods), p.ended.is_not(None)).order_by(p.ended.desc()).limit(limit)
    )
    return list(reversed(many(Period, await sql.execute(newest))))


def save_desk(desk: Desk) -> Write:
    return Write(tables.desks, How.UPSERT, to_row(desk))


async def all_desks(sql: AsyncConnection) -> list[Desk]:
    """Return every desk that was ever opened."""
    return many(Desk, await sql.execute(select(tables.desks).where(of_office(sql, tables.desks))))


def save_counted_calls(service: str, counted: CountedCalls) -> Write:
    """Keep what was counted of the calls of a line."""
    return Write(tables.lines, How.UPSERT, {"service": service, **counted._asdict()})


async def counted_calls(sql: AsyncConnection) -> dict[str, CountedCalls]:
    """Return the counts by service."""
    kept = select(tables.lines).where(of_office(sql, tables.lines))
    return {row.service: CountedCalls(row.favoured_calls, bool(row.due_called)) for row in await sql.execute(kept)}


async def count_of(sql: AsyncConnection, name: str) -> int:
    """Return how far was counted under `name`; 0 when it is new."""
    kept = select(tables.counts.c.count).where(of_office(sql, tables.counts), tables.counts.c.name == name)
    return (await sql.execute(kept)).scalar() or 0


def save_count(name: str, count: int) -> Write:
    return Write(tables.counts, How.UPSERT, {"name": name, "count": count})


def cases_of_year(year: int) -> str:
    """Return the name under which a year's cases are counted."""
    return f"case {year}"


def tickets_of_day(prefix: str, day: date) -> str:
    """Return the name under which a day's tickets with these letters are counted, whichever services give them."""
    return f"{DAYS_OF_TICKETS}{prefix} {day}"


async def raise_count(sql: AsyncConnection, name: str, step: int) -> None:
    """Let the count go on after the next multiple of `step`."""
    count = await count_of(sql, name)
    await upsert(sql, tables.counts, {"name": name, "count": (count // step + 1) * step})


async def forget_copy_mark(sql: AsyncConnection) -> bool:
    """Return whether the database is a copy that was not opened before, and take the mark away."""
    mark = of_office(sql, tables.counts), tables.counts.c.name == COPY_MARK
    return (await sql.execute(delete(tables.counts).where(*mark))).rowcount == 1


def save_wait_range(shown: WaitRange) -> Write:
    """Keep the first range that a ticket was shown."""
    return Write(tables.wait_ranges, How.INSERT, to_row(shown), key=shown.ticket)


_SETTLE_WAIT_RANGE = (
    update(tables.wait_ranges)
    .where(tables.wait_ranges.c.office == OF_OFFICE, tables.wait_ranges.c.ticket == bindparam("of_ticket"))
    .where(tables.wait_ranges.c.waited_s.is_(None))
    .values(waited_s=bindparam("waited"))
)


def settle_wait_range(ticket: str, waited_s: float) -> Write:
    """Write down what the wait became, once."""
    return Write(tables.wait_ranges, _SETTLE_WAIT_RANGE, {"of_ticket": ticket, "waited": waited_s}, key=ticket)


async def wait_ranges(sql: AsyncConnection, *, limit: int) -> list[WaitRange]:
    """Return the newest ranges that were told, oldest first."""
    newest = (
        select(tables.wait_ranges)
        .where(of_office(sql, tables.wait_ranges))
        .order_by(tables.wait_ranges.c.shown.desc())
        .limit(limit)
    )
    return list(reversed(many(WaitRange, await sql.execute(newest))))


async def last_instant(sql: AsyncConnection) -> float:
    """Return the last instant of the office's own time that was kept; 0 when there is none."""
    columns = tables.tickets.c.created, tables.periods.c.ended, tables.desks.c.since, tables.desks.c.lost
    last = [select(func.max(column)).where(of_office(sql, column.table)) for column in columns]
    last.append(select(func.max(tables.sign_ins.c.created)))  # an account's, of whichever office
    found = [(await sql.execute(newest)).scalar() or 0.0 for newest in last]
    return float(max(found))
