"""Rows of what the office announces: madang_office's records 1:1. Decides nothing."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.announcements import Announcement
from madang_server.store.rows import OF_OFFICE, many, of_office, to_row
from madang_server.store.tables import announcements
from madang_server.store.writes import How, Write

KEPT_S = 24 * 3_600.0  # after its end; the table of acts has it for longer
_WITHDRAW = delete(announcements).where(announcements.c.office == OF_OFFICE, announcements.c.id == bindparam("withdrawn"))


def save_announcement(announcement: Announcement) -> Write:
    return Write(announcements, How.UPSERT, to_row(announcement))


def withdraw_announcement(announcement_id: str) -> Write:
    """Take it away; its id is never given again."""
    return Write(announcements, _WITHDRAW, {"withdrawn": announcement_id})


async def announcements_after(sql: AsyncConnection, instant: float) -> list[Announcement]:
    """Return those that end later than that (unix seconds), the oldest first."""
    live = of_office(sql, announcements), announcements.c.until > instant
    ordered = select(announcements).where(*live).order_by(announcements.c.since, announcements.c.id)
    return many(Announcement, await sql.execute(ordered))
