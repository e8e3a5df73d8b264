"""One observer in one room: counts deliveries and measures the drawing. Instants are monotonic seconds and are handed in."""

import numpy as np

from madang_load.crowdwatch import Observer, RoomWatch
from madang_load.drawing import DrawnError
from madang_load.picture import Picture
from madang_load.server_clock import ServerClock
from madang_load.step import Floor
from madang_load.tally import Tally
from madang_protocol import messages


class Eyes:
    def __init__(self, room: messages.Room, watch: RoomWatch, tally: Tally, seed: int, *, behind: float) -> None:
        self.place = room.place
        self._tally = tally
        self._picture = Picture(len(watch.count), room.cell)
        self._observer = Observer(watch, tally, self._picture, room.slot)
        self._drawn = DrawnError(self._picture, room.slot, np.random.default_rng(seed), behind=behind)

    def lay(self, floor: Floor) -> None:
        """Take the floor of the place. Only the first one counts."""
        if self._drawn.floor is None:
            self._drawn.floor = floor
            self._picture.lay(floor.width_units)

    def tick(self, frame: messages.TickFrame, now: float) -> None:
        self._drawn.framed_tick = max(self._drawn.framed_tick, frame.n)
        self._observer.tick(frame.n, frame.d, frame.v, now)

    def look(self, clock: ServerClock, now: float) -> None:
        """Note what is drawn now, and count the errors of older samples."""
        self._drawn.sample(clock, now)
        self.settle(clock, now)

    def settle(self, clock: ServerClock, now: float) -> None:
        """Count the errors of samples that are old enough to judge."""
        errors = self._drawn.settle(clock, now)
        if errors.size:
            self._tally.drawn_error_px.append(errors)

    def missing(self) -> int:
        """Return how many changes of avatars in view were sent and did not arrive."""
        return self._observer.missing()
