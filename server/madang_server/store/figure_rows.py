"""The stays of the tickets of some days, for the figures of a supervisor. Knows columns, no person; counts nothing."""

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.hourly_figures import Stay
from madang_server.store import tables
from madang_server.store.rows import of_office

TICKETS_MAX = 10_000  # the newest: some 50,000 stays, which are read and counted in about half a second
_t, _p = tables.tickets.c, tables.periods.c


async def stays_since(sql: AsyncConnection, since: float) -> tuple[list[Stay], bool]:
    """Return the stays of the tickets that were taken since that instant of the office, each ticket's in a row and in order.

    And whether these are all of them, or the newest TICKETS_MAX.
    """
    mine = (of_office(sql, tables.tickets), _t.created >= since)
    newest = select(_t.id, _t.office, _t.ending).where(*mine).order_by(_t.created.desc()).limit(TICKETS_MAX + 1)
    taken = (await sql.execute(newest)).all()
    chosen = newest.limit(TICKETS_MAX).subquery()
    joined = tables.periods.join(chosen, and_(_p.office == chosen.c.office, _p.ticket == chosen.c.id))
    columns = (_p.ticket, chosen.c.ending, _p.service, _p.state, _p.began, _p.ended)
    rows = await sql.execute(select(*columns).select_from(joined).order_by(_p.ticket, _p.n))
    return [Stay(*row) for row in rows], len(taken) <= TICKETS_MAX
