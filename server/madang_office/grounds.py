"""Which legal grounds give priority in a line, and its limit. Knows the names of grounds, not people."""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from madang_office.rejected import Rejected
from madang_protocol import Rejection

FAVOURED_CALLS_MAX = 2  # T8: after so many favoured calls in a row the oldest ordinary ticket is next


class Ground(StrEnum):
    """The legal grounds for priority that are known here. A city honours all or some of them."""

    AGE_80 = "age_80"
    DISABILITY = "disability"
    PREGNANCY = "pregnancy"
    SMALL_CHILD = "small_child"


ALL_GROUNDS = frozenset(Ground)


def read_ground(name: str | None, allowed: AbstractSet[Ground] = ALL_GROUNDS) -> Ground | Rejected | None:
    """Return the ground of that name, or None for no name (SPEC T8).

    FORM_INVALID with `ground: unknown` for a name that is not among the `allowed`.
    """
    if name is None:
        return None
    if name not in allowed:
        return Rejected(Rejection.FORM_INVALID, {"ground": "unknown"})
    return Ground(name)
