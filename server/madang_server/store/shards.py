"""The table `shards`: who may write an office, and until when. Knows its SQL, no connection and no clock but the database's.

An office is owned by one server at a time. Each taking of it gets a higher epoch; every write of the owner begins with `count`,
which finds no row when a later epoch has begun. `commits` is the number of the last of those writes, going up over all epochs, so
that one whose answer was lost can be looked for. On SQLite the lock of the file says who the owner is (single_writer.py): the row
is free to its holder at any time, and is never renewed.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Float, String, Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.store.columns import KEY, metadata, office_key

TTL_S = 5.0
ADDRESS_CHARS_MAX = 200
TABLE = Table(
    "shards",
    metadata,
    office_key(),
    Column("epoch", BigInteger, nullable=False),
    Column("owner", String(200), nullable=False),
    Column("boot", KEY, nullable=False),
    Column("since", Float, nullable=False),
    Column("until", Float, nullable=False),  # of the lease, by the database's clock
    Column("commits", BigInteger, nullable=False),
    Column("address", String(ADDRESS_CHARS_MAX)),  # where the other nodes of a cluster reach the owner; none: nowhere
    Column("code", String(32)),  # the revision for which the owner's code was written; none: it is of before v0012
)
_NOW = {
    "sqlite": "(julianday('now') - 2440587.5) * 86400.0",
    "postgresql": "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS double precision)",
}
_UNTIL = {"sqlite": "0.0", "postgresql": f"{_NOW['postgresql']} + {TTL_S}"}
_ENDED = {"sqlite": "0.0", "postgresql": f"LEAST(until, {_NOW['postgresql']})"}  # not earlier: whoever is next counts from there
_FREE = {"sqlite": "TRUE", "postgresql": f"shards.until <= {_NOW['postgresql']}"}


@dataclass(frozen=True, slots=True)
class Server:
    """A process that the database knows of. `code`: the revision for which it was written; nothing: before v0012.

    `since`: unix seconds of the database.
    """

    code: str
    owner: str
    since: float

    def __str__(self) -> str:
        return f"{self.owner} since {datetime.fromtimestamp(self.since, UTC):%Y-%m-%d %H:%M:%S UTC}"


@dataclass(frozen=True, slots=True)
class Shard:
    """An office as the table has it. `since`, `until`: unix seconds of the database; `left_s`: how long its lease lasts yet.

    `boot`: the life of the process that has it. `address`: where other nodes reach that process; None: it is no node. `code`: the
    revision for which that process's code was written; None: before v0012.
    """

    office: str
    epoch: int
    owner: str
    boot: str
    since: float
    until: float
    left_s: float
    address: str | None
    code: str | None = None

    @property
    def holder(self) -> str:
        """Who has it and since when, for a person."""
        return str(Server(self.code or "", self.owner, self.since))


@dataclass(frozen=True, slots=True)
class Owners:
    """Who has which office, and what the database says of itself: its revision, and the lowest whose code may use it."""

    shards: list[Shard]
    revision: str | None
    min_code: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """An office that was taken: its new epoch, and the number of the last write before it.

    `idle_s`: for how long nobody had renewed the lease before, at most; None: there was none that runs out.
    """

    epoch: int
    commits: int
    idle_s: float | None = None


async def time_of(sql: AsyncConnection) -> float:
    """Return unix seconds, as the database has them."""
    return float((await sql.execute(text(f"SELECT {_NOW[sql.dialect.name]}"))).scalar_one())


async def take(
    sql: AsyncConnection, office: str, *, owner: str, boot: str, code: str, address: str | None = None
) -> Taken | None:
    """Take the office in a new epoch. None: the lease of another has not run out.

    `boot`: tells one life of a process from every other. `code`: the revision for which it was written. `address`: where other
    nodes reach it.
    """
    kind = sql.dialect.name
    now, until = _NOW[kind], _UNTIL[kind]
    statement = (
        "INSERT INTO shards (office, epoch, owner, boot, since, until, commits, address, code)"  # noqa: S608 - our own words
        f" VALUES (:office, 1, :owner, :boot, {now}, {until}, 0, :address, :code)"
        " ON CONFLICT (office) DO UPDATE SET epoch = shards.epoch + 1, owner = excluded.owner, boot = excluded.boot,"
        " address = excluded.address, code = excluded.code,"
        f" since = {now}, until = {until} WHERE {_FREE[kind]} RETURNING epoch, commits"
    )
    given = {"office": office, "owner": owner, "boot": boot, "address": address, "code": code}
    row = (await sql.execute(text(statement), given)).first()
    return None if row is None else Taken(row.epoch, row.commits)


async def look(sql: AsyncConnection, office: str) -> Shard | None:
    """Return the office as it stands. None: nobody ever took it."""
    row = (await sql.execute(text(f"{_shard(sql.dialect.name)} WHERE office = :office"), {"office": office})).first()
    return None if row is None else Shard(*row)


async def look_at_all(sql: AsyncConnection) -> Owners:
    """Return every office that was ever taken, as it stands, and what the database says of itself."""
    kept = f"SELECT m.version_num, m.min_code, {_columns(sql.dialect.name)} FROM alembic_version AS m LEFT JOIN shards ON TRUE"  # noqa: S608
    rows = (await sql.execute(text(kept))).all()
    said = rows[0][:2] if rows else (None, None)
    return Owners([Shard(*row[2:]) for row in rows if row.office is not None], *said)


def holders(connection: Connection) -> list[str]:
    """Return who has an office whose lease has not run out, and since when. On SQLite nobody: ask for the file's lock.

    The table may be that of any revision which has it.
    """
    free = _FREE[connection.dialect.name]
    held = f"SELECT '', owner, min(since) FROM shards WHERE NOT {free} GROUP BY owner ORDER BY owner"  # noqa: S608 - our own words
    return [str(Server(*row)) for row in connection.execute(text(held))]


def holding(connection: Connection) -> list[Server]:
    """Return the servers that have an office whose lease has not run out. The table is that of v0012 or newer."""
    free = _FREE[connection.dialect.name]
    held = f"SELECT coalesce(code, ''), owner, min(since) FROM shards WHERE NOT {free} GROUP BY code, owner"  # noqa: S608
    return [Server(*row) for row in connection.execute(text(held))]


def fence_off_older(connection: Connection, code: str) -> None:
    """Let no server write whose code is older, and which had an office before. Nobody may have a lease of an older one."""
    connection.execute(text("UPDATE shards SET epoch = epoch + 1 WHERE code IS NULL OR code < :code"), {"code": code})


def _shard(kind: str) -> str:
    return f"SELECT {_columns(kind)} FROM shards"  # noqa: S608 - our own words


def _columns(kind: str) -> str:
    return f"office, epoch, owner, boot, since, until, until - {_NOW[kind]}, address, code"


async def renew(sql: AsyncConnection, office: str, epoch: int) -> bool:
    """Let the lease last for its time from now. False: a later epoch has begun."""
    until = _UNTIL[sql.dialect.name]
    return await _changes(sql, f"UPDATE shards SET until = {until} WHERE office = :office AND epoch = :epoch", office, epoch)  # noqa: S608


async def give_up(sql: AsyncConnection, office: str, epoch: int) -> bool:
    """Let the lease end now. False: a later epoch has begun."""
    ended = _ENDED[sql.dialect.name]
    return await _changes(sql, f"UPDATE shards SET until = {ended} WHERE office = :office AND epoch = :epoch", office, epoch)  # noqa: S608


_COUNT = "UPDATE shards SET commits = :commits WHERE office = :office AND epoch = :epoch"


async def count(sql: AsyncConnection, office: str, epoch: int, *, commits: int) -> bool:
    """Number this transaction: the fence, and the first statement of each that writes. False: a later epoch has begun."""
    return await _changes(sql, _COUNT, office, epoch, commits=commits)


def count_at_once(sql: sqlite3.Connection, office: str, epoch: int, *, commits: int) -> bool:
    """Do what `count` does, in a transaction of SQLite's own driver."""
    return sql.execute(_COUNT, {"office": office, "epoch": epoch, "commits": commits}).rowcount == 1


async def counted(sql: AsyncConnection, office: str, epoch: int) -> int | None:
    """Return the number of the last write, once none is under way. None: a later epoch has begun."""
    statement = text("SELECT commits FROM shards WHERE office = :office AND epoch = :epoch FOR UPDATE")
    found = (await sql.execute(statement, {"office": office, "epoch": epoch})).scalar()
    return None if found is None else int(found)


async def _changes(sql: AsyncConnection, statement: str, office: str, epoch: int, **more: Any) -> bool:
    return (await sql.execute(text(statement), {"office": office, "epoch": epoch, **more})).rowcount == 1
