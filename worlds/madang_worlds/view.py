"""What a client knows of the avatars around it, from frames alone (SPEC R8, R11): the reference for clients in all languages.

Knows the blocked tiles and the interest cells of the plan, as every client does. Knows no room.
"""

from dataclasses import dataclass

from madang_protocol.motion import LEFT, WHOLE, Record, Section, sections
from madang_worlds.interest import Cells
from madang_worlds.step import Grid, step


@dataclass
class Seen:
    """An avatar as it was at `tick`, in units of 1/8 px, and the interest cell in whose section it was told."""

    cell: int
    tick: int
    x: int
    y: int
    heading: int
    guided: bool
    input: int


class View:
    """The avatars in view. Hand every frame to `apply`, in order; `at(tick)` then says where each avatar is."""

    def __init__(self, blocked: Grid, cells: Cells) -> None:
        self.view_cell: int | None = None
        self.avatars: dict[int, Seen] = {}
        self._blocked = blocked
        self._cells = cells

    def apply(self, tick: int, data: bytes, view_cell: int | None = None) -> None:
        """Take one `tick` frame: its `n`, `d` and `v`. The order of the sections in `d` does not matter."""
        for section in sections(data):
            self._apply_section(tick, section)
        if view_cell is not None:
            self._look_at(view_cell)

    def at(self, tick: int) -> dict[int, tuple[int, int, int]]:
        """Return slot -> (x, y, heading) at `tick`, not before the last frame's. Those who walk are stepped on (R6)."""
        for avatar in self.avatars.values():
            while avatar.tick < tick:
                avatar.x, avatar.y = step(self._blocked, avatar.x, avatar.y, avatar.heading)
                avatar.tick += 1
        return {slot: (seen.x, seen.y, seen.heading) for slot, seen in self.avatars.items()}

    def _apply_section(self, tick: int, section: Section) -> None:
        if section.kind == WHOLE:
            kept = {record.slot for record in section.records}
            self._drop([slot for slot, seen in self.avatars.items() if seen.cell == section.cell and slot not in kept])
        for record in section.records:
            if record.operation == LEFT:
                # An avatar that left for another cell in view was entered there, perhaps by an earlier section of this frame.
                self._drop([record.slot] if self._cell_of(record.slot) == section.cell else [])
            else:
                self.avatars[record.slot] = _seen(section.cell, tick, record)

    def _look_at(self, view_cell: int) -> None:
        """Forget the avatars of cells that are no longer in view (SPEC R7)."""
        self.view_cell = view_cell
        neighbours = self._cells.neighbours[view_cell]
        self._drop([slot for slot, seen in self.avatars.items() if seen.cell not in neighbours])

    def _cell_of(self, slot: int) -> int | None:
        return self.avatars[slot].cell if slot in self.avatars else None

    def _drop(self, slots: list[int]) -> None:
        for slot in slots:
            del self.avatars[slot]


def _seen(cell: int, tick: int, record: Record) -> Seen:
    return Seen(cell, tick - record.age, record.x, record.y, record.heading, record.guided, record.input)
