"""Rows of visitors, officers and their sign-ins. Knows hashes, never a token or a password."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Executable, Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.rows import OF_OFFICE, add, add_unless, many, of_office, one, to_row, upsert, with_office
from madang_server.store.second_factor_rows import has_one
from madang_server.store.tables import addresses, device_tokens, officers, posts, sign_ins, visitors
from madang_server.store.writes import Write

T = TypeVar("T")
PARAMETERS_MAX = 500  # of one statement


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An account, with the post that it has in the office."""

    id: str
    name: str
    password_hash: str
    one_time: bool
    services: tuple[str, ...]
    skills: tuple[str, ...]
    supervisor: bool
    disabled: bool
    created: float
    last_sign_in: float | None = None


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
    """An officer's proof, until it expires. By the office's own time."""

    token_hash: str
    officer_id: str
    created: float
    expires: float
    seen: float | None = None
    device: str | None = None


async def add_officer(sql: AsyncConnection, officer: OfficerRow) -> bool:
    """Make the account, and its post in the office. False: its name is taken, and nothing was made."""
    row = to_row(officer)
    account = {name: row[name] for name in officers.c.keys()}  # noqa: SIM118 - the names of the columns
    if not await add_unless(sql, officers, account, keys=("name",)):
        return False
    await save_post(sql, officer.id, services=officer.services, skills=officer.skills, supervisor=officer.supervisor)
    return True


async def save_post(
    sql: AsyncConnection, officer_id: str, *, services: Collection[str], skills: Collection[str], supervisor: bool = False
) -> None:
    """Give an account that there is a post in the office, or change it."""
    post = {"services": list(services), "skills": list(skills), "supervisor": supervisor}
    await upsert(sql, posts, {"officer_id": officer_id, **post})


async def remove_post(sql: AsyncConnection, officer_id: str) -> None:
    """Take the post in the office away, with the address for its rings; the account stays, for the others."""
    await sql.execute(delete(addresses).where(of_office(sql, addresses), addresses.c.officer_id == officer_id))
    await sql.execute(delete(posts).where(of_office(sql, posts), posts.c.officer_id == officer_id))


async def offices_of(sql: AsyncConnection, officer_id: str) -> list[str]:
    """Return the offices in which the account has a post."""
    return sorted((await sql.execute(select(posts.c.office).where(posts.c.officer_id == officer_id))).scalars())


async def account_named(sql: AsyncConnection, name: str) -> str | None:
    """Return the id of the account of that name, in whichever office it has a post."""
    found: str | None = (await sql.execute(select(officers.c.id).where(officers.c.name == name))).scalar()
    return found


async def all_officers(sql: AsyncConnection) -> list[OfficerRow]:
    """Return every account with a post in the office, by name."""
    return many(OfficerRow, await sql.execute(_staff(sql).order_by(officers.c.name)))


async def officer_names(sql: AsyncConnection) -> list[str]:
    """Return the names of all who have a post in the office."""
    return list((await sql.execute(_staff(sql).with_only_columns(officers.c.name))).scalars())


async def officer_named(sql: AsyncConnection, name: str) -> OfficerRow | None:
    """Return the account of that name, when it has a post in the office."""
    return one(OfficerRow, (await sql.execute(_staff(sql).where(officers.c.name == name))).first())


async def officers_by_id(sql: AsyncConnection, ids: Collection[str]) -> dict[str, OfficerRow]:
    """Return those of the accounts that have a post in the office, by id."""
    found: dict[str, OfficerRow] = {}
    for some in batched(sorted(ids)):
        rows = many(OfficerRow, await sql.execute(_staff(sql).where(officers.c.id.in_(some))))
        found.update({row.id: row for row in rows})
    return found


async def officer_by_id(sql: AsyncConnection, officer_id: str) -> OfficerRow | None:
    """Return the account, when it has a post in the office."""
    return one(OfficerRow, (await sql.execute(_staff(sql).where(officers.c.id == officer_id))).first())


async def lock_officer(sql: AsyncConnection, officer_id: str) -> OfficerRow | None:
    """Do as `officer_by_id`, as whoever changed the account last left it; nobody changes it until the transaction ends (S33).

    On PostgreSQL they wait for one another here: for the row, and not for what only names it. On SQLite one writes at a time.
    """
    await sql.execute(select(officers.c.id).where(officers.c.id == officer_id).with_for_update(key_share=True))
    return await officer_by_id(sql, officer_id)


def _staff(sql: AsyncConnection) -> Select[Any]:
    post = posts.c.services, posts.c.skills, posts.c.supervisor
    return select(officers, *post).join(posts, posts.c.officer_id == officers.c.id).where(of_office(sql, posts))


async def change_officer(sql: AsyncConnection, officer_id: str, **values: object) -> None:
    await sql.execute(update(officers).where(officers.c.id == officer_id).values(**values))


async def add_sign_in(sql: AsyncConnection, sign_in: SignInRow) -> None:
    await add(sql, sign_ins, to_row(sign_in))


async def sign_in_by_hash(sql: AsyncConnection, token_hash: str) -> SignInRow | None:
    """Return the sign-in, expired or not."""
    return one(SignInRow, (await sql.execute(select(sign_ins).where(sign_ins.c.token_hash == token_hash))).first())


async def valid_sign_ins(sql: AsyncConnection, hashes: Collection[str], now: float) -> set[str]:
    """Return those of the sign-ins that still prove something in the office."""
    found: set[str] = set()
    mine = _good_sign_ins(sql, now).with_only_columns(sign_ins.c.token_hash)
    for some in batched(sorted(hashes)):
        found.update((await sql.execute(mine.where(sign_ins.c.token_hash.in_(some)))).scalars())
    return found


async def signed_in(sql: AsyncConnection, officer_ids: Collection[str], now: float) -> set[str]:
    """Return those of the officers who have a sign-in that still proves something in the office."""
    found: set[str] = set()
    theirs = _good_sign_ins(sql, now).with_only_columns(sign_ins.c.officer_id).distinct()
    for some in batched(sorted(officer_ids)):
        found.update((await sql.execute(theirs.where(sign_ins.c.officer_id.in_(some)))).scalars())
    return found


async def supervises(sql: AsyncConnection, token_hash: str, now: float, *, proven: bool = False) -> bool:
    """Return whether the sign-in still proves something, of an account that supervises an office, whichever it is.

    `proven`: an account without a second factor does not.
    """
    good = [sign_ins.c.token_hash == token_hash, *_still_good(now), posts.c.supervisor, *([has_one()] if proven else [])]
    of_theirs = sign_ins.join(officers, officers.c.id == sign_ins.c.officer_id).join(posts, posts.c.officer_id == officers.c.id)
    return (await sql.execute(select(sign_ins.c.officer_id).select_from(of_theirs).where(*good))).first() is not None


async def supervises_any(sql: AsyncConnection, officer_id: str) -> bool:
    """Return whether the account supervises an office, whichever it is."""
    theirs = select(posts.c.office).where(posts.c.officer_id == officer_id, posts.c.supervisor)
    return (await sql.execute(theirs)).first() is not None


def _good_sign_ins(sql: AsyncConnection, now: float) -> Select[Any]:
    return _staff(sql).join(sign_ins, sign_ins.c.officer_id == officers.c.id).where(*_still_good(now))


def _still_good(now: float) -> tuple[ColumnElement[bool], ...]:
    """Return what must be so of a sign-in and its account, joined, that it proves something."""
    return sign_ins.c.expires > now, officers.c.disabled.is_(False)


async def end_sign_in(sql: AsyncConnection, token_hash: str) -> None:
    await sql.execute(delete(sign_ins).where(sign_ins.c.token_hash == token_hash))


async def sign_ins_of(sql: AsyncConnection, officer_id: str, now: float) -> list[SignInRow]:
    """Return the sign-ins of an officer that are not over, the newest first."""
    mine = select(sign_ins).where(sign_ins.c.officer_id == officer_id, sign_ins.c.expires > now)
    return many(SignInRow, await sql.execute(mine.order_by(sign_ins.c.created.desc())))


def sign_in_seen(token_hash: str, now: float) -> Write:
    """Write down that the sign-in was used."""
    return Write(sign_ins, _sign_in_seen(), {"of_sign_in": token_hash, "at": now})


@cache
def _sign_in_seen() -> Executable:
    return update(sign_ins).where(sign_ins.c.token_hash == bindparam("of_sign_in")).values(seen=bindparam("at"))


async def end_other_sign_ins(sql: AsyncConnection, officer_id: str, but: str) -> int:
    """Forget every sign-in of an officer but one, by its hash; return how many those were."""
    others = sign_ins.c.officer_id == officer_id, sign_ins.c.token_hash != but
    return (await sql.execute(delete(sign_ins).where(*others))).rowcount


async def end_sign_ins(sql: AsyncConnection, officer_id: str) -> None:
    """Forget every sign-in of an officer."""
    await sql.execute(delete(sign_ins).where(sign_ins.c.officer_id == officer_id))


async def forget_expired_sign_ins(sql: AsyncConnection, now: float) -> None:
    """Forget what no longer proves anything."""
    await sql.execute(delete(sign_ins).where(sign_ins.c.expires <= now))


async def add_visitors(sql: AsyncConnection, arrived: list[VisitorRow]) -> None:
    await sql.execute(insert(visitors), [with_office(sql, visitors, to_row(visitor)) for visitor in arrived])


async def visitor_by_token(sql: AsyncConnection, token_hash: str) -> VisitorRow | None:
    """Return whose token this is: the one that they were given first, or that of a further device (SPEC S30)."""
    first = one(VisitorRow, (await sql.execute(_visitors(sql).where(visitors.c.token_hash == token_hash))).first())
    if first is not None:
        return first
    this = of_office(sql, device_tokens), device_tokens.c.token_hash == token_hash
    of_device = select(device_tokens.c.visitor).where(*this).scalar_subquery()
    return one(VisitorRow, (await sql.execute(_visitors(sql).where(visitors.c.id == of_device))).first())


async def visitor_of_officer(sql: AsyncConnection, officer_id: str) -> VisitorRow | None:
    """Return the officer's person in the rooms."""
    return one(VisitorRow, (await sql.execute(_visitors(sql).where(visitors.c.officer_id == officer_id))).first())


async def visitor_by_id(sql: AsyncConnection, visitor_id: str) -> VisitorRow | None:
    return one(VisitorRow, (await sql.execute(_visitors(sql).where(visitors.c.id == visitor_id))).first())


async def change_visitor(sql: AsyncConnection, visitor_id: str, **values: object) -> bool:
    """Change these columns. False: there is no such visitor."""
    this = of_office(sql, visitors), visitors.c.id == visitor_id
    return (await sql.execute(update(visitors).where(*this).values(**values))).rowcount == 1


def save_visitor(visitor_id: str, **values: object) -> Write:
    """Change these columns of a visitor."""
    return Write(visitors, _change_visitor(tuple(sorted(values))), {"of_visitor": visitor_id, **values}, key=visitor_id)


@cache
def _change_visitor(columns: tuple[str, ...]) -> Executable:
    this = visitors.c.office == OF_OFFICE, visitors.c.id == bindparam("of_visitor")
    return update(visitors).where(*this).values({name: bindparam(name) for name in columns})


async def visitors_of_officers(sql: AsyncConnection) -> dict[str, str]:
    """Return the visitor id of every officer who was ever in a room, by officer id."""
    found = _visitors(sql).where(visitors.c.officer_id.is_not(None))
    return {row.officer_id: row.id for row in await sql.execute(found)}


async def names_of(sql: AsyncConnection, ids: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in batched(sorted(ids)):
        rows = await sql.execute(_visitors(sql).where(visitors.c.id.in_(some)))
        found.update({row.id: row.name for row in rows})
    return found


def _visitors(sql: AsyncConnection) -> Select[Any]:
    return select(visitors).where(of_office(sql, visitors))


def batched(values: Sequence[T]) -> list[Sequence[T]]:
    """Return the values in portions that fit into one statement."""
    return [values[at : at + PARAMETERS_MAX] for at in range(0, len(values), PARAMETERS_MAX)]
