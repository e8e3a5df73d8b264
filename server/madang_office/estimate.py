"""Computes how long a place in the line will wait, as a range (SPEC T7). Pure: the same past gives the same range.

The past is replayed many times: turns and gaps are drawn from those that were observed, and the open desks work the line off.
Appointments that are still to come are called in between, as the line calls them (SPEC T33), if all of their holders come.
The range is the middle 80 % of the replays. Each replay first draws which observations it uses, so that few observations make a
wide range. The draws come from a fixed sequence, so no chance is involved.
"""

import heapq
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from math import ceil, floor

from madang_office.services import UsualLength
from madang_office.turns import History

OBSERVATIONS_MIN = 8  # with fewer turns there is no range, unless the service declares a usual length
OBSERVATIONS_MAX = 120  # only the newest are used, because an office changes
REPLAYS = 100
HELD_SHARE = 0.8  # how often a range is meant to hold
PLACES_MAX = 300  # beyond it nothing true can be said
FIRST_CALL_S = 60.0  # how soon at the latest a free desk calls, until gaps were observed
WORD = (1 << 64) - 1
STRIDE = 0x9E3779B97F4A7C15


class Basis(StrEnum):
    OBSERVED = "observed"
    DECLARED = "declared"  # the usual length that the city declared


@dataclass(frozen=True, slots=True)
class Stretch:
    """By how much calibration found the lower and the upper half of the ranges too narrow, or too wide. 1: as computed."""

    low: float = 1.0
    high: float = 1.0


PLAIN = Stretch()


@dataclass(frozen=True, slots=True)
class Range:
    """A wait between two bounds, in whole seconds from now. `plain_...`: the bounds before any stretch, for calibration."""

    low_s: int
    high_s: int
    plain_low_s: int
    plain_high_s: int
    basis: Basis = Basis.OBSERVED


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """An open desk as the line sees it. `busy_s`: seconds for which it has had its present ticket; None: it is free."""

    busy_s: float | None = None


def ranges(places: int, desks: Sequence[OpenDesk], history: History, *, usual: UsualLength | None = None,
           stretch: Stretch = PLAIN, coming: Sequence[float] = ()) -> list[Range]:  # fmt: skip
    """Return the ranges of the places 1 to `places`, in whole seconds from now. Neither bound falls from a place to the next.

    Empty when nothing true can be said (SPEC T7): no desk is open, `places` is not 1 to PLACES_MAX, or fewer than
    OBSERVATIONS_MIN turns were observed and the service declares no usual length. `history` from `turns.history_of`; `stretch`
    from `promises.calibrate` widens the ranges. `coming`: in how many seconds each appointment is due that is not in the line
    yet, in order; the places are those of the others. It takes tens of milliseconds: call it in a thread, once for a whole line.
    """
    if not desks or not 0 < places <= PLACES_MAX:
        return []
    if len(history.turns_s) >= OBSERVATIONS_MIN:
        return _observed(places, desks, history, stretch, coming)
    return _declared(places, desks, usual, coming) if usual is not None else []


def range_of(place: int, desks: Sequence[OpenDesk], history: History, *, usual: UsualLength | None = None,
             stretch: Stretch = PLAIN) -> Range | None:  # fmt: skip
    """Return the range of one place, or None when nothing true can be said. For a whole line call `ranges` once."""
    known = ranges(place, desks, history, usual=usual, stretch=stretch)
    return known[-1] if known else None


def joined(low: Range | None, high: Range | None) -> Range | None:
    """Return the range from the low of one to the high of another, or None: for a line whose desks also serve other lines."""
    if low is None or high is None:
        return None
    basis = low.basis if low.basis is high.basis else Basis.DECLARED
    return Range(low.low_s, max(low.high_s, high.high_s), low.plain_low_s, max(low.plain_high_s, high.plain_high_s), basis)


def not_before(told: Range, later_s: float, first: Range) -> Range:
    """Return the range of who has the place of `told` and is not called for `later_s` seconds (SPEC T39).

    Those before them go on meanwhile. After that they wait at most as whoever is the first of the line does (`first`).
    """
    low, high = ceil(later_s), ceil(later_s) + first.high_s
    return Range(
        max(told.low_s, low), max(told.high_s, high), max(told.plain_low_s, low), max(told.plain_high_s, high), told.basis
    )


def _declared(places: int, desks: Sequence[OpenDesk], usual: UsualLength, coming: Sequence[float]) -> list[Range]:
    """Return wide ranges. Low: every desk takes the shortest usual time. High: busy desks have just begun, and all are slow."""
    free = sum(desk.busy_s is None for desk in desks)
    found = []
    for place in range(1, places + 1):
        low = floor(usual.low_s * (max(0, place - len(desks)) // len(desks)))
        high = ceil(FIRST_CALL_S + _slowest(place, free, len(desks), usual.high_s, coming))
        found.append(Range(low, high, low, high, Basis.DECLARED))
    return found


def _slowest(place: int, free: int, desks: int, turn_s: float, coming: Sequence[float]) -> float:
    """Return the seconds until a place is called when every turn is so long, and whoever has an appointment comes."""
    between = -1
    seconds = 0.0
    while (due := min(place, bisect_right(coming, seconds))) > between:  # at most one in two calls
        between, seconds = due, turn_s * ceil(max(0, place + due - free) / desks)
    return seconds


def _observed(places: int, desks: Sequence[OpenDesk], history: History, stretch: Stretch, coming: Sequence[float]) -> list[Range]:
    turns = history.turns_s[:OBSERVATIONS_MAX]
    gaps = history.gaps_s[:OBSERVATIONS_MAX] or (0.0, FIRST_CALL_S)
    coming = coming[:places]
    count = len(turns) + 2 * (len(desks) + places + len(coming))
    replays = [_replay(places, desks, turns, gaps, coming, Draws(number, count)) for number in range(REPLAYS)]
    found: list[Range] = []
    low = high = 0
    for waits in zip(*replays, strict=True):
        plain_low, plain_high = _middle_share(sorted(waits))
        lower, higher = _stretched(plain_low, plain_high, stretch)
        low, high = max(low, lower), max(high, higher)  # with a large stretch a later place could get lower bounds
        found.append(Range(low, high, plain_low, plain_high))
    return found


def _middle_share(waits: Sequence[float]) -> tuple[int, int]:
    outside = (1 - HELD_SHARE) / 2
    return floor(waits[floor(outside * len(waits))]), ceil(waits[ceil((1 - outside) * len(waits)) - 1])


def _stretched(low: int, high: int, stretch: Stretch) -> tuple[int, int]:
    """Return the bounds with each half of the range made wider, or narrower, from the middle."""
    middle, half = (low + high) / 2, (high - low) / 2
    return floor(max(0.0, middle - half * stretch.low)), ceil(middle + half * stretch.high)


class Draws:
    """A fixed sequence of indexes that behaves like draws with replacement, one sequence for each replay (SplitMix64).

    All replays of all lines use the same sequences, so each is computed once: that was more than half of an estimate.
    """

    def __init__(self, number: int, count: int) -> None:
        """`count`: how many are drawn at most."""
        self._words = iter(_words(number, 1 << (count - 1).bit_length()))

    def one_of(self, values: Sequence[float]) -> float:
        return values[next(self._words) * len(values) >> 32]

    def pairs(self, one: Sequence[float], other: Sequence[float]) -> Iterator[float]:
        """Yield sums of one of each, in turns drawn from this sequence."""
        ones, others, words = len(one), len(other), self._words
        return (one[word * ones >> 32] + other[next(words) * others >> 32] for word in words)


@lru_cache(maxsize=2 * REPLAYS)
def _words(number: int, count: int) -> "array[int]":
    """Return the first `count` words of 32 bits of a replay's sequence."""
    state = _mixed((number + 1) * STRIDE & WORD)
    return array("I", (_mixed(state + n * STRIDE & WORD) >> 32 for n in range(1, count + 1)))


def _mixed(state: int) -> int:
    state = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & WORD
    state = (state ^ state >> 27) * 0x94D049BB133111EB & WORD
    return state ^ state >> 31


def _replay(
    places: int, desks: Sequence[OpenDesk], turns: Sequence[float], gaps: Sequence[float], coming: Sequence[float], draws: Draws
) -> list[float]:
    """Return the seconds until each place is called, in one possible future."""
    believed = [draws.one_of(turns) for _ in turns]
    calls = [_first_call(desk, believed, turns, draws) + draws.one_of(gaps) for desk in desks]
    heapq.heapify(calls)
    lengths = draws.pairs(believed, gaps)
    found = [heapq.heapreplace(calls, calls[0] + length) for length in islice(lengths, places + len(coming))]
    return _without(coming, found)[:places] if coming else found


def _without(coming: Sequence[float], calls: Sequence[float]) -> list[float]:
    """Return the calls that are left when appointments have theirs: whatever is due by then, but no two in a row (SPEC T33)."""
    left: list[float] = []
    served, again = 0, False
    for call in calls:
        again = not again and served < len(coming) and coming[served] <= call
        if again:
            served += 1
        else:
            left.append(call)
    return left


def _first_call(desk: OpenDesk, believed: Sequence[float], turns: Sequence[float], draws: Draws) -> float:
    """Return in how many seconds a desk is free: now, or at the end of a turn that has lasted so long already."""
    if desk.busy_s is None:
        return 0.0
    longer = [turn for turn in believed if turn > desk.busy_s] or [turn for turn in turns if turn > desk.busy_s]
    # The turn is longer than any observed. Nothing is known about its end, so another whole turn is drawn.
    return draws.one_of(longer) - desk.busy_s if longer else draws.one_of(turns)
