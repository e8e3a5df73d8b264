"""The integer step of SPEC R2 and R3 for many avatars at once, as clients compute it. `vectors/motion.json` proves it."""

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np

from madang_protocol import limits

Ints = np.ndarray[Any, np.dtype[np.int64]]
_D, _S = limits.STEP_DIAGONAL_UNITS, limits.STEP_UNITS
STEP_X = np.array([0, _S, _D, 0, -_D, -_S, -_D, 0, _D])
STEP_Y = np.array([0, 0, _D, _S, _D, 0, -_D, -_S, -_D])


@dataclass(frozen=True)
class Floor:
    """The walkable floor of a place, as the office publishes it. `blocked[row, column]`: True for a blocked tile."""

    blocked: np.ndarray[Any, np.dtype[np.bool_]]
    tile_units: int

    @property
    def width_units(self) -> int:
        return int(self.blocked.shape[1]) * self.tile_units

    def free(self, x: Ints, y: Ints) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Return where the foot box at (x, y), in units, touches no blocked tile and stays inside the place."""
        left, right = x - limits.FOOT_HALF_WIDTH_UNITS, x + limits.FOOT_HALF_WIDTH_UNITS - 1
        top, bottom = y - limits.FOOT_DEPTH_UNITS, y - 1
        rows, columns = self.blocked.shape
        inside = (left >= 0) & (top >= 0) & (right < columns * self.tile_units) & (bottom < rows * self.tile_units)
        west, east = (np.clip(each // self.tile_units, 0, columns - 1) for each in (left, right))
        north, south = (np.clip(each // self.tile_units, 0, rows - 1) for each in (top, bottom))
        hit = self.blocked[north, west] | self.blocked[north, east] | self.blocked[south, west] | self.blocked[south, east]
        free: np.ndarray[Any, np.dtype[np.bool_]] = inside & ~hit
        return free

    def step(self, x: Ints, y: Ints, heading: Ints) -> tuple[Ints, Ints]:
        """Return the positions after one tick: x first, then y, each kept only where it is free (SPEC R3)."""
        wanted_x = x + STEP_X[heading]
        x = np.where(self.free(wanted_x, y), wanted_x, x)
        wanted_y = y + STEP_Y[heading]
        y = np.where(self.free(x, wanted_y), wanted_y, y)
        return x, y


def read_floor(document: dict[str, Any]) -> Floor:
    """Return the floor of `/places/<name>/floor.json`. Raises `KeyError` or `ValueError` when the document is none."""
    columns, rows = int(document["columns"]), int(document["rows"])
    packed = np.frombuffer(base64.b64decode(document["blocked"], validate=True), np.uint8)
    bits = np.unpackbits(packed, count=columns * rows)
    return Floor(bits.astype(np.bool_).reshape(rows, columns), int(document["tile_units"]))
