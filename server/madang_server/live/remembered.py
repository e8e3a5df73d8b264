"""Sessions of a server before whose people are not back yet (SPEC S22). Pure: knows records and instants that are handed in."""

from collections.abc import Iterable, Iterator

from madang_server.live.bounds import DROP_REPORTED_SECONDS
from madang_server.live.journal_records import KeptSession


class Remembered:
    """By visitor. Each counts as dropped at the instant from which it is remembered."""

    def __init__(self, sessions: Iterable[KeptSession] = (), *, since: float = 0.0) -> None:
        """`since`: seconds of the clock by which they are asked for later."""
        self.version = 0  # rises whenever somebody is back, or over
        self._sessions: dict[str, tuple[float, KeptSession]] = {}
        self._unreported: set[str] = set()
        self.add(sessions, since=since)

    def add(self, sessions: Iterable[KeptSession], *, since: float) -> None:
        """Remember these too, from then on."""
        added = {session.visitor: (since, session) for session in sessions}
        self._sessions |= added
        self._unreported |= added.keys()
        self.version += bool(added)

    def __len__(self) -> int:
        return len(self._sessions)

    def __contains__(self, visitor: str) -> bool:
        return visitor in self._sessions

    def __iter__(self) -> Iterator[KeptSession]:
        return (session for _, session in self._sessions.values())

    def take(self, visitor: str) -> KeptSession | None:
        """Return the session of somebody who is here again. It is remembered no more."""
        _, found = self._sessions.pop(visitor, (0.0, None))
        self.version += found is not None
        return found

    def unreported(self, now: float) -> list[str]:
        """Return, once, who has been away for so long that the other side of a talk is to know (SPEC T16)."""
        due = [visitor for visitor in self._of(now - DROP_REPORTED_SECONDS) if visitor in self._unreported]
        self._unreported -= set(due)
        return due

    def over(self, now: float, kept_seconds: float) -> list[str]:
        """Return, once, who did not come back in time (SPEC S6)."""
        over = self._of(now - kept_seconds)
        for visitor in over:
            del self._sessions[visitor]
        self.version += bool(over)
        return over

    def _of(self, before: float) -> list[str]:
        return [visitor for visitor, (since, _) in self._sessions.items() if since <= before]
