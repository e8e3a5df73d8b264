"""One live room: commands in, ticks, outcomes and frames out. Synchronous, total, deterministic; knows no clock, task or socket.

Every command waits in one list and takes effect in the next tick, in order of arrival (SPEC R1).
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
    """What came of the ticks of one `advance`, in order; the server acts on it."""

    doors: list[tuple[int, str]] = field(default_factory=list)  # (slot, door) walked into
    booths: list[tuple[int, str | None]] = field(default_factory=list)  # (slot, booth) entered; None: left
    arrived: list[int] = field(default_factory=list)  # at the end of their way


class Room:
    """The avatars of one place. Call `advance` every tick, `publish` when `publishes_at` says so."""

    def __init__(self, plan: Plan, *, capacity: int | None = None) -> None:
        self.plan = plan
        self.capacity = min(capacity or plan.capacity, SLOTS_MAX)
        self.tick = 0
        self._avatars = Avatars(self.capacity)
        self._publisher = Publisher(self._avatars, plan.cells)
        self._commands: list[tuple[Callable[..., None], tuple[Any, ...]]] = []
        self._motion_plan = MotionPlan(self._avatars, plan.ways)
        self._news = False  # something waits to be published
        self._zones = ((plan.door_grid.astype(np.int32) + 1) * (len(plan.booths) + 1) + plan.booth_grid + 1).reshape(-1)
        self._outcomes = Outcomes()

    @property
    def count(self) -> int:
        """Avatars in the room and on their way into it."""
        return self._avatars.count

    @property
    def idle(self) -> bool:
        """Nobody walks, nothing waits: ticks may be skipped at no loss."""
        return self._at_rest and not self._commands and not self._news

    @property
    def publish_ticks(self) -> int:
        """Ticks between frames at the present density."""
        return self._publisher.publish_ticks

    @property
    def _at_rest(self) -> bool:
        return not self._motion_plan.planned and not len(self._avatars.walking)

    # commands ----------------------------------------------------------------------------------------------------------

    def join(self, x: int, y: int) -> int:
        """Reserve a slot at the nearest free spot; the avatar is there from the next tick. Raises RoomFull."""
        x, y = self.plan.nearest_free(x, y)
        slot = self._avatars.reserve(x, y)
        self._avatars.view[slot] = self.plan.cells.cell_of(x, y)
        self._command(self._enter, slot)
        return slot

    def leave(self, slot: int) -> None:
        """Take the avatar out; its slot is free from the next tick."""
        self._command(self._exit, slot)

    def move(self, slot: int, heading: int, input_number: int = 0, lasted: int = ANY_TICKS) -> None:
        """Head that way. `lasted`: the ticks that the heading before lasted on the client (SPEC R4)."""
        self._command(self._move, slot, heading, input_number, lasted)

    def go(self, slot: int, input_number: int, x: int, y: int) -> bool:
        """Lead the avatar to (x, y); False: unreachable, and no command is kept (SPEC R5)."""
        here = int(self._avatars.x[slot]), int(self._avatars.y[slot])
        reachable = self.plan.ways.reachable(here, (x, y))
        if reachable:
            self._command(self._go, slot, input_number, (x, y))
        return reachable

    def place(self, slot: int, x: int, y: int) -> None:
        """Put the avatar at the nearest free spot to (x, y), standing still."""
        self._command(self._place, slot, self.plan.nearest_free(x, y))

    def _command(self, effect: Callable[..., None], *about: Any) -> None:
        self._commands.append((effect, about))

    # ticks -----------------------------------------------------------------------------------------------------------

    def advance(self, tick: int) -> Outcomes:
        """Step every tick up to `tick`; return what came of it. A room at rest jumps; its commands take effect in `tick`."""
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
        """Note that the avatar is in other areas than before. A door works for those who walk into it, not those put there."""
        door, booth = self._door_and_booth(zone)
        old_door, old_booth = self._door_and_booth(int(self._avatars.zone[slot]))
        self._avatars.zone[slot] = zone
        if booth != old_booth:
            self._outcomes.booths.append((slot, None if booth == NONE else self.plan.booth_ids[booth]))
        if by_foot and door not in {old_door, NONE}:
            self._outcomes.doors.append((slot, self.plan.door_names[door]))

    def _door_and_booth(self, zone: int) -> tuple[int, int]:
        """Take the number of `_zones` apart; -1, the zone of one who is nowhere yet, is in neither."""
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
        """Return whether `publish` is due after `advance(tick)`."""
        return tick % self.publish_ticks == 0

    def publish(self) -> Publication:
        """Return the frames of what happened since the last call."""
        if not self._news:
            return Publication(self.tick, self.plan.cells.neighbours, {})
        self._news = False
        return self._publisher.publish(self.tick)

    def whole(self, view_cell: int) -> bytes:
        """Return the keyframe of the 3 x 3 around `view_cell` as it is at `tick` (SPEC R10)."""
        return self._publisher.whole(self.tick, view_cell)

    # questions -------------------------------------------------------------------------------------------------------

    def slots(self) -> list[int]:
        """Return who is in the room."""
        return np.flatnonzero(self._avatars.present).tolist()

    def position(self, slot: int) -> tuple[int, int, int]:
        """Return x, y and heading."""
        a = self._avatars
        return int(a.x[slot]), int(a.y[slot]), int(a.heading[slot])

    def walks(self, slot: int) -> bool:
        """Return whether the avatar has a heading."""
        return bool(self._avatars.heading[slot])

    def view_cell(self, slot: int) -> int:
        """Return the cell in the middle of what the avatar sees."""
        return int(self._avatars.view[slot])

    def near(self, slot: int, radius_units: int) -> list[int]:
        """Return who is within the radius, the avatar itself among them."""
        a = self._avatars
        off_x = a.x.astype(np.int64) - int(a.x[slot])
        off_y = a.y.astype(np.int64) - int(a.y[slot])
        return np.flatnonzero(a.present & (off_x * off_x + off_y * off_y <= radius_units * radius_units)).tolist()

    def booth_of(self, slot: int) -> str | None:
        """Return the booth in which the avatar is."""
        _, booth = self._door_and_booth(self._zone_of(slot))
        return None if booth == NONE else self.plan.booth_ids[booth]

    def in_booth(self, booth_id: str) -> list[int]:
        """Return who is in the booth."""
        if booth_id not in self.plan.booths:
            return []
        inside = self._avatars.zone % (len(self.plan.booths) + 1) == self.plan.booth_ids.index(booth_id) + 1
        return np.flatnonzero(self._avatars.present & inside).tolist()

    def in_silent(self, slot: int) -> bool:
        """Return whether the avatar is in a silent area."""
        column, row = tile_of(*self.position(slot)[:2])
        return bool(self.plan.silent_grid[row, column] != NONE)

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
