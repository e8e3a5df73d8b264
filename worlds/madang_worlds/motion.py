"""The step of `step.py` for many avatars at once, on arrays. Knows a grid of blocked tiles, no rooms."""

import numpy as np
from numpy.typing import NDArray

from madang_protocol.limits import FOOT_DEPTH_UNITS, FOOT_HALF_WIDTH_UNITS, STEP_UNITS
from madang_worlds.geometry import STEPS, TILE_SHIFT, TILE_UNITS
from madang_worlds.step import Grid

Integers = NDArray[np.int32]
STEP_X = np.array([dx for dx, _ in STEPS], dtype=np.int32)
STEP_Y = np.array([dy for _, dy in STEPS], dtype=np.int32)


class Ground:
    """Where a foot box may stand, as three tables: `free[across[x] + down[y]]`.

    A box touches one or two tiles on each axis, so there are four grids, one for each way of straddling; `across` and `down`
    hold the part of the index that x and y alone decide. One ring of blocked tiles lies around the place.
    """

    def __init__(self, blocked: Grid) -> None:
        rows, columns = blocked.shape
        self._columns = int(columns)
        walled = np.pad(blocked, ((1, 2), (1, 2)), constant_values=True)
        beside = walled[:-1, :-1], walled[:-1, 1:], walled[1:, :-1], walled[1:, 1:]
        grids = [beside[0], beside[0] | beside[1], beside[0] | beside[2], beside[0] | beside[1] | beside[2] | beside[3]]
        self._free = ~np.stack(grids).reshape(-1)
        width, size = columns + 2, (columns + 2) * (rows + 2)
        self._across = _index_of_side(columns, FOOT_HALF_WIDTH_UNITS, FOOT_HALF_WIDTH_UNITS, stride=1, straddling=size)
        self._down = _index_of_side(rows, FOOT_DEPTH_UNITS, 0, stride=width, straddling=2 * size)

    def free(self, x: Integers, y: Integers) -> NDArray[np.bool_]:
        """Return for each foot point whether its box touches only free tiles. Points are at most one step outside."""
        free: NDArray[np.bool_] = self._free.take(self._across.take(x + STEP_UNITS) + self._down.take(y + STEP_UNITS))
        return free

    def tile(self, x: Integers, y: Integers) -> Integers:
        """Return for each foot point the number (row x columns + column) of the tile that `geometry.tile_of` names."""
        row = (y - FOOT_DEPTH_UNITS // 2) >> TILE_SHIFT
        tile: Integers = np.add(row * self._columns, x >> TILE_SHIFT)
        return tile

    def step(self, x: Integers, y: Integers, heading: NDArray[np.uint8]) -> tuple[Integers, Integers]:
        """Return where one tick leads each of them: the same as `step.step`, all at once (SPEC R2, R3)."""
        ahead = x + STEP_X.take(heading)
        x = np.where(self.free(ahead, y), ahead, x)
        ahead = y + STEP_Y.take(heading)
        return x, np.where(self.free(x, ahead), ahead, y)


def _index_of_side(tiles: int, before: int, after: int, *, stride: int, straddling: int) -> Integers:
    """Return for each coordinate from one step below zero its part of the index into the four grids."""
    at = np.arange(-STEP_UNITS, tiles * TILE_UNITS + STEP_UNITS + 1, dtype=np.int32)
    low, high = (at - before) >> TILE_SHIFT, (at + after - 1) >> TILE_SHIFT
    inside = np.clip(low, -1, tiles)  # beyond it the ring of blocked tiles
    index: Integers = ((inside + 1) * stride + (high > low) * straddling).astype(np.int32)
    return index
