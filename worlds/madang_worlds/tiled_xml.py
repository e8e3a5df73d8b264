"""Tilesets and templates that Tiled wrote as XML, as its JSON would have them. What no table knows keeps its name, to be told.

A value that is not of its kind stays the text that it was. Every attribute and every element comes through.
"""

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from madang_worlds.tiled_keys import FRAME, OBJECT, OF_PICTURE, OF_PROPERTY, TILE_OF_SET, TILESET, WORDS, Fields, Node
from madang_worlds.tiled_kinds import FLAG, NUMERIC, Kind
from madang_worlds.tiled_raw import Raw

BOOLS = {"true": True, "false": False}
PICTURE: Mapping[str, str] = {
    "source": "image", "width": "imagewidth", "height": "imageheight", "trans": "transparentcolor"
}  # fmt: skip
EDITORS = {"terraintypes": "terrains", "wangsets": "wangsets"}  # lists that only the editor reads


def tileset_of(root: Element) -> Raw:
    tiles = [_node(tile, TILE_OF_SET) for tile in root.iterfind("tile")]
    return {"margin": 0, "spacing": 0, **_node(root, TILESET), "tiles": tiles}


def object_of(node: Element) -> Raw:
    return {"visible": True, **_node(node, OBJECT), "properties": _properties(node.find("properties"))}


def _node(node: Element, shape: Node) -> Raw:
    said = _attributes(node, shape.fields)
    for child in node:
        said |= _child(child, shape)
    return said


def _attributes(node: Element, fields: Fields) -> Raw:
    return {name: _value(text, fields.get(name)) for name, text in node.attrib.items()}


def _value(text: str, kind: Kind | None) -> Any:
    if kind is FLAG:
        return {"0": False, "1": True}.get(text, text)
    return _number(text) if kind in NUMERIC else text


def _number(text: str) -> int | float | str:
    """Return the number, or the text when it is none; `nan` and the infinities are none."""
    for read in (int, float):
        try:
            return read(text) if text.isascii() and "n" not in text.lower() else text
        except ValueError:
            continue
    return text


def _child(child: Element, shape: Node) -> Raw:
    """Return what an element says below its parent; tiles are many, and gathered at once."""
    read = CHILDREN.get(child.tag)
    part = shape.parts.get(child.tag)
    return read(child) if read is not None else {child.tag: _attributes(child, part.fields if part else {})}


def _picture(node: Element) -> Raw:
    fields = {"width": OF_PICTURE["imagewidth"], "height": OF_PICTURE["imageheight"]}
    return {PICTURE.get(name, f"image {name}"): value for name, value in _attributes(node, fields).items()}


def _words(node: Element) -> Raw:
    return {"text": {"text": node.text or "", **_attributes(node, WORDS.fields)}}


def _point(pair: str) -> Raw:
    x, _, y = pair.partition(",")
    return {"x": _number(x), "y": _number(y)}


def _properties(node: Element | None) -> list[Raw]:
    return [_property(each) for each in (node if node is not None else ())]


def _property(node: Element) -> Raw:
    kind, text = node.get("type", "string"), node.get("value", node.text or "")
    own: Any = {} if kind == "class" else BOOLS.get(text, text) if kind == "bool" else _value(text, OF_PROPERTY.get(kind))
    return {**node.attrib, "type": kind, "value": own}


CHILDREN: Mapping[str, Callable[[Element], Raw]] = {
    "tile": lambda _: {},
    "properties": lambda node: {"properties": _properties(node)},
    "image": _picture,
    "animation": lambda node: {"animation": [_attributes(frame, FRAME.fields) for frame in node]},
    "objectgroup": lambda node: {"objectgroup": {"objects": [dict(each.attrib) for each in node.iterfind("object")]}},
    "text": _words,
    **dict.fromkeys(("ellipse", "point", "capsule"), lambda node: {node.tag: True}),
    **dict.fromkeys(("polygon", "polyline"), lambda node: {node.tag: [_point(pair) for pair in node.get("points", "").split()]}),
    **dict.fromkeys(EDITORS, lambda node: {EDITORS[node.tag]: [dict(each.attrib) for each in node]}),
}
