"""The stays of the tickets of some days, for the figures of a supervisor. Knows columns, no person; counts nothing."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store import tables
from madang_server.store.rows import of_office

TICKETS_MAX = 10_000  # the newest: some 50,000 stays, which are counted in about half a second, beside the loop
_t, _p = tables.tickets.c, tables.periods.c
_OWN_TIME = or_(func.coalesce(_t.laters, 0) > 0, _t.came.is_not(None), _t.preferred_officer.is_not(None))


async def stays_since(sql: AsyncConnection, since: float) -> tuple[Sequence[Any], bool]:
    """Return the fields of a `Stay` for each of the tickets that were taken since that instant, in a row and in their order.

    And whether these are all tickets, or the newest TICKETS_MAX. `since`: by the office's own clock.
    """
    mine = (of_office(sql, tables.tickets), _t.created >= since)
    count = (await sql.execute(select(func.count()).select_from(tables.tickets).where(*mine))).scalar_one()
    about = (_t.id, _t.office, _t.ending, _t.misses, _OWN_TIME.label("own_time"))
    chosen = select(*about).where(*mine).order_by(_t.created.desc()).limit(TICKETS_MAX).subquery()
    joined = tables.periods.join(chosen, and_(_p.office == chosen.c.office, _p.ticket == chosen.c.id))
    whole = (chosen.c.ending, chosen.c.misses, chosen.c.own_time)
    columns = (_p.ticket, *whole, _p.service, _p.state, _p.began, _p.ended)
    rows = await sql.execute(select(*columns).select_from(joined).order_by(_p.ticket, _p.n))
    return rows.all(), count <= TICKETS_MAX
