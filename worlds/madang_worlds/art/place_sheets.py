"""What of our art a place shows, and what its sheets for the first picture hold. They are drawn by `trimming.py`.

Everything lies in them where it lies in the whole sheets, what the map does not use is empty. A poor line has them in half the
time; the whole sheets come after the first picture. They are in `sheets/places/<name>/`: `tiles@1x.webp`, `objects@1x.webp`
and `used.json`:
  {"sources": sha256 of the whole sheets, "tiles": [cell id, ...], "objects": [name, ...]}
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from madang_worlds.tiled_raw import NUMBER_MASK

FOLDER = "places"
KINDS = ("tiles", "objects")
INDEX = "used.json"
OUR_TILES = "tiles.png"


@dataclass(frozen=True, slots=True)
class Used:
    """What a map shows of our art: cell ids of the tile sheet, names of objects."""

    tiles: frozenset[int]
    objects: frozenset[str]

    def __le__(self, other: "Used") -> bool:
        return self.tiles <= other.tiles and self.objects <= other.objects


def used_by(place_map: dict[str, Any]) -> Used | None:
    """Return what a map shows; None for one that is not plainly drawn with our one tile sheet (others, packed data, groups)."""
    tilesets, layers = place_map.get("tilesets", []), place_map.get("layers", [])
    is_plain = all(layer["type"] == "objectgroup" or isinstance(layer.get("data"), list) for layer in layers)
    if not is_plain or len(tilesets) != 1 or Path(tilesets[0].get("image", "")).name != OUR_TILES:
        return None
    first = tilesets[0]["firstgid"]
    standing = [thing["gid"] for layer in layers for thing in layer.get("objects", []) if "gid" in thing]
    laid = [number for layer in layers for number in layer.get("data", []) if number]
    tiles = {(number & NUMBER_MASK) - first for number in (*laid, *standing)}
    return Used(frozenset(tiles), frozenset(_objects(layers)))


def _objects(layers: list[dict[str, Any]]) -> Iterator[str]:
    for layer in layers:
        for thing in layer.get("objects", []):
            for said in thing.get("properties", []):
                if said["name"] in ("art", "art_closed"):
                    yield said["value"]


def trimmed(sheets: Path, name: str) -> Used | None:
    """Return what the trimmed sheets of that name hold; None when there are none."""
    index = sheets / FOLDER / name / INDEX
    if not index.is_file():
        return None
    held = json.loads(index.read_text("utf-8"))
    return Used(frozenset(held["tiles"]), frozenset(held["objects"]))


def read_map(places: Path, name: str) -> dict[str, Any]:
    """Return the map of a place as it is written."""
    place_map: dict[str, Any] = json.loads((places / name / "place.tmj").read_text("utf-8"))
    return place_map
