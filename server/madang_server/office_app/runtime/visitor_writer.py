"""Writes newcomers down, everybody who waits in one transaction: a crowd at the gate costs the disk few syncs. Knows rows.

While one transaction is under way the next ones gather; each newcomer goes on only when theirs is committed (SPEC C2).
"""

import asyncio

from madang_server.faults import StorageFailed
from madang_server.store import Store, people
from madang_server.store.people import VisitorRow

STAFF_KNOWN_S = 2.0  # an account made by another process reserves its name this late at most


class VisitorWriter:
    """Collects newcomers and writes each batch in one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[VisitorRow, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._staff: list[str] = []
        self._staff_at = float("-inf")
        self._staff_asked: asyncio.Task[None] | None = None

    async def enter(self, row: VisitorRow) -> None:
        """Return when the newcomer is in the database. Raises `StorageFailed`."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((row, written))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_all(), name="visitor writer")
        await written

    async def staff_names(self, now: float) -> list[str]:
        """Return the names of all accounts, at most `STAFF_KNOWN_S` old. While they are read, all wait for that answer."""
        if self._staff_asked is None and not 0 <= now - self._staff_at < STAFF_KNOWN_S:
            self._staff_asked = asyncio.create_task(self._read_staff(now), name="names of the staff")
        if self._staff_asked is not None:
            await asyncio.shield(self._staff_asked)
        return self._staff

    async def _read_staff(self, now: float) -> None:
        try:
            async with self._store.read() as sql:
                self._staff = await people.officer_names(sql)
            self._staff_at = now
        finally:
            self._staff_asked = None

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._write(batch)
        finally:
            self._writer = None

    async def _write(self, batch: list[tuple[VisitorRow, asyncio.Future[None]]]) -> None:
        fault: BaseException | None = None
        try:
            async with self._store.write() as sql:
                await people.add_visitors(sql, [row for row, _ in batch])
        except StorageFailed as error:
            fault = error
        except BaseException as error:
            fault = error
            raise
        finally:
            for _, written in batch:
                if not written.done():
                    written.set_exception(fault) if fault is not None else written.set_result(None)
