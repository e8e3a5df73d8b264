"""The office's own time: the order of what happens, and how long it takes. Knows two time sources, no table.

Instants look like unix seconds and go on with a monotonic clock, so whatever the machine's clock does makes none earlier
than another, and no deadline comes sooner or later. A restart goes on after the last instant that was kept: what is left of
a deadline is then never more than its rule gives. People are shown wall time (`shown`); laws and documents use wall time alone.
"""

from collections.abc import Callable

SMALLEST_STEP_S = 1e-6
LEEWAY_S = 0.01  # what is decided in one instant is numbered by less (SPEC T14)


class OfficeClock:
    """`wall` gives unix seconds, which may jump; `monotonic` seconds that do not."""

    __slots__ = ("_ahead_s", "_monotonic", "_wall")

    def __init__(self, wall: Callable[[], float], monotonic: Callable[[], float]) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._ahead_s = wall() - monotonic()

    def go_on_after(self, last: float) -> None:
        """Begin after the last instant that was kept, whatever the wall says. Call it before anything happens."""
        self._ahead_s = max(self._wall(), last + SMALLEST_STEP_S) - self._monotonic()

    def now(self) -> float:
        return self._monotonic() + self._ahead_s

    def shown(self, instant: float) -> float:
        """Return the instant as wall time, by what the wall shows now."""
        return instant + self._wall() - self.now()
