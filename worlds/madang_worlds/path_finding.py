"""Finds a shortest walkable way (SPEC R5). Knows blocked tiles and steps; no avatars, no rooms.

A* runs over tiles with eight neighbours. A diagonal needs both tiles beside it free, so that the foot box cuts no corner. The
way over tiles is then made into whole steps: headings, and the ticks that each lasts.
"""

from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from madang_protocol.limits import FOOT_DEPTH_UNITS, FOOT_HALF_WIDTH_UNITS, STEP_DIAGONAL_UNITS, STEP_UNITS
from madang_worlds.geometry import HEADING_OF, STEPS, STILL, TILE_SHIFT, Point, stand_in, tile_of
from madang_worlds.step import Grid, is_free, step

# A waypoint counts as reached within half a step on each axis: whole steps cannot come closer.
NEAR_UNITS = STEP_UNITS // 2
STRAIGHT_COST, DIAGONAL_COST = STEP_DIAGONAL_UNITS, STEP_UNITS  # in inverse proportion to the speed on each axis
KNOWN_MAX = 4_096
SIDES = ((1, 0), (0, 1), (-1, 0), (0, -1))
CORNERS = ((1, 1), (-1, 1), (-1, -1), (1, -1))

Tile = tuple[int, int]
Run = tuple[int, int]  # heading, ticks
Edges = list[tuple[int, int]]  # (tile number, cost)

assert NEAR_UNITS + FOOT_HALF_WIDTH_UNITS <= 1 << (TILE_SHIFT - 1), "who is near the middle of a tile stands in that tile alone"
assert NEAR_UNITS + FOOT_DEPTH_UNITS // 2 <= 1 << (TILE_SHIFT - 1)


class PathFinder:
    """The path finder of one plan. It remembers the last few thousand ways: many people go to the same few counters."""

    def __init__(self, blocked: Grid, *, known_max: int = KNOWN_MAX) -> None:
        self._blocked = blocked
        self._columns = int(blocked.shape[1])
        self._known_max = known_max
        self._edges: dict[int, Edges] = {}
        self._known: dict[tuple[Tile, Tile], list[Tile]] = {}
        self.region = regions(blocked)

    def reachable(self, start: Point, goal: Point) -> bool:
        """Return whether a way leads from `start`, which is free, to `goal`. Points in units."""
        if not is_free(self._blocked, *goal):
            return False
        (c0, r0), (c1, r1) = tile_of(*start), tile_of(*goal)
        return bool(self.region[r0, c0] == self.region[r1, c1])

    def find(self, start: Point, goal: Point) -> list[Run] | None:
        """Return the runs (heading 1 to 8, ticks) that lead from `start` to `goal` by a shortest way, or None: no way (SPEC R5).

        Points in units; `start` must be free. The end is within half a step of `goal` on each axis, or as near as the walls
        beside it allow. Walking the runs with `step` leads exactly there. Empty: `start` is as near already. The same plan,
        start and goal give the same runs everywhere (R6).
        """
        if not self.reachable(start, goal):
            return None
        waypoints = [stand_in(*tile) for tile in self._turnings(tile_of(*start), tile_of(*goal))]
        return self._walk(start, [*self._without_detours(start, waypoints, goal), goal])

    def _turnings(self, start: Tile, goal: Tile) -> list[Tile]:
        if (start, goal) not in self._known:
            if len(self._known) >= self._known_max:
                del self._known[next(iter(self._known))]  # the oldest
            self._known[start, goal] = _without_straights(self._search(start, goal))
        return self._known[start, goal]

    def _search(self, start: Tile, goal: Tile) -> list[Tile]:
        """Return the tiles of a shortest way, by A*, within one region.

        The heap is ordered by cost, what remains, and tile number, so that of equal ways the same one is found everywhere (SPEC
        R6).
        """
        first, last = self._number(start), self._number(goal)
        cost, came = {first: 0}, {first: first}
        open_tiles = [(0, 0, first)]
        while open_tiles:
            estimate, remaining, here = heappop(open_tiles)
            if here == last:
                return self._trace(came, last)
            if estimate - remaining > cost[here]:
                continue  # a shorter way here was found since
            for there, price in self._edges_of(here):
                total = cost[here] + price
                if total < cost.get(there, total + 1):
                    cost[there], came[there] = total, here
                    remaining = self._at_least(there, goal)
                    heappush(open_tiles, (total + remaining, remaining, there))
        raise AssertionError("tiles of one region are connected")

    def _at_least(self, number: int, goal: Tile) -> int:
        across, down = abs(number % self._columns - goal[0]), abs(number // self._columns - goal[1])
        return STRAIGHT_COST * abs(across - down) + DIAGONAL_COST * min(across, down)

    def _trace(self, came: dict[int, int], last: int) -> list[Tile]:
        numbers = [last]
        while came[numbers[-1]] != numbers[-1]:
            numbers.append(came[numbers[-1]])
        return [(number % self._columns, number // self._columns) for number in reversed(numbers)]

    def _number(self, tile: Tile) -> int:
        return tile[1] * self._columns + tile[0]

    def _edges_of(self, number: int) -> Edges:
        if number not in self._edges:
            row, column = divmod(number, self._columns)
            sides = [(dx, dy) for dx, dy in SIDES if self._open(column + dx, row + dy)]
            corners = [
                (dx, dy) for dx, dy in CORNERS if (dx, 0) in sides and (0, dy) in sides and self._open(column + dx, row + dy)
            ]
            edges = [(number + dy * self._columns + dx, STRAIGHT_COST) for dx, dy in sides]
            self._edges[number] = edges + [(number + dy * self._columns + dx, DIAGONAL_COST) for dx, dy in corners]
        return self._edges[number]

    def _open(self, column: int, row: int) -> bool:
        rows, columns = self._blocked.shape
        return 0 <= row < rows and 0 <= column < columns and not self._blocked[row, column]

    def _without_detours(self, start: Point, waypoints: list[Point], goal: Point) -> list[Point]:
        """Drop the middle of the first and of the last tile where the straight walk past it is clear too."""
        if len(waypoints) > 1 and self._clear(start, waypoints[1]):
            waypoints = waypoints[1:]
        before = waypoints[-2] if len(waypoints) > 1 else start
        return waypoints[:-1] if self._clear(before, goal) else waypoints

    def _clear(self, a: Point, b: Point) -> bool:
        """Return whether all tiles are free in the rectangle around the foot boxes at `a` and `b`, NEAR_UNITS wider."""
        near_x, near_y = FOOT_HALF_WIDTH_UNITS + NEAR_UNITS, NEAR_UNITS
        left, right = (min(a[0], b[0]) - near_x) >> TILE_SHIFT, (max(a[0], b[0]) + near_x - 1) >> TILE_SHIFT
        top = (min(a[1], b[1]) - FOOT_DEPTH_UNITS - near_y) >> TILE_SHIFT
        bottom = (max(a[1], b[1]) + near_y - 1) >> TILE_SHIFT
        rows, columns = self._blocked.shape
        inside = left >= 0 and top >= 0 and right < columns and bottom < rows
        return inside and not self._blocked[top : bottom + 1, left : right + 1].any()

    def _walk(self, at: Point, waypoints: list[Point]) -> list[Run]:
        """Return the runs over the waypoints. Legs are clear by construction, except perhaps the last one, to the goal."""
        runs: list[Run] = []
        *between, goal = waypoints
        for waypoint in between:
            at = _lead(runs, at, waypoint)
        if self._clear(at, goal):
            _lead(runs, at, goal)
        else:
            self._feel(runs, at, goal)
        return runs

    def _feel(self, runs: list[Run], at: Point, goal: Point) -> None:
        """Append single steps toward `goal`, until it is near or a wall stops them."""
        while heading := _toward(at, goal):
            there = step(self._blocked, *at, heading)
            if there == at:
                break
            at = there
            _append(runs, heading, 1)


def _lead(runs: list[Run], at: Point, waypoint: Point) -> Point:
    """Append the runs of a clear leg, and return the point near the waypoint where it ends."""
    while heading := _toward(at, waypoint):
        dx, dy = STEPS[heading]
        far = [abs(w - a) - NEAR_UNITS for w, a, d in zip(waypoint, at, (dx, dy), strict=True) if d]
        ticks = -(-min(far) // max(abs(dx), abs(dy)))
        at = at[0] + ticks * dx, at[1] + ticks * dy
        _append(runs, heading, ticks)
    return at


def _append(runs: list[Run], heading: int, ticks: int) -> None:
    before = runs.pop()[1] if runs and runs[-1][0] == heading else 0
    runs.append((heading, before + ticks))


def _toward(at: Point, waypoint: Point) -> int:
    """Return the heading that brings `at` nearer to the waypoint; STILL when it is near on both axes."""
    off = waypoint[0] - at[0], waypoint[1] - at[1]
    across, down = ((d > NEAR_UNITS) - (d < -NEAR_UNITS) for d in off)
    return HEADING_OF[across, down] if across or down else STILL


def _without_straights(tiles: list[Tile]) -> list[Tile]:
    """Return the first tile, the last, and those where the direction changes. Between two of them all tiles are free."""
    between = [
        here
        for before, here, after in zip(tiles, tiles[1:], tiles[2:], strict=False)
        if (here[0] - before[0], here[1] - before[1]) != (after[0] - here[0], after[1] - here[1])
    ]
    return tiles[:1] + between + tiles[1:][-1:]


def regions(blocked: Grid) -> NDArray[np.int32]:
    """Return for each tile the number of its connected region of free tiles, -1 for a blocked one."""
    region = np.full(blocked.shape, -1, np.int32)
    number = 0
    for row, column in np.argwhere(~blocked).tolist():
        if region[row, column] < 0:
            _flood(blocked, region, (column, row), number)
            number += 1
    return region


def _flood(blocked: Grid, region: NDArray[np.int32], start: Tile, number: int) -> None:
    rows, columns = blocked.shape
    waiting = [start]
    region[start[1], start[0]] = number
    while waiting:
        column, row = waiting.pop()
        for dx, dy in SIDES:
            c, r = column + dx, row + dy
            if 0 <= c < columns and 0 <= r < rows and not blocked[r, c] and region[r, c] < 0:
                region[r, c] = number
                waiting.append((c, r))
