"""Keys, types and bounds of what a Tiled file writes, told with layer and object. Its reader checks none of them (SPEC R16).

Which key has which kind of value says `tiled_keys.py`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from madang_worlds.faults import FaultList
from madang_worlds.spelling import nearest_key
from madang_worlds.tiled_keys import (
    LAYER,
    MAP,
    NAMED_SET,
    NUMBERED_SET,
    OBJECT,
    OF_LAYER,
    OF_PICTURE,
    OF_PROPERTY,
    PROPERTY_KEYS,
    TILE_OF_SET,
    TILESET,
    Node,
)
from madang_worlds.tiled_kinds import Kind
from madang_worlds.tiled_raw import GROUPS_DEEP_MAX, Raw, RawLayer, label, layers_and_groups, shown

MEND = "Write it so in Tiled, and save the map again"
MEND_SET = "Open the tileset in Tiled and save it again"
LEAVE_OUT = "Leave it out, if it shows"


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a node, as the end of a sentence about it; how to mend it, where that is not the same for all."""

    what: str
    mend: str = ""
    warning: bool = False


def check_types(raw: Raw, faults: FaultList) -> None:
    """Note each key of the map `raw` that is unknown, or whose type or bound is not Tiled's; templates were filled in before."""
    for wrong in wrong_in(raw, MAP):
        faults.add(wrong.what if wrong.mend else f"the map's {wrong.what}", wrong.mend or MEND, warning=wrong.warning)
    for number, tileset in enumerate(raw["tilesets"], 1):
        for wrong in _wrong_in_listed_set(tileset):
            faults.add(f"tileset {number}: {wrong.what}", wrong.mend or MEND, warning=wrong.warning)
    for found in layers_and_groups(raw["layers"]):
        _check_layer(found, faults)


def check_tileset_types(tileset: Raw, faults: FaultList) -> None:
    """The same for a tileset, be it of a file of its own or of the map."""
    where = f"tileset {tileset.get('name', '?')}"
    for wrong in wrong_in(tileset, TILESET.with_needed(_of_picture(tileset))):
        faults.add(wrong.what, wrong.mend or MEND_SET, layer=where, warning=wrong.warning)
    for number, tile in enumerate(tileset["tiles"] if isinstance(tileset.get("tiles"), list) else []):
        for wrong in wrong_in(tile, TILE_OF_SET.with_needed(_of_picture(tile))):
            faults.add(wrong.what, wrong.mend or MEND_SET, layer=where, object_=f"tile {number}", warning=wrong.warning)


def _wrong_in_listed_set(tileset: Any) -> Iterator[Wrong]:
    """Yield what is wrong with a tileset as the map lists it; the rest of one that lies in the map is looked at as a tileset."""
    is_here = isinstance(tileset, dict) and "source" not in tileset
    return wrong_in(tileset, NUMBERED_SET, tileset.keys()) if is_here else wrong_in(tileset, NAMED_SET)


def _of_picture(node: Any) -> dict[str, Kind]:
    return dict(OF_PICTURE) if isinstance(node, dict) and isinstance(node.get("image"), str) else {}


def _check_layer(found: RawLayer, faults: FaultList) -> None:
    for wrong in _wrong_in_layer(found.layer):
        faults.add(wrong.what, wrong.mend or MEND, layer=found.name, warning=wrong.warning)
    if found.is_group and found.is_too_deep:
        faults.add(f"it lies in more than {GROUPS_DEEP_MAX} groups", "Take it out of some", layer=found.name)
    for number, thing in enumerate(found.objects, 1):
        if isinstance(thing, dict) and "template" in thing:
            continue  # it could not be filled, which was told
        for wrong in wrong_in(thing, OBJECT):
            faults.add(wrong.what, wrong.mend or MEND, layer=found.name, object_=label(thing, number), warning=wrong.warning)


def _wrong_in_layer(layer: Any) -> Iterator[Wrong]:
    kind = layer.get("type") if isinstance(layer, dict) else None
    own = OF_LAYER.get(kind) if isinstance(kind, str) else None
    if own is None:
        yield from wrong_in(layer, LAYER, {key for each in OF_LAYER.values() for key in each.fields})
        return
    others = {key: each.called for name, each in OF_LAYER.items() if name != kind for key in each.fields}
    for key in sorted(layer.keys() & others.keys()):
        yield Wrong(f"{key!r} is of {others[key]}, and this is {own.called}", "Open the map in Tiled and save it again")
    whole = Node(LAYER.called, {**LAYER.needed, **own.needed}, {**LAYER.maybe, **own.maybe}, own.parts)
    yield from wrong_in(layer, whole, others)


def wrong_in(node: Any, shape: Node, others: Collection[str] = ()) -> Iterator[Wrong]:
    """Yield what is wrong with the keys of a node and of the nodes in it. Keys of `others` are not looked at."""
    if not isinstance(node, dict):
        yield Wrong(f"it is {shown(node)}, not an object")
        return
    for name, (words, holds) in shape.fields.items():
        if name not in node:
            if name in shape.needed:
                yield Wrong(f"{name!r} is missing")
        elif not holds(node[name]):
            yield Wrong(f"{name!r} is {shown(node[name])}, not {words}")
        elif name in shape.parts:
            yield from _wrong_in_part(node[name], shape.parts[name])
    yield from _unknown(node, shape, others)
    yield from _wrong_properties(node.get("properties"))


def _wrong_in_part(value: Any, part: Node) -> Iterator[Wrong]:
    for inner in value if isinstance(value, list) else [value]:
        for wrong in wrong_in(inner, part):
            yield wrong if wrong.mend else Wrong(f"{part.called}'s {wrong.what}")


def _unknown(node: Raw, shape: Node, others: Collection[str]) -> Iterator[Wrong]:
    """Yield each key that Tiled does not write: a fault, when it is nearly one that is missing here."""
    known = shape.fields
    for key in sorted(node.keys() - known.keys() - {"properties"} - set(others)):
        what = f"{shape.called} says {shown(key)}, which is not known here"
        meant = nearest_key(key, known.keys() - node.keys())
        yield (
            Wrong(what, LEAVE_OUT, warning=True)
            if meant is None
            else Wrong(what, f"Did you mean {meant!r}? If not, leave it out")
        )


def _wrong_properties(properties: Any) -> Iterator[Wrong]:
    if isinstance(properties, dict | None):
        return  # a Tiled before 1.2 wrote a table, which is told in its own words
    if not isinstance(properties, list):
        yield Wrong(f"'properties' is {shown(properties)}, not a list")
        return
    named: set[str] = set()
    for said in properties:
        yield from (Wrong(f"property {what}") for what in _wrong_property(said))
        name = said.get("name") if isinstance(said, dict) else None
        if isinstance(name, str):
            if name in named:
                yield Wrong(f"property {shown(name)} is there twice")
            named.add(name)


def _wrong_property(said: Any) -> Iterator[str]:
    if not isinstance(said, dict) or not isinstance(said.get("name"), str) or "value" not in said:
        yield f"{shown(said)} has no name or no value"
        return
    name, kind, value = shown(said["name"]), said.get("type", "string"), said["value"]
    if not isinstance(kind, str) or kind not in OF_PROPERTY:
        yield f"{name} is of type {shown(kind)}, which Tiled does not have"
    elif not OF_PROPERTY[kind][1](value):
        yield f"{name} is {shown(value)}, not {OF_PROPERTY[kind][0]}"
    for key in sorted(said.keys() - PROPERTY_KEYS):
        yield f"{name} says {shown(key)}, which no property has"
