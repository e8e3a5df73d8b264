"""The shared tick clock: which 50 ms step it is, and when the next begins. Reads the time source it was handed, nothing else."""

from collections.abc import Callable

from madang_protocol import limits

TICK_SECONDS = limits.TICK_MS / 1_000


class TickClock:
    """Ticks counted from the server's epoch. Each room runs behind it by a phase of its own, so that they take turns."""

    __slots__ = ("_epoch", "now")

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` gives monotonic seconds."""
        self.now = now
        self._epoch = now()

    def tick(self, phase_s: float = 0.0) -> int:
        """The number of the step that is running, for a room with this phase."""
        return max(0, int((self.now() - self._epoch - phase_s) / TICK_SECONDS))

    def into(self, phase_s: float = 0.0) -> tuple[int, int]:
        """(tick, whole milliseconds into it)."""
        elapsed = max(0.0, self.now() - self._epoch - phase_s)
        tick = int(elapsed / TICK_SECONDS)
        return tick, min(limits.TICK_MS, int((elapsed - tick * TICK_SECONDS) * 1_000))

    def begins(self, tick: int, phase_s: float = 0.0) -> float:
        """The instant at which `tick` begins, in the seconds of `now`."""
        return self._epoch + phase_s + tick * TICK_SECONDS
