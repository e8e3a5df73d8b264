"""Seats: who was sent to this node, and may come in here once without being asked for again (SPEC N22). Pure: knows instants."""

from collections.abc import Callable
from typing import Generic

from madang_server.live.ports import V

SEAT_SECONDS = 15.0


class SeatOver(Exception):
    """Nobody has this seat: it was used, is too old, is another node's, or was never given."""


class Seats(Generic[V]):
    """The seats that this server has given, each known by a key that nobody can guess. What is not in here is not good."""

    def __init__(self, new_key: Callable[[], str], *, seconds: float = SEAT_SECONDS) -> None:
        """`new_key` gives what nobody can guess. `seconds`: how long a seat is good."""
        self._new_key = new_key
        self._seconds = seconds
        self._given: dict[str, tuple[float, V]] = {}  # the oldest first

    def give(self, visitor: V, now: float) -> str:
        """Return a seat for this visitor. `now`: seconds of any clock, always the same one."""
        key = self._new_key()
        self._given[key] = (now + self._seconds, visitor)
        return key

    def take(self, key: str, now: float) -> V:
        """Return whose seat it is; it is good no more. Raises `SeatOver`."""
        ends, visitor = self._given.pop(key, (now, None))
        if visitor is None or ends <= now:
            raise SeatOver
        return visitor

    def revoke(self, visitor_id: str) -> None:
        """Whoever has left comes in by none that they were given before."""
        for key in [key for key, (_, visitor) in self._given.items() if visitor.id == visitor_id]:
            del self._given[key]

    def over(self, now: float) -> list[V]:
        """Return, once, those who have not come in time."""
        over = [(key, visitor) for key, (ends, visitor) in self._given.items() if ends <= now]
        for key, _ in over:
            del self._given[key]
        return [visitor for _, visitor in over]
