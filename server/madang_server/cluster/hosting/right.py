"""How long a host may have rooms of an office, as it counts itself, and as the owner counts. Pure: clocks are handed in.

The host counts from before it asked, and stops `MARGIN_S` early; the owner counts from when it answered. So when the owner takes
the host's people over, the host has stopped before, whatever either was held up by.

A host whose owner is gone goes on while nobody can have taken its people over: a new owner does that only when it has had the
office for `RIGHT_S`. Whoever has just read in the database that nobody has the office has so much time from then.
"""

from collections.abc import Callable

from madang_server.store.shards import TTL_S

RENEW_EVERY_S = 0.5
RIGHT_S = TTL_S + 2.5  # longer than the lease of an owner that has died: its hosts read in time that nobody has the office
MARGIN_S = 1.0


class HostingRight:
    """A host's own count. `clock`: seconds that also pass while the machine sleeps."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ends_at = float("-inf")

    @property
    def held(self) -> bool:
        """True while the rooms are nobody else's."""
        return self._clock() < self._ends_at - MARGIN_S

    def renewed(self, asked_at: float) -> None:
        """The owner said so, asked at that time."""
        self._ends_at = max(self._ends_at, asked_at + RIGHT_S)

    def nobody_has_the_office(self, asked_at: float) -> None:
        """The database said so, asked at that time."""
        self.renewed(asked_at)


class HostingGrant:
    """The owner's count of one host."""

    def __init__(self, clock: Callable[[], float], since: float) -> None:
        """`since`: when the right may have been renewed last; for a host of an owner before, when the office was taken."""
        self._clock = clock
        self.answered_at = since

    def answered(self) -> None:
        """A renewal is granted now."""
        self.answered_at = self._clock()

    @property
    def ends_in(self) -> float:
        """Seconds until the host has stopped, by whatever clock; then 0 or less."""
        return self.answered_at + RIGHT_S - self._clock()

    @property
    def over(self) -> bool:
        """True when the host has stopped, by whatever clock."""
        return self.ends_in <= 0


assert RENEW_EVERY_S < MARGIN_S < RIGHT_S
