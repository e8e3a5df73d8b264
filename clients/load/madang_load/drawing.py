"""How a client draws others, and how far that is off. The rule is docs/reference/drawing.md; instants are handed in.

An avatar is drawn a little in the past, by dead reckoning from its last known change with the shared integer step. The truth is
what later records say about the same instant.
"""

from collections import deque
from typing import Any, NamedTuple

import numpy as np

from madang_load.picture import DATED, HEADING, TICK, Ints, Picture, X, Y
from madang_load.server_clock import ServerClock
from madang_load.step import Floor
from madang_protocol import limits

EXTRAPOLATION_TICKS_MAX = 100 // limits.TICK_MS  # beyond the ticks that frames cover
SAMPLE_SLOTS_MAX = 24
SETTLE_SECONDS = 1.0  # after it the truth about a sample is known

Floats = np.ndarray[Any, np.dtype[np.float64]]


class Drawn(NamedTuple):
    """Where some avatars were drawn at an instant. `points`: rows of (x, y), in units of 1/8 px."""

    at: float
    slots: Ints
    points: Floats


def drawn_tick(server_tick: float, framed_tick: int, behind: float) -> float:
    """Return the tick to draw, `behind` ticks in the past.

    Without a frame it goes on for as long as the server may stay silent (SPEC R9), and EXTRAPOLATION_TICKS_MAX more.
    """
    vouched = framed_tick + limits.QUIET_TICKS_MAX
    return min(server_tick - behind, vouched + EXTRAPOLATION_TICKS_MAX)


def points_at(floor: Floor, legs: Ints, tick: float) -> Floats:
    """Return where the avatars with these legs are at `tick`, in units. Between two whole ticks it is in proportion."""
    whole = int(np.floor(tick))
    x, y, heading = _walk_on(floor, legs, whole)
    next_x, next_y = floor.step(x, y, heading)
    next_x, next_y = _turned(legs, whole + 1, next_x, next_y)
    share = tick - whole
    return np.stack((x + (next_x - x) * share, y + (next_y - y) * share), axis=1)


def _walk_on(floor: Floor, legs: Ints, tick: int) -> tuple[Ints, Ints, Ints]:
    leg = legs[np.arange(len(legs)), newest_at(legs, tick)]
    x, y, heading = leg[:, X], leg[:, Y], leg[:, HEADING]
    left = np.where(heading > 0, np.maximum(0, tick - leg[:, TICK]), 0)
    while (walking := left > 0).any():
        next_x, next_y = floor.step(x, y, np.where(walking, heading, 0))
        moved = (next_x != x) | (next_y != y)
        left = np.where(moved, left - 1, 0)  # an avatar that a wall stopped stays there
        x, y = next_x, next_y
    return x, y, heading


def _turned(legs: Ints, tick: int, x: Ints, y: Ints) -> tuple[Ints, Ints]:
    """Return the positions, those of legs that begin at this very tick taken from the leg."""
    leg = legs[np.arange(len(legs)), newest_at(legs, tick)]
    begins = leg[:, TICK] == tick
    return np.where(begins, leg[:, X], x), np.where(begins, leg[:, Y], y)


def newest_at(legs: Ints, tick: int) -> Ints:
    """Return for each avatar the index of its newest leg that had begun at `tick`, or of the oldest known."""
    begun = legs[:, :, TICK] <= tick
    index: Ints = np.where(begun.any(axis=1), begun.argmax(axis=1), legs.shape[1] - 1)
    return index


def is_truth(legs: Ints, tick: float) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return where these legs tell the motion around `tick` exactly: the next leg is a dated change, or there is none."""
    rows, newest = np.arange(len(legs)), newest_at(legs, int(np.floor(tick)))
    begun = legs[rows, newest, TICK] <= tick
    sure: np.ndarray[Any, np.dtype[np.bool_]] = begun & ((newest == 0) | (legs[rows, np.maximum(0, newest - 1), DATED] == 1))
    return sure


class DrawnError:
    """Samples one observer's drawing about ten times a second, and judges each sample SETTLE_SECONDS later."""

    def __init__(self, picture: Picture, own_slot: int, chance: np.random.Generator, *, behind: float) -> None:
        self.picture = picture
        self.floor: Floor | None = None
        self.framed_tick = 0
        self._behind = behind
        self._own_slot = own_slot
        self._chance = chance
        self._open: deque[Drawn] = deque()

    def sample(self, clock: ServerClock, now: float) -> None:
        """Note where some of those in view are drawn at `now`."""
        if self.floor is None or not clock.known:
            return
        slots = self.picture.in_view
        slots = slots[slots != self._own_slot]
        if len(slots) > SAMPLE_SLOTS_MAX:
            slots = self._chance.choice(slots, SAMPLE_SLOTS_MAX, replace=False)
        tick = drawn_tick(clock.tick_at(now), self.framed_tick, self._behind)
        self._open.append(Drawn(now, slots, points_at(self.floor, self.picture.legs[slots], tick)))

    def settle(self, clock: ServerClock, now: float) -> Floats:
        """Return how far off the samples were that are old enough, in px. Each is returned once."""
        errors: list[Floats] = [np.empty(0)]
        while self.floor is not None and self._open and now - self._open[0].at >= SETTLE_SECONDS:
            errors.append(self._error(self.floor, self._open.popleft(), clock))
        return np.concatenate(errors)

    def _error(self, floor: Floor, drawn: Drawn, clock: ServerClock) -> Floats:
        tick = clock.tick_at(drawn.at)
        legs = self.picture.legs[drawn.slots]
        sure = is_truth(legs, tick) & np.isin(drawn.slots, self.picture.in_view)
        off = points_at(floor, legs[sure], tick) - drawn.points[sure]
        return np.hypot(off[:, 0], off[:, 1]) / limits.UNITS_PER_PX
