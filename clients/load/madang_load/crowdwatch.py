"""Times how long a change of motion takes to be seen: matches what movers sent with the records that observers receive.

Movers and observers of one worker share it. Instants are monotonic seconds and are handed in. A change counts as delivered when
its input number, or a newer one of the same avatar, reached an observer who had that avatar in view when it was sent.
"""

from typing import Any

import numpy as np

from madang_load.picture import Ints, News, Picture
from madang_load.tally import Tally
from madang_protocol import limits

Floats = np.ndarray[Any, np.dtype[np.float64]]


class RoomWatch:
    """What the movers of one room sent, by slot and input number. Rows that are not used cost no memory."""

    def __init__(self, capacity: int) -> None:
        self.sent_at: Floats = np.zeros((capacity, limits.INPUT_NUMBERS))
        self.count_at: Ints = np.zeros((capacity, limits.INPUT_NUMBERS), np.int64)  # count of inputs when it was sent
        self.count: Ints = np.zeros(capacity, np.int64)

    def enter(self, slot: int) -> None:
        """Note that another visitor has this slot from now on: what was sent before does not count for them."""
        self.count_at[slot] = self.count[slot]
        self.sent_at[slot] = 0

    def sent(self, slot: int, number: int, now: float) -> None:
        self.count[slot] += 1
        self.count_at[slot, number] = self.count[slot]
        self.sent_at[slot, number] = now


class Observer:
    """One visitor whose frames are decoded whole."""

    def __init__(self, watch: RoomWatch, tally: Tally, picture: Picture, own_slot: int) -> None:
        self.watch = watch
        self.tally = tally
        self.picture = picture
        self.own_slot = own_slot
        self._seen: Ints = np.zeros(len(watch.count), np.int64)  # the newest count of inputs known for each slot

    def tick(self, tick: int, data: bytes, view: int | None, now: float) -> None:
        """Take one `tick` frame: its `n`, `d` and `v`."""
        for news in self.picture.apply(tick, data, view):
            self._learn(news, now)

    def _learn(self, news: News, now: float) -> None:
        counts = self.watch.count_at[news.slots, news.inputs]
        gained = counts - self._seen[news.slots]
        sent_at = self.watch.sent_at[news.slots, news.inputs]
        new = news.known & (gained > 0) & (sent_at > 0) & (news.slots != self.own_slot)
        self._seen[news.slots] = np.where(news.known, np.maximum(counts, self._seen[news.slots]), counts)
        self.tally.counts["changes_delivered"] += int(gained[new].sum())
        if new.any():
            self.tally.latencies("seen", now - sent_at[new])

    def missing(self) -> int:
        """Return how many changes of avatars in view were sent and did not arrive."""
        slots = self.picture.in_view
        slots = slots[slots != self.own_slot]
        return int(np.maximum(0, self.watch.count[slots] - self._seen[slots]).sum())
