"""The avatars of a room as a structure of arrays, one row a slot. Knows no commands, no plan and no wire."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.intp]
NOWHERE = -1  # in `cell` and `zone`


class RoomFull(Exception):
    """The room has no free slot. The server seats the visitor in the room's twin (SPEC R13)."""


class Avatars:
    """What a room knows of each avatar, one array a column, one row a slot. Positions are units of 1/8 px.

    Rows with `present` are in the room. A reserved row becomes present at the next tick.
    """

    def __init__(self, capacity: int) -> None:
        self.x = np.zeros(capacity, np.int32)
        self.y = np.zeros(capacity, np.int32)
        self.heading = np.zeros(capacity, np.uint8)
        self.input = np.zeros(capacity, np.uint8)  # the last input number that took effect
        self.guided = np.zeros(capacity, np.bool_)  # the room leads it along a way (R5)
        self.present = np.zeros(capacity, np.bool_)
        self.planned = np.zeros(capacity, np.int64)  # the tick from which the newest heading holds, also one that waits (R4)
        self.order = np.zeros(capacity, np.int64)  # rises when planned headings become void: those of an older order do nothing
        self.zone = np.full(capacity, NOWHERE, np.int32)  # number of the door and booth areas that it is in (`Room._zones`)
        self.view = np.zeros(capacity, np.int32)  # its view cell
        self.cell = np.full(capacity, NOWHERE, np.int32)  # the location cell that was last published
        self.fresh = np.zeros(capacity, np.bool_)  # became present since the last publishing
        self.changed = np.zeros(capacity, np.bool_)  # its motion changed since the last publishing, ...
        self.changed_tick = np.zeros(capacity, np.int64)  # ... at this tick, at changed_x, changed_y
        self.changed_x = np.zeros(capacity, np.int32)
        self.changed_y = np.zeros(capacity, np.int32)
        self._free = deque(range(capacity))
        self._walking: Slots | None = None

    @property
    def count(self) -> int:
        """Avatars that are present or have a reserved slot."""
        return len(self.x) - len(self._free)

    def reserve(self, x: int, y: int) -> int:
        """Return a slot that stands at (x, y), not yet present. Raises `RoomFull`.

        The slot that has been free for longest is taken, so that a late message about its former avatar does no harm.
        """
        if not self._free:
            raise RoomFull
        slot = self._free.popleft()
        self.x[slot], self.y[slot], self.heading[slot], self.input[slot] = x, y, 0, 0
        self.guided[slot] = False
        self.zone[slot] = NOWHERE
        return slot

    def release(self, slot: int) -> None:
        """Free the slot, and make every heading void that was planned for it."""
        self.present[slot] = self.changed[slot] = self.fresh[slot] = False
        self.heading[slot] = 0
        self.order[slot] += 1
        self._walking = None
        self._free.append(slot)

    def whereabouts(self, slots: list[int]) -> tuple[list[int], list[int], list[int]]:
        """Return x, y and heading of each; who is led on a way (SPEC R5) has no heading of their own: 0."""
        heading = np.where(self.guided.take(slots), 0, self.heading.take(slots))
        return self.x.take(slots).tolist(), self.y.take(slots).tolist(), heading.tolist()

    def turn(self, slot: int, heading: int) -> None:
        self.heading[slot] = heading
        self._walking = None

    @property
    def walking(self) -> Slots:
        """The slots with a heading, rising. The array is reused until a heading changes: do not write to it."""
        if self._walking is None:
            self._walking = np.flatnonzero(self.heading)
        return self._walking

    def note_changes(self, slots: list[int], tick: int) -> None:
        """Note that the motion of these slots changed at `tick`, where they are now, for the next publishing."""
        rows = np.array(slots, np.intp)
        self.changed[rows] = True
        self.changed_tick[rows] = tick
        self.changed_x[rows] = self.x[rows]
        self.changed_y[rows] = self.y[rows]
