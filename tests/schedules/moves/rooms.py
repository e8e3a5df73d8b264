"""Rooms without walls and ticks, in the server's own directory of them. Whoever says something is heard at once."""

from types import SimpleNamespace
from typing import Any

from madang_protocol.messages import Done
from madang_server.live.room_directory import RoomDirectory
from madang_server.live.session import AnySession
from madang_worlds import RoomFull

CAPACITY = 2
PLACES = ("hall", "court")


class SimpleRoom:
    """As a `RoomActor`, and as its `Room`."""

    def __init__(self, key: str, plan: Any) -> None:
        self.key, self.plan = key, plan
        self.capacity = CAPACITY
        self.sessions: dict[int, AnySession] = {}
        self.phase_s = 0.0
        self._entered = 0

    @property
    def room(self) -> "SimpleRoom":
        return self

    @property
    def count(self) -> int:
        return len(self.sessions)

    def admit(self, session: AnySession, _point: tuple[int, int]) -> None:
        if self.count >= self.capacity:
            raise RoomFull
        self._entered += 1
        session.slot = self._entered
        session.actor = self  # type: ignore[assignment]  # as far as it is used here
        self.sessions[session.slot] = session
        self.introduce(session)

    def introduce(self, session: AnySession) -> None:
        session.tell(Done(id="in-room-", ref=self.key))

    def release(self, session: AnySession, slot: int) -> None:
        if self.sessions.get(slot) is session:
            del self.sessions[slot]

    def whereabouts(self, slots: list[int]) -> tuple[list[int], list[int], list[int]]:
        return [8] * len(slots), [8] * len(slots), [1] * len(slots)

    def position(self, _slot: int) -> tuple[int, int, int]:
        return 8, 8, 1

    def move(self, _session: AnySession, _command: object) -> None:
        """Nobody walks."""

    def show(self, _session: AnySession) -> None:
        """Nobody looks."""

    def needs_whole(self, _session: AnySession) -> None:
        """There is nothing volatile."""

    def close(self) -> None:
        """There are no ticks."""


class Directory(RoomDirectory):
    """The server's own, of simple rooms."""

    def __init__(self, elsewhere: Any, *, keeps_first: bool) -> None:
        plans: Any = {place: _plan(place) for place in PLACES}
        dependencies: Any = None
        super().__init__(plans, PLACES[0], dependencies, elsewhere, keeps_first=keeps_first)

    def _open(self, place: str, key: str | None = None) -> Any:
        rooms: list[Any] = self._rooms[place]
        taken = {room.key for room in rooms}
        names = (place if number == 1 else f"{place}-{number}" for number in range(1, 1_000))
        key = key or next(name for name in names if name not in taken and not self._elsewhere.has_room(name))
        rooms.append(SimpleRoom(key, self.plans[place]))
        return rooms[-1]


def _plan(place: str) -> Any:
    return SimpleNamespace(name=place, capacity=CAPACITY, counters={}, booths={}, entry=lambda _entry, _turn: (8, 8))
