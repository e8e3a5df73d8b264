"""Each rule of the moves between nodes that a schedule proves to be needed, taken away."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from tests.schedules.rules_removed import instead

from madang_server.cluster.hosting.right import HostingGrant, HostingRight
from madang_server.cluster.hosting.succession import Succession
from madang_server.live.seats import SeatOver, Seats


def always(_self: object) -> bool:
    return True


def never(_self: object) -> bool:
    return False


def after_a_second(grant: HostingGrant) -> bool:
    """Count from when the host was last heard, and wait no longer than a second."""
    return grant._clock() >= grant.answered_at + 1.0


def taken_again(seats: Seats[Any], key: str, now: float) -> Any:
    """A seat that was taken stays."""
    ends, visitor = seats._given.get(key, (now, None))
    if visitor is None or ends <= now:
        raise SeatOver
    return visitor


def taken_late(seats: Seats[Any], key: str, now: float) -> Any:
    """A seat has no end."""
    _, visitor = seats._given.pop(key, (now, None))
    if visitor is None:
        raise SeatOver
    return visitor


@contextmanager
def for_ever() -> Iterator[None]:
    """A seat has no end, and nobody sweeps it away."""
    with instead(Seats, "take", taken_late), instead(Seats, "over", lambda _seats, _now: []):
        yield


REMOVED: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "the end of the right": lambda: instead(HostingRight, "held", property(always)),  # type: ignore[arg-type]
    "the owner's wait": lambda: instead(HostingGrant, "over", property(after_a_second)),  # type: ignore[arg-type]
    "the new owner's wait": lambda: instead(Succession, "is_open", property(never)),  # type: ignore[arg-type]
    "the seat's once": lambda: instead(Seats, "take", taken_again),
    "the seat's fifteen seconds": for_ever,
}
