"""One connection's state as a transition table, sans I/O: frames in, commands out. Knows no socket, no clock, no room.

How a frame becomes a command:
1. The shell hands each binary frame to `ConnectionState.receive`, with the instant in monotonic seconds.
2. A token bucket counts frames. A connection past its rate ends with FLOOD (SPEC W8).
3. `codec.decode_command` makes one typed command of the bytes, or the connection ends with MALFORMED (W1 to W4).
4. TRANSITIONS gives the next phase. A missing entry ends the connection: HELLO_EXPECTED before `hello`, else MALFORMED (S1).
5. After `hello` the shell makes or resumes the session, sends `welcome` and calls `opened`. It holds the commands that come
   before that.
6. Before it carries a command out, the shell asks `allows`. A command past the rate of its kind is rejected, and the
   connection goes on (W8).

How a reliable message is numbered and replayed:
1. `codec.encode` makes one body without a number, for all receivers.
2. `ReliableLane.push` of each session keeps the body and gives the next number, from 1 without gaps (W9).
3. `codec.number` puts the number in front of the body, and the shell sends the frame.
4. `ack` frees the bodies up to its number (S4). A lane that holds too much raises `LaneFull`, and the session ends (S11).
5. On resume `ReliableLane.since` gives every frame after the last one seen, or None: then a fresh state follows (S5).

States and events, made by `make generate` from the table below:

    new      hello -> greeted
    greeted  bye -> closed; other -> greeted; opened() -> open
    open     bye -> closed; other -> open
    closed   the end
"""

from enum import Enum

from madang_protocol import codec, limits
from madang_protocol.codes import Close, Malformed, ProtocolError
from madang_protocol.commands import Ack, AnyCommand, Bye, Hello, Move, Ping, Say


class Phase(Enum):
    NEW = "new"  # the socket is open, nobody has said hello
    GREETED = "greeted"  # hello was received, welcome not yet sent
    OPEN = "open"
    CLOSED = "closed"


class Kind(Enum):
    """The kinds of frames that the table tells apart."""

    HELLO = "hello"
    BYE = "bye"
    OTHER = "other"


TRANSITIONS: dict[tuple[Phase, Kind], Phase] = {
    (Phase.NEW, Kind.HELLO): Phase.GREETED,
    (Phase.GREETED, Kind.BYE): Phase.CLOSED,
    (Phase.GREETED, Kind.OTHER): Phase.GREETED,
    (Phase.OPEN, Kind.BYE): Phase.CLOSED,
    (Phase.OPEN, Kind.OTHER): Phase.OPEN,
}


class Bucket:
    """A token bucket: `rate` tokens a second, at most `burst` at once. Instants are monotonic seconds and are handed in."""

    __slots__ = ("_at", "_left", "burst", "rate")

    def __init__(self, rate_and_burst: tuple[float, int]) -> None:
        self.rate, self.burst = rate_and_burst
        self._left = float(self.burst)
        self._at = 0.0

    def take(self, now: float) -> bool:
        """Take one token. False: none is left at `now`."""
        self._left = min(self.burst, self._left + (now - self._at) * self.rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def put_back(self) -> None:
        """Give the token back that was taken last: what it was taken for did not happen."""
        self._left = min(self.burst, self._left + 1)

    def wait_s(self, now: float) -> float:
        """Return the seconds after which there is a token; 0.0: there is one at `now`."""
        return max(0.0, (1 - self._left) / self.rate - (now - self._at))

    def full(self, now: float) -> bool:
        """Say whether nothing was taken lately: a new bucket is as good as this one."""
        return self._left + (now - self._at) * self.rate >= self.burst


class CommandRates:
    """How fast one visitor may command (SPEC W8), on whichever connection: whoever keeps sessions keeps these too."""

    __slots__ = ("_commands", "_moves", "_says")

    def __init__(self) -> None:
        self._moves = Bucket(limits.RATE_MOVE)
        self._says = Bucket(limits.RATE_SAY)
        self._commands = Bucket(limits.RATE_COMMAND)

    def allow(self, command: AnyCommand, now: float) -> bool:
        """Count the command. False: it is past the rate of its kind. `ack`, `ping`, `hello` and `bye` have none."""
        match command:
            case Move():
                return self._moves.take(now)
            case Say():
                return self._says.take(now)
            case Ack() | Ping() | Hello() | Bye():
                return True
            case _:
                return self._commands.take(now)

    def full(self, now: float) -> bool:
        """Say whether these may be forgotten: new ones would allow no more."""
        return all(bucket.full(now) for bucket in (self._moves, self._says, self._commands))


class ConnectionState:
    """What one connection may say next. It begins in phase NEW; the caller ends it by closing the socket."""

    __slots__ = ("_frames", "_rates", "phase")

    def __init__(self) -> None:
        self.phase = Phase.NEW
        self._frames = Bucket(limits.RATE_FRAME)
        self._rates = CommandRates()

    def receive(self, frame: bytes, now: float) -> AnyCommand:
        """Return the command in `frame`, and move to the phase that follows it. `now`: monotonic seconds.

        Raises `ProtocolError`, and the phase is then CLOSED or as it was: FLOOD (SPEC W8), MALFORMED (W2 to W4, S1),
        HELLO_EXPECTED (S1). The caller then closes the connection with the error's code and detail, and hands nothing in any
        more. The rate of the command itself is not checked here: ask `allows` before carrying it out.
        """
        if not self._frames.take(now):
            self._end(Close.FLOOD)
        command = codec.decode_command(frame)
        kind = Kind.HELLO if isinstance(command, Hello) else Kind.BYE if isinstance(command, Bye) else Kind.OTHER
        following = TRANSITIONS.get((self.phase, kind))
        if following is None:
            self._reject(kind)
        else:
            self.phase = following
        return command

    def allows(self, command: AnyCommand, now: float) -> bool:
        """Return whether this command keeps to the rate of its kind (SPEC W8), and count it. `now`: monotonic seconds.

        False: the caller drops a `move`, and rejects any other command with `too_fast`; the connection goes on. `ack`, `ping`,
        `hello` and `bye` have no rate of their own. Ask once for each command that is to be carried out.
        """
        return self._rates.allow(command, now)

    def opened(self, rates: CommandRates | None = None) -> None:
        """Note that `welcome` was sent (SPEC S3): the phase is OPEN. Call it once, after `receive` gave the `hello`.

        `rates`: those of the visitor, who may have commanded on another connection a moment ago.
        """
        self.phase = Phase.OPEN
        self._rates = rates or self._rates

    def _reject(self, kind: Kind) -> None:
        if self.phase is Phase.NEW:
            self._end(Close.HELLO_EXPECTED)
        self._end(Close.MALFORMED, Malformed.UNEXPECTED_HELLO.value if kind is Kind.HELLO else "")

    def _end(self, close: Close, detail: str = "") -> None:
        self.phase = Phase.CLOSED
        raise ProtocolError(close, detail)


def choose_version(offered: list[int]) -> int:
    """Return the version that both sides speak. `offered`: the `versions` of a `hello`.

    Raises `ProtocolError(UNSUPPORTED_VERSION)` with the version spoken here as detail: close the connection with it (SPEC W10).
    """
    if limits.VERSION not in offered:
        raise ProtocolError(Close.UNSUPPORTED_VERSION, str(limits.VERSION))
    return limits.VERSION
