"""How often somebody may try to sign in: sliding minutes, bounded in memory. Knows names and addresses, no HTTP.

Only a name from one address is barred, for at most a minute at a time: nobody elsewhere can lock an officer out, who shares the
address can. A name that is tried from everywhere, and an address that tries many names, are answered more slowly: a house of
officers may share one address.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from madang_server.addresses import source_of

KEYS_MAX = 10_000
WINDOW_S = 60.0
TRIES_FOR_A_NAME = 5  # from one address
TRIES_AT_EASE = 10  # for one name, from everywhere; each one more makes the answer slower ...
TRIES_OF_AN_ADDRESS_AT_EASE = 20  # for whatever names; then as well
PAUSE_S = 0.5  # ... by this ...
PAUSE_S_MAX = 5.0  # ... and never slower than this: its owner gets in
UNDER_WAY_MAX = 8  # tries of one address that are looked at beside one another ...
WAITING_MAX = 200  # ... and that wait for their turn


class Tries:
    """When each key was tried within the window, at most `tries_max` times remembered."""

    def __init__(self, now: Callable[[], float], tries_max: int, *, keys_max: int = KEYS_MAX, window_s: float = WINDOW_S) -> None:
        self._window_s = window_s
        self._now = now
        self._tries_max = tries_max
        self._keys_max = keys_max
        self._tried: OrderedDict[str, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._tried)

    def count(self, key: str) -> int:
        """Return how often the key was tried within the window."""
        return len(self._recent(key))

    def wait_s(self, key: str) -> float:
        """Return the seconds until one more is allowed; 0.0: now."""
        tried = self._recent(key)
        return tried[0] + self._window_s - self._now() if len(tried) >= self._tries_max else 0.0

    def take(self, key: str) -> float:
        """Count one more before it is done, for many may come at once. Return the seconds until it is allowed; 0.0: counted."""
        wait_s = self.wait_s(key)
        if not wait_s:
            self.add(key)
        return wait_s

    def add(self, key: str) -> None:
        tried = self._tried.setdefault(key, deque(maxlen=self._tries_max))
        tried.append(self._now())
        self._tried.move_to_end(key)
        while len(self._tried) > self._keys_max:
            self._tried.popitem(last=False)

    def forgive(self, key: str) -> None:
        """Take the last try of this key back."""
        tried = self._tried.get(key)
        if tried:
            tried.pop()

    def _recent(self, key: str) -> deque[float]:
        tried = self._tried.get(key, deque())
        while tried and tried[0] <= self._now() - self._window_s:
            tried.popleft()
        return tried


@dataclass(slots=True)
class _Turn:
    """The tries of one address that were not answered yet."""

    count: int = 0
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(UNDER_WAY_MAX))


class ToldOfTries(Protocol):
    """Whoever is told of each try that is counted here: for which name, from which source, whether it is taken back."""

    def __call__(self, name: str, source: str, *, taken_back: bool) -> None: ...


class Throttle:
    """The limits of signing in. A rejected try is not counted: it was no guess, and counting it would bar others for longer.

    `tell` is called for each try that is counted here, for others who count the same.
    """

    def __init__(self, now: Callable[[], float], *, keys_max: int = KEYS_MAX) -> None:
        self.tell: ToldOfTries = _nobody
        slower = round(PAUSE_S_MAX / PAUSE_S)
        self._pairs = Tries(now, TRIES_FOR_A_NAME, keys_max=keys_max)
        self._addresses = Tries(now, TRIES_OF_AN_ADDRESS_AT_EASE + slower, keys_max=keys_max)
        self._names = Tries(now, TRIES_AT_EASE + slower, keys_max=keys_max)
        self._turns: dict[str, _Turn] = {}

    def take(self, name: str, address: str) -> float:
        """Count one try. Return the seconds after which it may be tried again; 0.0: go on."""
        source = source_of(address)
        wait_s = self._pairs.wait_s(f"{source} {name}")
        if not wait_s:
            self.count(name, source, taken_back=False)
            self.tell(name, source, taken_back=False)
        return wait_s

    def count(self, name: str, source: str, *, taken_back: bool) -> None:
        """Count a try that was looked at here or elsewhere, or take one back. `source`: of `source_of`."""
        pair = f"{source} {name}"
        for tries, key in ((self._pairs, pair), (self._addresses, source), (self._names, name)):
            if taken_back:
                tries.forgive(key)
            else:
                tries.add(key)

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[bool]:
        """Wait for the address's turn, first come, first served, and keep it for the block. False at once: too many wait."""
        source = source_of(address)
        turn = self._turns.setdefault(source, _Turn())
        if turn.count >= UNDER_WAY_MAX + WAITING_MAX:
            yield False
            return
        turn.count += 1
        try:
            async with turn.places:
                yield True
        finally:
            turn.count -= 1
            if not turn.count:
                del self._turns[source]

    def pause_s(self, name: str, address: str) -> float:
        """Return for how long to hold the answer back: guessing from many addresses, or many names, becomes slow."""
        too_many = max(
            self._names.count(name) - TRIES_AT_EASE, self._addresses.count(source_of(address)) - TRIES_OF_AN_ADDRESS_AT_EASE
        )
        return min(PAUSE_S_MAX, max(0, too_many) * PAUSE_S)

    def forgive(self, name: str, address: str) -> None:
        """Take the last try back: who signs in rightly does no harm to those at the same address."""
        source = source_of(address)
        self.count(name, source, taken_back=True)
        self.tell(name, source, taken_back=True)

    @property
    def size(self) -> int:
        """How many keys are remembered, of the kind that has most."""
        return max(len(self._pairs), len(self._addresses), len(self._names))


def _nobody(name: str, source: str, *, taken_back: bool) -> None:
    """A server alone has nobody to tell."""
