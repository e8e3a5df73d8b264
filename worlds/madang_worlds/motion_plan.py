"""Headings that avatars have now and later: moves that wait for their tick (SPEC R4), and ways to their end (R5).

Both are headings planned for later ticks and are computed once, when they are asked for. A tick costs nothing for those who go
on as before. Knows avatars and ways; no areas, no wire.
"""

from typing import NamedTuple

from madang_protocol.limits import MOVE_EARLY_TICKS_MAX
from madang_worlds.avatars import Avatars
from madang_worlds.geometry import STILL, Point
from madang_worlds.path_finding import PathFinder

ANY_TICKS = 255  # `lasted` of a move for which the time of the heading before does not matter


class Turn(NamedTuple):
    """A heading that takes effect at its tick. It is void when the avatar's `order` has risen by then."""

    slot: int
    order: int
    heading: int
    input: int
    arrives: bool = False


class MotionPlan:
    """The headings of a room's avatars. The room takes `changed` and `arrived` after each tick and empties them."""

    def __init__(self, avatars: Avatars, path_finder: PathFinder) -> None:
        self.changed: list[int] = []  # slots whose motion changed
        self.arrived: list[int] = []  # slots at the end of their way
        self._avatars = avatars
        self._path_finder = path_finder
        self._due: dict[int, list[Turn]] = {}

    @property
    def planned(self) -> dict[int, list[Turn]]:
        """The turns that wait: tick -> turns."""
        return self._due

    def take_due(self, tick: int) -> None:
        """Let the turns that were planned for `tick` take effect."""
        for turn in self._due.pop(tick, ()):
            self._take(turn, tick)

    def move(self, slot: int, heading: int, input_number: int, lasted: int, tick: int) -> None:
        """Set the heading from `tick` on, or from when the one before has lasted `lasted` ticks (SPEC R4). A way ends (R5)."""
        a = self._avatars
        if a.guided[slot]:
            self.halt(slot, tick)  # R5: any move ends the way
            lasted = ANY_TICKS
        begins = self._beginning(slot, 0 if lasted == ANY_TICKS else lasted, tick)
        a.planned[slot] = begins
        turn = Turn(slot, int(a.order[slot]), heading, input_number)
        if begins == tick:
            self._take(turn, tick)
        else:
            self._due.setdefault(begins, []).append(turn)

    def go(self, slot: int, input_number: int, goal: Point, tick: int) -> None:
        """Lead the avatar to `goal` from `tick` on. It stops where it is, as arrived, when no way leads there (SPEC R5)."""
        a = self._avatars
        self.halt(slot, tick)
        a.guided[slot] = True
        order, begins = int(a.order[slot]), tick
        for heading, ticks in self._path_finder.find((int(a.x[slot]), int(a.y[slot])), goal) or ():
            self._due.setdefault(begins, []).append(Turn(slot, order, heading, input_number))
            begins += ticks
        self._due.setdefault(begins, []).append(Turn(slot, order, STILL, input_number, arrives=True))
        self.take_due(tick)

    def halt(self, slot: int, tick: int) -> None:
        """End the avatar's way, and make every heading void that was planned for later."""
        a = self._avatars
        a.guided[slot] = False
        a.order[slot] += 1
        a.planned[slot] = tick

    def _beginning(self, slot: int, lasted: int, tick: int) -> int:
        """Return when an early `move` begins: when the heading before has lasted, at most ten ticks from now (SPEC R4)."""
        due = int(self._avatars.planned[slot]) + lasted
        return max(tick, min(due, tick + MOVE_EARLY_TICKS_MAX))

    def _take(self, turn: Turn, tick: int) -> None:
        a, slot = self._avatars, turn.slot
        if a.order[slot] != turn.order:
            return
        a.turn(slot, turn.heading)
        a.input[slot] = turn.input
        if turn.arrives:
            a.guided[slot] = False
            a.planned[slot] = tick
            self.arrived.append(slot)
        self.changed.append(slot)
