"""The real store, with what can befall a write: an error of the disk, a full disk, the end of the process. Knows no office."""

import errno
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from madang_server.faults import StorageFailed
from madang_server.store import Store

PAGES_MAX = 1 << 30


class Killed(BaseException):
    """The process is gone: whoever catches it throws away all that is in memory."""


class Fault(StrEnum):
    """What befalls one write."""

    DISK_ERROR = "disk error"
    DISK_FULL = "disk full"  # SQLite itself says so, in the midst of the transaction
    KILLED_BEFORE_COMMIT = "killed before the commit"
    KILLED_AFTER_COMMIT = "killed after the commit, before the reply"


class FaultyStore(Store):
    """Each of `faults` befalls one write, the oldest first. Without any it is the store of the product."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self.faults: deque[Fault] = deque()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        fault = self.faults.popleft() if self.faults else None
        if fault is Fault.DISK_ERROR:
            raise StorageFailed("OSError") from OSError(errno.EIO, "the disk does not answer")
        async with super().write() as sql:
            # Less than there are pages means: not one more.
            await sql.exec_driver_sql(f"PRAGMA max_page_count = {1 if fault is Fault.DISK_FULL else PAGES_MAX}")
            yield sql
            if fault is Fault.KILLED_BEFORE_COMMIT:
                raise Killed
        if fault is Fault.KILLED_AFTER_COMMIT:
            raise Killed
