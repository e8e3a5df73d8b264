"""Sessions whose connection is gone: since when, and what is due for them (SPEC S6, T16). Pure: instants are handed in."""

from collections import deque
from collections.abc import Iterator
from typing import Generic

from madang_server.live.bounds import DROP_REPORTED_SECONDS
from madang_server.live.ports import V
from madang_server.live.session import Session


class Absences(Generic[V]):
    """The oldest first. Who has come back meanwhile is passed over."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, Session[V]]] = deque()  # since when each is kept
        self._unreported: deque[tuple[float, Session[V]]] = deque()  # of these the office does not know yet

    def begin(self, session: Session[V], now: float) -> None:
        """The connection is gone. `now`: seconds of any clock, always the same one."""
        session.dropped_at = now
        self._kept.append((now, session))
        self._unreported.append((now, session))

    def unreported(self, now: float) -> Iterator[Session[V]]:
        """Return, once, those whose gap is so long that others are to know of it."""
        return _due(self._unreported, now - DROP_REPORTED_SECONDS)

    def over(self, now: float, kept_seconds: float) -> Iterator[Session[V]]:
        """Return, once, those who have not come back in time."""
        return _due(self._kept, now - kept_seconds)


def _due(line: deque[tuple[float, Session[V]]], before: float) -> Iterator[Session[V]]:
    while line and line[0][0] <= before:
        dropped_at, session = line.popleft()
        if session.dropped_at == dropped_at:
            yield session
