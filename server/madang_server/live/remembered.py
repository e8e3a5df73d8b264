"""Sessions of a server before whose people are not back yet (SPEC S22). Pure: knows records and instants that are handed in."""

from collections.abc import Iterable, Iterator

from madang_server.live.bounds import DROP_REPORTED_SECONDS
from madang_server.live.journal_records import KeptSession


class Remembered:
    """By visitor. All count as dropped at the instant from which they are remembered."""

    def __init__(self, sessions: Iterable[KeptSession] = (), *, since: float = 0.0) -> None:
        """`since`: seconds of the clock by which they are asked for later."""
        self.version = 0  # rises whenever somebody is back, or over
        self._sessions = {session.visitor: session for session in sessions}
        self._since = since
        self._reported = False

    def __len__(self) -> int:
        return len(self._sessions)

    def __contains__(self, visitor: str) -> bool:
        return visitor in self._sessions

    def __iter__(self) -> Iterator[KeptSession]:
        return iter(self._sessions.values())

    def take(self, visitor: str) -> KeptSession | None:
        """Return the session of somebody who is here again. It is remembered no more."""
        found = self._sessions.pop(visitor, None)
        self.version += found is not None
        return found

    def unreported(self, now: float) -> list[str]:
        """Return, once, who has been away for so long that the other side of a talk is to know (SPEC T16)."""
        if self._reported or now - self._since < DROP_REPORTED_SECONDS:
            return []
        self._reported = True
        return list(self._sessions)

    def over(self, now: float, kept_seconds: float) -> list[str]:
        """Return, once, who did not come back in time (SPEC S6)."""
        if not self._sessions or now - self._since < kept_seconds:
            return []
        over, self._sessions = list(self._sessions), {}
        self.version += 1
        return over
