"""What sessions stand in and are connected by: a hall without walls, and the line between a session and a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import msgspec

from madang_protocol import Close
from madang_server.live.journal_records import KeptSession
from madang_server.live.session import AnySession

if TYPE_CHECKING:
    from tests.schedules.people import Person

_decode = msgspec.msgpack.Decoder(type=dict[str, Any]).decode
_encode = msgspec.msgpack.Encoder().encode
SHORT_MAX, MEDIUM = 125, 126


@dataclass(frozen=True)
class Visitor:
    """Somebody, as a session knows them."""

    id: str
    barred: bool = False


@dataclass
class OnlyRoom:
    """The only room, and the directory of it. Everybody stands at one spot."""

    key: str = "hall"
    plan: Any = field(default_factory=lambda: SimpleNamespace(name="hall"))
    sessions: dict[int, AnySession] = field(default_factory=dict)
    entered: int = 0

    @property
    def room(self) -> "OnlyRoom":
        return self

    @property
    def rooms(self) -> list["OnlyRoom"]:
        return [self]

    def whereabouts(self, slots: list[int]) -> tuple[list[int], list[int], list[int]]:
        return [8] * len(slots), [8] * len(slots), [1] * len(slots)

    def position(self, _slot: int) -> tuple[int, int, int]:
        return 8, 8, 1

    def bring_back(self, session: AnySession, _kept: KeptSession) -> bool:
        self.admit(session)
        return True

    def admit(self, session: AnySession) -> None:
        self.entered += 1
        session.slot = self.entered
        session.actor = self  # type: ignore[assignment]  # as far as the journal asks
        self.sessions[session.slot] = session


class Line:
    """A connection: the socket of a session, and a person at its other end. What is told arrives in order, or never."""

    unsent_bytes = 0

    def __init__(self, person: "Person", deliver: Callable[[Callable[[], None]], None]) -> None:
        """`deliver`: lets something arrive at the person's end."""
        self.is_open = True
        self._person = person
        self._deliver = deliver

    def write(self, framed: bytes) -> None:
        """Take whole frames of a WebSocket server, each with a reliable message."""
        start = 0
        while start < len(framed):
            size, head = framed[start + 1], 2
            if size > SHORT_MAX:
                size, head = int.from_bytes(framed[start + 2 : start + 4], "big"), 4
            self.send(framed[start + head : start + head + size])
            start += head + size

    def send(self, payload: bytes) -> None:
        """Take one message with its number."""
        message = _decode(payload)
        number = message.pop("s", None)
        if number is not None:
            self._deliver(lambda: self._person.hears(self, number, message))

    def welcome(self, key: str | None, *, resumed: bool) -> None:
        self._deliver(lambda: self._person.is_welcome(self, key, resumed=resumed))

    def close(self, code: Close) -> None:
        """The server ends it."""
        del code
        self._deliver(lambda: self._person.loses(self))


def body_of(message: dict[str, Any]) -> bytes:
    """The message as a lane keeps it: without its number."""
    return _encode(message)
