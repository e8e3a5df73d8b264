"""Rows of what somebody was told and has not acknowledged. Knows codes and numbers, no words and no session."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import OF_OFFICE, many, of_office, to_row
from madang_server.store.tables import notices
from madang_server.store.writes import How, Write

NOTICES_KEPT_S = 7 * 24 * 3_600.0
NOTICES_MAX = 50  # of one visitor that are told at once, the newest


@dataclass(frozen=True, slots=True)
class NoticeRow:
    n: int
    visitor: str
    subject: str
    code: str
    about: Mapping[str, str]
    at: float


_of_visitor = (notices.c.office == OF_OFFICE) & (notices.c.visitor == bindparam("of_visitor"))
_DROP_NOTICES = delete(notices).where(_of_visitor, notices.c.subject == bindparam("of_subject"))
_FORGET_SHOWN = delete(notices).where(_of_visitor, notices.c.n == bindparam("number"))


def add_notice(row: NoticeRow) -> Write:
    """Keep a notice; call `drop_notices` before, for it takes the place of an older one about the same."""
    return Write(notices, How.INSERT, to_row(row), key=row.visitor)


def drop_notices(*, visitor: str, subject: str) -> Write:
    """Forget what was told about this: it is past."""
    return Write(notices, _DROP_NOTICES, {"of_visitor": visitor, "of_subject": subject}, key=visitor)


async def kept_notices(sql: AsyncConnection, visitor: str, *, since: float) -> list[NoticeRow]:
    """Return the newest that were not acknowledged, oldest first."""
    mine = select(notices).where(of_office(sql, notices), notices.c.visitor == visitor, notices.c.at >= since)
    rows = many(NoticeRow, await sql.execute(mine.order_by(notices.c.n.desc()).limit(NOTICES_MAX)))
    return rows[::-1]


async def is_kept(sql: AsyncConnection, visitor: str, number: int) -> bool:
    """Return whether this one was neither acknowledged nor is past."""
    this = of_office(sql, notices), notices.c.visitor == visitor, notices.c.n == number
    return (await sql.execute(select(literal(1)).where(*this))).first() is not None


def forget_shown(visitor: str, numbers: Collection[int]) -> list[Write]:
    """Forget those that the visitor has acknowledged; numbers that are not theirs change nothing."""
    return [Write(notices, _FORGET_SHOWN, {"of_visitor": visitor, "number": n}, key=visitor) for n in sorted(numbers)]
