"""How many files may be uploaded at once and in a minute, by whom: bounds of memory and of what strangers can fill (SPEC C24)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from madang_server.faults import Overloaded
from madang_server.web.throttle import Tries
from madang_server.web.turns import Turns

A_MINUTE_OF_VISITOR = 30
A_MINUTE_OF_SOURCE = 120  # a house of people may share one address
AT_ONCE_OF_VISITOR = 3
AT_ONCE_OF_SOURCE = 8
AT_ONCE = 64  # of the server: each may hold a whole file in memory; eight addresses that send slowly fill it, no fewer
LOOKED_AT_ONCE = 16  # of those, the ones that came whole and are scanned, drawn anew and kept
LOOK_WAIT_S = 30.0  # for so long one that came whole waits to be looked at
WAIT_S = 2.0


class UploadLimits:
    """The uploads of one server that are under way, and those of the last minute."""

    def __init__(self, now: Callable[[], float], *, look_wait_s: float = LOOK_WAIT_S) -> None:
        """`now`: seconds that do not jump."""
        self._look_wait_s = look_wait_s
        self._places = asyncio.Semaphore(LOOKED_AT_ONCE)
        self._of_visitors = Tries(now, A_MINUTE_OF_VISITOR)
        self._of_sources = Tries(now, A_MINUTE_OF_SOURCE)
        self._turns = Turns(of_person=AT_ONCE_OF_VISITOR, of_source=AT_ONCE_OF_SOURCE, in_all=AT_ONCE)

    @contextmanager
    def turn(self, visitor: str, source: str) -> Iterator[float]:
        """Count one upload for the block. Gives the seconds after which it may be tried again; 0.0: go on."""
        wait_s = max(self._of_visitors.wait_s(visitor), self._of_sources.wait_s(source))
        if wait_s:
            yield wait_s
            return
        with self._turns.turn(visitor, source) as has_turn:
            if has_turn:
                self._of_visitors.add(visitor)
                self._of_sources.add(source)
            yield 0.0 if has_turn else WAIT_S

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait until a file that came whole may be looked at, for the block. Raises `Overloaded` when that takes too long."""
        try:
            async with asyncio.timeout(self._look_wait_s):
                await self._places.acquire()
        except TimeoutError as error:
            raise Overloaded from error
        try:
            yield
        finally:
            self._places.release()
