"""What a Tiled file says twice, each time otherwise, and what one of its parts says of another. Looks at the raw file (SPEC R16).

Tiled, the page and the office would each believe another half of it. It is asked for in a file of right types alone.
"""

from collections.abc import Iterator

from madang_worlds.faults import FaultList
from madang_worlds.spelling import OF_CLASS
from madang_worlds.tiled_checks import SIDE_TILES_MAX
from madang_worlds.tiled_raw import Raw, label, layers_and_groups, shown

SIDES = ("width", "height")  # of a map that is of no size, or too large, this is told instead
SHAPES = ("ellipse", "capsule", "point", "polygon", "polyline", "text", "gid")
Told = tuple[str, str, bool]  # what, how to mend it, whether it is a warning
AGAIN = "Open the map in Tiled and save it again"
OWN_NUMBER = "Take one out in Tiled and add it anew, which numbers it"


def class_of(thing: Raw) -> str:
    """Return the class of an object, a tile or a layer, in whichever way it is written."""
    return str(thing.get("class", thing.get("type", "")))


def check_contradictions(raw: Raw, tilesets: list[Raw], faults: FaultList) -> None:
    _check_first_numbers(raw, faults)
    for tileset in tilesets:
        _check_tiles(tileset, faults)
    layers, things = dict[int, str](), dict[int, str]()
    for found in layers_and_groups(raw["layers"]):
        told = (*_of_data(found.layer, raw), *_of_number(found.layer, found.name, layers))
        for what, mend, warning in told:
            faults.add(what, mend, layer=found.name, warning=warning)
        for number, thing in enumerate(found.objects, 1):
            name = label(thing, number)
            for what, mend, warning in (*_of_object(thing), *_of_number(thing, name, things)):
                faults.add(what, mend, layer=found.name, object_=name, warning=warning)


def _of_number(node: Raw, name: str, known: dict[int, str]) -> Iterator[Told]:
    id_ = node.get("id", 0)
    if id_ and id_ in known:
        yield f"its id {id_} is that of {shown(known[id_])} too", OWN_NUMBER, True
    known.setdefault(id_, name)


def _of_data(layer: Raw, raw: Raw) -> Iterator[Told]:
    if layer["type"] != "tilelayer":
        return
    is_endless = bool(raw.get("infinite"))
    size = layer.get("width"), layer.get("height")
    if {"data", "chunks"} <= layer.keys():
        yield "it has data and chunks, and Tiled reads the first alone", AGAIN, False
    elif is_endless and "chunks" not in layer:
        yield "it has no chunks, and the map is infinite", AGAIN, False
    elif not is_endless and "data" not in layer:
        yield "it has no data, and the map is not infinite", AGAIN, False
    elif not is_endless and size != (raw["width"], raw["height"]) and all(0 < raw[side] <= SIDE_TILES_MAX for side in SIDES):
        yield f"its size is {size[0]} x {size[1]} tiles, not that of the map", AGAIN, False
    parts = [layer, *layer.get("chunks", ())]
    if any(isinstance(part.get("data"), list) and bool in map(type, part["data"]) for part in parts):
        yield "its tiles are not whole numbers alone", AGAIN, False
    kinds, is_text = {type(part["data"]) for part in parts if "data" in part}, layer.get("encoding") == "base64"
    if str in kinds and not is_text:
        yield "its data is packed, and its encoding is not base64", AGAIN, False
    if list in kinds and is_text:
        yield "its data is a list, and its encoding is base64", AGAIN, False


def _of_object(thing: Raw) -> Iterator[Told]:
    kind = class_of(thing)
    shapes = [shape for shape in SHAPES if thing.get(shape)]
    if len(shapes) > 1:
        yield f"it is of several shapes: {', '.join(shapes)}", "Draw it anew in Tiled", False
    yield from _of_class(thing)
    if thing.get("point") and (thing["width"] or thing["height"]):
        what = f"it is a point, and its size is {thing['width']:g} x {thing['height']:g}"
        yield what, "Draw a rectangle, or write no size", kind not in OF_CLASS


def _of_class(thing: Raw) -> Iterator[Told]:
    if {"class", "type"} <= thing.keys() and thing["class"] != thing["type"]:
        what = f"its class is {shown(thing['class'])}, and its type {shown(thing['type'])}"
        yield what, "Write one of them", not OF_CLASS.keys() & {thing["class"], thing["type"]}


def _check_first_numbers(raw: Raw, faults: FaultList) -> None:
    known: set[int] = set()
    for number, tileset in enumerate(raw["tilesets"], 1):
        if tileset["firstgid"] in known:
            faults.add(f"tileset {number}: its first number {tileset['firstgid']} is that of another", AGAIN)
        known.add(tileset["firstgid"])


def _check_tiles(tileset: Raw, faults: FaultList) -> None:
    known: set[int] = set()
    where = f"tileset {tileset.get('name', '?')}"
    for tile in tileset.get("tiles") or ():
        name = f"tile {tile['id']}"
        if tile["id"] in known:
            faults.add("there are two of it", "Open the tileset in Tiled and save it again", layer=where, object_=name)
        known.add(tile["id"])
        for what, mend, warning in _of_class(tile):
            faults.add(what, mend, layer=where, object_=name, warning=warning)
        if class_of(tile) in OF_CLASS:
            what = f"its class {class_of(tile)!r} is not read"
            faults.add(what, "Write it on an object", layer=where, object_=name, warning=True)
