"""Asks the office again while its database does not answer, and tells who waits (SPEC S20). Knows no session.

One question waits by itself: what others ask meanwhile is asked beside it, and a database that answers again answers each.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from madang_protocol import Rejection, codec
from madang_protocol.messages import Delayed
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.live import bounds
from madang_server.live.metrics import Tally
from madang_server.live.socket import Socket

T = TypeVar("T")


class Patience:
    """One for all who wait, so that nobody waits any longer once it is ended. Make it where its loop runs."""

    def __init__(
        self,
        now: Callable[[], float],
        entropy: Callable[[int], bytes],
        tally: Tally,
        *,
        seconds_max: float,
        pauses: tuple[float, float] = bounds.ASK_AGAIN_SECONDS,
    ) -> None:
        """`now` gives monotonic seconds. `pauses`: seconds between two questions, at first and at most."""
        self._now = now
        self._entropy = entropy
        self._tally = tally
        self._seconds_max = seconds_max
        self._pauses = pauses
        self._ended = False
        self._again = asyncio.Event()  # another one from each time that it is set

    async def ask(self, question: Callable[[], Awaitable[T]], socket: Socket) -> T:
        """Return the answer; before each wait `socket` is told `delayed`.

        Raises what the question raises, `StorageFailed` only after `seconds_max`, without anybody at the socket, or at the end.
        """
        given_up_at = self._now() + self._seconds_max
        pause_s, pause_s_max = self._pauses
        while True:
            again = self._again  # from before the question: what changes while it is asked is not missed
            try:
                return await question()
            except OfficeLost:
                raise  # another server has it: there is nothing to wait for here (SPEC C23)
            except StorageFailed:
                if self._ended or not socket.open or self._now() >= given_up_at:
                    raise
            pause_ms = self._spread(pause_s)
            socket.send(codec.encode(Delayed(code=Rejection.STORAGE, retry_ms=pause_ms)))
            self._tally.delayed += 1
            await self._pause(again, pause_ms / 1_000)
            pause_s = min(pause_s_max, 2 * pause_s)

    async def _pause(self, again: asyncio.Event, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(again.wait(), seconds)
            if not self._ended:
                await asyncio.wait_for(self._again.wait(), self._spread(bounds.ASK_SOON_SECONDS) / 1_000)

    def ask_soon(self) -> None:
        """What they wait for may be over: whoever waits is asked for again, spread over `ASK_SOON_SECONDS`."""
        self._again.set()
        self._again = asyncio.Event()

    def end(self) -> None:
        """Whoever waits is asked for once more, at once, and no longer."""
        self._ended = True
        self.ask_soon()

    def _spread(self, seconds: float) -> int:
        """Return between half of it and all, in ms: those who came together do not ask together again."""
        return round(500 * seconds * (1 + self._entropy(1)[0] / 255))
