"""Rows of officers' alarms: madang_office's records 1:1. Decides nothing."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.protection import LIVE_STATES, Alarm
from madang_server.store.rows import many, of_office, to_row
from madang_server.store.tables import alarms
from madang_server.store.writes import How, Write

KEPT_S = 90 * 24 * 3_600.0  # after it was raised: who looks into what happened finds when, where, and who came


def save_alarm(alarm: Alarm) -> Write:
    return Write(alarms, How.UPSERT, to_row(alarm))


async def alarms_that_count(sql: AsyncConnection, since: float) -> list[Alarm]:
    """Return those that go on, and those that were raised after that instant, the oldest first."""
    live = alarms.c.state.in_(sorted(LIVE_STATES))
    found = select(alarms).where(of_office(sql, alarms), or_(live, alarms.c.raised > since))
    return many(Alarm, await sql.execute(found.order_by(alarms.c.raised, alarms.c.id)))
