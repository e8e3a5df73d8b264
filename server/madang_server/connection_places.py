"""How many connections there may be, in all and from one address (SPEC S18). Pure: counts, knows no socket.

A connection takes a place when it is accepted, and counts for an address as soon as that is known: behind a proxy on this machine
with its first request. It gives both back when it is closed, also as the WebSocket that it may have become.
"""

from collections import Counter
from collections.abc import Callable
from enum import StrEnum

FILES_RESERVED = 128  # database, documents, log
FILES_PER_CONNECTION = 2  # its socket, and the file that it may be sent
TOLD_EVERY_S = 60.0


class Full(StrEnum):
    """What is used up."""

    IN_ALL = "in all"
    OF_ONE_ADDRESS = "of one address"


class ConnectionPlaces:
    """The places of one server. `turned_away(full, count)` is called at most once in TOLD_EVERY_S for each kind.

    `now` gives monotonic seconds. No address is told to anybody.
    """

    def __init__(
        self, *, in_all: int, per_source: int, now: Callable[[], float], turned_away: Callable[[Full, int], None]
    ) -> None:
        self.in_all = in_all
        self.per_source = min(per_source, max(1, in_all // 2))  # one address alone never uses up everything
        self._now = now
        self._turned_away = turned_away
        self._taken = 0
        self._of_source: Counter[str] = Counter()
        self._untold: Counter[Full] = Counter()
        self._told_at: dict[Full, float] = {}

    def take(self) -> bool:
        """Take a place for a new connection. False: there is none."""
        if self._taken >= self.in_all:
            self._count(Full.IN_ALL)
            return False
        self._taken += 1
        return True

    def give_back(self) -> None:
        self._taken -= 1

    def take_of(self, source: str) -> bool:
        """Count the connection for this address. False: it has as many as one may have."""
        if self._of_source[source] >= self.per_source:
            self._count(Full.OF_ONE_ADDRESS)
            return False
        self._of_source[source] += 1
        return True

    def give_back_of(self, source: str) -> None:
        self._of_source[source] -= 1
        if not self._of_source[source]:
            del self._of_source[source]

    @property
    def taken(self) -> int:
        return self._taken

    @property
    def sources(self) -> int:
        """From how many addresses there are connections."""
        return len(self._of_source)

    def _count(self, full: Full) -> None:
        self._untold[full] += 1
        now = self._now()
        if now - self._told_at.get(full, -TOLD_EVERY_S) >= TOLD_EVERY_S:
            self._told_at[full] = now
            self._turned_away(full, self._untold.pop(full))


class HeldPlace:
    """What one connection has taken of the places, small and apart from it: a WebSocket keeps this of the request that it was."""

    __slots__ = ("_held", "_places", "_source")

    def __init__(self, places: ConnectionPlaces) -> None:
        self._places = places
        self._held = False
        self._source: str | None = None  # the address that it counts for

    def take(self) -> bool:
        """Take a place. False: there is none."""
        self._held = self._places.take()
        return self._held

    def count_for(self, source: str) -> bool:
        """Count for this address, and no other: a proxy may send requests of several on one connection. False: it is full."""
        if source == self._source:
            return True
        if not self._places.take_of(source):
            return False
        if self._source is not None:
            self._places.give_back_of(self._source)
        self._source = source
        return True

    def give_back(self) -> None:
        """Give back all that is taken; a second call does nothing."""
        if self._held:
            self._places.give_back()
        if self._source is not None:
            self._places.give_back_of(self._source)
        self._held, self._source = False, None


def most_connections(wanted: int, files: int) -> int:
    """Return how many connections a process that may open so many files can have: at most `wanted`, at least 1."""
    return max(1, min(wanted, (files - FILES_RESERVED) // FILES_PER_CONNECTION))
