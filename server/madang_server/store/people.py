"""Rows of visitors, officers and their sign-ins. Knows hashes, never a token or a password."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sqlalchemy import Executable, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import add, many, one, to_row
from madang_server.store.tables import officers, sign_ins, visitors
from madang_server.store.writes import Write

T = TypeVar("T")
PARAMETERS_MAX = 500  # of one statement


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An account of the office's staff."""

    id: str
    name: str
    password_hash: str
    one_time: bool
    services: tuple[str, ...]
    skills: tuple[str, ...]
    supervisor: bool
    disabled: bool
    created: float


@dataclass(frozen=True, slots=True)
class VisitorRow:
    """Somebody who was here."""

    id: str
    token_hash: str | None
    officer_id: str | None
    name: str
    look: str
    lang: str
    place: str | None
    created: float
    seen: float


@dataclass(frozen=True, slots=True)
class SignInRow:
    """An officer's proof, until it expires."""

    token_hash: str
    officer_id: str
    created: float
    expires: float


async def add_officer(sql: AsyncConnection, officer: OfficerRow) -> None:
    await add(sql, officers, to_row(officer))


async def all_officers(sql: AsyncConnection) -> list[OfficerRow]:
    """Return every account, by name."""
    return many(OfficerRow, await sql.execute(select(officers).order_by(officers.c.name)))


async def officer_names(sql: AsyncConnection) -> list[str]:
    return list((await sql.execute(select(officers.c.name))).scalars())


async def officer_named(sql: AsyncConnection, name: str) -> OfficerRow | None:
    """Return the account of that name."""
    return one(OfficerRow, (await sql.execute(select(officers).where(officers.c.name == name))).first())


async def officers_by_id(sql: AsyncConnection, ids: Collection[str]) -> dict[str, OfficerRow]:
    found: dict[str, OfficerRow] = {}
    for some in batched(sorted(ids)):
        rows = many(OfficerRow, await sql.execute(select(officers).where(officers.c.id.in_(some))))
        found.update({row.id: row for row in rows})
    return found


async def officer_by_id(sql: AsyncConnection, officer_id: str) -> OfficerRow | None:
    return one(OfficerRow, (await sql.execute(select(officers).where(officers.c.id == officer_id))).first())


async def change_officer(sql: AsyncConnection, officer_id: str, **values: object) -> None:
    await sql.execute(update(officers).where(officers.c.id == officer_id).values(**values))


async def add_sign_in(sql: AsyncConnection, sign_in: SignInRow) -> None:
    await add(sql, sign_ins, to_row(sign_in))


async def sign_in_by_hash(sql: AsyncConnection, token_hash: str) -> SignInRow | None:
    """Return the sign-in, expired or not."""
    return one(SignInRow, (await sql.execute(select(sign_ins).where(sign_ins.c.token_hash == token_hash))).first())


async def valid_sign_ins(sql: AsyncConnection, hashes: Collection[str], now: float) -> set[str]:
    """Return those of the sign-ins that still prove something."""
    found: set[str] = set()
    mine = select(sign_ins.c.token_hash).join(officers, officers.c.id == sign_ins.c.officer_id)
    for some in batched(sorted(hashes)):
        good = sign_ins.c.token_hash.in_(some), sign_ins.c.expires > now, officers.c.disabled.is_(False)
        found.update((await sql.execute(mine.where(*good))).scalars())
    return found


async def signed_in(sql: AsyncConnection, officer_ids: Collection[str], now: float) -> set[str]:
    """Return those of the officers who have a sign-in that still proves something."""
    found: set[str] = set()
    theirs = select(sign_ins.c.officer_id).join(officers, officers.c.id == sign_ins.c.officer_id).distinct()
    for some in batched(sorted(officer_ids)):
        good = sign_ins.c.officer_id.in_(some), sign_ins.c.expires > now, officers.c.disabled.is_(False)
        found.update((await sql.execute(theirs.where(*good))).scalars())
    return found


async def end_sign_in(sql: AsyncConnection, token_hash: str) -> None:
    await sql.execute(delete(sign_ins).where(sign_ins.c.token_hash == token_hash))


async def end_sign_ins(sql: AsyncConnection, officer_id: str) -> None:
    """Forget every sign-in of an officer."""
    await sql.execute(delete(sign_ins).where(sign_ins.c.officer_id == officer_id))


async def forget_expired_sign_ins(sql: AsyncConnection, now: float) -> None:
    """Forget what no longer proves anything."""
    await sql.execute(delete(sign_ins).where(sign_ins.c.expires <= now))


async def add_visitors(sql: AsyncConnection, arrived: list[VisitorRow]) -> None:
    await sql.execute(insert(visitors), [to_row(visitor) for visitor in arrived])


async def visitor_by_token(sql: AsyncConnection, token_hash: str) -> VisitorRow | None:
    return one(VisitorRow, (await sql.execute(select(visitors).where(visitors.c.token_hash == token_hash))).first())


async def visitor_of_officer(sql: AsyncConnection, officer_id: str) -> VisitorRow | None:
    """Return the officer's person in the rooms."""
    return one(VisitorRow, (await sql.execute(select(visitors).where(visitors.c.officer_id == officer_id))).first())


async def visitor_by_id(sql: AsyncConnection, visitor_id: str) -> VisitorRow | None:
    return one(VisitorRow, (await sql.execute(select(visitors).where(visitors.c.id == visitor_id))).first())


async def change_visitor(sql: AsyncConnection, visitor_id: str, **values: object) -> None:
    await sql.execute(update(visitors).where(visitors.c.id == visitor_id).values(**values))


def save_visitor(visitor_id: str, **values: object) -> Write:
    """Change these columns of a visitor."""
    return Write(visitors, _change_visitor(tuple(sorted(values))), {"of_visitor": visitor_id, **values}, key=visitor_id)


@cache
def _change_visitor(columns: tuple[str, ...]) -> Executable:
    return update(visitors).where(visitors.c.id == bindparam("of_visitor")).values({name: bindparam(name) for name in columns})


async def visitors_of_officers(sql: AsyncConnection) -> dict[str, str]:
    """Return the visitor id of every officer who was ever in a room, by officer id."""
    found = select(visitors.c.officer_id, visitors.c.id).where(visitors.c.officer_id.is_not(None))
    return {row.officer_id: row.id for row in await sql.execute(found)}


async def names_of(sql: AsyncConnection, ids: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in batched(sorted(ids)):
        rows = await sql.execute(select(visitors.c.id, visitors.c.name).where(visitors.c.id.in_(some)))
        found.update({row.id: row.name for row in rows})
    return found


def batched(values: Sequence[T]) -> list[Sequence[T]]:
    """Return the values in portions that fit into one statement."""
    return [values[at : at + PARAMETERS_MAX] for at in range(0, len(values), PARAMETERS_MAX)]
