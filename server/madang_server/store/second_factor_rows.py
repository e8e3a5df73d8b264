"""Rows of second factors, one an account, whichever office it works in. Knows secrets and hashes, judges no code."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import one, to_row, upsert
from madang_server.store.tables import officers, second_factors


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorRow:
    """The second factor of an account. Instants are by the clock on the wall.

    `secret`: as text; `keyed`: a key of the settings makes the codes with it; `last_step`: the newest step of time of which a
    code was taken; `wrong`: codes in a row; `recovery`: hashes of the recovery codes that were not used yet.
    """

    officer_id: str
    secret: str
    keyed: bool
    created: float
    confirmed: float | None = None
    last_step: int = 0
    wrong: int = 0
    barred_until: float = 0.0
    recovery: tuple[str, ...] = ()


async def find(sql: AsyncConnection, officer_id: str) -> SecondFactorRow | None:
    """Return the account's, proven or not."""
    found = select(second_factors).where(second_factors.c.officer_id == officer_id)
    return one(SecondFactorRow, (await sql.execute(found)).first())


async def take(sql: AsyncConnection, officer_id: str) -> SecondFactorRow | None:
    """Return the account's; whoever takes it at the same time waits until the transaction ends, so no code is good twice."""
    found = select(second_factors).where(second_factors.c.officer_id == officer_id).with_for_update()
    return one(SecondFactorRow, (await sql.execute(found)).first())


async def save(sql: AsyncConnection, row: SecondFactorRow) -> None:
    """Write the account's, over the one before."""
    await upsert(sql, second_factors, to_row(row))


async def remove(sql: AsyncConnection, officer_id: str) -> None:
    await sql.execute(delete(second_factors).where(second_factors.c.officer_id == officer_id))


async def proven(sql: AsyncConnection, officer_id: str) -> bool:
    """Return whether the account has one that was proven."""
    found = await find(sql, officer_id)
    return found is not None and found.confirmed is not None


def has_one() -> ColumnElement[bool]:
    """Return the condition that an account of the statement has a proven second factor."""
    proven = second_factors.c.officer_id == officers.c.id, second_factors.c.confirmed.is_not(None)
    return exists(select(second_factors.c.officer_id).where(*proven))
