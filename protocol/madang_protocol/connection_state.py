"""One connection's state as a transition table, sans I/O: frames in, commands out. Knows no socket, no clock, no room."""

from enum import Enum

from madang_protocol import codec, limits
from madang_protocol.codes import Close, Malformed, ProtocolError
from madang_protocol.commands import Ack, AnyCommand, Bye, Hello, Move, Ping, Say


class Phase(Enum):
    """Where a connection is."""

    NEW = "new"  # the socket is open, nobody has said hello
    GREETED = "greeted"  # hello was received, welcome not yet sent
    OPEN = "open"
    CLOSED = "closed"


class Kind(Enum):
    """What a frame is, as far as the state cares."""

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
    """A token bucket: `rate` a second, at most `burst` at once. Time is handed in, in seconds."""

    __slots__ = ("_at", "_left", "burst", "rate")

    def __init__(self, rate_and_burst: tuple[int, int]) -> None:
        self.rate, self.burst = rate_and_burst
        self._left = float(self.burst)
        self._at = 0.0

    def take(self, now: float) -> bool:
        """True when one more is allowed at `now`."""
        self._left = min(self.burst, self._left + (now - self._at) * self.rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class ConnectionState:
    """What one connection may say next. `receive` raises `ProtocolError`; after it the connection must close."""

    __slots__ = ("_commands", "_frames", "_moves", "_says", "phase")

    def __init__(self) -> None:
        self.phase = Phase.NEW
        self._frames = Bucket(limits.RATE_FRAME)
        self._moves = Bucket(limits.RATE_MOVE)
        self._says = Bucket(limits.RATE_SAY)
        self._commands = Bucket(limits.RATE_COMMAND)

    def receive(self, frame: bytes, now: float) -> AnyCommand:
        """Return the command in `frame` and take the step of the table. `now`: monotonic seconds."""
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
        """False when the command came too fast: reject it (or drop a `move`), keep the connection (SPEC W8)."""
        match command:
            case Move():
                return self._moves.take(now)
            case Say():
                return self._says.take(now)
            case Ack() | Ping() | Hello() | Bye():
                return True
            case _:
                return self._commands.take(now)

    def opened(self) -> None:
        """The welcome was sent."""
        self.phase = Phase.OPEN

    def _reject(self, kind: Kind) -> None:
        if self.phase is Phase.NEW:
            self._end(Close.HELLO_EXPECTED)
        self._end(Close.MALFORMED, Malformed.UNEXPECTED_HELLO.value if kind is Kind.HELLO else "")

    def _end(self, close: Close, detail: str = "") -> None:
        self.phase = Phase.CLOSED
        raise ProtocolError(close, detail)


def choose_version(offered: list[int]) -> int:
    """The version both sides speak. Raises `ProtocolError(UNSUPPORTED_VERSION)`."""
    if limits.VERSION not in offered:
        raise ProtocolError(Close.UNSUPPORTED_VERSION, str(limits.VERSION))
    return limits.VERSION
