"""One connection's conversation: each message through the table of its state to whom it is for. Knows commands, no transport."""

from collections.abc import Callable
from typing import Protocol

from madang_protocol import Close, Malformed, ProtocolError, Rejection, limits
from madang_protocol.commands import Ack, AnyCommand, Bye, DurableCommand, Go, Hello, Move, Ping, Say
from madang_protocol.connection_state import ConnectionState, Phase
from madang_protocol.messages import Done, Pong, Rejected
from madang_server.live import bounds
from madang_server.live.barred import no_say
from madang_server.live.clock import TickClock
from madang_server.live.metrics import Tally
from madang_server.live.said_words import Begun
from madang_server.live.session import AnySession, Event, Flow
from madang_server.live.socket import Socket
from madang_server.live.socket_ports import MessageHandler


class SessionHandler(Protocol):
    """Who receives people and carries their commands further."""

    clock: TickClock
    tally: Tally

    def greet(self, connection: "Connection", hello: Hello) -> None:
        """Take a valid `hello`: agree on a version, ask the office who it is, and call `connection.welcomed` in the end."""

    def execute(self, session: AnySession, command: DurableCommand) -> bool:
        """Hand a durable command to the office. False when the visitor's queue is full."""

    def acknowledged(self, session: AnySession, sequence: int) -> None:
        """Everything up to this number has arrived: the office need not tell those notices again (SPEC T20)."""

    def catch_up(self, session: AnySession) -> None:
        """The reader has caught up: tell the session whole what it missed of room and board (SPEC R10, T12)."""

    def goodbye(self, session: AnySession) -> None:
        """End the session at once, with 4000; nothing is kept for a return."""

    def dropped(self, session: AnySession) -> None:
        """The connection is gone: keep the session for `resume_seconds` (SPEC S6)."""


def retry_ms(command: AnyCommand) -> int:
    """After how long one more of this kind is allowed."""
    rate, _ = limits.RATE_SAY if isinstance(command, Say) else limits.RATE_COMMAND
    return 1_000 // rate


class Connection:
    __slots__ = ("_held", "_sessions", "session", "socket", "state")

    def __init__(self, socket: Socket, sessions: SessionHandler) -> None:
        self.state = ConnectionState()
        self.socket = socket
        self.session: AnySession | None = None
        self._sessions = sessions
        self._held: list[AnyCommand] | None = None

    # what the socket says ------------------------------------------------------------------------------------------

    def received(self, payload: bytes, now: float) -> None:
        """One message. The hot path of a `move` ends in the room's list of commands."""
        tally = self._sessions.tally
        tally.frames_in += 1
        tally.bytes_in += len(payload)
        try:
            command = self.state.receive(payload, now)
        except ProtocolError as error:
            self.socket.close(error.close, error.detail)
            return
        if self.session is None:
            self._before_welcome(command)
        else:
            self._take(self.session, command, now)

    def fell_behind(self) -> None:
        """Reads too slowly: volatile frames are skipped (SPEC R10)."""
        if self.session is not None:
            self.session.step(Event.ROSE)

    def caught_up(self) -> None:
        """May be written to again, and needs everything whole first."""
        if self.session is not None:
            self.session.step(Event.DRAINED)
            self._sessions.catch_up(self.session)

    def lost(self) -> None:
        self.state.phase = Phase.CLOSED
        session, self.session = self.session, None
        self._held = None
        if session is not None and session.socket is self.socket:
            self._sessions.dropped(session)

    def forward(self, begin: Callable[[list[AnyCommand]], MessageHandler]) -> None:
        """Hand this socket's messages to another from now on, those first that came before (SPEC N23)."""
        held, self._held = self._held or [], None
        self.state.phase = Phase.CLOSED
        self.socket.hand_over(begin(held))

    # the welcome ---------------------------------------------------------------------------------------------------

    def welcomed(self, session: AnySession, now: float) -> None:
        """The welcome was sent: the commands that came before it are taken up now."""
        self.session = session
        self.state.opened(session.rates)
        held, self._held = self._held or [], None
        for command in held:
            if self.session is not None:
                self._take(self.session, command, now)

    def _before_welcome(self, command: AnyCommand) -> None:
        if isinstance(command, Hello):
            self._sessions.greet(self, command)
        elif isinstance(command, Bye):
            self.socket.close(Close.BYE)
        else:
            self._held = self._held or []
            self._held.append(command)
            if len(self._held) > bounds.HELD_COMMANDS_MAX:
                self.socket.close(Close.FLOOD)

    # commands --------------------------------------------------------------------------------------------------------

    def _take(self, session: AnySession, command: AnyCommand, now: float) -> None:
        allowed = self.state.allows(command, now)
        actor = session.actor
        if isinstance(command, Move):
            if allowed and actor is not None and not session.visitor.barred:
                actor.move(session, command)
            else:
                self._sessions.tally.moves_dropped += 1
        elif isinstance(command, Ack | Ping | Bye | Hello):
            self._take_housekeeping(session, command)
        elif allowed:
            self._take_command(session, command)
        else:
            self._reject(session, Rejected(id=command.id, code=Rejection.TOO_FAST, retry_ms=retry_ms(command)))

    def _take_housekeeping(self, session: AnySession, command: Ack | Ping | Bye | Hello) -> None:
        match command:
            case Ping(c=sent):
                self._pong(session, sent)
            case Ack(s=sequence):
                if not session.lane.acknowledge(sequence):
                    self.socket.close(Close.MALFORMED, Malformed.BAD_FIELD)  # S4
                else:
                    self._sessions.acknowledged(session, sequence)
            case Bye():
                self._sessions.goodbye(session)
            case Hello():
                raise AssertionError("the state's table lets no second hello through")

    def _pong(self, session: AnySession, sent: int) -> None:
        phase_s = session.actor.phase_s if session.actor is not None else 0.0
        tick, milliseconds = self._sessions.clock.into(phase_s)
        if session.flow is not Flow.BEHIND:
            session.tell(Pong(c=sent, n=tick, ms=milliseconds))

    def _take_command(self, session: AnySession, command: Go | Say | DurableCommand) -> None:
        match command:
            case Go():
                self._take_go(session, command)
            case Say():
                self._take_say(session, command)
            case _ if not session.words.leave_to_command(command.id):
                self._reject(session, Rejected(id=command.id, code=Rejection.ID_REUSED))
            case _:
                if not self._sessions.execute(session, command):
                    self._reject(session, Rejected(id=command.id, code=Rejection.TOO_FAST, retry_ms=1_000))

    def _take_say(self, session: AnySession, command: Say) -> None:
        """Say it, unless it was said before: then its reply is told again, or is still to come (SPEC W12)."""
        match session.words.begin(command):
            case Begun.NEW:
                busy = Rejected(id=command.id, code=Rejection.TOO_FAST, retry_ms=1_000)
                rejected = no_say(session, command.id)
                if rejected is None:
                    rejected = session.actor.say(session, command) if session.actor is not None else busy
                if rejected is not None:
                    session.words.told(rejected)
                    self._reject(session, rejected)
            case Begun.AGAIN:
                if (reply := session.words.reply(command.id)) is not None:
                    session.tell(reply)
            case Begun.OTHER:
                self._reject(session, Rejected(id=command.id, code=Rejection.ID_REUSED))

    def _take_go(self, session: AnySession, command: Go) -> None:
        answer: Done | Rejected
        if session.visitor.barred:
            answer = Rejected(id=command.id, code=Rejection.BARRED)
        elif session.actor is not None:
            answer = session.actor.go(session, command)
        else:
            answer = Rejected(id=command.id, code=Rejection.UNREACHABLE)
        if isinstance(answer, Rejected):
            self._reject(session, answer)
        else:
            session.tell(answer)

    def _reject(self, session: AnySession, rejected: Rejected) -> None:
        self._sessions.tally.rejections[rejected.code] += 1
        session.tell(rejected)
