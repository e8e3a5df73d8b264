"""How long a ticket stayed in each state: the rows from which all statistics are made. Pure: knows states and instants."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class TicketState(StrEnum):
    """Where a ticket is. DEFERRED, TRANSFERRED and MISSED tickets wait in the line too; the state says how they came there."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    DEFERRED = "deferred"
    TRANSFERRED = "transferred"
    MISSED = "missed"
    DONE = "done"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One stay of one ticket in one state (SPEC T4). Instants are unix seconds; `ended` is None while it lasts.

    `counter` and `officer` are those of the stay, when it had any.
    """

    ticket: str
    service: str
    state: TicketState
    began: float
    ended: float | None = None
    counter: str | None = None
    officer: str | None = None


class PeriodFault(StrEnum):
    """What can be wrong with the periods of one ticket (T4)."""

    BACKWARDS = "backwards"  # it ends before it begins
    OVERLAP = "overlap"
    GAP = "gap"
    OPEN_INSIDE = "open_inside"  # one without end is followed by another
    REPEATED = "repeated"  # two in a row in the same state should have been one


def period_faults(periods: Sequence[Period]) -> list[PeriodFault]:
    """Return what is wrong with the periods of one ticket, oldest first; empty when they keep SPEC T4."""
    faults = [PeriodFault.BACKWARDS for period in periods if period.ended is not None and period.ended < period.began]
    for before, after in pairwise(periods):
        faults += _seam_faults(before, after)
    return faults


def _seam_faults(before: Period, after: Period) -> list[PeriodFault]:
    faults = [PeriodFault.REPEATED] if before.state is after.state else []
    if before.ended is None:
        return [*faults, PeriodFault.OPEN_INSIDE]
    if before.ended > after.began:
        faults.append(PeriodFault.OVERLAP)
    if before.ended < after.began:
        faults.append(PeriodFault.GAP)
    return faults
