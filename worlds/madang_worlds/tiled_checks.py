"""Frequent faults of a Tiled file that its reader takes in silence, or fails at without a reason. Looks at the raw file.

What Tiled can say and nobody here reads is a fault with a way to mend it: a map never loses its walls or its floor unseen.
"""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

from madang_protocol.limits import PLACE_SIDE_UNITS_MAX
from madang_worlds.faults import FaultList
from madang_worlds.geometry import TILE_PX, TILE_UNITS
from madang_worlds.picture_files import Size, picture_size
from madang_worlds.served_files import BadFile, NotServed, served_file
from madang_worlds.tile_data import tile_data_fault
from madang_worlds.tiled_raw import Raw, json_of, label, layers_and_groups
from madang_worlds.tiled_types import check_tileset_types
from madang_worlds.tiled_xml import tileset_of

SIDE_TILES_MAX = PLACE_SIDE_UNITS_MAX // TILE_UNITS
UNPACKED_TILES_MAX = (SIDE_TILES_MAX + 64) ** 2  # of one layer; the chunks of an infinite map stand out at its edges
TILESET_SUFFIXES = frozenset({".tsj", ".tsx", ".json"})
TILESET_BYTES_MAX = 8 * 1024 * 1024
COMPRESSIONS = {"", "zlib", "gzip"}  # a browser unpacks no other


def check_file(raw: Raw, path: Path, faults: FaultList) -> list[Raw]:
    """Note each such fault of the map `raw`, which was read from `path`, and of the tilesets that it names.

    Return its tilesets as they are written, wherever that is; those that cannot be read are left out.
    """
    _check_grid(raw, faults)
    found = [_check_tileset(tileset, path, faults) for tileset in raw["tilesets"] if isinstance(tileset, dict)]
    if isinstance(raw.get("properties"), dict):
        _tell_old("the map", faults)
    for each in layers_and_groups(raw["layers"]):
        if isinstance(each.layer, dict):
            _check_layer(each.name, each.layer, path, faults)
    return [tileset for tileset in found if tileset is not None]


def _check_grid(raw: Raw, faults: FaultList) -> None:
    if raw.get("orientation") != "orthogonal":
        faults.add(
            f"the map is {raw.get('orientation')}, not orthogonal", "Set Orientation to Orthogonal in the map's properties"
        )
    if (raw.get("tilewidth"), raw.get("tileheight")) != (TILE_PX, TILE_PX):
        faults.add(f"tiles are not {TILE_PX} x {TILE_PX} px", f"Set the tile size of the map to {TILE_PX} x {TILE_PX} px")


def _check_tileset(tileset: Raw, map_file: Path, faults: FaultList) -> Raw | None:
    source = tileset.get("source")
    whole = _external(source, map_file, faults) if isinstance(source, str) else tileset
    if whole is None:
        return None
    if whole.get("tileproperties") or isinstance(whole.get("properties"), dict):
        _tell_old(f"the tileset {whole.get('name')!r}", faults)
    for tile in whole["tiles"] if isinstance(whole.get("tiles"), list) else ():
        if isinstance(tile, dict) and isinstance(tile.get("properties"), dict):
            _tell_old(f"a tile of the tileset {whole.get('name')!r}", faults)
    check_tileset_types(whole, faults)
    folder = posixpath.dirname(source) if isinstance(source, str) else ""
    for picture, told in dict.fromkeys(_pictures(whole)):
        what = f"the picture {picture!r} of the tileset {whole.get('name')!r}"
        size = _check_picture(posixpath.join(folder, picture), map_file, what, faults)
        if size is not None and told is not None and size != told:
            faults.add(
                f"{what} is {size}, where the tileset says {told}",
                "Open the tileset in Tiled, choose its picture again and save it",
                warning=size.holds(told),
            )
    return whole


def _pictures(tileset: Raw) -> Iterator[tuple[str, Size | None]]:
    """Yield the picture of a tileset, and the size that it tells; of a collection of pictures that of each tile."""
    tiles = tileset.get("tiles")
    for owner in [tileset, *(tiles if isinstance(tiles, list) else [])]:
        picture = owner.get("image") if isinstance(owner, dict) else None
        if isinstance(picture, str):
            yield picture, _told_size(owner)


def _told_size(owner: Raw) -> Size | None:
    width, height = owner.get("imagewidth"), owner.get("imageheight")
    return Size(width, height) if isinstance(width, int) and isinstance(height, int) else None


def _check_picture(picture: str, map_file: Path, what: str, faults: FaultList, *, layer: str = "") -> Size | None:
    try:
        return picture_size(served_file(picture, map_file))
    except BadFile as fault:
        faults.add(f"{what} {fault.what}", fault.mend, layer=layer)
        return None


def _external(source: str, map_file: Path, faults: FaultList) -> Raw | None:
    """Return a tileset of its own file, JSON or XML, or None with a fault. Opens no file that browsers do not get."""
    what = f"the tileset {source!r}"
    try:
        file = served_file(source, map_file)
    except NotServed as fault:
        mend = fault.mend.replace("Put the file there", "Put the file there, or embed the tileset in the map")
        faults.add(f"{what} {fault.what}", mend)
        return None
    if file.suffix.lower() in TILESET_SUFFIXES and file.stat().st_size <= TILESET_BYTES_MAX:
        read = _read_tileset(file)
        if read is not None:
            return read
    faults.add(f"{what} is no tileset of Tiled", "Save it in Tiled as .tsj or .tsx, or embed it in the map")
    return None


def _read_tileset(file: Path) -> Raw | None:
    try:
        text = file.read_text("utf-8")
        read = _of_xml(text) if text.lstrip().startswith("<") else json_of(text)
    except (OSError, ValueError, RecursionError, ParseError):
        return None
    return read if isinstance(read, dict) and "layers" not in read and "tilewidth" in read else None


def _of_xml(text: str) -> Raw:
    root = fromstring(text)  # noqa: S314 - the city's own file, which the reader parses in the same way
    if root.tag != "tileset":
        raise ValueError(root.tag)
    return tileset_of(root)


def _check_layer(name: str, layer: Raw, map_file: Path, faults: FaultList) -> None:
    if layer.get("type") == "imagelayer" and isinstance(layer.get("image"), str) and layer["image"]:
        _check_picture(layer["image"], map_file, f"its picture {layer['image']!r}", faults, layer=name)
    packed = layer.get("compression", "")
    if not isinstance(packed, str) or packed not in COMPRESSIONS:
        faults.add(
            f"its tile data is packed with {packed!r}",
            "Set Tile Layer Format in the map's properties to CSV, or to Base64 (zlib compressed)",
            layer=name,
        )
    elif (what := tile_data_fault(layer, tiles_max=UNPACKED_TILES_MAX)) is not None:
        faults.add(what, "Open the map in Tiled and save it again", layer=name)
    if isinstance(layer.get("properties"), dict):
        _tell_old("the layer", faults, layer=name)
    things = layer.get("objects")
    for number, thing in enumerate(things if isinstance(things, list) else [], 1):
        if isinstance(thing, dict) and isinstance(thing.get("properties"), dict):
            _tell_old("the object", faults, layer=name, object_=label(thing, number))


def _tell_old(what: str, faults: FaultList, *, layer: str = "", object_: str = "") -> None:
    faults.add(
        f"{what} has its properties as a Tiled before 1.2 wrote them",
        "Save it with a newer Tiled",
        layer=layer,
        object_=object_,
    )
