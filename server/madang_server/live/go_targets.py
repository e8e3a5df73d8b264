"""Where `go` leads: the name of a counter, door, booth, seat or person to a point of the plan. Decides nothing about the way."""

from madang_protocol import Rejection
from madang_protocol.commands import Go
from madang_worlds import Room

Point = tuple[int, int]


def target_of(room: Room, go: Go, slot_of: dict[str, int]) -> Point | Rejection:
    """The point that `go` names; `slot_of` says in which slot a person is."""
    if go.kind == "point":
        return go.x, go.y
    if go.name is None:
        return Rejection.UNKNOWN_TARGET
    if go.kind == "person":
        return _beside(room, slot_of.get(go.name))
    if go.kind == "booth":
        return _into_booth(room, go.name)
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
