"""How many new visitors one address may make (SPEC S15): a token bucket for each, bounded in memory. Knows no hello."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from madang_server.faults import TooManyNewcomers

SOURCES_MAX = 10_000
MINUTES_AT_ONCE = 5  # a school class, or an office behind one address, comes at the same moment


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Newcomers:
    """The buckets of all addresses. `now` gives seconds."""

    def __init__(self, now: Callable[[], float], per_minute: int, *, sources_max: int = SOURCES_MAX) -> None:
        self._now = now
        self._per_s = per_minute / 60
        self._at_once = float(per_minute * MINUTES_AT_ONCE)
        self._sources_max = sources_max
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, source: str) -> None:
        """Count one more newcomer of this source. Raises `TooManyNewcomers`, and then it is not counted."""
        bucket = self._filled(source)
        if bucket.left < 1:
            raise TooManyNewcomers(max(1, round((1 - bucket.left) / self._per_s * 1_000)))
        bucket.left -= 1

    def __len__(self) -> int:
        """How many sources are remembered."""
        return len(self._buckets)

    def _filled(self, source: str) -> _Bucket:
        now = self._now()
        bucket = self._buckets.setdefault(source, _Bucket(self._at_once, now))
        bucket.left = min(self._at_once, bucket.left + max(0.0, now - bucket.at) * self._per_s)
        bucket.at = now
        self._buckets.move_to_end(source)
        while len(self._buckets) > self._sources_max:
            self._buckets.popitem(last=False)
        return bucket
