"""Units (1/8 px), headings, tiles and rectangles. Integers only; knows no plan and no avatar."""

from typing import NamedTuple

from madang_protocol.limits import FOOT_DEPTH_UNITS, STEP_DIAGONAL_UNITS, STEP_UNITS, UNITS_PER_PX

TILE_PX = 32
TILE_SHIFT = 8  # a tile is a power of two, so that finding it is a shift and never a division
TILE_UNITS = 1 << TILE_SHIFT
STILL = 0
HEADINGS = 9  # still, then E, SE, S, SW, W, NW, N, NE

# dx, dy of one tick for each heading (SPEC R2); y grows down.
STEPS: tuple[tuple[int, int], ...] = (
    (0, 0),
    (STEP_UNITS, 0),
    (STEP_DIAGONAL_UNITS, STEP_DIAGONAL_UNITS),
    (0, STEP_UNITS),
    (-STEP_DIAGONAL_UNITS, STEP_DIAGONAL_UNITS),
    (-STEP_UNITS, 0),
    (-STEP_DIAGONAL_UNITS, -STEP_DIAGONAL_UNITS),
    (0, -STEP_UNITS),
    (STEP_DIAGONAL_UNITS, -STEP_DIAGONAL_UNITS),
)
HEADING_OF = {((dx > 0) - (dx < 0), (dy > 0) - (dy < 0)): heading for heading, (dx, dy) in enumerate(STEPS)}

Point = tuple[int, int]

assert TILE_PX * UNITS_PER_PX == TILE_UNITS


class Rect(NamedTuple):
    """A rectangle in units. Its left and upper edges belong to it, its right and lower ones do not."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def tile_of(x: int, y: int) -> tuple[int, int]:
    """Return (column, row) of the tile under the middle of the foot box at (x, y). For a free position it is a free tile."""
    return x >> TILE_SHIFT, (y - FOOT_DEPTH_UNITS // 2) >> TILE_SHIFT


def stand_in(column: int, row: int) -> Point:
    """Return the foot point whose box is in the middle of the tile."""
    half = TILE_UNITS // 2
    return column * TILE_UNITS + half, row * TILE_UNITS + half + FOOT_DEPTH_UNITS // 2
