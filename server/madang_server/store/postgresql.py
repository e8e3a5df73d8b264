"""What PostgreSQL alone needs: how it is connected to, and what its errors mean. Knows no table.

Three pools: readers see one consistent view each (REPEATABLE READ READ ONLY), one connection writes, and one keeps the lease. The
server itself ends what a stopped owner left open, within the time that its lease lasts.
"""

import logging
import re
from typing import Any, NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from madang_server.faults import Misconfigured
from madang_server.revisions import newest_revision
from madang_server.store.lease import this_process
from madang_server.store.shards import TTL_S, Server

POSTGRESQL = "postgresql"
VERSION_MIN = (13,)  # the first that has `pg_current_xact_id`
_OFFICE_KEY, _MIGRATION_KEY = 0x6D61_6461_6E67_0001, 0x6D61_6461_6E67_0002  # advisory locks of a database, by number alone
LEASE_SECONDS_MAX = 2  # until a statement about the lease has failed
_NAME, NAME_BYTES_MAX = "madang", 63  # of a connection, as the server keeps it
# The server ends the connection of a machine that is gone, and with it what it holds.
_KEEPALIVE = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
# A migration may take longer than a command.
MIGRATING = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    f"SELECT pg_advisory_xact_lock({_MIGRATION_KEY})",
)
# Beside servers that are at work: a step that waits for a table lets nobody queue behind it for long, and gives way first.
MIGRATING_BESIDE = ("SET LOCAL lock_timeout = '500ms'",)
# Its driver also warns of what it raises, which a terminal without a log would show before our one line.
logging.getLogger("psycopg").addHandler(logging.NullHandler())
_CONNECTED = text(
    "SELECT application_name, CAST(EXTRACT(EPOCH FROM min(backend_start)) AS double precision) FROM pg_stat_activity"
    " WHERE datname = current_database() AND usename = current_user AND application_name LIKE :name"
    " GROUP BY application_name ORDER BY application_name"
)
# Until the end of the transaction; a server of a version without leases has it for as long as it serves.
TRY_CLAIM = text(f"SELECT pg_try_advisory_xact_lock({_OFFICE_KEY})")


class Engines(NamedTuple):
    """What is connected by: many readers, one writer, one that keeps the lease."""

    readers: AsyncEngine
    writer: AsyncEngine
    keeper: AsyncEngine


def open_engines(url: str, *, connections: int, seconds: int) -> Engines:
    """Return the engines; nothing is touched yet. All of them have `connections` together, three at least."""
    readers = create_async_engine(
        url,
        pool_size=max(1, connections - 2),
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        **_given(seconds, idle_seconds=3 * seconds),
    )
    lease_seconds = min(seconds, LEASE_SECONDS_MAX)
    return Engines(
        readers,
        create_async_engine(url, pool_size=1, isolation_level="READ COMMITTED", **_given(seconds, idle_seconds=int(TTL_S))),
        create_async_engine(url, pool_size=1, isolation_level="READ COMMITTED", **_given(lease_seconds, lease_seconds)),
    )


def _given(seconds: int, idle_seconds: int) -> dict[str, Any]:
    timeouts = {
        "statement_timeout": f"{seconds}s",
        "idle_in_transaction_session_timeout": f"{idle_seconds}s",
        "tcp_user_timeout": f"{seconds}s",
    }
    settings = " ".join(f"-c {name}={value}" for name, value in (timeouts | _KEEPALIVE).items())
    return {
        "hide_parameters": True,  # what people wrote never gets into an error's text
        "pool_pre_ping": True,  # a connection that the server ended meanwhile is replaced, and fails nobody
        "pool_timeout": seconds,
        "max_overflow": 0,
        "connect_args": {
            "connect_timeout": max(2, seconds),  # libpq takes no less
            "tcp_user_timeout": seconds * 1_000,
            "keepalives_idle": 10,
            "client_encoding": "utf8",
            "options": settings,
            "application_name": f"{_NAME} {newest_revision()} {this_process()}"[:NAME_BYTES_MAX],
        },
    }


async def prove_usable(sql: AsyncConnection) -> None:
    """Raise `Misconfigured` for a server that is too old, or a database that cannot keep every letter."""
    version = sql.dialect.server_version_info or ()
    if version < VERSION_MIN:
        raise Misconfigured(f"setting database: PostgreSQL {VERSION_MIN[0]} or newer is needed; this is {version[0]}")
    encoding = (await sql.execute(text("SHOW server_encoding"))).scalar()
    if encoding != "UTF8":
        raise Misconfigured(f"setting database: its encoding is {encoding}; make one with ENCODING 'UTF8' TEMPLATE template0")


def connected(connection: Connection) -> list[Server]:
    """Return each process of ours that is connected to this database, but for those of another account."""
    connection.execute(text("SELECT pg_stat_clear_snapshot()"))  # the list is kept for as long as the transaction lasts
    found = []
    for name, since in connection.execute(_CONNECTED, {"name": f"{_NAME} %"}):
        said = name.removeprefix(f"{_NAME} ")
        code, _, owner = said.partition(" ")
        found.append(Server(code, owner, since) if re.fullmatch(r"v\d+", code) else Server("", said, since))
    return found


def is_lock_timeout(error: Exception) -> bool:
    """Return whether a lock was not to be had in time. `error`: as SQLAlchemy raises it."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) == "55P03"
