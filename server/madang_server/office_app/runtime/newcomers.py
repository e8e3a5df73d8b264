"""How many new visitors one address may make (SPEC S15): a token bucket for each, bounded in memory. Knows no hello."""

from collections import OrderedDict
from collections.abc import Callable

from madang_protocol.connection_state import Bucket
from madang_server.faults import TooManyNewcomers

SOURCES_MAX = 10_000
MINUTES_AT_ONCE = 5  # a school class, or an office behind one address, comes at the same moment


class Newcomers:
    """The buckets of all addresses. `now` gives seconds."""

    def __init__(self, now: Callable[[], float], per_minute: int, *, sources_max: int = SOURCES_MAX) -> None:
        self._now = now
        self._rate_and_burst = per_minute / 60, per_minute * MINUTES_AT_ONCE
        self._sources_max = sources_max
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, source: str) -> None:
        """Count one more newcomer of this source. Raises `TooManyNewcomers`, and then it is not counted."""
        bucket, now = self._bucket(source), self._now()
        if not bucket.take(now):
            raise TooManyNewcomers(max(1, round(bucket.wait_s(now) * 1_000)))

    def give_back(self, source: str) -> None:
        """Count one newcomer less: this one could not be written down, and will be asked for again (SPEC S20)."""
        self._bucket(source).put_back()

    def __len__(self) -> int:
        """How many sources are remembered."""
        return len(self._buckets)

    def _bucket(self, source: str) -> Bucket:
        bucket = self._buckets.setdefault(source, Bucket(self._rate_and_burst))
        self._buckets.move_to_end(source)
        while len(self._buckets) > self._sources_max:
            self._buckets.popitem(last=False)
        return bucket
