"""Rows of rings: madang_office's records 1:1. Decides nothing."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.bells import Bell, BellState
from madang_server.store.rows import many, of_office, to_row
from madang_server.store.tables import bells
from madang_server.store.writes import How, Write

KEPT_S = 7 * 24 * 3_600.0  # after the last ring


def save_bell(bell: Bell) -> Write:
    return Write(bells, How.UPSERT, to_row(bell))


async def live_bells(sql: AsyncConnection) -> list[Bell]:
    """Return those that somebody may still answer, the oldest first."""
    live = bells.c.state.in_([BellState.RINGING.value, BellState.COMING.value])
    return many(Bell, await sql.execute(select(bells).where(of_office(sql, bells), live).order_by(bells.c.created, bells.c.id)))
