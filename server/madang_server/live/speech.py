"""What is said in a room: who hears it (SPEC R12), in which order, how much fits into one tick. Knows a room, no sockets."""

from collections import deque
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from madang_protocol import Rejection, codec, limits
from madang_protocol.commands import Say
from madang_protocol.fields import SayScope
from madang_protocol.messages import Done, Rejected, Said
from madang_protocol.writing import written_text
from madang_server.live import bounds
from madang_server.live.booths import BoothSeating
from madang_server.live.frames import ReliableFrame
from madang_server.live.room_dependencies import RoomDependencies, SpokenInBooth
from madang_server.live.session import AnySession
from madang_worlds import Room


class Heard(NamedTuple):
    """Something that is heard: by whom, and as what."""

    scope: SayScope
    slots: list[int]
    booth: str | None = None


class Audience(Protocol):
    """A room with people in it."""

    room: Room
    sessions: dict[int, AnySession]
    seating: BoothSeating


def hearers(room: Room, slot: int, say: Say) -> Heard | Rejection:
    """Who hears what the avatar in `slot` says; the speaker is among them."""
    booth = room.booth_of(slot)
    if booth is not None:
        return Heard("booth", room.in_booth(booth), booth)
    if room.in_silent(slot):
        return Rejection.SILENT_AREA
    if say.to == "room":
        return Heard("room", room.slots())
    return Heard("near", room.near(slot, bounds.NEAR_UNITS))


class Speech:
    """What was said in one room and waits for the next tick."""

    def __init__(self, audience: Audience, dependencies: RoomDependencies) -> None:
        self._audience = audience
        self._dependencies = dependencies
        self._tally = dependencies.metrics.tally
        self._line: deque[tuple[AnySession, Say]] = deque()
        self._hearers: list[AnySession] = []  # who holds something said that is not written yet

    @property
    def waits(self) -> bool:
        """True while something is still to be delivered."""
        return bool(self._line)

    def add(self, session: AnySession, say: Say) -> Rejected | None:
        """Queue it, fit to be shown (SPEC R18). Rejected: what nobody could see or is too long (W13), and a room talked full."""
        text = written_text(say.text)
        if not text:
            return Rejected(id=say.id, code=Rejection.BLANK_TEXT)
        if len(text) > limits.TEXT_CHARS_MAX:
            return Rejected(id=say.id, code=Rejection.FORM_INVALID, fields={"text": "too_long"})
        if len(self._line) >= bounds.SAYS_MAX:
            return Rejected(id=say.id, code=Rejection.TOO_FAST, retry_ms=1_000)
        self._line.append((session, say if text == say.text else replace(say, text=text)))
        return None

    def deliver(self) -> None:
        """Deliver in order, as much as fits into one tick; the rest waits for the next. `flush` when the tick is over."""
        budget = bounds.HEARERS_PER_TICK_MAX
        while self._line and budget > 0:
            session, say = self._line.popleft()
            if self._audience.sessions.get(session.slot) is session:
                budget -= self._speak(session, say)
            else:  # the speaker went through a door meanwhile: nobody has heard it
                session.tell_said(Rejected(id=say.id, code=Rejection.TOO_FAST, retry_ms=1_000))

    def flush(self) -> None:
        """Write what was said to those to whom the tick had nothing else to say."""
        hearers, self._hearers = self._hearers, []
        for hearer in hearers:
            hearer.flush()

    def _speak(self, session: AnySession, say: Say) -> int:
        heard = hearers(self._audience.room, session.slot, say)
        if isinstance(heard, Heard) and heard.booth is not None:
            company = self._audience.seating.company(heard.booth, session, heard.slots, self._audience.sessions)
            heard = heard._replace(slots=company)
        if isinstance(heard, Rejection):
            self._tally.rejections[heard] += 1
            session.tell_said(Rejected(id=say.id, code=heard))
            return 1
        if heard.booth is None:
            self._send(session, say, heard)
            session.tell_said(Done(id=say.id))
        elif self._dependencies.said_in_booth(self._spoken_in_booth(session, say, heard, heard.booth)):
            self._send(session, say, heard)  # answered by whoever records it (SPEC C10)
        else:
            self._tally.rejections[Rejection.TOO_FAST] += 1
            session.tell_said(Rejected(id=say.id, code=Rejection.TOO_FAST, retry_ms=1_000))
        return len(heard.slots)

    def _spoken_in_booth(self, session: AnySession, say: Say, heard: Heard, booth: str) -> SpokenInBooth:
        sessions = self._audience.sessions
        others = [sessions[slot] for slot in heard.slots if slot in sessions and sessions[slot] is not session]
        return SpokenInBooth(session, say.id, self._audience.room.plan.name, booth, say.text, others)

    def _send(self, session: AnySession, say: Say, heard: Heard) -> None:
        who, at = session.visitor, int(self._dependencies.unix_seconds())
        said = Said(a=session.slot, id=who.id, name=who.name, scope=heard.scope, text=say.text, at=at)
        reliable, sessions = ReliableFrame(codec.encode(said)), self._audience.sessions
        hearers = [sessions[slot] for slot in heard.slots if slot in sessions]
        for hearer in hearers:
            hearer.hold(reliable)
        if not self._audience.seating.beside(session):  # what is said in a talk is in its case (SPEC O28)
            self._dependencies.heard(said, tuple(hearer.visitor.id for hearer in hearers if hearer is not session))
        self._hearers += hearers
        self._tally.frames_out += len(heard.slots)
