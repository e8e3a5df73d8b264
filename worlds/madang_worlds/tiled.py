"""Reads a Tiled map file into a Drawing, by pytiled-parser. No other file knows that library.

The library stops at the first thing that it does not expect, with an exception that names no layer or object. Frequent faults
of authors are therefore looked for before (`tiled_checks.py`), and the place where it stopped is searched for after (`_locate`).
"""

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import ParseError

import numpy as np
import pytiled_parser as pytiled
import pytiled_parser.tiled_object as pytiled_objects
from numpy.typing import NDArray
from pytiled_parser.parsers.json.layer import parse as parse_layer
from pytiled_parser.parsers.json.tiled_object import parse as parse_object

from madang_protocol.limits import UNITS_PER_PX
from madang_worlds.drawing import Drawing, DrawnObject, Properties, Shape, TileLayer
from madang_worlds.faults import FaultList
from madang_worlds.geometry import TILE_PX, Rect
from madang_worlds.served_files import check_map_file
from madang_worlds.tiled_checks import SIDE_TILES_MAX, check_file
from madang_worlds.tiled_contradictions import check_contradictions
from madang_worlds.tiled_kinds import NUMBER_MAX
from madang_worlds.tiled_looks import check_looks
from madang_worlds.tiled_raw import NUMBER_MASK, Raw, label, layers_of
from madang_worlds.tiled_templates import fill_templates
from madang_worlds.tiled_types import check_types

PLACE_FILE = "place.tmj"
MAP_BYTES_MAX = 32 * 1024 * 1024
# The errors that the library raises or lets through when a file is not what it expects.
UNEXPECTED = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, ParseError, RecursionError,
    RuntimeError, TypeError, ValueError, pytiled.UnknownFormat, zlib.error,
)  # fmt: skip


def read_drawing(path: Path, faults: FaultList) -> Drawing | None:
    """Return the map, or None when it cannot be read at all. What is wrong is added to `faults` in both cases."""
    if path.name == PLACE_FILE:
        check_map_file(path, faults)
    constants: list[str] = []
    raw = _raw_map(path, faults, constants)
    if raw is None:
        return None
    fill_templates(raw, path, faults)
    check_types(raw, faults)
    tilesets = check_file(raw, path, faults)
    if constants and not faults.is_broken:  # else the field that has it was told
        faults.add(f"the file says {constants[0]}, which is no number of JSON", "Open the map in Tiled and save it again")
    if faults.is_broken:
        return None
    check_contradictions(raw, tilesets, faults)
    if faults.is_broken:
        return None
    check_looks(raw, tilesets, faults)
    try:
        tiled = _parse_filled(raw, path)
        return _drawing(tiled, path, faults)  # both may raise: the library checks hardly any type
    except UNEXPECTED as error:
        _locate(raw, path, faults, error)
        return None


def place_name(path: Path) -> str:
    """Return the name of the place: of `<name>/place.tmj` the folder's name, else the file's."""
    return whole_path(path).parent.name if path.name == PLACE_FILE else path.stem


def whole_path(path: Path) -> Path:
    """Return the absolute path without `..`. Links are not resolved: a place has the name of its link."""
    return Path(os.path.normpath(path.absolute()))


def _raw_map(path: Path, faults: FaultList, constants: list[str]) -> Raw | None:
    """Return what the file says. Numbers of Python's JSON that no browser reads, which loses it the map, go to `constants`."""

    def number(constant: str) -> float:
        constants.append(constant)
        return float(constant)

    try:
        if path.stat().st_size > MAP_BYTES_MAX:
            faults.add(f"the file has more than {MAP_BYTES_MAX >> 20} MB", "Set Tile Layer Format to Base64 (zlib compressed)")
            return None
        raw = json.loads(path.read_text(encoding="utf-8"), parse_constant=number)
    except OSError as error:
        faults.add(f"the file cannot be read: {error.strerror}", "Give the path of a Tiled map")
    except (ValueError, RecursionError) as error:
        faults.add(f"the file is not JSON: {error}", "Save it in Tiled as a JSON map (.tmj)")
    else:
        if isinstance(raw, dict) and isinstance(raw.get("layers"), list) and isinstance(raw.get("tilesets"), list):
            return raw
        faults.add("the file is JSON, but no Tiled map", "Save it in Tiled as a JSON map (.tmj)")
    return None


def _parse_filled(raw: Raw, path: Path) -> pytiled.TiledMap:
    """Parse the map as it is by now: the library reads files alone, so it gets one beside nothing."""
    for thing in (thing for found in layers_of(raw) for thing in found.objects if thing.get("capsule")):
        thing["ellipse"] = True  # the library does not know capsules, and nobody here tells round shapes apart
    for layer in (found.layer for found in layers_of(raw)):
        if layer.get("encoding") == "csv":
            del layer["encoding"]  # the library takes every encoding for base64
        elif "encoding" in layer:
            layer.setdefault("compression", "")
    sets = [
        each | ({"source": str(path.absolute().parent / each["source"])} if "source" in each else {}) for each in raw["tilesets"]
    ]
    with TemporaryDirectory() as folder:
        file = Path(folder) / path.name
        file.write_text(json.dumps(raw | {"tilesets": sets}), "utf-8")
        return pytiled.parse_map(file)


def _locate(raw: Raw, path: Path, faults: FaultList, error: Exception) -> None:
    """Note each layer and object that the library cannot read, by reading them one by one."""
    for found in layers_of(raw):
        for number, thing in enumerate(found.objects, 1):
            _try(lambda thing=thing: parse_object(thing, "utf-8", path.parent), faults, found.name, label(thing, number))
        if not found.objects:
            _try(lambda layer=found.layer: parse_layer(layer, "utf-8", path.parent), faults, found.name, "")
    if not faults.is_broken:
        faults.add(f"the map cannot be read: {_sentence(error)}", "Open it in Tiled and save it again")


def _try(read: Any, faults: FaultList, layer: str, thing: str) -> None:
    try:
        read()
    except UNEXPECTED as error:
        faults.add(
            f"it cannot be read: {_sentence(error)}", "Open the map in Tiled and save it again", layer=layer, object_=thing
        )


def _sentence(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else f"{type(error).__name__} ({error})"


def _drawing(tiled: pytiled.TiledMap, path: Path, faults: FaultList) -> Drawing | None:
    layers = list(_layers(tiled.layers, "", (0.0, 0.0)))
    left, top, right, bottom = _bounds(tiled, layers)
    if not (0 < right - left <= SIDE_TILES_MAX and 0 < bottom - top <= SIDE_TILES_MAX):
        faults.add(
            f"the place is {right - left} x {bottom - top} tiles",
            f"Make it 1 to {SIDE_TILES_MAX} tiles on each side, so that positions fit into 16 bits",
        )
        return None
    drawing = Drawing(
        name=place_name(path),
        width_tiles=right - left,
        height_tiles=bottom - top,
        origin_px=(left * TILE_PX, top * TILE_PX),
        properties=Properties(dict(tiled.properties or {}), faults),
    )
    drawing.tiles = _tiles(tiled, faults)
    for name, offset, layer in layers:
        _add_layer(drawing, name, offset, layer, faults)
    _check_numbers(drawing, tiled, [thing for layer in layers for thing in getattr(layer[2], "tiled_objects", ())])
    return drawing


def _layers(layers: Any, group: str, offset: tuple[float, float]) -> Iterator[tuple[str, tuple[float, float], pytiled.Layer]]:
    """Yield all layers that are no groups: path of names, summed offset, layer."""
    for layer in layers or ():
        summed = offset[0] + layer.offset[0], offset[1] + layer.offset[1]
        if isinstance(layer, pytiled.LayerGroup):
            yield from _layers(layer.layers, f"{group}{layer.name}/", summed)
        else:
            yield f"{group}{layer.name}", summed, layer


def _bounds(tiled: pytiled.TiledMap, layers: list[Any]) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom in tiles. Of an infinite map: the smallest box around all chunks."""
    if not tiled.infinite:
        return 0, 0, int(tiled.map_size.width), int(tiled.map_size.height)
    chunks = [chunk for _, _, layer in layers for chunk in getattr(layer, "chunks", None) or ()]
    if not chunks:
        return 0, 0, 0, 0
    left, top = min(chunk.coordinates.x for chunk in chunks), min(chunk.coordinates.y for chunk in chunks)
    right = max(chunk.coordinates.x + chunk.size.width for chunk in chunks)
    bottom = max(chunk.coordinates.y + chunk.size.height for chunk in chunks)
    return int(left), int(top), int(right), int(bottom)


def _tiles(tiled: pytiled.TiledMap, faults: FaultList) -> dict[int, Properties]:
    return {
        first + tile.id: Properties(dict(tile.properties), faults, f"tileset {tileset.name}", f"tile {tile.id}")
        for first, tileset in tiled.tilesets.items()
        for tile in (tileset.tiles or {}).values()
        if tile.properties
    }


def _add_layer(drawing: Drawing, name: str, offset: tuple[float, float], layer: pytiled.Layer, faults: FaultList) -> None:
    if isinstance(layer, pytiled.ObjectLayer):
        drawing.objects.extend(_object(drawing, name, offset, thing, faults) for thing in layer.tiled_objects)
    elif isinstance(layer, pytiled.TileLayer):
        numbers = _numbers(drawing, layer)
        properties = Properties(dict(layer.properties or {}), faults, name)
        if numbers is None:
            properties.fault("its tile data does not fit the map's size", "Open the map in Tiled and save it again")
        elif offset[0] % TILE_PX or offset[1] % TILE_PX:
            properties.fault(
                f"its offset {offset[0]:g},{offset[1]:g} is no whole tile", f"Make the offset a multiple of {TILE_PX} px"
            )
        else:
            moved = _moved(numbers & NUMBER_MASK, int(offset[0]) // TILE_PX, int(offset[1]) // TILE_PX)
            drawing.tile_layers.append(TileLayer(str(layer.name), moved, properties))


def _moved(numbers: NDArray[np.int64], right: int, down: int) -> NDArray[np.int64]:
    """Return the tiles moved by so many columns and rows; what leaves the map is gone."""
    rows, columns = numbers.shape
    moved = np.zeros_like(numbers)
    moved[max(0, down) : max(0, rows + down), max(0, right) : max(0, columns + right)] = numbers[
        max(0, -down) : max(0, rows - down), max(0, -right) : max(0, columns - right)
    ]
    return moved


def _object(drawing: Drawing, layer: str, offset: tuple[float, float], thing: Any, faults: FaultList) -> DrawnObject:
    x, y = drawing.units(thing.coordinates.x + offset[0], thing.coordinates.y + offset[1])
    rect = Rect(x, y, round(thing.size.width * UNITS_PER_PX), round(thing.size.height * UNITS_PER_PX))
    properties = Properties(dict(thing.properties or {}), faults, layer, str(thing.name or f"#{thing.id}"))
    for what, value in (("name", thing.name), ("class", thing.class_ or "")):
        if not isinstance(value, str):
            properties.fault(f"its {what} is {value!r}, not a string", f"Write its {what} in Tiled")
    return DrawnObject(str(thing.name), str(thing.class_ or ""), rect, properties, thing.id, _shape(thing))


def _shape(thing: Any) -> Shape:
    if isinstance(thing, pytiled_objects.Tile):
        return Shape.TILE
    if thing.rotation % 360:
        return Shape.TURNED
    upright = isinstance(thing, pytiled_objects.Rectangle | pytiled_objects.Point)
    return Shape.UPRIGHT if upright else Shape.FREE


def _numbers(drawing: Drawing, layer: pytiled.TileLayer) -> NDArray[np.int64] | None:
    """Return the layer's tile numbers, or None when they are not whole numbers in rows as the map has them."""
    if layer.chunks is None:
        return _block(layer.data, (drawing.height_tiles, drawing.width_tiles))
    numbers = np.zeros((drawing.height_tiles, drawing.width_tiles), np.int64)
    for chunk in layer.chunks:
        block = _block(chunk.data, (int(chunk.size.height), int(chunk.size.width)))
        if block is None:
            return None
        left = int(chunk.coordinates.x) - drawing.origin_px[0] // TILE_PX
        top = int(chunk.coordinates.y) - drawing.origin_px[1] // TILE_PX
        numbers[top : top + block.shape[0], left : left + block.shape[1]] = block
    return numbers


def _block(rows: Any, shape: tuple[int, int]) -> NDArray[np.int64] | None:
    if not isinstance(rows, list) or [len(row) for row in rows] != [shape[1]] * shape[0]:
        return None
    block = np.array(rows)
    return block.astype(np.int64) if block.dtype.kind in "iu" and not ((block < 0) | (block > NUMBER_MAX)).any() else None


def _check_numbers(drawing: Drawing, tiled: pytiled.TiledMap, things: list[Any]) -> None:
    """Note a fault for each layer and object with a tile number that no tileset has."""
    firsts = np.array(sorted(tiled.tilesets) or [1])
    sizes = [_size(tileset) for _, tileset in sorted(tiled.tilesets.items())] or [0]
    ends = np.minimum(firsts + sizes, np.append(firsts[1:], NUMBER_MASK))
    used = [(layer.properties, np.unique(layer.numbers[layer.numbers > 0])) for layer in drawing.tile_layers]
    used += [
        (drawn.properties, np.array([thing.gid & NUMBER_MASK]))
        for drawn, thing in zip(drawing.objects, things, strict=True)
        if drawn.shape is Shape.TILE
    ]
    for properties, numbers in used:
        index = np.searchsorted(firsts, numbers, side="right") - 1
        strange = numbers[(index < 0) | (numbers >= ends[index])]
        if len(strange):
            properties.fault(f"tile number {strange[0]} is of no tileset", "Add the tileset again, or erase these tiles")


def _size(tileset: pytiled.Tileset) -> int:
    """Return how many numbers a tileset takes; in a collection of images there are gaps."""
    return max([int(tileset.tile_count), *(int(number) + 1 for number in tileset.tiles or ())])
