"""The time on the wall of a cluster, which is its database's: a node whose own clock is wrong goes by that one (SPEC N16).

Laws, opening hours, days and what people are shown use wall time; an office that moves must not move in time. No lease and no
order of happenings rests on it: leases are counted by the database, and the office's time goes on (`office_clock.py`).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from madang_server.faults import StorageFailed

TOLERATED_S = 2.0  # less is what a network and a good clock may be wrong by
ANSWER_S = 1.0  # a slower answer says too little about now
COMPARE_EVERY_S = 30.0
COMPARE_AGAIN_S = 0.5  # after one that said nothing
_log = structlog.get_logger()


class WallClock:
    """This machine's clock, put right by the database's where they differ."""

    def __init__(self, machine: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._machine = machine
        self._monotonic = monotonic
        self._behind_s = 0.0
        self.is_known = False  # whether it was compared

    def now(self) -> float:
        """Return unix seconds."""
        return self._machine() + self._behind_s

    async def run(self, database: Callable[[], Awaitable[float]]) -> None:
        """Compare for ever. `database` gives the time that it has; raises `StorageFailed`."""
        while True:
            try:
                compared = await self.compare(database)
            except StorageFailed:
                compared = False
            await asyncio.sleep(COMPARE_EVERY_S if compared else COMPARE_AGAIN_S)

    async def compare(self, database: Callable[[], Awaitable[float]]) -> bool:
        """Go by the database if this machine's clock is wrong. False: it answered too late to say. Raises `StorageFailed`."""
        asked_at = self._monotonic()
        told = await database()
        took_s = self._monotonic() - asked_at
        if took_s > ANSWER_S:
            return False
        behind_s = told + took_s / 2 - self._machine()
        behind_s = behind_s if abs(behind_s) > TOLERATED_S else 0.0
        if abs(behind_s - self._behind_s) > TOLERATED_S / 2:
            self._say(behind_s)
            self._behind_s = behind_s
        self.is_known = True
        return True

    def _say(self, behind_s: float) -> None:
        if behind_s:
            _log.error("this machine's clock is wrong; the node goes by the database's", behind_s=round(behind_s))
        else:
            _log.info("this machine's clock is right again")
