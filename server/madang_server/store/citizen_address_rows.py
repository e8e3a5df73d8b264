"""Rows of where citizens want to be told by mail, and come back by. Knows hashes of what a mail proves, never the secret.

Instants are of the office's own time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.outbox import Outgoing, SendState
from madang_server.store.recovery_rows import drop_oldest_devices
from madang_server.store.rows import OF_OFFICE, many, of_office, one, to_row
from madang_server.store.tables import citizen_addresses, device_tokens, outbox
from madang_server.store.writes import How, Write

UNCONFIRMED_KEPT_S = 24 * 3_600.0  # it may be somebody else's
DAY_S = 24 * 3_600.0
SAME_MAIL_MAX = 3  # citizens of one address who are sent a link; the newest
_c, _devices = citizen_addresses.c, device_tokens.c
_THIS = _c.office == OF_OFFICE, _c.visitor == bindparam("of_visitor")
_REMOVE = delete(citizen_addresses).where(*_THIS)
_DEVICE = select(
    _c.office, bindparam("token", type_=_devices.token_hash.type), _c.visitor, bindparam("at", type_=_devices.created.type)
)
_ADD_DEVICE = insert(device_tokens).from_select(
    ["office", "token_hash", "visitor", "created"], _DEVICE.where(*_THIS, _c.confirmed.is_not(None))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenAddress:
    """Where a citizen wants to be told. `key`: of the link that ends it; `confirmed`: None: nothing is sent there yet."""

    visitor: str
    mail: str
    key: str
    given: float
    confirmed: float | None = None
    proof_hash: str | None = None
    proof_until: float | None = None
    link_hash: str | None = None
    link_until: float | None = None


def save(row: CitizenAddress) -> Write:
    """Let this be the visitor's address; the one before is none any more."""
    return Write(citizen_addresses, How.UPSERT, to_row(row), key=row.visitor)


def change(visitor: str, **values: object) -> Write:
    """Change these columns, as long as there is an address."""
    columns: Mapping[str, Any] = {"of_visitor": visitor, **values}
    return Write(citizen_addresses, _change(tuple(sorted(values))), dict(columns), key=visitor)


def remove(visitor: str) -> Write:
    return Write(citizen_addresses, _REMOVE, {"of_visitor": visitor}, key=visitor)


def add_device(visitor: str, token_hash: str, at: float) -> list[Write]:
    """Let a further device be the visitor's, as long as they have a confirmed address."""
    added = {"of_visitor": visitor, "token": token_hash, "at": at}
    return [Write(device_tokens, _ADD_DEVICE, added, key=visitor), drop_oldest_devices(visitor)]


async def of_visitor(sql: AsyncConnection, visitor: str) -> CitizenAddress | None:
    return await _one(sql, _c.visitor == visitor)


async def by_key(sql: AsyncConnection, key: str) -> CitizenAddress | None:
    """Return whose mail is ended by this key."""
    return await _one(sql, _c.key == key)


async def by_proof(sql: AsyncConnection, proof_hash: str, now: float) -> CitizenAddress | None:
    """Return which address this secret confirms."""
    return await _one(sql, _c.proof_hash == proof_hash, _c.proof_until > now, _c.confirmed.is_(None))


async def by_link(sql: AsyncConnection, link_hash: str, now: float) -> CitizenAddress | None:
    """Return whom this secret lets in."""
    return await _one(sql, _c.link_hash == link_hash, _c.link_until > now, _c.confirmed.is_not(None))


async def by_mail(sql: AsyncConnection, mail: str) -> list[CitizenAddress]:
    """Return who has confirmed this address, the newest first."""
    theirs = of_office(sql, citizen_addresses), _c.mail == mail, _c.confirmed.is_not(None)
    found = select(citizen_addresses).where(*theirs).order_by(_c.confirmed.desc(), _c.visitor).limit(SAME_MAIL_MAX)
    return many(CitizenAddress, await sql.execute(found))


async def visitors_with_mail(sql: AsyncConnection) -> set[str]:
    """Return who has confirmed an address."""
    found = select(_c.visitor).where(of_office(sql, citizen_addresses), _c.confirmed.is_not(None))
    return set((await sql.execute(found)).scalars())


async def mailed_before(sql: AsyncConnection, mail: Outgoing) -> int:
    """Return how many of its kind went to its citizen, or will, within the day before it."""
    o = outbox.c
    same = of_office(sql, outbox), o.recipient == mail.recipient, o.kind == mail.kind, o.state != SendState.FAILED.value
    before = o.created < mail.created, o.created > mail.created - DAY_S
    return int((await sql.execute(select(func.count()).where(*same, *before))).scalar_one())


async def _one(sql: AsyncConnection, *conditions: Any) -> CitizenAddress | None:
    found = select(citizen_addresses).where(of_office(sql, citizen_addresses), *conditions)
    return one(CitizenAddress, (await sql.execute(found)).first())


@cache
def _change(columns: tuple[str, ...]) -> Executable:
    return update(citizen_addresses).where(*_THIS).values({name: bindparam(name) for name in columns})
