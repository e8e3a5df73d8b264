"""Frequent faults of a Tiled file that its reader takes in silence, or fails at without a reason. Looks at the raw file.

What Tiled can say and nobody here reads is a fault with a way to mend it: a map never loses its walls or its floor unseen.
"""

import json
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from madang_protocol.limits import PLACE_SIDE_UNITS_MAX
from madang_worlds.faults import FaultList
from madang_worlds.geometry import TILE_PX, TILE_UNITS
from madang_worlds.tile_data import unpacks_to_more

SIDE_TILES_MAX = PLACE_SIDE_UNITS_MAX // TILE_UNITS
UNPACKED_TILES_MAX = (SIDE_TILES_MAX + 64) ** 2  # of one layer; the chunks of an infinite map stand out at its edges
PICTURE_SUFFIXES = frozenset({".png", ".webp", ".svg", ".jpg", ".jpeg", ".gif", ".avif", ".bmp"})
OUR_ART = Path(__file__).parent / "art" / "sheets"  # as the server gives it, below /art/
COMPRESSIONS = {None, "", "zlib", "gzip"}  # a browser unpacks no other

Raw = dict[str, Any]


def check_file(raw: Raw, path: Path, faults: FaultList) -> None:
    """Note each such fault of the map `raw`, which was read from `path`, and of the tilesets that it names."""
    _check_grid(raw, faults)
    for tileset in raw["tilesets"]:
        if isinstance(tileset, dict):
            _check_tileset(tileset, path, faults)
    if isinstance(raw.get("properties"), dict):
        _tell_old("the map", faults)
    for name, layer in raw_layers(raw["layers"], ""):
        if isinstance(layer, dict):
            _check_layer(name, layer, faults)


def raw_layers(layers: list[Any], group: str) -> Iterator[tuple[str, Any]]:
    """Yield the layers that are no groups, each with the path of its names."""
    for layer in layers:
        inner = layer.get("layers") if isinstance(layer, dict) else None
        name = f"{group}{layer.get('name', '?')}" if isinstance(layer, dict) else f"{group}?"
        if isinstance(inner, list):
            yield from raw_layers(inner, f"{name}/")
        else:
            yield name, layer


def _check_grid(raw: Raw, faults: FaultList) -> None:
    if raw.get("orientation") != "orthogonal":
        faults.add(
            f"the map is {raw.get('orientation')}, not orthogonal", "Set Orientation to Orthogonal in the map's properties"
        )
    if (raw.get("tilewidth"), raw.get("tileheight")) != (TILE_PX, TILE_PX):
        faults.add(f"tiles are not {TILE_PX} x {TILE_PX} px", f"Set the tile size of the map to {TILE_PX} x {TILE_PX} px")


def _check_tileset(tileset: Raw, map_file: Path, faults: FaultList) -> None:
    source = tileset.get("source")
    file, whole = map_file, tileset
    if isinstance(source, str):
        file = map_file.parent / source
        if not _is_file(file):
            faults.add(f"the tileset {source!r} is missing", "Put the file there, or embed the tileset in the map")
            return
        whole = _external(file)
    if whole.get("tileproperties") or isinstance(whole.get("properties"), dict):
        _tell_old(f"the tileset {whole.get('name')!r}", faults)
    folder = posixpath.dirname(source) if isinstance(source, str) else ""
    for picture in dict.fromkeys(_pictures(whole)):
        what = f"the picture {picture!r} of the tileset {whole.get('name')!r}"
        _check_picture(posixpath.join(folder, picture), map_file, what, faults)


def _pictures(tileset: Raw) -> Iterator[str]:
    """Yield the picture of a tileset; of a collection of pictures that of each tile."""
    tiles = tileset.get("tiles")
    for owner in [tileset, *(tiles if isinstance(tiles, list) else [])]:
        picture = owner.get("image") if isinstance(owner, dict) else None
        if isinstance(picture, str):
            yield picture


def _check_picture(picture: str, map_file: Path, what: str, faults: FaultList) -> None:
    """Look for a picture where a browser asks for it: below `/places/`, beside the map, or below `/art/`, which is our own."""
    place = map_file.absolute().parent
    address = posixpath.normpath(f"/places/{place.name}/{picture}")
    if address.startswith("/places/"):
        file = place.parent / address.removeprefix("/places/")
    elif address.startswith("/art/"):
        file = OUR_ART / address.removeprefix("/art/").removeprefix("sheets/")
    else:
        faults.add(f"{what} lies outside of the places", "Put it into the folder of the place")
        return
    if not _is_file(file):
        faults.add(f"{what} is missing", "Put the file there")
    elif file.suffix.lower() not in PICTURE_SUFFIXES:
        faults.add(f"{what} is of a kind that browsers do not show", "Save it as PNG or WebP")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _external(file: Path) -> Raw:
    """Return a tileset of its own file, JSON (`.tsj`) or XML (`.tsx`); empty when it is neither, which the reader names."""
    try:
        text = file.read_text("utf-8")
        read = _of_xml(text) if text.lstrip().startswith("<") else json.loads(text)
    except (OSError, ValueError, RecursionError, ParseError):
        return {}
    return read if isinstance(read, dict) else {}


def _of_xml(text: str) -> Raw:
    """Return name and pictures, which are all that is looked at here: XML has one spelling of properties."""
    tileset = fromstring(text)  # noqa: S314 - the city's own file, which the reader parses in the same way
    tiles = [{"image": _source_in(tile)} for tile in tileset.findall("tile")]
    return {"name": tileset.get("name"), "image": _source_in(tileset), "tiles": tiles}


def _source_in(node: Element) -> str | None:
    picture = node.find("image")
    return None if picture is None else picture.get("source")


def _check_layer(name: str, layer: Raw, faults: FaultList) -> None:
    packed = layer.get("compression")
    if not isinstance(packed, str | None) or packed not in COMPRESSIONS:
        faults.add(
            f"its tile data is packed with {packed!r}",
            "Set Tile Layer Format in the map's properties to CSV, or to Base64 (zlib compressed)",
            layer=name,
        )
    elif unpacks_to_more(layer, tiles_max=UNPACKED_TILES_MAX):
        faults.add("its tile data does not fit the map's size", "Open the map in Tiled and save it again", layer=name)
    if isinstance(layer.get("properties"), dict):
        _tell_old("the layer", faults, layer=name)
    things = layer.get("objects")
    for thing in things if isinstance(things, list) else []:
        if isinstance(thing, dict):
            _check_object(name, thing, faults)


def _check_object(layer: str, thing: Raw, faults: FaultList) -> None:
    name = str(thing.get("name") or f"#{thing.get('id', '?')}")
    if isinstance(thing.get("properties"), dict):
        _tell_old("the object", faults, layer=layer, object_=name)


def _tell_old(what: str, faults: FaultList, *, layer: str = "", object_: str = "") -> None:
    faults.add(
        f"{what} has its properties as a Tiled before 1.2 wrote them",
        "Save it with a newer Tiled",
        layer=layer,
        object_=object_,
    )
