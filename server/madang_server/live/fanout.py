"""Who sees which cell of a room, and writing one frame to all of them. The hot path out: the same bytes, one write a visitor."""

from collections.abc import Iterable

from madang_protocol import codec
from madang_protocol.messages import TickFrame
from madang_server.live.frames import frame
from madang_server.live.metrics import Tally
from madang_server.live.session import AnySession, Event, Flow
from madang_worlds import Publication, Room


class Fanout:
    """The viewers of one room, by view cell."""

    __slots__ = ("_tally", "_view_of", "_viewers")

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._viewers: dict[int, set[AnySession]] = {}
        self._view_of: dict[AnySession, int] = {}

    def put(self, session: AnySession, view: int) -> None:
        """From now on this session sees the 3 x 3 around `view`."""
        self.remove(session)
        self._viewers.setdefault(view, set()).add(session)
        self._view_of[session] = view

    def remove(self, session: AnySession) -> None:
        view = self._view_of.pop(session, None)
        if view is None:
            return
        viewers = self._viewers[view]
        viewers.discard(session)
        if not viewers:
            del self._viewers[view]

    def publish(self, publication: Publication, sessions: dict[int, AnySession]) -> None:
        """Write what changed to everyone who is up to date; those whose view changed get the difference between the two views."""
        self._publish_changed_views(publication, sessions)
        tick = publication.tick
        moved = {slot for slot, _, _ in publication.view_changed}
        for view, viewers in self._viewers.items():
            data = publication.frame_for(view)
            if data is not None:
                framed = frame(codec.encode(TickFrame(n=tick, d=data)))
                self.write(framed, viewers if not moved else [session for session in viewers if session.slot not in moved])

    def _publish_changed_views(self, publication: Publication, sessions: dict[int, AnySession]) -> None:
        framed: dict[tuple[int, int], bytes] = {}
        for slot, old, new in publication.view_changed:
            session = sessions.get(slot)
            if session is None or session not in self._view_of:
                continue
            self.put(session, new)
            if (old, new) not in framed:
                message = TickFrame(n=publication.tick, d=publication.frame_for_change(old, new), v=new)
                framed[old, new] = frame(codec.encode(message))
            self.write(framed[old, new], (session,))

    def write(self, framed: bytes, sessions: "Iterable[AnySession]") -> None:
        """Write one frame to all of these that are up to date; for the others it is skipped (SPEC R10)."""
        current, behind, written, skipped = Flow.CURRENT, Flow.BEHIND, 0, 0
        for session in sessions:
            if session.flow is current:
                held = session.held
                if held:
                    session.held = b""
                session.write(held + framed)
                written += 1
            elif session.flow is behind:
                skipped += 1
        self._tally.frames_out += written
        self._tally.bytes_out += written * len(framed)
        self._tally.conflated += skipped

    def tell_whole(self, room: Room, sessions: Iterable[AnySession]) -> None:
        """Write the whole view to these, which are then up to date (SPEC R10, R11). Each must have been `put`."""
        framed: dict[int, bytes] = {}
        for session in sessions:
            view = self._view_of[session]
            if view not in framed:
                framed[view] = frame(codec.encode(TickFrame(n=room.tick, d=room.whole(view), v=view)))
            session.step(Event.TOLD)
            session.write(framed[view])
            self._tally.keyframes += 1
            self._tally.bytes_out += len(framed[view])
