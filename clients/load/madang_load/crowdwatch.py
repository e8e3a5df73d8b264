"""Intents and how others saw them: matches input numbers of movers with the records that observers receive.

One worker's movers and observers share it. Clock: monotonic seconds, handed in. A change is delivered when its input number, or a
newer one of the same avatar, reached an observer who had that avatar in view when it was sent.
"""

from typing import Any

import numpy as np

from madang_load.tally import Tally
from madang_protocol import limits, motion

Floats = np.ndarray[Any, np.dtype[np.float64]]
_NEVER = -1


class RoomWatch:
    """What the movers of one room sent, by slot and input number."""

    def __init__(self, slots: int = 1_024) -> None:
        self.sent_at: Floats = np.full((slots, limits.INPUT_NUMBERS), np.nan)
        self.observers: list[Observer] = []

    def sent(self, slot: int, number: int, now: float) -> None:
        """A mover sent this input."""
        if slot >= len(self.sent_at):
            more = np.full((max(slot + 1, 2 * len(self.sent_at)) - len(self.sent_at), limits.INPUT_NUMBERS), np.nan)
            self.sent_at = np.concatenate((self.sent_at, more))
        self.sent_at[slot, number] = now
        for observer in self.observers:
            observer.expect(slot, number)


class Observer:
    """One visitor whose frames are decoded whole."""

    def __init__(self, watch: RoomWatch, tally: Tally, own_slot: int) -> None:
        self.watch = watch
        self.tally = tally
        self.own_slot = own_slot
        self._last_input = np.full(limits.SLOTS_MAX, _NEVER, np.int16)
        self._in_view = np.zeros(limits.SLOTS_MAX, bool)
        self._cell = np.full(limits.SLOTS_MAX, _NEVER, np.int32)

    def expect(self, slot: int, number: int) -> None:  # noqa: ARG002 - the number is in the watch
        """A mover that I can see changed its heading; unless I am that mover, I should see it."""
        if self._in_view[slot] and slot != self.own_slot:
            self.tally.counts["changes_expected"] += 1

    def tick(self, data: bytes, now: float) -> None:
        """Take the sections of one frame in."""
        at = 0
        while at < len(data):
            cell, kind, count = motion.SECTION.unpack_from(data, at)
            at += motion.SECTION.size
            records = np.frombuffer(data, motion.RECORD_DTYPE, count, at)
            at += count * motion.RECORD.size
            self._section(cell, kind, records, now)

    def _section(self, cell: int, kind: int, records: np.ndarray[Any, Any], now: float) -> None:
        slots = records["slot"].astype(np.int64)
        operation = records["motion"] >> 4 & 3
        gone = slots[operation == motion.LEFT]
        here = operation != motion.LEFT
        if kind == motion.WHOLE:
            self._in_view[(self._cell == cell) & self._in_view] = False
        self._changed(slots[here], records["input"][here].astype(np.int16), now, fresh=kind == motion.WHOLE)
        self._cell[slots[here]] = cell
        self._in_view[slots[here]] = True
        self._in_view[gone[self._cell[gone] == cell]] = False

    def _changed(self, slots: np.ndarray[Any, Any], inputs: np.ndarray[Any, Any], now: float, *, fresh: bool) -> None:
        known = self._in_view[slots] & (slots != self.own_slot)
        advance = (inputs - self._last_input[slots]) % limits.INPUT_NUMBERS
        counted = known & (advance > 0) & (self._last_input[slots] != _NEVER)
        self._last_input[slots] = inputs
        self.tally.counts["changes_delivered"] += int(advance[counted].sum())
        inside = counted & (slots < len(self.watch.sent_at))
        if fresh or not inside.any():
            return
        sent = self.watch.sent_at[slots[inside], inputs[inside]]
        waited = now - sent[~np.isnan(sent)]
        if waited.size:
            self.tally.latencies("seen", waited)
