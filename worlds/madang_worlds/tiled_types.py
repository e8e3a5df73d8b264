"""Types and bounds of what a Tiled file writes, told with layer and object. Its reader checks none of them (SPEC R16).

A table a kind of node. A number is finite and small enough for any map: JSON of Python takes NaN, a browser does not.
"""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from madang_worlds.faults import FaultList
from madang_worlds.tiled_raw import GROUPS_DEEP_MAX, Raw, RawLayer, label, layers_and_groups, shown

PX_MAX = 1_000_000  # no position, size or offset of a map is larger
NUMBER_MAX = 0xFFFF_FFFF  # of a tile, with the bits that turn it
ORDERS = frozenset({"right-down", "right-up", "left-down", "left-up"})
COLOUR_FORM = re.compile(r"^#?(?:[0-9a-fA-F]{2})?[0-9a-fA-F]{6}$")
ID_MAX = 2**53  # what a browser keeps exactly
Kind = tuple[str, Callable[[Any], bool]]


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= PX_MAX


def _whole(value: Any, most: int = PX_MAX) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


NUMBER: Kind = ("a number", _number)
LENGTH: Kind = ("a number from 0", lambda value: _number(value) and value >= 0)
SHARE: Kind = ("a number from 0 to 1", lambda value: _number(value) and 0 <= value <= 1)
WHOLE: Kind = ("a whole number from 0", _whole)
SIDE: Kind = ("a whole number from 1", lambda value: _whole(value) and value > 0)
SIGNED: Kind = ("a whole number", lambda value: isinstance(value, int) and _number(value))
TILE: Kind = ("the number of a tile", lambda value: _whole(value, NUMBER_MAX) and value > 0)
ID: Kind = ("a whole number from 0", lambda value: _whole(value, ID_MAX))
TEXT: Kind = ("a string", lambda value: isinstance(value, str))
COLOUR: Kind = ("a colour like #ff8000", lambda value: isinstance(value, str) and bool(COLOUR_FORM.match(value)))
FLAG: Kind = ("a bool", lambda value: isinstance(value, bool))
LIST: Kind = ("a list", lambda value: isinstance(value, list))
TABLE: Kind = ("an object", lambda value: isinstance(value, dict))
ORDER: Kind = ("one of Tiled's render orders", lambda value: isinstance(value, str) and value in ORDERS)
Fields = dict[str, Kind]

MAP: Fields = {"width": WHOLE, "height": WHOLE, "tilewidth": WHOLE, "tileheight": WHOLE}
MAP_MAYBE: Fields = {"infinite": FLAG, "orientation": TEXT, "renderorder": ORDER, "backgroundcolor": COLOUR}
LAYER: Fields = {"name": TEXT, "type": TEXT, "opacity": SHARE, "visible": FLAG}
LAYER_MAYBE: Fields = {
    "offsetx": NUMBER, "offsety": NUMBER, "x": NUMBER, "y": NUMBER, "parallaxx": NUMBER, "parallaxy": NUMBER,
    "tintcolor": COLOUR, "transparentcolor": COLOUR, "mode": TEXT, "width": WHOLE, "height": WHOLE, "draworder": TEXT,
    "image": TEXT,
    "imagewidth": WHOLE, "imageheight": WHOLE, "repeatx": FLAG, "repeaty": FLAG,
}  # fmt: skip
PARTS: dict[str, Fields] = {"group": {"layers": LIST}, "objectgroup": {"objects": LIST}}
OBJECT: Fields = {
    "id": ID, "x": NUMBER, "y": NUMBER, "width": LENGTH, "height": LENGTH, "rotation": NUMBER, "visible": FLAG,
}  # fmt: skip
OBJECT_MAYBE: Fields = {
    "name": TEXT, "type": TEXT, "class": TEXT, "gid": TILE, "opacity": SHARE, "point": FLAG, "ellipse": FLAG, "capsule": FLAG,
    "polygon": LIST, "polyline": LIST, "text": TABLE,
}  # fmt: skip
CHUNK: Fields = {"x": SIGNED, "y": SIGNED, "width": WHOLE, "height": WHOLE}
SET: Fields = {"firstgid": TILE}
SET_WHOLE: Fields = {
    "name": TEXT, "tilewidth": SIDE, "tileheight": SIDE, "tilecount": WHOLE, "columns": WHOLE, "margin": WHOLE,
    "spacing": WHOLE,
}  # fmt: skip
SET_MAYBE: Fields = {"image": TEXT, "tiles": LIST, "tileoffset": TABLE, "objectalignment": TEXT}
OF_PICTURE: Fields = {"imagewidth": SIDE, "imageheight": SIDE}  # of a tileset or tile that has one; browsers do not measure it
PROPERTY: Fields = {"name": TEXT}
PROPERTY_MAYBE: Fields = {"type": TEXT}
FINITE: Kind = ("a number", lambda value: isinstance(value, int | float) and not isinstance(value, bool) and _is_finite(value))
OF_TYPE: Fields = {"int": FINITE, "float": FINITE, "file": TEXT, "color": TEXT, "object": ID}
MEND = "Write it so in Tiled, and save the map again"


def check_types(raw: Raw, faults: FaultList) -> None:
    """Note each field of the map `raw` whose type or bound is not Tiled's; templates were filled in before."""
    for what in _wrong(raw, MAP, MAP_MAYBE):
        faults.add(f"the map's {what}", MEND)
    for number, tileset in enumerate(raw["tilesets"], 1):
        for what in _wrong_set(tileset):
            faults.add(f"tileset {number}: {what}", MEND)
    for found in layers_and_groups(raw["layers"]):
        _check_layer(found, faults)


def check_tileset_types(tileset: Raw, faults: FaultList) -> None:
    """The same for a tileset, be it of a file of its own or of the map."""
    where = f"tileset {tileset.get('name', '?')}"
    for what in _wrong(tileset, SET_WHOLE | _of_picture(tileset), SET_MAYBE):
        faults.add(what, "Open the tileset in Tiled and save it again", layer=where)
    for number, tile in enumerate(tileset["tiles"] if isinstance(tileset.get("tiles"), list) else []):
        for what in _wrong(tile, {"id": WHOLE, **_of_picture(tile)}, SET_MAYBE):
            faults.add(what, "Open the tileset in Tiled and save it again", layer=where, object_=f"tile {number}")


def _of_picture(node: Any) -> dict[str, Kind]:
    return dict(OF_PICTURE) if isinstance(node, dict) and isinstance(node.get("image"), str) else {}


def _wrong_set(tileset: Any) -> Iterator[str]:
    if not isinstance(tileset, dict):
        yield f"it is {shown(tileset)}, not an object"
    else:
        yield from _wrong(tileset, SET, {"source": TEXT})


def _check_layer(found: RawLayer, faults: FaultList) -> None:
    layer = found.layer
    kind = layer.get("type") if isinstance(layer, dict) else None
    parts = PARTS.get(kind, {}) if isinstance(kind, str) else {}
    for what in _wrong(layer, {**LAYER, **parts}, LAYER_MAYBE):
        faults.add(what, MEND, layer=found.name)
    if found.is_group and found.is_too_deep:
        faults.add(f"it lies in more than {GROUPS_DEEP_MAX} groups", "Take it out of some", layer=found.name)
    for chunk in layer["chunks"] if isinstance(layer, dict) and isinstance(layer.get("chunks"), list) else []:
        for what in _wrong(chunk, CHUNK, {}):
            faults.add(f"a chunk's {what}", "Open the map in Tiled and save it again", layer=found.name)
    for number, thing in enumerate(found.objects, 1):
        if isinstance(thing, dict) and "template" in thing:
            continue  # it could not be filled, which was told
        for what in _wrong(thing, OBJECT, OBJECT_MAYBE):
            faults.add(what, MEND, layer=found.name, object_=label(thing, number))


def _wrong(node: Any, needed: Fields, maybe: Fields) -> Iterator[str]:
    """Yield what is wrong with the fields of a node, as the end of a sentence about it."""
    if not isinstance(node, dict):
        yield f"it is {shown(node)}, not an object"
        return
    for name, (words, holds) in {**needed, **maybe}.items():
        if name not in node:
            if name in needed:
                yield f"{name!r} is missing"
        elif not holds(node[name]):
            yield f"{name!r} is {shown(node[name])}, not {words}"
    yield from _wrong_properties(node.get("properties"))


def _wrong_properties(properties: Any) -> Iterator[str]:
    if isinstance(properties, dict | None):
        return  # a Tiled before 1.2 wrote a table, which is told in its own words
    if not isinstance(properties, list):
        yield f"'properties' is {shown(properties)}, not a list"
        return
    for said in properties:
        for what in _wrong_property(said):
            yield f"property {what}"


def _wrong_property(said: Any) -> Iterator[str]:
    if not isinstance(said, dict) or not isinstance(said.get("name"), str) or "value" not in said:
        yield f"{shown(said)} has no name or no value"
        return
    kind, value = said.get("type", "string"), said["value"]
    words, holds = OF_TYPE.get(kind, ("a value", _is_finite)) if isinstance(kind, str) else ("of a known type", lambda _: False)
    if not holds(value):
        yield f"{said['name']!r} is {shown(value)}, not {words}"


def _is_finite(value: Any) -> bool:
    return not isinstance(value, float) or math.isfinite(value)
