"""How often somebody may try to sign in: sliding minutes, bounded in memory. Knows names and addresses, no HTTP.

Nobody can lock an officer out: a limit holds for whom it is from, and a name that is tried from everywhere is answered
more slowly, never rejected.
"""

import ipaddress
from collections import OrderedDict, deque
from collections.abc import Callable

KEYS_MAX = 10_000
WINDOW_S = 60.0
TRIES_FOR_A_NAME = 5  # from one address
TRIES_FROM_AN_ADDRESS = 20  # for whatever names: a house of officers may share one
TRIES_AT_EASE = 10  # for one name, from everywhere; each one more makes the answer slower ...
PAUSE_S = 0.5  # ... by this ...
PAUSE_S_MAX = 5.0  # ... and never slower than this: its owner gets in
_IPV6_NETWORK = 64  # one household or house has so many addresses


class Tries:
    """When each key was tried within the window, at most `tries_max` times remembered."""

    def __init__(self, now: Callable[[], float], tries_max: int, *, keys_max: int = KEYS_MAX) -> None:
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
        return tried[0] + WINDOW_S - self._now() if len(tried) >= self._tries_max else 0.0

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
        while tried and tried[0] <= self._now() - WINDOW_S:
            tried.popleft()
        return tried


class Throttle:
    """The limits of signing in. A rejected try is not counted: it was no guess, and counting it would bar others for longer."""

    def __init__(self, now: Callable[[], float], *, keys_max: int = KEYS_MAX) -> None:
        self._pairs = Tries(now, TRIES_FOR_A_NAME, keys_max=keys_max)
        self._addresses = Tries(now, TRIES_FROM_AN_ADDRESS, keys_max=keys_max)
        self._names = Tries(now, TRIES_AT_EASE + round(PAUSE_S_MAX / PAUSE_S), keys_max=keys_max)

    def take(self, name: str, address: str) -> float:
        """Count one try. Return the seconds after which it may be tried again; 0.0: go on."""
        source = _source(address)
        wait_s = max(self._pairs.wait_s(f"{source} {name}"), self._addresses.wait_s(source))
        if not wait_s:
            self._pairs.add(f"{source} {name}")
            self._addresses.add(source)
            self._names.add(name)
        return wait_s

    def pause_s(self, name: str) -> float:
        """Return for how long to hold the answer back, whoever asks: guessing from many addresses becomes slow."""
        return min(PAUSE_S_MAX, max(0, self._names.count(name) - TRIES_AT_EASE) * PAUSE_S)

    def forgive(self, name: str, address: str) -> None:
        """Take the last try back: who signs in rightly does no harm to those at the same address."""
        source = _source(address)
        self._pairs.forgive(f"{source} {name}")
        self._addresses.forgive(source)

    @property
    def size(self) -> int:
        """How many keys are remembered, of the kind that has most."""
        return max(len(self._pairs), len(self._addresses), len(self._names))


def _source(address: str) -> str:
    """Return whose address it is: for IPv6 its network, because a house has all the addresses of one.

    An IPv4 address in IPv6 clothes, as a proxy on both kinds may hand it on, is what it is inside.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, _IPV6_NETWORK), strict=False)) if found.version == 6 else address
