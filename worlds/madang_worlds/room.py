"""One live room: commands in, ticks, outcomes and frames out. Synchronous, deterministic; knows no clock, task or socket.

How a tick runs (SPEC R1):
1. `join`, `leave`, `move`, `go` and `place` append a command to one list. Only `join` reserves something at once: a slot.
2. `advance(tick)` runs every tick up to `tick`. In each, planned headings whose tick has come take effect first: early moves
   (R4), and the turns of ways (R5). Then the commands of the list take effect, in order of arrival.
3. All who have a heading take one step together, on arrays. Viewers are told changes of heading alone, and compute the steps
   between them by the same arithmetic (R6).
4. Who stepped into other areas than before is noted: doors and booths go into the `Outcomes`, which the server acts on.
5. The changes of the tick are noted with tick and position, for the next publication.
6. `publish` packs what changed since the last call, once a cell, and joins the cells of each view (R7, R8). Readers who share
   a view share the bytes. A quiet view in which somebody walks gets an empty frame before it has been quiet for too long (R9).

A room is at rest when nobody has a heading and no heading is planned. Ticks then jump, and commands take effect in the last
one. It is idle when also no command waits and nothing is unpublished: the caller need not call it until the next command.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import numpy as np

from madang_protocol.limits import SLOTS_MAX
from madang_worlds.areas import NONE
from madang_worlds.avatars import Avatars, RoomFull, Slots
from madang_worlds.geometry import STILL, Point, tile_of
from madang_worlds.motion_plan import ANY_TICKS, MotionPlan
from madang_worlds.plan import Plan
from madang_worlds.publishing import Publication, Publisher

__all__ = ["Outcomes", "Publication", "Room", "RoomFull"]


@dataclass
class Outcomes:
    """What came of the ticks of one `advance`, each list in order of time. The server acts on it (SPEC R14, R12, R5)."""

    doors: list[tuple[int, str]] = field(default_factory=list)  # (slot, name of a door) walked into
    booths: list[tuple[int, str | None]] = field(default_factory=list)  # (slot, booth) entered; None: left
    arrived: list[int] = field(default_factory=list)  # slots at the end of their way


class Room:
    """The avatars of one place, by slot: 0 up to `capacity`. Positions are units of 1/8 px from the place's upper left corner.

    Call `advance` every tick, and `publish` after it when `publishes_within` says so. Slots that are handed in must be those that
    `join` gave and `leave` has not yet given back.
    """

    def __init__(self, plan: Plan, *, capacity: int | None = None) -> None:
        self.plan = plan
        self.capacity = min(capacity or plan.capacity, SLOTS_MAX)
        self.tick = 0
        self._avatars = Avatars(self.capacity)
        self._publisher = Publisher(self._avatars, plan.cells)
        self._commands: list[tuple[Callable[..., None], tuple[Any, ...]]] = []
        self._motion_plan = MotionPlan(self._avatars, plan.path_finder)
        self._news = False  # something waits to be published
        self._zones = ((plan.door_grid.astype(np.int32) + 1) * (len(plan.booths) + 1) + plan.booth_grid + 1).reshape(-1)
        self._outcomes = Outcomes()

    @property
    def count(self) -> int:
        """Avatars in the room, and those who have a slot and come in the next tick."""
        return self._avatars.count

    @property
    def idle(self) -> bool:
        """Nobody walks and nothing waits: the caller may skip ticks until the next command."""
        return self._at_rest and not self._commands and not self._news

    @property
    def publish_ticks(self) -> int:
        """Ticks between frames: 2 in a sparse room to 5 in a crowd."""
        return self._publisher.publish_ticks

    @property
    def _at_rest(self) -> bool:
        return not self._motion_plan.planned and not len(self._avatars.walking)

    # commands ----------------------------------------------------------------------------------------------------------

    def join(self, x: int, y: int) -> int:
        """Reserve a slot at the free spot nearest to (x, y), in units, and return it.

        The avatar is present from the next tick on, standing still. Raises `RoomFull`, and nothing is reserved: the caller
        seats the visitor in the room's twin (SPEC R13). The caller gives the slot back with `leave`.
        """
        x, y = self.plan.nearest_free(x, y)
        slot = self._avatars.reserve(x, y)
        self._avatars.view[slot] = self.plan.cells.cell_of(x, y)
        self._enqueue(self._enter, slot)
        return slot

    def leave(self, slot: int) -> None:
        """Take the avatar out in the next tick; its slot is free from then on. The caller hands the slot in no more."""
        self._enqueue(self._exit, slot)

    def move(self, slot: int, heading: int, input_number: int = 0, lasted: int = ANY_TICKS) -> None:
        """Set the heading in the next tick (SPEC R2): 0 stands still, 1 to 8 are E, SE, S, SW, W, NW, N, NE.

        `input_number` (0 to 255) is told to viewers with the change. `lasted`: ticks that the heading before lasted at the
        client; an early move waits for them, at most ten ticks; 255: no matter (R4). A way that is being walked ends (R5).
        """
        self._enqueue(self._move, slot, heading, input_number, lasted)

    def go(self, slot: int, input_number: int, x: int, y: int) -> bool:
        """Lead the avatar to (x, y), in units, by a shortest way at walking speed, from the next tick on (SPEC R5).

        False: no way leads there from where it stands now, and no command is kept; the caller rejects with `unreachable`.
        Else the slot is among `Outcomes.arrived` at the end of the way. Any `move`, `go` or `place` ends the way before.
        """
        here = int(self._avatars.x[slot]), int(self._avatars.y[slot])
        reachable = self.plan.path_finder.reachable(here, (x, y))
        if reachable:
            self._enqueue(self._go, slot, input_number, (x, y))
        return reachable

    def place(self, slot: int, x: int, y: int) -> None:
        """Put the avatar, in the next tick, at the free spot nearest to (x, y), in units, standing still.

        Its way and its planned headings end. A change of booth is among the outcomes; a door does not work for it.
        """
        self._enqueue(self._place, slot, self.plan.nearest_free(x, y))

    def _enqueue(self, effect: Callable[..., None], *about: Any) -> None:
        self._commands.append((effect, about))

    # ticks -----------------------------------------------------------------------------------------------------------

    def advance(self, tick: int) -> Outcomes:
        """Run every tick up to `tick`, and return what came of them (SPEC R1). For an earlier `tick` nothing is run.

        A room at rest jumps to `tick`, in which its commands take effect. The caller acts on the outcomes: it moves those who
        walked into doors (R14), and tells of booths. Then it asks `publishes_within` the ticks that it ran.
        """
        if self._at_rest:
            self.tick = max(self.tick, tick - 1)
        outcomes = self._outcomes = Outcomes()
        while self.tick < tick:
            self.tick += 1
            self._one_tick()
        return outcomes

    def _one_tick(self) -> None:
        self._motion_plan.take_due(self.tick)
        if self._commands:
            commands, self._commands = self._commands, []
            for effect, about in commands:
                effect(*about)
        walking = self._avatars.walking
        if len(walking):
            self._step(walking)
        if self._motion_plan.changed:
            self._note_changes()

    def _note_changes(self) -> None:
        self._avatars.note_changes(self._motion_plan.changed, self.tick)
        self._outcomes.arrived.extend(self._motion_plan.arrived)
        self._motion_plan.changed, self._motion_plan.arrived = [], []
        self._news = True

    def _step(self, walking: Slots) -> None:
        a = self._avatars
        x, y = self.plan.ground.step(a.x.take(walking), a.y.take(walking), a.heading.take(walking))
        a.x[walking], a.y[walking] = x, y
        self._news = True
        zone = self._zones.take(self.plan.ground.tile(x, y))
        for index in np.flatnonzero(zone != a.zone.take(walking)).tolist():
            self._cross(int(walking[index]), int(zone[index]), by_foot=True)

    def _cross(self, slot: int, zone: int, *, by_foot: bool) -> None:
        """Note that the avatar is in other areas than before. Doors work for those who walk in, not those put there."""
        door, booth = self._door_and_booth(zone)
        old_door, old_booth = self._door_and_booth(int(self._avatars.zone[slot]))
        self._avatars.zone[slot] = zone
        if booth != old_booth:
            self._outcomes.booths.append((slot, None if booth == NONE else self.plan.booth_ids[booth]))
        if by_foot and door not in {old_door, NONE}:
            self._outcomes.doors.append((slot, self.plan.door_names[door]))

    def _door_and_booth(self, zone: int) -> tuple[int, int]:
        """Return the indexes of door and booth for a number of `_zones`; NONE for both when it is negative (nowhere yet)."""
        if zone < 0:
            return NONE, NONE
        door, booth = divmod(zone, len(self.plan.booths) + 1)
        return door - 1, booth - 1

    # effects of commands -----------------------------------------------------------------------------------------------

    def _enter(self, slot: int) -> None:
        a = self._avatars
        a.present[slot] = a.fresh[slot] = True
        a.planned[slot] = self.tick
        self._cross(slot, self._zone_of(slot), by_foot=False)
        self._motion_plan.changed.append(slot)

    def _exit(self, slot: int) -> None:
        if self._avatars.present[slot]:
            self._avatars.release(slot)
            self._news = True

    def _move(self, slot: int, heading: int, input_number: int, lasted: int) -> None:
        if self._avatars.present[slot]:
            self._motion_plan.move(slot, heading, input_number, lasted, self.tick)

    def _go(self, slot: int, input_number: int, goal: Point) -> None:
        if self._avatars.present[slot]:
            self._motion_plan.go(slot, input_number, goal, self.tick)

    def _place(self, slot: int, spot: Point) -> None:
        a = self._avatars
        if not a.present[slot]:
            return
        self._motion_plan.halt(slot, self.tick)
        a.x[slot], a.y[slot] = spot
        a.turn(slot, STILL)
        self._cross(slot, self._zone_of(slot), by_foot=False)
        self._motion_plan.changed.append(slot)

    # publishing ------------------------------------------------------------------------------------------------------

    def publishes_at(self, tick: int) -> bool:
        return tick % self.publish_ticks == 0

    def publishes_within(self, after: int, until: int) -> bool:
        """Return whether a publishing tick lies in (after, until]: a late caller has passed it, not missed it."""
        return until // self.publish_ticks > after // self.publish_ticks

    def publish(self) -> Publication:
        """Return what happened since the last call, as frames at the present tick (SPEC R7 to R9, R11).

        The caller sends each viewer the frame of their view; one for whom frames were skipped needs `whole` first (R10).
        """
        if not self._news:
            return Publication(self.tick, self.plan.cells.neighbours, {})
        self._news = False
        return self._publisher.publish(self.tick)

    def whole(self, view_cell: int) -> bytes:
        """Return the `d` of a keyframe: every cell of the 3 x 3 around `view_cell` whole, at the present tick (SPEC R10).

        It has a section also for an empty cell. Frames of later publications continue it (R11).
        """
        return self._publisher.whole(self.tick, view_cell)

    # questions -------------------------------------------------------------------------------------------------------

    def slots(self) -> list[int]:
        return np.flatnonzero(self._avatars.present).tolist()

    def position(self, slot: int) -> tuple[int, int, int]:
        """Return (x, y, heading): units of 1/8 px and 0 to 8, as they are at the end of the present tick."""
        a = self._avatars
        return int(a.x[slot]), int(a.y[slot]), int(a.heading[slot])

    def whereabouts(self, slots: list[int]) -> tuple[list[int], list[int], list[int]]:
        return self._avatars.whereabouts(slots)

    def walks(self, slot: int) -> bool:
        return bool(self._avatars.heading[slot])

    def view_cell(self, slot: int) -> int:
        """Return the number of the cell in the middle of what the avatar sees (SPEC R7)."""
        return int(self._avatars.view[slot])

    def near(self, slot: int, radius_units: int) -> list[int]:
        """Return the slots within `radius_units` (1/8 px), rising, the avatar's own among them once it is present."""
        a = self._avatars
        off_x = a.x.astype(np.int64) - int(a.x[slot])
        off_y = a.y.astype(np.int64) - int(a.y[slot])
        return np.flatnonzero(a.present & (off_x * off_x + off_y * off_y <= radius_units * radius_units)).tolist()

    def booth_of(self, slot: int) -> str | None:
        _, booth = self._door_and_booth(self._zone_of(slot))
        return None if booth == NONE else self.plan.booth_ids[booth]

    def in_booth(self, booth_id: str) -> list[int]:
        """Return the slots in the booth; empty also when there is no such booth."""
        if booth_id not in self.plan.booths:
            return []
        inside = self._avatars.zone % (len(self.plan.booths) + 1) == self.plan.booth_ids.index(booth_id) + 1
        return np.flatnonzero(self._avatars.present & inside).tolist()

    def in_silent(self, slot: int) -> bool:
        return bool(self.plan.silent_grid[tile_of(*self.position(slot)[:2])[::-1]] != NONE)

    def state_hash(self) -> str:
        """Return a digest of all that decides the future of the room: equal histories have equal ones (SPEC R6)."""
        a = self._avatars
        digest = blake2b(repr((self.tick, sorted(self._motion_plan.planned.items()))).encode(), digest_size=16)
        for column in (a.present, a.x, a.y, a.heading, a.input, a.guided, a.planned, a.order, a.zone, a.view):
            digest.update(column.tobytes())
        return digest.hexdigest()

    def _zone_of(self, slot: int) -> int:
        column, row = tile_of(int(self._avatars.x[slot]), int(self._avatars.y[slot]))
        return int(self._zones[row * self.plan.width_tiles + column])
