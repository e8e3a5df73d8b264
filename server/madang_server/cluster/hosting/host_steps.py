"""What a host does at each look: connect, renew, cut the link to an owner that was, or end (SPEC N26, N27).

Pure: knows its right and instants that are handed in, no link.
"""

from dataclasses import dataclass
from enum import Enum, auto

from madang_server.cluster.hosting.right import RENEW_EVERY_S, HostingRight


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the office, as a look into the database found. `asked_at`: when. `address`: None: nobody has it."""

    asked_at: float
    address: str | None


class Step(Enum):
    """What is to be done now."""

    END = auto()  # the rooms may be another node's
    CUT = auto()  # the office is elsewhere now; who was stopped closes nothing
    CONNECT = auto()
    RENEW = auto()
    REST = auto()


class HostSteps:
    """Of one host with a right."""

    def __init__(self, right: HostingRight) -> None:
        self._right = right
        self._renewed_at = float("-inf")

    def next(self, now: float, owner: Owner | None, linked_to: str | None) -> Step:
        """Return what is to be done. `owner`: as found last; None: never. `linked_to`: whose link there is; None: no link."""
        if owner is not None and owner.address is None:
            self._right.nobody_has_the_office(owner.asked_at)
        if not self._right.held:
            return Step.END
        if linked_to is None:
            return Step.CONNECT
        if owner is not None and owner.address not in {None, linked_to}:
            return Step.CUT
        if now - self._renewed_at < RENEW_EVERY_S:
            return Step.REST
        self._renewed_at = now
        return Step.RENEW
