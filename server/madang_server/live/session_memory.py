"""What is kept of sessions beyond their connections: of those dropped, those who left, and those of a server before.

Knows sessions and rooms, no office and no wire.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Generic

from madang_protocol import LaneFull, ReliableLane
from madang_server.live.absences import Absences
from madang_server.live.command_queue import CommandQueue
from madang_server.live.departed import Departed
from madang_server.live.journal import SessionJournal
from madang_server.live.journal_reader import Restored
from madang_server.live.ports import V
from madang_server.live.remembered import Remembered
from madang_server.live.room_directory import PlaceFull, RoomDirectory
from madang_server.live.said_words import SaidWords
from madang_server.live.session import Session


class SessionMemory(Generic[V]):
    """Of one office. `sessions`: by visitor, those dropped among them."""

    def __init__(self, sessions: dict[str, Session[V]], rooms: RoomDirectory, restored: Restored, now: float) -> None:
        """`restored`: what a server before has left. `now`: seconds of the clock by which is asked later."""
        self._sessions = sessions
        self._rooms = rooms
        self.absences: Absences[V] = Absences()
        self.departed = Departed()
        self.departed.put(restored.words, now)
        self.remembered = Remembered(restored.sessions, since=now)
        self.journal = SessionJournal(
            sessions=sessions.values, words=self._words, rooms=lambda: rooms.rooms, remembered=self.remembered
        )

    def begin(self, visitor: V, commands: CommandQueue) -> Session[V]:
        """Return a new session, which goes on where the visitor was at a server before, as far as that is known (SPEC S22)."""
        rates, words = self.departed.take(visitor.id)
        session = Session(visitor, commands, rates, words, changed=self.journal.changed)
        self._sessions[visitor.id] = session
        kept = self.remembered.take(visitor.id)
        with suppress(PlaceFull, LaneFull):
            if kept is not None and self._rooms.bring_back(session, kept) and kept.key:
                session.go_on(kept.key, ReliableLane.of(kept.sequence, kept.bodies))
        return session

    def take_in(self, visitor: V, commands: CommandQueue, words: SaidWords) -> Session[V]:
        """Return a session that comes from another node, not in any room yet."""
        self.remembered.take(visitor.id)
        rates, _ = self.departed.take(visitor.id)
        session = self._sessions[visitor.id] = Session(visitor, commands, rates, words, changed=self.journal.changed)
        return session

    def end(self, session: Session[V], now: float, *, moved: bool = False) -> None:
        """The session is over: only what its visitor said, and how fast, is kept for a while. `moved`: it goes on elsewhere."""
        session.words = SaidWords() if moved else session.words
        self._sessions.pop(session.visitor.id, None)
        self.journal.over(session)
        self.departed.keep(session, now)

    def _words(self) -> Iterator[tuple[str, SaidWords]]:
        yield from ((visitor, session.words) for visitor, session in self._sessions.items())
        yield from self.departed.all_words()
