"""What a host and an owner say to each other, as records. Shapes only. Bodies are those of the visitors' own wire, opaque.

A frame is its length (u32) and a msgpack array: a number, and the record. Number 0: nothing is answered. Above: a question; its
answer has the number below zero.

Nodes of two versions are hosts of each other while a cluster is upgraded. So fields are only added, behind the others and with a
default, and kinds beside the others; both are passed over where they are not known. `VERSION` counts such additions.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import Struct, ValidationError, msgpack

from madang_office.reports import HeardLine
from madang_protocol.fields import Language, Role
from madang_server.live.moving import MovingSession

VERSION = 2  # of what is said here; both sides tell theirs at first, and 0 is what was spoken before they did
FRAME_BYTES_MAX = 4 * 1024 * 1024


class Record(Struct, array_like=True, tag=True, frozen=True):
    """One thing that is said."""


class Guest(Struct, array_like=True, frozen=True):
    """A visitor as a host knows them."""

    id: str
    name: str
    look: str
    lang: Language
    role: Role
    new_token: str | None = None
    place: str | None = None
    barred: bool = False


class Present(Struct, array_like=True, frozen=True):
    """Somebody who is at a host. `passport`: what the office gave for them, which it knows them by again."""

    visitor: str
    passport: bytes


class RoomAt(Struct, array_like=True, frozen=True):
    """A room of a host."""

    key: str
    place: str
    people: int
    capacity: int


# from a host ---------------------------------------------------------------------------------------------------------


class Register(Record, frozen=True):
    """I have, or may have, rooms of this office. `number`: under which my journal is written; 0: none yet."""

    node: str
    boot: str
    address: str
    number: int
    people: list[Present]
    version: int = 0


class Renew(Record, frozen=True):
    """May I go on? `drains`: I want to be empty."""

    rooms: list[RoomAt]
    drains: bool


class Execute(Record, frozen=True):
    """A durable command."""

    visitor: str
    command: bytes
    heard: list[HeardLine] = []  # of a report: what its author was told by the reported


class SaidInBooth(Record, frozen=True):
    visitor: str
    place: str
    booth: str
    text: str


class StateOf(Record, frozen=True):
    visitor: str


class NoticesShown(Record, frozen=True):
    visitor: str
    numbers: list[int]


class Dropped(Record, frozen=True):
    visitor: str


class Left(Record, frozen=True):
    visitor: str
    on_purpose: bool


class MoveTo(Record, frozen=True):
    """Somebody here wants to be in another place."""

    visitor: str
    place: str
    entry: str


# from the owner ------------------------------------------------------------------------------------------------------


class Registered(Record, frozen=True):
    """`replaced`: those of the host's people who are at the owner by now; their sessions at the host are over."""

    number: int
    office: bytes
    replaced: list[str]
    version: int = 0


class Tell(Record, frozen=True):
    visitor: str
    body: bytes


class Board(Record, frozen=True):
    body: bytes


class QueueIs(Record, frozen=True):
    visitor: str
    body: bytes


class Seen(Record, frozen=True):
    """The office sees a visitor so now."""

    guest: Guest


class SeatThem(Record, frozen=True):
    visitors: list[str]
    booth: str
    counter: str


class Dismiss(Record, frozen=True):
    visitor: str


class Bring(Record, frozen=True):
    """Take this session in, into the room of this name. Answered by `Seated`."""

    guest: Guest
    passport: bytes
    session: MovingSession
    room: str
    entry: str | None
    queue: bytes | None = None


class GiveSeat(Record, frozen=True):
    """Somebody who is with you is here. Answered by `Seated`."""

    visitor: str


class Export(Record, frozen=True):
    """Let somebody go. Answered by `Exported`."""

    visitor: str


class SentOn(Record, frozen=True):
    """Where somebody whom you let go is now."""

    visitor: str
    path: str
    seat: str


class Stay(Record, frozen=True):
    """Somebody who wanted to be in another place: it is with you, in the room of this name; nothing: there is no room."""

    visitor: str
    place: str
    entry: str
    room: str


class Over(Record, frozen=True):
    """You are a host no longer."""


# answers of either ---------------------------------------------------------------------------------------------------


class Seated(Record, frozen=True):
    """None: there is no room, or they are not here."""

    seat: str | None


class Exported(Record, frozen=True):
    """None: they are not here."""

    session: MovingSession | None


class Replied(Record, frozen=True):
    bodies: list[bytes]


class Kept(Record, frozen=True):
    """What was said is kept. `code`: why not."""

    code: str | None


class Renewed(Record, frozen=True):
    """Go on (answers `Renew`)."""


class Failed(Record, frozen=True):
    """It could not be asked. `lost`: nobody here knows what became of it."""

    lost: bool


AnyRecord = (
    Register | Renew | Execute | SaidInBooth | StateOf | NoticesShown | Dropped | Left | MoveTo
    | Registered | Tell | Board | QueueIs | Seen | SeatThem | Dismiss | Bring | GiveSeat | Export | SentOn | Stay | Over
    | Seated | Exported | Replied | Kept | Renewed | Failed
)  # fmt: skip


class Unknown(NamedTuple):
    """A record that this version cannot read: of a kind, or with values, of another."""

    kind: str


_decoder = msgpack.Decoder(tuple[int, AnyRecord])
_any_record = msgpack.Decoder(tuple[int, list[Any]])
_encoder = msgpack.Encoder()


def packed(number: int, record: Record) -> bytes:
    """Return the frame of a record. Raises `ValueError` for one that is too large."""
    body = _encoder.encode((number, record))
    if len(body) > FRAME_BYTES_MAX:
        raise ValueError(f"{type(record).__name__} has {len(body)} bytes")
    return len(body).to_bytes(4, "big") + body


def unpacked(buffer: bytearray) -> Sequence[tuple[int, AnyRecord | Unknown]]:
    """Return the records that are whole, and take them off the buffer. Raises `ValueError` for what is none of them."""
    found: list[tuple[int, AnyRecord | Unknown]] = []
    start = 0
    while len(buffer) - start >= 4:
        size = int.from_bytes(buffer[start : start + 4], "big")
        if size > FRAME_BYTES_MAX:
            raise ValueError(f"a frame of {size} bytes")
        if len(buffer) - start - 4 < size:
            break
        found.append(_read(buffer[start + 4 : start + 4 + size]))
        start += 4 + size
    del buffer[:start]
    return found


def _read(body: bytearray) -> tuple[int, AnyRecord | Unknown]:
    try:
        return _decoder.decode(body)
    except ValidationError:
        number, said = _any_record.decode(body)
        if not said or not isinstance(said[0], str) or not said[0]:
            raise
        return number, Unknown(said[0])
