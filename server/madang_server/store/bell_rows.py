"""Rows of rings: madang_office's records 1:1. Decides nothing."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.bells import Bell, BellState
from madang_server.store.rows import many, of_office, to_row
from madang_server.store.tables import bells
from madang_server.store.writes import How, Write

KEPT_S = 7 * 24 * 3_600.0  # after the last ring


def save_bell(bell: Bell) -> Write:
    return Write(bells, How.UPSERT, to_row(bell))


async def bells_that_count(sql: AsyncConnection, since: float) -> list[Bell]:
    """Return those that somebody may still answer, and those that rang after that instant, the oldest first."""
    live = bells.c.state.in_([BellState.RINGING.value, BellState.COMING.value])
    found = select(bells).where(of_office(sql, bells), or_(live, bells.c.rung > since))
    return many(Bell, await sql.execute(found.order_by(bells.c.created, bells.c.id)))
