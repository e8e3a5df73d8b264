"""Interest cells: which part of a place a visitor is told about (SPEC R7). Knows sizes and positions, no avatars.

The location cell is where an avatar is. The view cell is the middle of the 3 x 3 cells that a visitor sees. It follows the
location with a margin, so that the view does not change at every step along a border.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from madang_protocol.limits import PUBLISH_TICKS

VIEW_MARGIN_UNITS = 512  # 64 px: two tiles beyond the border
CELL_UNITS_DEFAULT = 5_120  # 640 px: with the 3 x 3 around it at least what a screen shows
DENSE_PEOPLE = (100, 400, 800)  # in one view, above which frames come every 3, 4 and 5 ticks

Integers = NDArray[np.int32]


class Cells:
    """The grid of interest cells over a place, sides in units of 1/8 px. A cell's number is row x columns + column.

    `ValueError` when there are more cells than a u16 can number.
    """

    def __init__(self, width_units: int, height_units: int, cell_units: int) -> None:
        self.side = cell_units
        self.columns = width_units // cell_units + 1  # a foot point may lie on the far edge itself
        self.rows = height_units // cell_units + 1
        self.count = self.columns * self.rows
        if self.count > 1 << 16:
            raise ValueError("a cell's number is u16 on the wire: the cells are too small for this place")

    def of(self, x: Integers, y: Integers) -> Integers:
        """Return the location cell of each point."""
        return (y // self.side) * self.columns + x // self.side

    def cell_of(self, x: int, y: int) -> int:
        """Return the location cell of one point."""
        return (y // self.side) * self.columns + x // self.side

    def beyond(self, view: Integers, x: Integers, y: Integers) -> NDArray[np.bool_]:
        """Return for each point whether it is more than the margin beyond the border of its view cell (SPEC R7)."""
        off_x = x - (view % self.columns) * self.side
        off_y = y - (view // self.columns) * self.side
        far = self.side + VIEW_MARGIN_UNITS
        return (off_x < -VIEW_MARGIN_UNITS) | (off_x >= far) | (off_y < -VIEW_MARGIN_UNITS) | (off_y >= far)

    @cached_property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """For each cell the numbers of the 3 x 3 around it, rising; fewer at the edge of the place."""
        return tuple(self._neighbours(cell) for cell in range(self.count))

    def _neighbours(self, cell: int) -> tuple[int, ...]:
        row, column = divmod(cell, self.columns)
        rows = range(max(row - 1, 0), min(row + 2, self.rows))
        columns = range(max(column - 1, 0), min(column + 2, self.columns))
        return tuple(r * self.columns + c for r in rows for c in columns)

    def sums_in_view(self, counts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return for each view cell the sum of `counts` (one number a cell) over its 3 x 3."""
        grid = np.pad(counts.reshape(self.rows, self.columns), 1)
        across = grid[:, :-2] + grid[:, 1:-1] + grid[:, 2:]
        sums: NDArray[np.int64] = (across[:-2] + across[1:-1] + across[2:]).reshape(-1)
        return sums


def publish_ticks_for(people_in_view: int) -> int:
    """Return the ticks between frames of a room whose fullest view holds so many people: 2 to 5.

    A change carries its own tick. A slower rate delays it and saves bytes, of which a crowd costs most; nothing is lost.
    """
    return PUBLISH_TICKS + sum(people_in_view > limit for limit in DENSE_PEOPLE)
