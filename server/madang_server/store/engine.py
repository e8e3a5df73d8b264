"""The database connection: pragmas, transactions, and the translation of its errors. Knows how SQL is reached, no table.

`write` gives one transaction that may write, one at a time in this process; leaving the block commits it, an exception rolls it
back. `read` gives one consistent view. What was acknowledged to anybody is committed: on SQLite with `synchronous=FULL`, on
PostgreSQL also when the connection was lost at the commit (SPEC C2, C20). Who has claimed the office writes as long as nobody
else has (SPEC C23).
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from copy import copy
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, ResourceClosedError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from madang_server.database_url import backend_of, check_url
from madang_server.faults import Misconfigured, StorageFailed
from madang_server.offices import ONE_OFFICE
from madang_server.store import postgresql, shards, sqlite
from madang_server.store.fenced_writes import ASK_AGAIN_S, FencedWrites
from madang_server.store.lease import Lease
from madang_server.store.lease_keeper import LeaseKeeper
from madang_server.store.rows import OFFICE
from madang_server.store.sqlite_batches import Fence, SqliteBatches
from madang_server.store.write_health import PROBE, PROBE_WITH_ROOM, WriteHealth, has_room, take_a_file
from madang_server.store.writes import Write, write_all

CONNECTIONS, SECONDS = 10, 5  # as in settings.py

_OURS = (ProgrammingError, IntegrityError, DataError)  # our bug, not the disk's


class Store:
    """One office's part of a database. `write` and `read` give a transaction, whose block commits it; an exception rolls it back.

    `writer`, `keeper`: the engines with the one connection that writes, and the one that keeps the lease, where these are others
    (PostgreSQL).
    """

    def __init__(
        self,
        engine: AsyncEngine,
        writer: AsyncEngine | None = None,
        keeper: AsyncEngine | None = None,
        *,
        office: str = ONE_OFFICE,
    ) -> None:
        self.engine = engine
        self.office = office
        self.lease: Lease | None = None  # none: no office was claimed, as by a command of the terminal
        self._writer = writer or engine
        self._glances = engine.execution_options(isolation_level="AUTOCOMMIT") if self.on_postgresql else engine
        self._one_writer = asyncio.Lock()  # SQLite has one writer; a fair queue here beats its polling for the lock
        self._opened = sqlite.OpenedFile()
        self._batches = SqliteBatches(self._sqlite_file, engine.dialect) if self._sqlite_file else None
        self._health = WriteHealth()
        driver: Any = engine.dialect.loaded_dbapi
        # Not all of them reach us by way of SQLAlchemy: a connection may be found broken between two statements.
        self._faults = (DBAPIError, PoolTimeout, ResourceClosedError, driver.Error, OSError)
        self._keeper = LeaseKeeper(keeper or engine, self._faults)
        self._fenced = FencedWrites(shards, self._faults, _OURS, asyncio.sleep)

    def of(self, office: str) -> "Store":
        """Return the part of another office in the same database, by the same connections; writers wait for one another."""
        other = copy(self)
        other.office, other.lease = office, None
        return other

    @property
    def on_postgresql(self) -> bool:
        """True when a PostgreSQL server keeps the data, and no file of this machine."""
        return self.engine.dialect.name == postgresql.POSTGRESQL

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give one transaction that may write; leaving the block commits it, an exception rolls it back.

        Writers wait for one another in order. Raises `StorageFailed` when the database did not take it (full, read-only,
        exchanged, lost): nothing remains of it (SPEC C9); `OfficeLost` when another server has the office. Do not await anything
        slow inside: all other writers wait.
        """
        async with self._one_writer:
            self.prove_owned()
            with self._health.watched():
                await self._prove_still_there()
                async with self._transaction() as transaction:
                    yield transaction

    async def write_rows(self, rows: Collection[Write]) -> None:
        """Write the rows in one transaction. Waits, raises and keeps as `write` does; on SQLite at a fraction of its cost."""
        if self._batches is None:
            async with self.write() as sql:
                await write_all(sql, rows)
            return
        async with self._one_writer:
            self.prove_owned()
            with self._health.watched():
                await self._write_at_once(self._batches, rows)

    async def _write_at_once(self, batches: SqliteBatches, rows: Collection[Write]) -> None:
        lease = self.lease
        fence = Fence(lease.office, lease.epoch, lease.next_commit()) if lease is not None else None
        try:
            kept = await batches.write(rows, office=self.office, fence=fence, known=self._opened.identity)
        except _OURS:
            raise
        except self._faults as error:
            raise StorageFailed(type(error).__name__) from error
        if lease is not None and not kept:
            raise lease.lose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give one consistent view of the database. Works also when nothing can be written. Raises `StorageFailed`."""
        with self._told_as_storage():
            async with self._connected(self.engine, writes=False) as transaction:
                yield transaction

    @asynccontextmanager
    async def _read_one(self) -> AsyncIterator[AsyncConnection]:
        """As `read`, for one statement, which is a consistent view by itself: without the round trips of a transaction."""
        with self._told_as_storage():
            async with self._glances.connect() as sql:
                yield sql

    @contextmanager
    def _told_as_storage(self) -> Iterator[None]:
        try:
            yield
        except _OURS:
            raise
        except self._faults as error:
            raise StorageFailed(type(error).__name__) from error

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        """One that writes, with the fence; its commit is answered for also when its answer was lost."""
        asks = self._writer.connect if self.on_postgresql else None
        begin = partial(self._connected, self._writer, writes=True)
        async with self._fenced.transaction(self.lease, begin, asks=asks) as transaction:
            yield transaction

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine, *, writes: bool) -> AsyncIterator[AsyncConnection]:
        async with engine.connect() as connection:
            await connection.execution_options(**{sqlite.IMMEDIATE: writes, OFFICE: self.office})
            async with connection.begin():
                yield connection

    # whose the office is -------------------------------------------------------------------------------------------------

    async def claim(self, *, watches: bool = False, address: str | None = None) -> None:
        """Let nobody else write this office from now on; load it afterwards. Its tables must be there.

        Raises `HeldElsewhere` when another server has it. An SQLite file is locked by its name before (single_writer.py).
        `watches`: see first whether the server that has it is still there. `address`: where other nodes of a cluster reach this
        one.
        """
        self.lease = await self._keeper.claim(self.office, watches=watches, address=address)

    async def give_back(self) -> None:
        """Give up the claimed office, which nobody may write by this store afterwards. Others of these connections stay."""
        if self.lease is not None:
            await self._keeper.give_up(self.lease)
            self.lease.lost.set()

    @property
    def boot(self) -> str:
        """What tells this life of the process from every other, where it has claimed an office."""
        return self._keeper.boot

    async def owners(self) -> shards.Owners:
        """Return who has which office, and which code may use the database. Raises `StorageFailed`."""
        async with self._read_one() as sql:
            return await shards.look_at_all(sql)

    async def wall_time(self) -> float:
        """Return unix seconds, as the database has them. Raises `StorageFailed`."""
        async with self._read_one() as sql:
            return await shards.time_of(sql)

    async def give_up(self) -> None:
        """Give up every office that was claimed by these connections."""
        await self._keeper.close()

    async def until_owned(self) -> None:
        """Return when the claimed office is surely this server's. Raises `OfficeLost`."""
        while not self.owned:
            self.prove_not_lost()
            await asyncio.sleep(ASK_AGAIN_S)

    def prove_owned(self) -> None:
        """Raise `StorageFailed` when the claimed office is another's, or may be. Call it before what is in memory is told."""
        if self.lease is not None:
            self.lease.prove()

    def prove_not_lost(self) -> None:
        """Raise `OfficeLost` when another server has taken the office from this one."""
        if self.lease is not None and self.lease.lost.is_set():
            self.lease.prove()

    @property
    def owned(self) -> bool:
        """False when the claimed office is another's, or may be."""
        return self.lease is None or self.lease.held

    async def probe(self) -> None:
        """Prove that the database can be opened and is one. Raises `StorageFailed`; `Misconfigured` when it cannot be ours."""
        # The driver's thread outlives a connection that fails, and would shout into the terminal when the program ends.
        if self._sqlite_file:
            await asyncio.to_thread(sqlite.open_and_close, self._sqlite_file)
            self._opened.identity = await asyncio.to_thread(sqlite.identity_of, self._sqlite_file)
        if self.on_postgresql:
            async with self.read() as transaction:
                await postgresql.prove_usable(transaction)

    @property
    def _sqlite_file(self) -> str | None:
        return self.engine.url.database if self.engine.dialect.name == "sqlite" else None

    async def _prove_still_there(self) -> None:
        """Raise `StorageFailed` when the SQLite file was taken away or exchanged: what is written now would be nowhere (C2)."""
        file = self._sqlite_file
        known = self._opened.identity
        if file and known is not None and await asyncio.to_thread(sqlite.identity_of, file) != known:
            error = sqlite.not_the_file(file)
            raise StorageFailed(type(error).__name__) from error

    async def reachable(self) -> bool:
        """True when the database answers, and is still the one that was opened."""
        try:
            await (self.probe() if self._opened.identity is None else self._prove_still_there())
            async with self.read() as transaction:
                await transaction.execute(text("SELECT 1"))
        except StorageFailed:
            return False
        return True

    async def writable(self) -> bool:
        """True when what the office does can be kept: the disk has room, and a write was taken lately, or a small one is now.

        After a write that failed this is false until one that needs room succeeds.
        """
        file = self._sqlite_file
        try:
            if file and not await asyncio.to_thread(has_room, Path(file).parent):
                return False
            if self._health.stale:
                await self._try_to_write(file)
        except (StorageFailed, OSError):
            return False
        return True

    async def _try_to_write(self, file: str | None) -> None:
        statements = PROBE_WITH_ROOM if self._health.failed else PROBE
        if file:
            await asyncio.to_thread(take_a_file, Path(file).parent)
        async with self.write() as transaction:
            for statement in statements[self.engine.dialect.name]:
                await transaction.execute(text(statement))

    async def close(self) -> None:
        """Give up what was claimed by these connections, and let go of them."""
        await self.give_up()
        if self._batches is not None:
            await self._batches.close()
        for engine in {self.engine, self._writer, self._keeper.engine}:
            await engine.dispose()


def open_store(url: str, *, connections: int = CONNECTIONS, seconds: int = SECONDS) -> Store:
    """Return the store at this SQLAlchemy URL; nothing is touched yet. Raises `Misconfigured`.

    Of a database server alone: `connections` at once, one of which writes and one keeps the lease; after `seconds` a
    connection that cannot be had, or a statement that is not done, is `StorageFailed`.
    """
    try:
        check_url(url)
        if backend_of(url) == postgresql.POSTGRESQL:
            return Store(*postgresql.open_engines(url, connections=connections, seconds=seconds))
        engine = create_async_engine(url, hide_parameters=True)  # what people wrote never gets into an error's text
    except ValueError as error:
        raise Misconfigured(f"setting database: {error}") from error
    except (SQLAlchemyError, TypeError) as error:
        raise Misconfigured(f"setting database: its driver does not take it ({type(error).__name__})") from error
    sqlite.prepare(engine)
    return Store(engine)
