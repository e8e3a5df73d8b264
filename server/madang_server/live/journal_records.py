"""What a journal of sessions holds (SPEC S22), as plain records. Shapes only: no work is done here.

Sessions are numbered by the server that has the office, from 1, and no number is given twice under one epoch.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct


class Opened(Struct, array_like=True, frozen=True):
    """A session that began, or goes on with the office's new server. `sequence`: the number before the first in `Told`."""

    session: int
    visitor: str
    key: str  # nothing: it cannot be resumed
    sequence: int
    place: str = ""  # and where it was then; nothing: nowhere yet
    room: str = ""
    x: int = 0
    y: int = 0


class Told(Struct, array_like=True, frozen=True):
    """One reliable message, without its number, and who got it under which number."""

    body: bytes
    sessions: list[int]
    numbers: list[int]


class Entry(Struct, array_like=True, frozen=True):
    """What happened to sessions since the entry before."""

    opened: list[Opened]
    told: list[Told]
    reached: list[tuple[int, int]]  # a session, and its newest number: all was acknowledged
    over: list[int]

    def __bool__(self) -> bool:
        return bool(self.opened or self.told or self.reached or self.over)


class SpokenWords(Struct, array_like=True, frozen=True):
    """Something that a visitor said: request id, sum of the words, and the reply as it is told (SPEC W12)."""

    visitor: str
    id: str
    sum: int
    reply: bytes


class Standing(Struct, array_like=True, frozen=True):
    """A session in a room: where its avatar was, in units of 1/8 px, and its newest number then."""

    session: int
    visitor: str
    key: str
    sequence: int
    x: int
    y: int
    heading: int


class RoomSnapshot(Struct, array_like=True, frozen=True):
    """Who is in a room."""

    place: str
    standing: list[Standing]


class KeptSession(Struct, array_like=True, frozen=True):
    """A session as another server left it. `room` is nothing when it is not known where they were."""

    visitor: str
    key: str  # nothing: it cannot be resumed
    sequence: int
    bodies: list[bytes] = []  # of the last messages, the newest with the number `sequence`
    place: str = ""
    room: str = ""
    x: int = 0
    y: int = 0
    heading: int = 0


class Changes(Struct, frozen=True):
    """What is to be kept together, or not at all. `whole`: nothing of before counts any more."""

    whole: bool
    entry: Entry
    words: list[SpokenWords]
    rooms: Mapping[str, RoomSnapshot | None]  # by key; None: the room is gone
    waiting: Sequence[KeptSession] | None  # those of a server before who are not back yet; None: as before

    def __bool__(self) -> bool:
        return bool(self.whole or self.entry or self.words or self.rooms or self.waiting is not None)


class Found(Struct, frozen=True):
    """What a journal has of a server before. `entries`: in order, as are `words`.

    `age_s`: since it was last written. `gone_s`: since that server last proved that it was there; None: nobody knows.
    """

    rooms: Mapping[str, RoomSnapshot] = {}
    entries: Sequence[Entry] = ()
    words: Sequence[SpokenWords] = ()
    waiting: Sequence[KeptSession] = ()
    age_s: float = 0.0
    gone_s: float | None = None
