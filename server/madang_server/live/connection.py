"""One connection's conversation: each message through the session's table to whom it is for. Knows wishes, no transport."""

from typing import TYPE_CHECKING, Protocol

from madang_protocol import Close, Malformed, ProtocolError, Refusal, limits
from madang_protocol.messages import Pong, Refused
from madang_protocol.session import Session, State
from madang_protocol.wishes import Ack, AnyWish, Bye, DurableWish, Go, Hello, Move, Ping, Say
from madang_server.live import bounds
from madang_server.live.metrics import Tally
from madang_server.live.socket import Socket
from madang_server.live.visit import Event, Flow, Visit

if TYPE_CHECKING:
    from madang_server.live.clock import TickClock


class Reception(Protocol):
    """Who receives people and carries their wishes further."""

    clock: "TickClock"
    tally: Tally

    def greet(self, connection: "Connection", hello: Hello) -> None:
        """Somebody said hello."""

    def grant(self, visit: Visit, wish: DurableWish) -> bool:
        """Hand a durable wish to the office. False when the visitor's line is full."""

    def catch_up(self, visit: Visit) -> None:
        """The visit may be told everything again."""

    def goodbye(self, visit: Visit) -> None:
        """They leave on purpose."""

    def dropped(self, visit: Visit) -> None:
        """The connection is gone, the visit is kept for a while."""


def retry_ms(wish: AnyWish) -> int:
    """After how long one more of this kind is allowed."""
    rate, _ = limits.RATE_SAY if isinstance(wish, Say) else limits.RATE_WISH
    return 1_000 // rate


class Connection:
    """The peer of one socket."""

    __slots__ = ("_held", "_reception", "session", "socket", "visit")

    def __init__(self, socket: Socket, reception: Reception) -> None:
        self.session = Session()
        self.socket = socket
        self.visit: Visit | None = None
        self._reception = reception
        self._held: list[AnyWish] | None = None

    # what the socket says ------------------------------------------------------------------------------------------

    def received(self, payload: bytes, now: float) -> None:
        """One message. The hot path of a `move` ends in the room's list of wishes."""
        tally = self._reception.tally
        tally.frames_in += 1
        tally.bytes_in += len(payload)
        try:
            wish = self.session.receive(payload, now)
        except ProtocolError as error:
            self.socket.close(error.close, error.detail)
            return
        if self.visit is None:
            self._before_welcome(wish)
        else:
            self._take(self.visit, wish, now)

    def fell_behind(self) -> None:
        """Reads too slowly: volatile frames are skipped (SPEC R10)."""
        if self.visit is not None:
            self.visit.step(Event.ROSE)

    def caught_up(self) -> None:
        """May be written to again, and needs everything whole first."""
        if self.visit is not None:
            self.visit.step(Event.DRAINED)
            self._reception.catch_up(self.visit)

    def lost(self) -> None:
        """The socket is over."""
        self.session.state = State.CLOSED
        visit, self.visit = self.visit, None
        self._held = None
        if visit is not None and visit.socket is self.socket:
            self._reception.dropped(visit)

    # the welcome ---------------------------------------------------------------------------------------------------

    def welcomed(self, visit: Visit, now: float) -> None:
        """The welcome was sent: what was wished before it is taken up now."""
        self.visit = visit
        self.session.opened()
        held, self._held = self._held or [], None
        for wish in held:
            if self.visit is not None:
                self._take(self.visit, wish, now)

    def _before_welcome(self, wish: AnyWish) -> None:
        if isinstance(wish, Hello):
            self._reception.greet(self, wish)
        elif isinstance(wish, Bye):
            self.socket.close(Close.BYE)
        else:
            self._held = self._held or []
            self._held.append(wish)
            if len(self._held) > bounds.HELD_WISHES_MAX:
                self.socket.close(Close.FLOOD)

    # wishes --------------------------------------------------------------------------------------------------------

    def _take(self, visit: Visit, wish: AnyWish, now: float) -> None:
        allowed = self.session.allows(wish, now)
        actor = visit.actor
        if isinstance(wish, Move):
            if allowed and actor is not None:
                actor.move(visit, wish)
            else:
                self._reception.tally.moves_dropped += 1
        elif isinstance(wish, Ack | Ping | Bye | Hello):
            self._take_housekeeping(visit, wish)
        elif allowed:
            self._take_wish(visit, wish)
        else:
            self._refuse(visit, Refused(id=wish.id, code=Refusal.TOO_FAST, retry_ms=retry_ms(wish)))

    def _take_housekeeping(self, visit: Visit, wish: Ack | Ping | Bye | Hello) -> None:
        match wish:
            case Ping(c=sent):
                self._pong(visit, sent)
            case Ack(s=sequence):
                if not visit.lane.acknowledge(sequence):
                    self.socket.close(Close.MALFORMED, Malformed.BAD_FIELD)  # S4
            case Bye():
                self._reception.goodbye(visit)
            case Hello():
                raise AssertionError("the session's table lets no second hello through")

    def _pong(self, visit: Visit, sent: int) -> None:
        phase_s = visit.actor.phase_s if visit.actor is not None else 0.0
        tick, milliseconds = self._reception.clock.into(phase_s)
        if visit.flow is not Flow.BEHIND:
            visit.tell(Pong(c=sent, n=tick, ms=milliseconds))

    def _take_wish(self, visit: Visit, wish: Go | Say | DurableWish) -> None:
        match wish:
            case Go():
                self._take_go(visit, wish)
            case Say():
                refused = visit.actor.say(visit, wish) if visit.actor is not None else None
                if refused is not None:
                    self._refuse(visit, refused)
            case _:
                if not self._reception.grant(visit, wish):
                    self._refuse(visit, Refused(id=wish.id, code=Refusal.TOO_FAST, retry_ms=1_000))

    def _take_go(self, visit: Visit, wish: Go) -> None:
        answer = visit.actor.go(visit, wish) if visit.actor is not None else Refused(id=wish.id, code=Refusal.UNREACHABLE)
        if isinstance(answer, Refused):
            self._refuse(visit, answer)
        else:
            visit.tell(answer)

    def _refuse(self, visit: Visit, refused: Refused) -> None:
        self._reception.tally.refusals[refused.code] += 1
        visit.tell(refused)
