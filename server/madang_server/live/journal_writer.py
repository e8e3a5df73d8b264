"""Keeps the journal up to date, beside everything else (SPEC S23): one write at a time. Knows asyncio and the port `Journal`.

What was told is written at once, and not more often than every `WRITE_EVERY_SECONDS`; where people are, once a second. Nobody
waits for it. When the store does not answer, it is asked again each second, and everything is written anew when it does.
"""

import asyncio
from contextlib import suppress

import structlog

from madang_server.live.journal import SessionJournal
from madang_server.live.journal_reader import Restored, read_journal
from madang_server.live.ports import Journal, JournalAway

WRITE_EVERY_SECONDS = 0.05
PLACES_EVERY_SECONDS = 1.0
ASK_AGAIN_SECONDS = 1.0
_log = structlog.get_logger()


async def restored_from(store: Journal) -> Restored:
    """Return what a server before has left. Nothing when the store does not answer."""
    try:
        return read_journal(await store.restore())
    except JournalAway as error:
        _log.warning("the journal of sessions cannot be read; everybody begins anew", cause=str(error))
    except Exception:  # noqa: BLE001 - the office opens whatever is in there
        _log.exception("the journal of sessions could not be understood")
    return Restored()


class JournalWriter:
    """Writes one office's journal from `start` to `close`."""

    def __init__(self, journal: SessionJournal, store: Journal) -> None:
        self._news = journal
        self._store = store
        self._woken = asyncio.Event()
        self._closing = asyncio.Event()
        self._places_at = 0.0
        self._is_away = False
        self._task: asyncio.Task[None] | None = None
        journal.woken = self._woken.set

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._run(), name="journal of sessions")

    async def close(self) -> None:
        """Write what is left, as far as the store answers, and end."""
        self._closing.set()
        self._woken.set()
        if self._task is not None:
            await self._task
        if not self._is_away:
            await self._write(with_places=True)
        await self._store.close()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closing.is_set():
            if self._is_away and not await self._store.answers():
                await self._pause(ASK_AGAIN_SECONDS)
                continue
            with_places = loop.time() >= self._places_at
            if with_places:
                self._places_at = loop.time() + PLACES_EVERY_SECONDS
            self._woken.clear()
            await self._write(with_places=with_places)
            await self._pause(WRITE_EVERY_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout_at(self._places_at):
                    await self._woken.wait()

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    async def _write(self, *, with_places: bool) -> None:
        if self._news.is_empty:
            return
        try:
            if not await self._store.keep(self._news.take(with_places=with_places)):
                self._news.lost()  # it was emptied meanwhile
                await self._store.keep(self._news.take(with_places=True))
        except JournalAway as error:
            self._lost(str(error))
        except Exception:  # noqa: BLE001 - whatever it was, walking and talking go on, and so does the journal
            _log.exception("the journal of sessions could not be written")
            self._lost("a fault of our own")
        else:
            self._found_again()

    def _lost(self, cause: str) -> None:
        self._news.lost()
        if not self._is_away:
            _log.warning("the journal of sessions cannot be written; sessions end with this server", cause=cause)
        self._is_away = True

    def _found_again(self) -> None:
        if self._is_away:
            _log.warning("the journal of sessions is written again")
        self._is_away = False
