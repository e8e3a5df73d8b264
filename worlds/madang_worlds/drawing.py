"""A map as it was drawn: layers of tile numbers, objects, properties, in units from its corner. Does not know what they mean."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from madang_protocol.limits import UNITS_PER_PX
from madang_worlds.faults import FaultList
from madang_worlds.geometry import Point, Rect

Values = dict[str, object]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Properties:
    """The properties of one thing of the map. A value of the wrong type is noted as a fault and counts as missing."""

    values: Values
    faults: FaultList
    layer: str = ""
    object: str = ""

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return self._as(name, str(value) if isinstance(value, str | PurePath) else None, "a string")

    def whole(self, name: str) -> int | None:
        value = self.values.get(name)
        return self._as(name, value if isinstance(value, int) and not isinstance(value, bool) else None, "an int")

    def number(self, name: str) -> float | None:
        value = self.values.get(name)
        return self._as(name, value if isinstance(value, int | float) and not isinstance(value, bool) else None, "a number")

    def flag(self, name: str) -> bool:
        """Return a boolean property; False when it is missing."""
        value = self.values.get(name)
        return self._as(name, value if isinstance(value, bool) else None, "a bool") or False

    def fault(self, what: str, mend: str) -> None:
        """Note a fault of the thing that has these properties. Both sentences come without their full stop."""
        self.faults.add(what, mend, layer=self.layer, object_=self.object)

    def warn(self, what: str, mend: str) -> None:
        """Note what is drawn otherwise than its author sees it, though the plan can be used."""
        self.faults.add(what, mend, layer=self.layer, object_=self.object, warning=True)

    def _as(self, name: str, value: Value | None, kind: str) -> Value | None:
        if value is None and name in self.values:
            self.fault(
                f"property {name!r} is {self.values[name]!r}, not {kind}", f"Set its type to {kind.rpartition(' ')[2]} in Tiled"
            )
        return value


@dataclass(frozen=True)
class TileLayer:
    """Tile numbers without flip flags, one a tile of the map; 0 is no tile."""

    name: str
    numbers: NDArray[np.int64]
    properties: Properties


class Shape(StrEnum):
    """How an object covers its rectangle. Only an upright one, or a point, is what its numbers say."""

    UPRIGHT = "upright"
    TURNED = "turned"
    TILE = "a tile object"  # its point is the lower left corner
    FREE = "an ellipse, polygon, line or text"


@dataclass(frozen=True)
class DrawnObject:
    name: str
    kind: str  # its class
    rect: Rect
    properties: Properties
    id: int
    shape: Shape = Shape.UPRIGHT

    @property
    def at(self) -> Point:
        """The object's own point, which of a rectangle is its upper left corner."""
        return self.rect.x, self.rect.y


@dataclass
class Drawing:
    name: str
    width_tiles: int
    height_tiles: int
    origin_px: tuple[int, int]  # of an infinite map: the pixel that became (0, 0)
    properties: Properties
    tiles: dict[int, Properties] = field(default_factory=dict)  # tile number -> properties of that tile
    tile_layers: list[TileLayer] = field(default_factory=list)
    objects: list[DrawnObject] = field(default_factory=list)

    def units(self, x_px: float, y_px: float) -> Point:
        """Return a point of the map, given in pixels, as units of 1/8 px from the place's corner."""
        return round((x_px - self.origin_px[0]) * UNITS_PER_PX), round((y_px - self.origin_px[1]) * UNITS_PER_PX)

    def of_kind(self, kind: str) -> Iterator[DrawnObject]:
        return (thing for thing in self.objects if thing.kind == kind)

    def numbers_with(self, name: str) -> list[int]:
        """Return the tile numbers that have this property, whatever its value."""
        return [number for number, properties in self.tiles.items() if name in properties.values]
