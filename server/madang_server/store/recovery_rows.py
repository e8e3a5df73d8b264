"""Rows of how a citizen is known on further devices: the code, and a token for each. Knows hashes, never a code or a token."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, delete, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.people import save_visitor
from madang_server.store.rows import OF_OFFICE, of_office
from madang_server.store.tables import device_tokens, recovery_codes
from madang_server.store.writes import How, Write

DEVICES_MAX = 10  # further ones of a visitor; the newest
_codes, _devices = recovery_codes.c, device_tokens.c
_of_visitor: BindParameter[str] = bindparam("of_visitor")
_DROP_CODE = delete(recovery_codes).where(_codes.office == OF_OFFICE, _codes.visitor == _of_visitor)
_DROP_DEVICES = delete(device_tokens).where(_devices.office == OF_OFFICE, _devices.visitor == _of_visitor)
_NEWEST = (
    select(_devices.token_hash)
    .where(_devices.office == OF_OFFICE, _devices.visitor == _of_visitor)
    .order_by(_devices.created.desc(), _devices.token_hash)
    .limit(DEVICES_MAX)
)
_DROP_OLDEST = _DROP_DEVICES.where(_devices.token_hash.not_in(_NEWEST.scalar_subquery()))
_BY_CODE = select(
    _codes.office,
    bindparam("token", type_=_devices.token_hash.type),
    _codes.visitor,
    bindparam("at", type_=_devices.created.type),
)
_ADD_DEVICE = insert(device_tokens).from_select(
    ["office", "token_hash", "visitor", "created"],
    _BY_CODE.where(_codes.office == OF_OFFICE, _codes.code_hash == bindparam("code")),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """How a citizen can be known elsewhere. `since`: when the code was made (unix seconds); None: there is none."""

    since: float | None
    devices: int


async def kept_of(sql: AsyncConnection, visitor: str) -> Kept:
    """Return what is kept of this visitor."""
    code = select(_codes.created).where(of_office(sql, recovery_codes), _codes.visitor == visitor)
    devices = select(func.count()).where(of_office(sql, device_tokens), _devices.visitor == visitor)
    return Kept((await sql.execute(code)).scalar(), (await sql.execute(devices)).scalar_one())


async def visitor_by_code(sql: AsyncConnection, code_hash: str) -> str | None:
    """Return whose code this is."""
    found = select(_codes.visitor).where(of_office(sql, recovery_codes), _codes.code_hash == code_hash)
    visitor: str | None = (await sql.execute(found)).scalar()
    return visitor


async def is_known(sql: AsyncConnection, token_hash: str) -> bool:
    """Return whether it is the token of a further device."""
    this = of_office(sql, device_tokens), _devices.token_hash == token_hash
    return (await sql.execute(select(literal(1)).where(*this))).first() is not None


def save_code(visitor: str, code_hash: str, at: float) -> Write:
    """Let this be the visitor's code; the one before is none any more."""
    return Write(recovery_codes, How.UPSERT, {"visitor": visitor, "code_hash": code_hash, "created": at})


def add_device(visitor: str, code_hash: str, token_hash: str, at: float) -> list[Write]:
    """Let a further device be the visitor's, as long as the code is still theirs; the oldest beyond the bound goes."""
    added = {"token": token_hash, "code": code_hash, "at": at}
    return [
        Write(device_tokens, _ADD_DEVICE, added, key=visitor),
        drop_oldest_devices(visitor),
    ]


def drop_oldest_devices(visitor: str) -> Write:
    """Let go of the oldest devices beyond the bound."""
    return Write(device_tokens, _DROP_OLDEST, {"of_visitor": visitor}, key=visitor)


def keep_this_device_alone(visitor: str, token_hash: str) -> list[Write]:
    """Let the visitor be known by this token alone, and by no code."""
    return [
        save_visitor(visitor, token_hash=token_hash),
        Write(recovery_codes, _DROP_CODE, {"of_visitor": visitor}, key=visitor),
        Write(device_tokens, _DROP_DEVICES, {"of_visitor": visitor}, key=visitor),
    ]
