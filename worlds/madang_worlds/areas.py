"""Named rectangles of a place, and which tiles they hold. Knows geometry alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from madang_worlds.geometry import TILE_SHIFT, TILE_UNITS, Rect

NONE = -1

Shape = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Area:
    """A named part of the place, in units, with the properties that the drawing gave it."""

    name: str
    rect: Rect
    properties: dict[str, object] = field(default_factory=dict)
    tiles: NDArray[np.bool_] | None = None  # of an area that was painted tile by tile: exactly these


def tile_grid(area: Area, shape: Shape) -> NDArray[np.bool_]:
    """Return a grid of the tiles that belong to the area: those that were painted, else those whose middle it holds."""
    if area.tiles is not None:
        return area.tiles
    x, y, width, height = area.rect
    half = TILE_UNITS // 2
    grid = np.zeros(shape, np.bool_)
    top, left = max((y + half - 1) >> TILE_SHIFT, 0), max((x + half - 1) >> TILE_SHIFT, 0)
    bottom, right = (y + height + half - 1) >> TILE_SHIFT, (x + width + half - 1) >> TILE_SHIFT
    grid[top : max(bottom, 0), left : max(right, 0)] = True
    return grid


def grid_of(areas: Iterable[Area], shape: Shape) -> NDArray[np.int16]:
    """Return for each tile the index of the area that it belongs to, -1 for none. Where two overlap it is the later one."""
    grid = np.full(shape, NONE, np.int16)
    for index, area in enumerate(areas):
        grid[tile_grid(area, shape)] = index
    return grid
