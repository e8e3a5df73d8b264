"""What PostgreSQL alone needs: how it is connected to, the writer's lock, what became of a lost commit. Knows no table.

Two pools: readers see one consistent view each (REPEATABLE READ READ ONLY), and one connection writes. That connection holds the
office's advisory lock from its first to its last statement: a server that lost the lock has no connection to write with.
"""

import asyncio
import logging
import os
import socket
from contextlib import suppress
from datetime import UTC
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DataError, DBAPIError, ResourceClosedError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from madang_server.faults import Misconfigured, StorageFailed

POSTGRESQL = "postgresql"
VERSION_MIN = (13,)  # the first that says what became of a transaction
ASK_AGAIN_S = 0.2
_CLAIM_WAIT = "2s"  # the server may not have noticed yet that our connection before this one is gone
_OFFICE_KEY, _MIGRATION_KEY = 0x6D61_6461_6E67_0001, 0x6D61_6461_6E67_0002  # advisory locks of a database, by number alone
_CLAIMED = "madang_claimed"
_NAME, NAME_BYTES_MAX = "madang ", 63  # of a connection, as the server keeps it
_HOLDER = text(
    "SELECT application_name, backend_start FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory'"
    " AND granted AND classid = :high AND objid = :low AND pg_locks.database = datid AND datname = current_database()"
).bindparams(high=_OFFICE_KEY >> 32, low=_OFFICE_KEY & 0xFFFF_FFFF)
# The server ends the connection of a machine that is gone, and with it the writer's lock.
_KEEPALIVE = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
# A migration may take longer than a command.
MIGRATING = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    f"SELECT pg_advisory_xact_lock({_MIGRATION_KEY})",
)
# Its driver also warns of what it raises, which a terminal without a log would show before our one line.
logging.getLogger("psycopg").addHandler(logging.NullHandler())
TRY_CLAIM = text(f"SELECT pg_try_advisory_xact_lock({_OFFICE_KEY})")  # until the end of the transaction


def open_engines(url: str, *, connections: int, seconds: int) -> tuple[AsyncEngine, AsyncEngine]:
    """Return (engine of the readers, engine of the one writer); nothing is touched yet."""
    timeouts = {"statement_timeout": f"{seconds}s", "idle_in_transaction_session_timeout": f"{3 * seconds}s"}
    settings = " ".join(f"-c {name}={value}" for name, value in (timeouts | _KEEPALIVE).items())
    given: dict[str, Any] = {
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
            "application_name": f"{_NAME}process {os.getpid()} on {socket.gethostname()}"[:NAME_BYTES_MAX],
        },
    }
    readers = create_async_engine(
        url,
        pool_size=max(1, connections - 1),
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        **given,
    )
    return readers, create_async_engine(url, pool_size=1, isolation_level="READ COMMITTED", **given)


async def prove_usable(sql: AsyncConnection) -> None:
    """Raise `Misconfigured` for a server that is too old, or a database that cannot keep every letter."""
    version = sql.dialect.server_version_info or ()
    if version < VERSION_MIN:
        raise Misconfigured(f"setting database: PostgreSQL {VERSION_MIN[0]} or newer is needed; this is {version[0]}")
    encoding = (await sql.execute(text("SHOW server_encoding"))).scalar()
    if encoding != "UTF8":
        raise Misconfigured(f"setting database: its encoding is {encoding}; make one with ENCODING 'UTF8' TEMPLATE template0")


async def claim(sql: AsyncConnection) -> None:
    """Take the office's lock for as long as this connection lives. Raises `DBAPIError` when another server has it."""
    held = sql.sync_connection
    assert held is not None, "it is connected"
    if _CLAIMED not in held.info:
        await sql.execute(text(f"SET LOCAL lock_timeout = '{_CLAIM_WAIT}'"))
        await sql.execute(text(f"SELECT pg_advisory_lock({_OFFICE_KEY})"))
        await sql.execute(text("SET LOCAL lock_timeout = 0"))
        held.info[_CLAIMED] = True


async def transaction_number(sql: AsyncConnection) -> str | None:
    """Return the number under which the server knows what becomes of this transaction. None: it has written nothing."""
    number = (await sql.execute(text("SELECT CAST(pg_current_xact_id_if_assigned() AS text)"))).scalar()
    return None if number is None else str(number)


async def was_committed(engine: AsyncEngine, number: str) -> bool:
    """Ask what became of a transaction whose connection was lost at its commit, until the server says it.

    Until then nothing may be told: that it was kept, and that it was not, would both be guesses (SPEC C20).
    """
    while True:
        with suppress(DBAPIError, PoolTimeout, ResourceClosedError, OSError):
            became = await _status(engine, number)
            if became != "in progress":
                return became == "committed"
        await asyncio.sleep(ASK_AGAIN_S)


async def _status(engine: AsyncEngine, number: str) -> str | None:
    asked = text("SELECT pg_xact_status(CAST(CAST(:number AS text) AS xid8))")
    try:
        async with engine.connect() as sql:
            found = (await sql.execute(asked, {"number": number})).scalar()
    except DataError:  # a number of the future: the server that we knew is gone, and this one never heard of it
        return None
    return None if found is None else str(found)


async def holder(sql: AsyncConnection) -> str:
    """Return which server has the office's lock, and since when, as far as the database tells."""
    row = (await sql.execute(_HOLDER)).first()
    if row is None:
        return "it does not say which"
    return f"{row.application_name.removeprefix(_NAME)} since {row.backend_start.astimezone(UTC):%Y-%m-%d %H:%M:%S UTC}"


def held_by_another(error: StorageFailed) -> bool:
    """Return whether the office's lock could not be taken because another server has it."""
    return getattr(getattr(error.__cause__, "orig", None), "sqlstate", None) == "55P03"
