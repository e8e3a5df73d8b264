"""A session: who it is, the reliable lane, the connection if there is one, and how far behind its reader is.

It outlives its connections (SPEC S6, S7). Knows the wire and a socket's `write`, and of its room what `OccupiedRoom` promises.

States and events, made by `make generate` from the table below:

    offline  connected -> stale
    behind   drained -> stale; lost -> offline
    stale    rose -> behind; told -> current; lost -> offline
    current  rose -> behind; moved -> stale; lost -> offline
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, Generic, Protocol

from madang_protocol import Close, LaneFull, ReliableLane, codec, limits
from madang_protocol.commands import Go, Move, Say
from madang_protocol.connection_state import CommandRates
from madang_protocol.messages import Done, Message, Notice, Rejected
from madang_server.live.command_queue import CommandQueue
from madang_server.live.frames import ReliableFrame, frame
from madang_server.live.ports import V
from madang_server.live.said_words import SaidWords
from madang_server.live.socket import Socket
from madang_server.live.unshown import UnshownNotices
from madang_worlds import Plan, Room


class Flow(Enum):
    """How the volatile lane of a session stands (SPEC R10)."""

    OFFLINE = "offline"  # there is no connection
    BEHIND = "behind"  # the write buffer is above the low mark: volatile frames are skipped
    STALE = "stale"  # it may be written to again, but needs everything whole first
    CURRENT = "current"  # it has all that was published


class Event(Enum):
    """What moves a flow."""

    CONNECTED = "connected"
    ROSE = "rose"  # the write buffer rose above the low mark
    DRAINED = "drained"
    MOVED = "moved"  # into another room, or the room began anew
    TOLD = "told"  # the whole state was written
    LOST = "lost"


FLOWS: dict[tuple[Flow, Event], Flow] = {
    (Flow.OFFLINE, Event.CONNECTED): Flow.STALE,
    (Flow.CURRENT, Event.ROSE): Flow.BEHIND,
    (Flow.STALE, Event.ROSE): Flow.BEHIND,
    (Flow.BEHIND, Event.DRAINED): Flow.STALE,
    (Flow.CURRENT, Event.MOVED): Flow.STALE,
    (Flow.STALE, Event.TOLD): Flow.CURRENT,
    (Flow.CURRENT, Event.LOST): Flow.OFFLINE,
    (Flow.STALE, Event.LOST): Flow.OFFLINE,
    (Flow.BEHIND, Event.LOST): Flow.OFFLINE,
}  # an event that is not here changes nothing


def _nowhere(payload: bytes) -> None:
    """There is no connection: what is volatile is lost."""
    del payload


def _nobody(session: "AnySession") -> None:
    """There is no journal."""
    del session


class OccupiedRoom(Protocol):
    """The room that a session is in, as the session's connection and lifecycle use it. Rooms keep this promise."""

    key: str
    plan: Plan
    room: Room
    phase_s: float

    def move(self, session: "AnySession", command: Move) -> None:
        """Head that way from the next tick on; dropped past the room's bound a tick (SPEC R1, R4)."""

    def go(self, session: "AnySession", command: Go) -> Done | Rejected:
        """Lead the avatar there (SPEC R5). The caller tells the result: `done`, or a rejection with its code."""

    def say(self, session: "AnySession", command: Say) -> Rejected | None:
        """Say it at the next tick. None: what came of it is told by the room then. A rejection: the caller tells it now."""

    def show(self, session: "AnySession") -> None:
        """The visitor's name, look or counter is another now: tell it with the next roster."""

    def introduce(self, session: "AnySession") -> None:
        """The session begins anew where it is: tell it `room`, roster and a keyframe as if it had just come in."""

    def needs_whole(self, session: "AnySession") -> None:
        """The session has missed frames: it gets everything whole at the next publishing tick (SPEC R10)."""

    def release(self, session: "AnySession", slot: int) -> None:
        """Take the session out of this slot. Nothing happens when the slot is another's by now."""

    def stand(self, session: "AnySession", point: tuple[int, int]) -> None:
        """Put the avatar at the free spot nearest to this point, in units of 1/8 px; it leaves its booth's seating."""

    def sit_down(self, sessions: "list[AnySession]", booth: str) -> None:
        """Put these, who are in this room, on free seats of the booth, and let them talk unheard there (SPEC R12, R17)."""

    def end_seating(self, session: "AnySession") -> bool:
        """Give the booth back in which this one was seated: the talk is over, wherever they stand. False: they were in none."""

    def seated_beside(self, session: "AnySession") -> "list[AnySession]":
        """Those who were seated in a booth together with this one."""


class Session(Generic[V]):
    """One visitor here and now. `write` takes framed bytes, and only while the flow allows it."""

    __slots__ = (
        "actor", "board_seen", "changed", "commands", "counter", "dropped_at", "flow", "follows", "held", "key", "lane", "rates",
        "roster_seen", "seated_for", "slot", "socket", "unshown", "visitor", "withheld", "words", "write",
    )  # fmt: skip

    def __init__(
        self,
        visitor: V,
        commands: CommandQueue,
        rates: CommandRates,
        words: SaidWords | None = None,
        changed: Callable[["AnySession"], None] = _nobody,
    ) -> None:
        """`changed` is told when there is something new to keep: key, numbered messages, words."""
        self.visitor = visitor
        self.changed = changed
        self.commands = commands
        self.rates = rates
        self.words = SaidWords() if words is None else words
        self.withheld: list[Message] | None = None  # what the office said since a fresh state was asked of it
        self._restart(None)
        self.socket: Socket | None = None
        self.write: Callable[[bytes], None] = _nowhere
        self.flow = Flow.OFFLINE
        self.dropped_at: float | None = None
        self.actor: OccupiedRoom | None = None
        self.slot = -1
        self.follows = False  # the client can be sent on to another node (SPEC N21)
        self.counter: str | None = None  # an officer's desk
        self.seated_for: str | None = None  # the counter of the talk for which the office seated them last
        self.roster_seen = -1
        self.board_seen = -1

    def step(self, event: Event) -> None:
        self.flow = FLOWS.get((self.flow, event), self.flow)

    def connect(self, socket: Socket) -> None:
        """This socket is the visitor's from now on."""
        self.socket, self.write, self.held = socket, socket.write, b""
        self.dropped_at = None
        self.roster_seen = self.board_seen = -1
        self.step(Event.CONNECTED)

    def disconnect(self) -> None:
        self.socket, self.write, self.held = None, _nowhere, b""
        self.step(Event.LOST)

    def leave_room(self) -> None:
        """Be in no room any more."""
        if self.actor is not None:
            self.actor.release(self, self.slot)
            self.actor = None

    def begin(self, key: str) -> None:
        """Begin anew under this key: numbering from 1, nothing to replay, and the office is asked for the whole state."""
        self._restart(key)
        self.withheld = []
        self.changed(self)

    def go_on(self, key: str, lane: ReliableLane) -> None:
        """Go on where the session was at another server (SPEC S22)."""
        self._restart(key)
        self.lane = lane
        bodies = lane.bodies_after(0)
        for number, body in enumerate(bodies, lane.sequence - len(bodies) + 1):
            _, message = codec.decode_message(body)
            if isinstance(message, Notice) and message.n is not None:
                self.unshown.sent(number, message.n)
        self.changed(self)

    def _restart(self, key: str | None) -> None:
        """Keep nothing of what was numbered before. `key` None: it cannot be resumed."""
        self.key, self.lane, self.unshown = key, ReliableLane(), UnshownNotices()
        self.held = b""  # numbered frames that go out together with what comes next in this tick

    def take_key(self, key: str) -> None:
        """Be resumed by this key alone from now on (SPEC S22).

        A server that does not know yet that it lost the office may go on under the one before, and with other messages.
        """
        self.key = key
        self.changed(self)

    def release(self, state: list[Message]) -> None:
        """Tell the fresh state, then all that the office said while it was read: the later word wins."""
        waiting, self.withheld = self.withheld or [], None
        for message in state + waiting:
            self.tell(message)

    def tell_for_office(self, message: Message) -> None:
        """Tell what the office says, behind a fresh state that is still being read."""
        if self.withheld is None:
            self.tell(message)
        elif len(self.withheld) < limits.REPLAY_MESSAGES_MAX:
            self.withheld.append(message)
        else:
            self.fail(Close.SLOW_READER)

    def tell_said(self, reply: Done | Rejected) -> None:
        """Tell what became of something said, and keep it for the same words again (SPEC W12)."""
        self.words.told(reply)
        self.tell(reply)

    def tell(self, message: Message) -> None:
        """Send one message on its lane: a reliable one always, a volatile one only to a reader who is not behind (SPEC R10)."""
        if isinstance(message, Notice) and message.n is not None and message.n in self.unshown:
            return  # the fresh state told it already
        body = codec.encode(message)
        if message.reliable:
            self.push(ReliableFrame(body))
            if isinstance(message, Notice) and message.n is not None and self.key is not None:
                self.unshown.sent(self.lane.sequence, message.n)
        elif self.flow in {Flow.STALE, Flow.CURRENT}:
            self.write(frame(body))

    def push(self, reliable: ReliableFrame) -> None:
        """Send a reliable message: numbered, kept for replay, and written if somebody is there (SPEC W9)."""
        self.hold(reliable)
        self.flush()

    def hold(self, reliable: ReliableFrame) -> None:
        """Number and keep a reliable message as `push` does. The caller calls `flush` before the tick ends: until then it is
        not written.

        A full lane fails the session (4408): the next hello gets a fresh one.
        """
        if self.key is None:
            return  # there is nothing to resume: the next hello gets the full state
        try:
            number = self.lane.push(reliable.body)
        except LaneFull:
            self.fail(Close.SLOW_READER)
            return
        self.changed(self)
        if self.socket is not None:
            self.held += reliable.numbered(number)

    def flush(self) -> None:
        held, self.held = self.held, b""
        if held and self.socket is not None:
            self.write(held)
            if self.flow is Flow.BEHIND and self.socket.unsent_bytes > limits.WRITE_HIGH_BYTES:
                self.fail(Close.SLOW_READER)

    def fail(self, close: Close) -> None:
        """The session cannot go on: the next hello gets a fresh one (SPEC S5, S11)."""
        self._restart(None)
        self.withheld = None
        self.changed(self)
        if self.socket is not None:
            self.socket.close(close)

    def replay(self, key: str | None, seen: int) -> list[bytes] | None:
        """Everything of this session after `seen`, or None when it must begin anew (SPEC S5: all or nothing)."""
        if key is None or key != self.key or self.withheld is not None:
            return None
        frames = self.lane.since(seen)
        if frames is not None:
            self.lane.acknowledge(seen)
        return frames


AnySession = Session[Any]  # where it does not matter which office the visitor belongs to: in rooms and on the wire
