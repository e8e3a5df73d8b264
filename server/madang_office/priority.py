"""Who may go first, and how far that goes. Knows the names of legal grounds, not people."""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from madang_office.rejected import Rejected
from madang_protocol import Rejection

FAVOURED_CALLS_MAX = 2  # T8: after so many favoured calls in a row the oldest ordinary ticket is next


class Ground(StrEnum):
    """The legal grounds for priority known here; a city allows all or some of them."""

    AGE_80 = "age_80"
    DISABILITY = "disability"
    PREGNANCY = "pregnancy"
    SMALL_CHILD = "small_child"


ALL_GROUNDS = frozenset(Ground)


def read_ground(name: str | None, allowed: AbstractSet[Ground] = ALL_GROUNDS) -> Ground | Rejected | None:
    """Give the ground of that name, None for no name, or the rejection of a name that is no ground here."""
    if name is None:
        return None
    if name not in allowed:
        return Rejected(Rejection.FORM_INVALID, {"ground": "unknown"})
    return Ground(name)
