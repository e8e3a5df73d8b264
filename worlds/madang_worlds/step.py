"""The step of one avatar. Knows a grid of blocked tiles and integers, nothing else.

TypeScript runs the same arithmetic, as `protocol/vectors/motion.json` proves; `motion.py` does it for many avatars at once.
"""

import numpy as np
from numpy.typing import NDArray

from madang_protocol.limits import FOOT_DEPTH_UNITS, FOOT_HALF_WIDTH_UNITS
from madang_worlds.geometry import STEPS, TILE_SHIFT, Point

Grid = NDArray[np.bool_]


def is_free(blocked: Grid, x: int, y: int) -> bool:
    """Return whether the foot box at (x, y), in units, touches only tiles of the place that are not blocked (SPEC R3)."""
    rows, columns = blocked.shape
    left, right = (x - FOOT_HALF_WIDTH_UNITS) >> TILE_SHIFT, (x + FOOT_HALF_WIDTH_UNITS - 1) >> TILE_SHIFT
    top, bottom = (y - FOOT_DEPTH_UNITS) >> TILE_SHIFT, (y - 1) >> TILE_SHIFT
    if left < 0 or top < 0 or right >= columns or bottom >= rows:
        return False
    # The box is smaller than a tile: the tiles under its four corners are all that it touches.
    return not (blocked[top, left] or blocked[top, right] or blocked[bottom, left] or blocked[bottom, right])


def step(blocked: Grid, x: int, y: int, heading: int) -> Point:
    """Return (x, y) after one tick with this heading: x first, kept if free; then y, kept if free (SPEC R2, R3).

    So an avatar slides along a wall. `(x, y)` must be free, in units; then the result is free too.
    """
    dx, dy = STEPS[heading]
    if dx and is_free(blocked, x + dx, y):
        x += dx
    if dy and is_free(blocked, x, y + dy):
        y += dy
    return x, y
