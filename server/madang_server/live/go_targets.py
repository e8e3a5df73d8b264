"""Where `go` leads: the name of a counter, door, booth, seat or person to a point of the plan. Decides nothing about the way."""

from madang_protocol import Rejection
from madang_protocol.commands import Go
from madang_protocol.limits import UNITS_PER_PX
from madang_worlds import TILE_UNITS, Room

Point = tuple[int, int]

SEAT_UNITS = 12 * UNITS_PER_PX  # who is nearer than this to a seat has it
UNDERWAY_TICKS = 1  # a way that was asked for in this tick is walked from the next one on


def target_of(room: Room, go: Go, slot: int, *, slot_of: dict[str, int], waiting: "WaitingSeats") -> Point | Rejection:
    """The point that `go` of the one in `slot` names; `slot_of` says in which slot a person is."""
    if go.kind == "point":
        return go.x, go.y
    if go.name is None:
        return Rejection.UNKNOWN_TARGET
    if go.kind == "person":
        return _beside(room, slot_of.get(go.name))
    if go.kind == "booth":
        return _into_booth(room, go.name)
    if go.kind == "seat":
        return room.plan.spot("seat", go.name) or waiting.choose(slot, go.name) or Rejection.UNKNOWN_TARGET
    return room.plan.spot(go.kind, go.name) or Rejection.UNKNOWN_TARGET


def _beside(room: Room, slot: int | None) -> Point | Rejection:
    if slot is None:
        return Rejection.UNKNOWN_TARGET
    x, y, _ = room.position(slot)
    return x, y


def _into_booth(room: Room, name: str) -> Point | Rejection:
    booth = room.plan.booths.get(name)
    if booth is None:
        return Rejection.UNKNOWN_TARGET
    if len(room.in_booth(name)) >= booth.capacity:
        return Rejection.ROOM_FULL
    return room.plan.spot("booth", name) or Rejection.UNKNOWN_TARGET


def free_seats(room: Room, name: str, people: int) -> list[Point]:
    """A seat of the booth for each of those who are brought there, where nobody is; its middle for whom no seat is left."""
    booth, middle = room.plan.booths.get(name), room.plan.spot("booth", name)
    if booth is None or middle is None:
        return []
    taken = {room.position(slot)[:2] for slot in room.in_booth(name)}
    free = [seat for seat in booth.seats if seat not in taken]
    return [*free, *[middle] * people][:people]


class WaitingSeats:
    """The seats of one room near its counters, so that a line is seen (SPEC R21). Who is on the way to a seat has it."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._underway: dict[int, tuple[Point, int]] = {}

    def choose(self, slot: int, name: str) -> Point | None:
        """Return a seat for whom waits at the counter or for the service `name`: the nearest free one to `slot`.

        When all are taken, a place to stand in front of one. None: no counter of that name has seats here.
        """
        seats = self._seats(name)
        if not seats:
            return None
        taken = [*self._others(slot), *self._underway_of_others(slot)]
        free = [seat for seat in seats if not any(_is_on(seat, point) for point in taken)]
        x, y, _ = self._room.position(slot)
        seat = min(free, key=lambda point: abs(point[0] - x) + abs(point[1] - y)) if free else self._standing(seats, slot)
        self._underway[slot] = seat, self._room.tick
        return seat

    def _seats(self, name: str) -> list[Point]:
        counters = [c for c in self._room.plan.counters.values() if name == c.id or name in c.services]
        return [seat for counter in counters for seat in counter.seats]

    def _others(self, slot: int) -> list[Point]:
        return [self._room.position(other)[:2] for other in self._room.slots() if other != slot]

    def _underway_of_others(self, slot: int) -> list[Point]:
        """Return the seats that others walk to; forget those of people who have stopped."""
        self._underway = {
            other: way for other, way in self._underway.items() if other != slot and self._is_underway(other, way[1])
        }
        return [seat for seat, _ in self._underway.values()]

    def _is_underway(self, slot: int, asked: int) -> bool:
        return self._room.walks(slot) or self._room.tick - asked <= UNDERWAY_TICKS

    def _standing(self, seats: list[Point], slot: int) -> Point:
        x, y = seats[slot % len(seats)]
        return self._room.plan.nearest_free(x, y + TILE_UNITS)


def _is_on(seat: Point, point: Point) -> bool:
    return abs(seat[0] - point[0]) < SEAT_UNITS and abs(seat[1] - point[1]) < SEAT_UNITS
