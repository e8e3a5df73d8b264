"""Keeps the journal up to date, beside everything else (SPEC S23). Knows asyncio; what a turn does is in journal_turns.py.

What was told is written at once, and not more often than every `WRITE_EVERY_SECONDS`; where people are, once a second. Nobody
waits for it. When the store does not answer, it is asked again each second, and everything is written anew when it does.
"""

import asyncio
from contextlib import suppress

from madang_server.live.journal import SessionJournal
from madang_server.live.journal_turns import JournalTurns
from madang_server.live.ports import Journal


class JournalWriter:
    """Writes one office's journal from `start` to `close`."""

    def __init__(self, journal: SessionJournal, store: Journal) -> None:
        self._turns = JournalTurns(journal, store)
        self._woken = asyncio.Event()
        self._closing = asyncio.Event()
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
        await self._turns.last()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closing.is_set():
            self._woken.clear()
            rest = await self._turns.turn(loop.time())
            await self._pause(rest.pause_seconds)
            if rest.changed_or_at is not None:
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(rest.changed_or_at):
                        await self._woken.wait()

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
