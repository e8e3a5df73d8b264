"""Ranges that were told and the waits that came: how often ranges held, and by how much to widen the next (SPEC T7). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from madang_office.estimate import HELD_SHARE, PLAIN, Range, Stretch

PROMISES_MIN = 30  # fewer say nothing about how good the ranges are
STRETCH_MIN, STRETCH_MAX = 0.5, 4.0


@dataclass(frozen=True, slots=True)
class Promise:
    """The range that a visitor was told on taking the ticket, plain and as shown, and the seconds until the first call."""

    low_s: int
    high_s: int
    plain_low_s: int
    plain_high_s: int
    waited_s: float

    @property
    def held(self) -> bool:
        return self.low_s <= self.waited_s <= self.high_s

    @property
    def miss(self) -> float:
        """How far from the middle of the plain range the call came, in halves of its width; positive when it came later."""
        half = max(0.5, (self.plain_high_s - self.plain_low_s) / 2)
        return (self.waited_s - (self.plain_low_s + self.plain_high_s) / 2) / half


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often the ranges of a service held, which the office publishes. `stretch` sets how wide the next ranges are."""

    total: int
    held: int
    sooner: int
    later: int
    stretch: Stretch

    @property
    def share(self) -> float | None:
        """The share that held, 0 to 1; None while there are fewer than PROMISES_MIN."""
        return self.held / self.total if self.total >= PROMISES_MIN else None


def promise(told: Range, waited_s: float) -> Promise:
    """Return what to judge of a range that was told, once the visitor was called after `waited_s` seconds."""
    return Promise(told.low_s, told.high_s, told.plain_low_s, told.plain_high_s, waited_s)


def calibrate(promises: Sequence[Promise]) -> Calibration:
    """Return how often these promises of one service held, and the stretch for its next ranges (SPEC T7).

    Hand in the newest few hundred, in any order. With fewer than PROMISES_MIN the stretch is PLAIN; otherwise its factors,
    STRETCH_MIN to STRETCH_MAX, are those with which HELD_SHARE of these waits would have been inside. The caller hands it to
    `estimate.ranges`.
    """
    held = sum(made.held for made in promises)
    sooner = sum(made.waited_s < made.low_s for made in promises)
    return Calibration(len(promises), held, sooner, len(promises) - held - sooner, _stretch(promises))


def _stretch(promises: Sequence[Promise]) -> Stretch:
    """Return by how much each half should have been wider, or could have been narrower, to hold as often as meant."""
    if len(promises) < PROMISES_MIN:
        return PLAIN
    later = sorted(made.miss for made in promises)
    inside = ceil((1 + HELD_SHARE) / 2 * len(later)) - 1
    return Stretch(low=_bounded(-later[-1 - inside]), high=_bounded(later[inside]))


def _bounded(stretch: float) -> float:
    return min(STRETCH_MAX, max(STRETCH_MIN, stretch))
