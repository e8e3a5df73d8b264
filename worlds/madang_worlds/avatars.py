"""The avatars of a room as a structure of arrays, one row a slot. Knows no commands, no plan and no wire."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.intp]
NOWHERE = -1  # in `cell` and `zone`


class RoomFull(Exception):
    """The room has no free slot; the server seats the visitor in its twin (SPEC R13)."""


class Avatars:
    """Columns of what a room knows of each avatar. `present` rows are in the room; a reserved one comes at the next tick."""

    def __init__(self, capacity: int) -> None:
        self.x = np.zeros(capacity, np.int32)
        self.y = np.zeros(capacity, np.int32)
        self.heading = np.zeros(capacity, np.uint8)
        self.input = np.zeros(capacity, np.uint8)  # the last input number that took effect
        self.guided = np.zeros(capacity, np.bool_)  # the room leads it along a way
        self.present = np.zeros(capacity, np.bool_)
        self.planned = np.zeros(
            capacity, np.int64
        )  # the tick from which the newest heading holds, also one that still waits (R4)
        self.order = np.zeros(capacity, np.int64)  # headings planned under an older order are void
        self.zone = np.full(capacity, NOWHERE, np.int32)  # the door and booth areas that it is in
        self.view = np.zeros(capacity, np.int32)  # its view cell
        self.cell = np.full(capacity, NOWHERE, np.int32)  # the location cell that was last published
        self.fresh = np.zeros(capacity, np.bool_)  # came since the last publishing
        self.changed = np.zeros(capacity, np.bool_)  # its motion changed since the last publishing, ...
        self.changed_tick = np.zeros(capacity, np.int64)  # ... at this tick, there
        self.changed_x = np.zeros(capacity, np.int32)
        self.changed_y = np.zeros(capacity, np.int32)
        self._free = deque(range(capacity))
        self._walking: Slots | None = None

    @property
    def count(self) -> int:
        """Reserved and present avatars."""
        return len(self.x) - len(self._free)

    def reserve(self, x: int, y: int) -> int:
        """Return a slot that now stands at (x, y), not yet present. Raises RoomFull.

        The longest unused slot comes first, so that late news of who had it before does no harm.
        """
        if not self._free:
            raise RoomFull
        slot = self._free.popleft()
        self.x[slot], self.y[slot], self.heading[slot], self.input[slot] = x, y, 0, 0
        self.guided[slot] = False
        self.zone[slot] = NOWHERE
        return slot

    def release(self, slot: int) -> None:
        """Give the slot back."""
        self.present[slot] = self.changed[slot] = self.fresh[slot] = False
        self.heading[slot] = 0
        self.order[slot] += 1
        self._walking = None
        self._free.append(slot)

    def turn(self, slot: int, heading: int) -> None:
        """Set the heading."""
        self.heading[slot] = heading
        self._walking = None

    @property
    def walking(self) -> Slots:
        """The slots with a heading, rising. The array is kept until a heading changes."""
        if self._walking is None:
            self._walking = np.flatnonzero(self.heading)
        return self._walking

    def note_changes(self, slots: list[int], tick: int) -> None:
        """Keep where the motion of these changed, for the next publishing."""
        rows = np.array(slots, np.intp)
        self.changed[rows] = True
        self.changed_tick[rows] = tick
        self.changed_x[rows] = self.x[rows]
        self.changed_y[rows] = self.y[rows]
