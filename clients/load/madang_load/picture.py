"""What one observer knows of the avatars in view: the last changes of each, from frames alone (SPEC R8, R10). Knows no clock.

A leg says: from this tick on the avatar goes from (x, y) with this heading. A leg is dated when its record was a change: the
motion changed at exactly that tick. Records of keyframes and of avatars that enter only say what holds at the frame's tick.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from madang_protocol import motion

LEGS = 8  # changes of one avatar that are kept: at least some seconds of motion
TICK, X, Y, HEADING, DATED = range(5)
NOWHERE = -1

Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


class News(NamedTuple):
    """What a section said about some avatars. `known`: which of them were in view before."""

    slots: Ints
    inputs: Ints
    known: Bools


class Picture:
    def __init__(self, capacity: int, cell_units: int) -> None:
        self.legs: Ints = np.zeros((capacity, LEGS, 5), np.int64)  # the newest first
        self.cell = np.full(capacity, NOWHERE, np.int32)  # the cell under which it is in view
        self._cell_units = cell_units
        self._columns: int | None = None
        self._view: int | None = None

    @property
    def in_view(self) -> Ints:
        return np.flatnonzero(self.cell != NOWHERE)

    def lay(self, width_units: int) -> None:
        """Take the width of the place, from which the columns of interest cells follow."""
        self._columns = width_units // self._cell_units + 1
        self._narrow()

    def apply(self, tick: int, data: bytes, view: int | None) -> Iterator[News]:
        """Take one frame, and yield the news of each section. The caller must take all of them.

        Avatars that left a cell are forgotten last, for a later section of the frame may say where they entered.
        """
        left: list[tuple[int, Ints]] = []
        for cell, kind, records in sections(data):
            slots = records["slot"].astype(np.int64)
            gone = (records["motion"] >> 4 & 3) == motion.LEFT
            left.append((cell, slots[gone]))
            yield self._told(tick, cell, records[~gone], slots[~gone], whole=kind == motion.WHOLE)
        for cell, slots in left:
            self.cell[slots[self.cell[slots] == cell]] = NOWHERE
        if view is not None:
            self._view = view
            self._narrow()

    def _told(self, tick: int, cell: int, records: np.ndarray[Any, Any], slots: Ints, *, whole: bool) -> News:
        known = self.cell[slots] != NOWHERE
        if whole:
            self.cell[self.cell == cell] = NOWHERE
        self.cell[slots] = cell
        legs = _legs(tick, records, whole=whole)
        self.legs[slots, 1:] = np.where(known[:, None, None], self.legs[slots, :-1], legs[:, None])
        self.legs[slots, 0] = legs
        return News(slots, records["input"].astype(np.int64), known)

    def _narrow(self) -> None:
        """Forget the avatars of cells that are outside of the 3 x 3 around the view (SPEC R7)."""
        if self._columns is None or self._view is None:
            return
        across = np.abs(self.cell % self._columns - self._view % self._columns) <= 1
        down = np.abs(self.cell // self._columns - self._view // self._columns) <= 1
        self.cell[~(across & down)] = NOWHERE


def sections(data: bytes) -> Iterator[tuple[int, int, np.ndarray[Any, Any]]]:
    """Yield cell, kind and records of each section. Raises `ValueError` or `struct.error` when the bytes are cut short."""
    at = 0
    while at < len(data):
        cell, kind, count = motion.SECTION.unpack_from(data, at)
        at += motion.SECTION.size
        yield cell, kind, np.frombuffer(data, motion.RECORD_DTYPE, count, at)
        at += count * motion.RECORD.size


def _legs(tick: int, records: np.ndarray[Any, Any], *, whole: bool) -> Ints:
    legs = np.empty((len(records), 5), np.int64)
    legs[:, TICK] = tick - records["age"].astype(np.int64)
    legs[:, X], legs[:, Y] = records["x"], records["y"]
    legs[:, HEADING] = records["motion"] & 0xF
    legs[:, DATED] = 0 if whole else (records["motion"] >> 4 & 3) == motion.CHANGED
    return legs
