"""What an office publishes of its results (SPEC O9), read anew at most every ten minutes. Knows the store, no person."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from madang_office.results import PERIOD_DAYS, ServiceResults
from madang_server.store import Store, result_rows
from madang_server.store.pruning import DAY_S

KEPT_S = 600.0


@dataclass(frozen=True, slots=True)
class Published:
    """The results by service, of the PERIOD_DAYS before `until` (unix seconds)."""

    until: float
    services: Mapping[str, ServiceResults]

    @property
    def since(self) -> float:
        return self.until - PERIOD_DAYS * DAY_S


class PublishedResults:
    """Of one office. Whoever asks while they are being read waits for that."""

    def __init__(self, store: Store, *, now: Callable[[], float], wall: Callable[[], float]) -> None:
        """`now`: by the office's own clock; `wall`: unix seconds."""
        self._store = store
        self._now = now
        self._wall = wall
        self._one_reader = asyncio.Lock()
        self._read_at = float("-inf")
        self._known: Published | None = None

    async def read(self) -> Published:
        """Return them, ten minutes old at most. Raises `StorageFailed`."""
        async with self._one_reader:
            now = self._now()
            if self._known is None or now - self._read_at >= KEPT_S:
                wall = self._wall()
                async with self._store.read() as sql:
                    self._known = Published(wall, await result_rows.results(sql, now=now, wall=wall))
                self._read_at = now
            return self._known
