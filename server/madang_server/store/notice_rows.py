"""Rows of what somebody was told and has not acknowledged. Knows codes and numbers, no words and no session."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.people import batched
from madang_server.store.rows import many
from madang_server.store.tables import notices

NOTICES_MAX = 50  # of one visitor that are told at once, the newest


@dataclass(frozen=True, slots=True)
class NoticeRow:
    n: int
    visitor: str
    subject: str
    code: str
    about: Mapping[str, str]
    at: float


async def add_notice(sql: AsyncConnection, *, visitor: str, subject: str, code: str, about: Mapping[str, str], at: float) -> int:
    """Keep a notice in the place of an older one about the same, and return its number. `at`: the office's time."""
    await drop_notices(sql, visitor=visitor, subject=subject)
    row = {"visitor": visitor, "subject": subject, "code": code, "about": dict(about), "at": at}
    return int((await sql.execute(insert(notices).values(row).returning(notices.c.n))).scalar_one())


async def drop_notices(sql: AsyncConnection, *, visitor: str, subject: str) -> None:
    """Forget what was told about this: it is past."""
    await sql.execute(delete(notices).where(notices.c.visitor == visitor, notices.c.subject == subject))


async def kept_notices(sql: AsyncConnection, visitor: str, *, since: float) -> list[NoticeRow]:
    """Return the newest that were not acknowledged, oldest first."""
    mine = select(notices).where(notices.c.visitor == visitor, notices.c.at >= since)
    rows = many(NoticeRow, await sql.execute(mine.order_by(notices.c.n.desc()).limit(NOTICES_MAX)))
    return rows[::-1]


async def forget_shown(sql: AsyncConnection, visitor: str, numbers: Collection[int]) -> None:
    """Forget those that the visitor has acknowledged; numbers that are not theirs change nothing."""
    for some in batched(sorted(numbers)):
        await sql.execute(delete(notices).where(notices.c.visitor == visitor, notices.c.n.in_(some)))


async def forget_old(sql: AsyncConnection, *, before: float) -> None:
    await sql.execute(delete(notices).where(notices.c.at < before))
