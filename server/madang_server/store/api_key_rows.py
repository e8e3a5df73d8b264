"""Rows of the keys of programs: madang_office's records, and a hash beside each. Knows hashes, never a key."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_office.api_keys import ApiKey
from madang_server.store.rows import OF_OFFICE, many, of_office, one, to_row
from madang_server.store.tables import api_keys
from madang_server.store.writes import How, Write

_REMOVE = delete(api_keys).where(api_keys.c.office == OF_OFFICE, api_keys.c.id == bindparam("removed"))


async def all_keys(sql: AsyncConnection) -> list[ApiKey]:
    """Return those of the office, the newest first, also those that are over and were not pruned yet."""
    found = select(api_keys).where(of_office(sql, api_keys)).order_by(api_keys.c.created.desc(), api_keys.c.id)
    return many(ApiKey, await sql.execute(found))


async def key_by_hash(sql: AsyncConnection, key_hash: str) -> ApiKey | None:
    """Return whose hash this is, also when it is over."""
    return one(
        ApiKey, (await sql.execute(select(api_keys).where(of_office(sql, api_keys), api_keys.c.key_hash == key_hash))).first()
    )


def add_key(key: ApiKey, key_hash: str) -> Write:
    return Write(api_keys, How.INSERT, {**to_row(key), "key_hash": key_hash}, key=key.id)


def remove_key(key_id: str) -> Write:
    return Write(api_keys, _REMOVE, {"removed": key_id}, key=key_id)
