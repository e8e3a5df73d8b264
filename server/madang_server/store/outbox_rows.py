"""Rows of what is sent to people outside, and of where officers want to be told. Decides nothing."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.outbox import Outgoing, SendState
from madang_server.store.rows import OF_OFFICE, many, of_office, one, to_row
from madang_server.store.tables import addresses, officers, outbox, posts
from madang_server.store.writes import How, Write

KEPT_S = 7 * 24 * 3_600.0  # of what was sent, or given up: whoever asks why nobody came can be told
_REMOVE = delete(addresses).where(addresses.c.office == OF_OFFICE, addresses.c.officer_id == bindparam("of_officer"))


@dataclass(frozen=True, slots=True)
class AddressRow:
    """Where an officer wants to be told. `changed`: by the clock on the wall."""

    officer_id: str
    mail: str
    changed: float


def save_outgoing(outgoing: Outgoing) -> Write:
    return Write(outbox, How.UPSERT, to_row(outgoing))


async def waiting(sql: AsyncConnection) -> list[Outgoing]:
    """Return what still waits, the oldest first."""
    found = select(outbox).where(of_office(sql, outbox), outbox.c.state == SendState.WAITING.value)
    return many(Outgoing, await sql.execute(found.order_by(outbox.c.created, outbox.c.id)))


async def newest_to(sql: AsyncConnection, officer: str, kind: str) -> Outgoing | None:
    """Return what of this kind was sent to an officer last, whatever became of it."""
    theirs = of_office(sql, outbox), outbox.c.recipient == officer, outbox.c.kind == kind
    return one(Outgoing, (await sql.execute(select(outbox).where(*theirs).order_by(outbox.c.created.desc()).limit(1))).first())


def save_address(row: AddressRow) -> Write:
    return Write(addresses, How.UPSERT, to_row(row), key=row.officer_id)


def remove_address(officer: str) -> Write:
    return Write(addresses, _REMOVE, {"of_officer": officer}, key=officer)


async def address_of(sql: AsyncConnection, officer: str) -> AddressRow | None:
    """Return where an officer wants to be told, as long as they work in the office."""
    found = select(addresses).where(of_office(sql, addresses), addresses.c.officer_id == officer, _works_here(sql))
    return one(AddressRow, (await sql.execute(found)).first())


async def officers_with_mail(sql: AsyncConnection) -> dict[str, frozenset[str]]:
    """Return the accounts that work in the office and want to be told by mail, with their services."""
    theirs = addresses.c.office == posts.c.office, addresses.c.officer_id == posts.c.officer_id
    found = (
        select(addresses.c.officer_id, posts.c.services)
        .join(posts, and_(*theirs))
        .where(of_office(sql, addresses), _works_here(sql))
    )
    return {row.officer_id: frozenset(row.services) for row in await sql.execute(found.order_by(addresses.c.officer_id))}


def _works_here(sql: AsyncConnection) -> ColumnElement[bool]:
    theirs = select(posts.c.officer_id).join(officers, officers.c.id == posts.c.officer_id)
    return addresses.c.officer_id.in_(theirs.where(of_office(sql, posts), officers.c.disabled.is_(False)))
