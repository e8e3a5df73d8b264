"""Who is in a room, as a lane of versions: changes are gathered and framed once; who missed some gets just those, or the whole.

Pure: knows people and bytes, nobody's connection. In one message those who leave go before those who join, for a slot may
be used again.
"""

from collections import deque

from madang_protocol import codec
from madang_protocol.messages import Person, Roster
from madang_server.live.frames import frame


class RosterLane:
    """One room's people. `version` counts the flushed changes."""

    __slots__ = ("_history", "_history_bytes", "_joined", "_left", "_people", "_room", "_whole", "version")

    def __init__(self, room: str) -> None:
        self.version = 0
        self._room = room
        self._people: dict[int, Person] = {}
        self._joined: dict[int, Person] = {}
        self._left: set[int] = set()
        self._history: deque[bytes] = deque()  # the frames of the versions up to this one
        self._history_bytes = 0
        self._whole: bytes | None = None

    @property
    def dirty(self) -> bool:
        """True while there are changes that nobody was told."""
        return bool(self._joined or self._left)

    def put(self, person: Person) -> None:
        self._joined[person.a] = person

    def remove(self, slot: int) -> None:
        self._joined.pop(slot, None)
        if slot in self._people:
            self._left.add(slot)

    def flush(self) -> bytes | None:
        """Make the gathered changes one version; return its frame, or None when nothing changed."""
        if not self.dirty:
            return None
        for slot in self._left:
            self._people.pop(slot, None)
        self._people.update(self._joined)
        delta = self._framed(join=list(self._joined.values()), leave=sorted(self._left), whole=False)
        self._joined, self._left, self._whole = {}, set(), None
        self.version += 1
        self._remember(delta)
        return delta

    def since(self, version: int) -> list[bytes]:
        """The frames that lead from `version` (-1: nothing is known) to this one: the changes if they are few, or the whole."""
        missing = self.version - version
        if version >= 0 and missing <= len(self._history):
            return list(self._history)[len(self._history) - missing :]
        return [self.whole()]

    def whole(self) -> bytes:
        """Everybody, framed once a version."""
        if self._whole is None:
            self._whole = self._framed(join=list(self._people.values()), leave=[], whole=True)
        return self._whole

    def _remember(self, delta: bytes) -> None:
        self._history.append(delta)
        self._history_bytes += len(delta)
        bytes_max = 1_024 + 32 * len(self._people)  # longer than this, and the whole is the better answer
        while self._history_bytes > bytes_max:
            self._history_bytes -= len(self._history.popleft())

    def _framed(self, *, join: list[Person], leave: list[int], whole: bool) -> bytes:
        return frame(codec.encode(Roster(room=self._room, join=join, leave=leave, whole=whole, count=len(self._people))))
