"""Takes away the content of files that no row names any more, once a day, beside everything else (SPEC C29). Knows the store.

A content is kept before its row is, and its row goes before it. So what a killed process left, what was removed, and what was
never submitted lies without a row for a while; a day is longer than any upload takes.
"""

import asyncio
from collections.abc import AsyncIterator, Callable

import structlog

from madang_server.attachments.storage import FileStorage, KeptFile
from madang_server.faults import StorageFailed
from madang_server.store import Store, attachment_rows

FIRST_S = 600.0  # after the start: people come in first
EVERY_S = 24 * 3_600.0
WITHOUT_ROW_S = 24 * 3_600.0  # so old is what is taken away
AT_ONCE = 200
_log = structlog.get_logger()


class AttachmentSweep:
    """One an office."""

    def __init__(self, store: Store, storage: FileStorage, now: Callable[[], float]) -> None:
        """`now`: unix seconds."""
        self._store = store
        self._storage = storage
        self._now = now

    async def run(self) -> None:
        """Look soon after the start and then every day, for ever."""
        await asyncio.sleep(FIRST_S)
        while True:
            await self.look()
            await asyncio.sleep(EVERY_S)

    async def look(self) -> int:
        """Look through all files; return how many were taken away. A fault ends the look: the next one begins anew."""
        gone = 0
        try:
            async for some in self._portions():
                gone += await self._take_away(some)
        except StorageFailed as error:
            _log.error("files could not be looked through", office=self._store.office, cause=error.reason)
        if gone:
            _log.info("files without a row were taken away", office=self._store.office, count=gone)
        return gone

    async def _portions(self) -> AsyncIterator[list[KeptFile]]:
        before, old = self._now() - WITHOUT_ROW_S, []
        async for kept in self._storage.all_of(self._store.office):
            if kept.at < before:
                old.append(kept)
            if len(old) >= AT_ONCE:
                yield old
                old = []
        yield old

    async def _take_away(self, files: list[KeptFile]) -> int:
        by_id = {kept.key.rpartition("/")[2].partition("-")[2]: kept for kept in files}
        self._store.prove_owned()
        async with self._store.read() as sql:
            known = await attachment_rows.known_of(sql, by_id)
        unknown = [kept for attachment, kept in by_id.items() if attachment not in known]
        for kept in unknown:
            await self._storage.delete(kept.key)
        return len(unknown)
