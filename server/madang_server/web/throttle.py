"""How often the same name or address may try something: a sliding minute, bounded in memory. Knows no HTTP."""

from collections import OrderedDict, deque
from collections.abc import Callable

KEYS_MAX = 10_000


class Throttle:
    """At most `tries` in `window_seconds` for each key; refused tries count as well, so that guessing does not pay."""

    def __init__(
        self, now: Callable[[], float], *, tries: int = 5, window_seconds: float = 60.0, keys_max: int = KEYS_MAX
    ) -> None:
        self._now = now
        self._keys_max = keys_max
        self._tries = tries
        self._window = window_seconds
        self._tried: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, *keys: str) -> float:
        """Count one try under every key. Return the seconds to wait; 0.0: go on."""
        now = self._now()
        return max(self._take_one(key, now) for key in keys)

    def forgive(self, key: str) -> None:
        """Take the last try of this key back: many people may share an address, and those who sign in rightly do no harm."""
        tried = self._tried.get(key)
        if tried:
            tried.pop()

    @property
    def size(self) -> int:
        """How many keys are remembered."""
        return len(self._tried)

    def _take_one(self, key: str, now: float) -> float:
        tried = self._tried.setdefault(key, deque(maxlen=self._tries + 1))
        self._tried.move_to_end(key)
        while len(self._tried) > self._keys_max:
            self._tried.popitem(last=False)
        while tried and tried[0] <= now - self._window:
            tried.popleft()
        tried.append(now)
        return tried[0] + self._window - now if len(tried) > self._tries else 0.0
