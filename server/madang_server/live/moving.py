"""A session on its way from one node to another (SPEC N24): taken out of this live side, or into it. Knows sessions and rooms.

What travels is what the journal holds of a session: key, numbered messages, where it is, what was said. A session that came is a
dropped one whose visitor is about to be here: what is told meanwhile is numbered behind what it brought.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Generic, NamedTuple

from msgspec import Struct

from madang_protocol import Close, LaneFull, ReliableLane, codec
from madang_protocol.messages import Done, Rejected
from madang_server.live.barred import keep_out
from madang_server.live.command_queue import CommandQueue, TaskSupervisor
from madang_server.live.journal_records import KeptSession, SpokenWords
from madang_server.live.node_ways import NodeWays
from madang_server.live.ports import V
from madang_server.live.room_directory import PlaceFull, RoomDirectory
from madang_server.live.said_words import SaidWords, ToldWords
from madang_server.live.session import Session
from madang_server.live.session_memory import SessionMemory
from madang_server.live.socket import Socket


class MovingSession(Struct, array_like=True, frozen=True):
    """A session as it travels. `kept.key` is nothing when it begins anew; `seated_for`: the counter of its talk."""

    kept: KeptSession
    words: list[SpokenWords] = []
    counter: str | None = None
    seated_for: str | None = None

    def bound_for(self, place: str) -> "MovingSession":
        """Return it on the way to a place in which it is not yet: to no room, and to where people come in."""
        kept = self.kept
        there = KeptSession(kept.visitor, kept.key, kept.sequence, kept.bodies, place)
        return MovingSession(there, self.words, self.counter, self.seated_for)


class Departure(NamedTuple):
    """A session that has left, and the socket by which its visitor is still here; `ways`: by which they can be sent on."""

    session: MovingSession
    socket: Socket | None
    ways: NodeWays | None

    def send_on(self, path: str, seat: str) -> None:
        """Tell the visitor where to go. Who cannot be sent comes back by themselves."""
        if self.socket is None or not self.socket.open:
            return
        if self.ways is not None:
            self.socket.send(codec.encode(self.ways.see_other(path, seat)))
        self.close(Close.SEE_OTHER if self.ways is not None else Close.GOING_AWAY)

    def close(self, close: Close) -> None:
        """End their connection, if there is one."""
        if self.socket is not None:
            self.socket.close(close)


class SessionMoves(Generic[V]):
    """Sessions that leave one live side, and come into it."""

    def __init__(
        self,
        *,
        sessions: dict[str, Session[V]],
        memory: SessionMemory[V],
        rooms: RoomDirectory,
        tasks: TaskSupervisor,
        now: Callable[[], float],
        ways: NodeWays,
    ) -> None:
        self._sessions = sessions
        self._memory = memory
        self._rooms = rooms
        self._tasks = tasks
        self._now = now
        self._ways = ways

    @property
    def sessions(self) -> Mapping[str, Session[V]]:
        """Those who are here, by visitor."""
        return self._sessions

    def depart(self, visitor_id: str) -> Departure | None:
        """Take a session out of its room and of this live side; the office is not told. None: it is not here."""
        session = self._sessions.get(visitor_id)
        if session is None:
            return None
        moving, socket = _moving(session), session.socket
        session.disconnect()
        self._memory.end(session, self._now(), moved=True)
        session.leave_room()
        ways = self._ways if session.follows and self._ways.any else None
        return Departure(moving, socket if socket is not None and socket.open else None, ways)

    def come(self, visitor: V, moving: MovingSession, *, room: str, entry: str | None = None) -> Session[V]:
        """Take a session in: into the room of this name, or another of its place where that is nothing. Raises `PlaceFull`.

        `entry`: where; None: where it was. A key of nothing: somebody who is new here.
        """
        if (before := self.depart(visitor.id)) is not None:
            before.close(Close.GOING_AWAY)  # whoever brings them did not know of it: a link broke in between
        kept = moving.kept
        words = SaidWords()
        for spoken in moving.words:
            _, reply = codec.decode_message(spoken.reply)
            if isinstance(reply, Done | Rejected):
                words.put(ToldWords(spoken.id, spoken.sum, reply))
        session = self._memory.take_in(visitor, CommandQueue(self._tasks), words)
        try:
            self._rooms.bring_to(session, kept, room=room, entry=entry)
        except PlaceFull:
            self._memory.end(session, self._now(), moved=True)
            raise
        if kept.key:
            with suppress(LaneFull):
                session.go_on(kept.key, ReliableLane.of(kept.sequence, kept.bodies))
        session.counter, session.seated_for = moving.counter, moving.seated_for
        keep_out(session)
        if session.counter is not None and session.actor is not None:
            session.actor.show(session)
        self._memory.absences.begin(session, self._now())
        return session


def _moving(session: Session[V]) -> MovingSession:
    actor, lane = session.actor, session.lane
    x, y, heading = actor.room.position(session.slot) if actor is not None else (0, 0, 0)
    key = "" if session.withheld is not None else session.key or ""  # a fresh state is not whole yet: begin anew
    kept = KeptSession(
        session.visitor.id,
        key,
        lane.sequence,
        lane.bodies_after(0) if key else [],
        actor.plan.name if actor is not None else "",
        actor.key if actor is not None else "",
        x,
        y,
        heading,
    )
    words = [SpokenWords(session.visitor.id, told.id, told.sum, codec.encode(told.reply)) for told in session.words.all_told()]
    return MovingSession(kept, words, session.counter, session.seated_for)
