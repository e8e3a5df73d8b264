"""A floor plan as rooms need it: blocked tiles, entries, doors, counters, booths, areas. Immutable; knows no file format."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from math import gcd
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from madang_worlds.areas import Area, grid_of, tile_grid
from madang_worlds.geometry import TILE_PX, TILE_UNITS, Point, stand_in
from madang_worlds.interest import CELL_UNITS_DEFAULT, Cells
from madang_worlds.motion import Ground
from madang_worlds.path_finding import PathFinder, Run
from madang_worlds.step import Grid, is_free

CAPACITY_DEFAULT = 200
GOLDEN = 0.618_033_988_75  # of a round: such steps spread points evenly, however many there are


@dataclass(frozen=True)
class Door:
    """An area that leads to an entry of a place (SPEC R14). `target_entry` is empty for the default one.

    `layer` and `object` say where the drawing has it, for the author of a fault (SPEC R16). `closed`: the place is not here,
    so whoever walks into it stays (SPEC R22).
    """

    name: str
    target_place: str
    target_entry: str
    area: Area
    layer: str = ""
    object: str = ""
    closed: bool = False


@dataclass(frozen=True)
class CounterSpot:
    """Where a counter is: the visitor stands at `visitor`, the officer at `desk`, those who wait sit on `seats`."""

    id: str
    title: dict[str, str]
    services: tuple[str, ...]
    visitor: Point
    desk: Point | None = None
    seats: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Booth:
    """A private area: what is said in it is heard by those in it alone (SPEC R12)."""

    id: str
    title: dict[str, str]
    capacity: int
    seats: tuple[Point, ...]
    area: Area


@dataclass(frozen=True, eq=False)
class Plan:
    """One place. Points are (x, y) of the foot in units of 1/8 px; `blocked[row, column]` is True for a wall.

    `load_plan` and `load_places` make it of a Tiled map, `bare` without one. `entries[""]` is the default entry. Tables that
    are computed from a plan are kept with it: let all rooms of a place share one plan.
    """

    name: str
    title: dict[str, str]
    blocked: Grid
    entries: dict[str, list[Point]]
    capacity: int = CAPACITY_DEFAULT
    cell_units: int = CELL_UNITS_DEFAULT
    doors: dict[str, Door] = field(default_factory=dict)
    counters: dict[str, CounterSpot] = field(default_factory=dict)
    booths: dict[str, Booth] = field(default_factory=dict)
    seats: dict[str, Point] = field(default_factory=dict)
    silent: tuple[Area, ...] = ()
    areas: dict[str, Area] = field(default_factory=dict)
    origin_px: tuple[int, int] = (0, 0)  # where the drawing's own coordinates have this plan's (0, 0)
    tile_px: int = TILE_PX

    @classmethod
    def bare(cls, blocked: Grid, name: str = "bare", **parts: Any) -> Self:
        """Return a plan without a drawing, for tests, vectors and measurements. The default entry is the first free tile."""
        blocked = np.asarray(blocked, np.bool_)
        row, column = np.argwhere(~blocked)[0].tolist()
        fields: dict[str, Any] = {"title": {"ko": name, "en": name}, "entries": {"": [stand_in(column, row)]}} | parts
        return cls(name=name, blocked=blocked, **fields)

    @property
    def width_tiles(self) -> int:
        return int(self.blocked.shape[1])

    @property
    def height_tiles(self) -> int:
        return int(self.blocked.shape[0])

    @cached_property
    def cells(self) -> Cells:
        return Cells(self.width_tiles * TILE_UNITS, self.height_tiles * TILE_UNITS, self.cell_units)

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.blocked)

    @cached_property
    def path_finder(self) -> PathFinder:
        return PathFinder(self.blocked)

    @cached_property
    def door_names(self) -> tuple[str, ...]:
        """The names of the doors, in the order of `door_grid`."""
        return tuple(self.doors)

    @cached_property
    def booth_ids(self) -> tuple[str, ...]:
        """The ids of the booths, in the order of `booth_grid`."""
        return tuple(self.booths)

    @cached_property
    def door_grid(self) -> NDArray[np.int16]:
        """For each tile the index of its door, or -1."""
        return grid_of([door.area for door in self.doors.values()], self.blocked.shape)

    @cached_property
    def booth_grid(self) -> NDArray[np.int16]:
        """For each tile the index of its booth, or -1."""
        return grid_of([booth.area for booth in self.booths.values()], self.blocked.shape)

    @cached_property
    def silent_grid(self) -> NDArray[np.int16]:
        """For each tile the index of its silent area, or -1."""
        return grid_of(self.silent, self.blocked.shape)

    def is_free(self, x: int, y: int) -> bool:
        return is_free(self.blocked, x, y)

    def entry(self, name: str = "", turn: int = 0) -> Point:
        """Return the point of the entry `name` for the `turn`-th visitor; an unknown entry is the default one.

        `turn` counts from 0 and goes round all points of the entry, with a stride, so that those who come one after another do
        not stand side by side.
        """
        points = self.entries.get(name) or self.entries[""]
        return points[turn * stride(len(points)) % len(points)]

    def spot(self, kind: str, name: str) -> Point | None:
        """Return the point to which one goes for a counter, door, booth or seat of this name; None: there is none of it here."""
        match kind:
            case "counter":
                return self.counters[name].visitor if name in self.counters else None
            case "door":
                return self._middle(self.doors[name].area) if name in self.doors else None
            case "booth":
                return self.booths[name].seats[0] if name in self.booths else None
            case "seat":
                return self.seats.get(name)
            case _:
                return None

    def nearest_free(self, x: int, y: int) -> Point:
        """Return (x, y), in units, if an avatar may stand there, else the foot point in the middle of the nearest free tile."""
        return (x, y) if self.is_free(x, y) else self._nearest(~self.blocked, x, y)

    def _middle(self, area: Area) -> Point:
        inside = tile_grid(area, self.blocked.shape) & ~self.blocked
        rect = area.rect
        return self._nearest(inside, rect.x + rect.width // 2, rect.y + rect.height // 2)

    def _nearest(self, tiles: Grid, x: int, y: int) -> Point:
        """Return the middle of the nearest of the marked tiles; of equally near ones the first in reading order."""
        rows, columns = np.nonzero(tiles)
        first_x, first_y = stand_in(0, 0)
        nearest = int(np.argmin((columns * TILE_UNITS + first_x - x) ** 2 + (rows * TILE_UNITS + first_y - y) ** 2))
        return stand_in(int(columns[nearest]), int(rows[nearest]))


@cache
def stride(count: int) -> int:
    """Return a step over `count` points that meets each of them before it repeats: of these the nearest to the golden ratio."""
    return min((step for step in range(1, count + 1) if gcd(step, count) == 1), key=lambda step: abs(step - count * GOLDEN))


def find_way(plan: Plan, start: Point, goal: Point) -> list[Run] | None:
    """Return the runs that `PathFinder.find` finds on this plan from a free `start`, or None when no way leads to `goal`."""
    return plan.path_finder.find(start, goal)
