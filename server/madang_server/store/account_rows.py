"""Rows of accounts as whoever supervises an office sees and changes them. Knows who supervises where, no token."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.people import OfficerRow, all_officers
from madang_server.store.rows import of_office
from madang_server.store.tables import officers, posts, second_factors


@dataclass(frozen=True, slots=True)
class SeenAccount:
    """An account as a supervisor sees it.

    `offices`: in how many it works; `apart`: in how many of them the supervisor has no say; `second_factor`: it has one.
    """

    officer: OfficerRow
    offices: int
    apart: int
    second_factor: bool


async def lock_supervisors(sql: AsyncConnection) -> set[str]:
    """Return who supervises the office and is not disabled; it stays so until the transaction ends.

    On PostgreSQL whoever takes somebody's role away waits here for whoever does it at the same time; on SQLite one writes at a
    time.
    """
    powers = select(posts.c.officer_id, officers.c.disabled).join(officers, officers.c.id == posts.c.officer_id)
    mine = powers.where(of_office(sql, posts), posts.c.supervisor).order_by(posts.c.officer_id).with_for_update()
    return {row.officer_id for row in await sql.execute(mine) if not row.disabled}


async def seen_by(sql: AsyncConnection, supervisor_id: str) -> list[SeenAccount]:
    """Return every account with a post in the office, by name."""
    rows = await all_officers(sql)
    offices = await _counted(sql)
    supervised = select(posts.c.office).where(posts.c.officer_id == supervisor_id, posts.c.supervisor)
    apart = await _counted(sql, posts.c.office.not_in(supervised))
    proven = select(second_factors.c.officer_id).where(second_factors.c.confirmed.is_not(None))
    factors = set((await sql.execute(proven)).scalars())
    return [SeenAccount(row, offices.get(row.id, 0), apart.get(row.id, 0), row.id in factors) for row in rows]


async def works_apart(sql: AsyncConnection, officer_id: str, supervisor_id: str) -> bool:
    """Return whether the account works in an office in which the supervisor has no say."""
    supervised = select(posts.c.office).where(posts.c.officer_id == supervisor_id, posts.c.supervisor)
    theirs = select(posts.c.office).where(posts.c.officer_id == officer_id, posts.c.office.not_in(supervised))
    return (await sql.execute(theirs)).first() is not None


async def accounts_here(sql: AsyncConnection) -> int:
    """Return how many accounts have a post in the office."""
    return int((await sql.execute(select(func.count()).select_from(posts).where(of_office(sql, posts)))).scalar_one())


async def _counted(sql: AsyncConnection, *of: object) -> dict[str, int]:
    counted = select(posts.c.officer_id, func.count()).where(*of).group_by(posts.c.officer_id)  # type: ignore[arg-type]
    return {row[0]: row[1] for row in await sql.execute(counted)}
