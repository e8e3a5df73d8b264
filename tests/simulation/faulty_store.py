"""The real store, with what can befall a write: an error of the disk, a full disk, the end of the process. Knows no office."""

import errno
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from madang_server.faults import StorageFailed
from madang_server.store import Store
from madang_server.store.sqlite_batches import SqliteBatches
from madang_server.store.writes import Write

PAGES_MAX = 1 << 30


class Killed(BaseException):
    """The process is gone: whoever catches it throws away all that is in memory."""


class Fault(StrEnum):
    """What befalls one write."""

    DISK_ERROR = "disk error"
    DISK_FULL = "disk full"  # SQLite itself says so, in the midst of the transaction
    KILLED_BEFORE_COMMIT = "killed before the commit"
    KILLED_AFTER_COMMIT = "killed after the commit, before the reply"


def pages_max(fault: Fault | None) -> str:
    """What bounds the file. Less than there are pages means: not one more."""
    return f"PRAGMA max_page_count = {1 if fault is Fault.DISK_FULL else PAGES_MAX}"


class FaultyBatches(SqliteBatches):
    """`fault` befalls the batch that is written next."""

    fault: Fault | None = None

    def _transaction(self, connection: sqlite3.Connection, *given: Any) -> bool:
        connection.execute(pages_max(self.fault))
        return super()._transaction(connection, *given)

    def _commit(self, connection: sqlite3.Connection) -> None:
        if self.fault is Fault.KILLED_BEFORE_COMMIT:
            raise Killed
        super()._commit(connection)


class FaultyStore(Store):
    """Each of `faults` befalls one write, the oldest first. Without any it is the store of the product."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self.faults: deque[Fault] = deque()
        self._batches: FaultyBatches = FaultyBatches(str(engine.url.database), engine.dialect)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        fault = self._begun()
        async with super().write() as sql:
            await sql.exec_driver_sql(pages_max(fault))
            yield sql
            if fault is Fault.KILLED_BEFORE_COMMIT:
                raise Killed
        self._ended(fault)

    async def write_rows(self, rows: Collection[Write]) -> None:
        fault = self._batches.fault = self._begun()
        await super().write_rows(rows)
        self._ended(fault)

    def _begun(self) -> Fault | None:
        fault = self.faults.popleft() if self.faults else None
        if fault is Fault.DISK_ERROR:
            raise StorageFailed("OSError") from OSError(errno.EIO, "the disk does not answer")
        return fault

    def _ended(self, fault: Fault | None) -> None:
        if fault is Fault.KILLED_AFTER_COMMIT:
            raise Killed
