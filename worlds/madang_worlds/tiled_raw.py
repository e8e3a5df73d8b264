"""A Tiled file as it is written: its layers in their groups, its objects, the bits of its tile numbers. Knows no meaning."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Raw = dict[str, Any]
NUMBER_MASK = 0x0FFF_FFFF  # a tile's number
FLIPS = 0xF000_0000  # the four bits above it, which mirror and turn the tile
GROUPS_DEEP_MAX = 64  # deeper ones are not looked into
SHOWN_CHARS_MAX = 60  # of a value in a sentence


@dataclass(frozen=True)
class RawLayer:
    """A layer or a group: the path of its names, its place among its siblings, what is written, the groups it is in."""

    name: str
    layer: Any
    groups: tuple[Raw, ...] = ()

    @property
    def is_group(self) -> bool:
        return isinstance(self.layer, dict) and isinstance(self.layer.get("layers"), list)

    @property
    def is_too_deep(self) -> bool:
        return len(self.groups) >= GROUPS_DEEP_MAX

    @property
    def objects(self) -> list[Any]:
        things = self.layer.get("objects") if isinstance(self.layer, dict) else None
        return things if isinstance(things, list) else []


def layers_and_groups(layers: object, groups: tuple[Raw, ...] = (), path: str = "") -> Iterator[RawLayer]:
    """Yield everything in a list of layers, a group before what is in it."""
    for number, layer in enumerate(layers if isinstance(layers, list) else [], 1):
        name = f"{path}{_name(layer, number)}"
        found = RawLayer(name, layer, groups)
        yield found
        if found.is_group and not found.is_too_deep:
            yield from layers_and_groups(layer["layers"], (*groups, layer), f"{name}/")


def layers_of(raw: Raw) -> Iterator[RawLayer]:
    """Yield the layers that are no groups."""
    return (found for found in layers_and_groups(raw.get("layers")) if not found.is_group)


def label(thing: object, number: int = 0) -> str:
    """Return how an object is called in a sentence: by its name, else by its id, else by its place in the list, from 1."""
    if not isinstance(thing, dict):
        return f"object {number}"
    name, id_ = thing.get("name"), thing.get("id")
    if isinstance(name, str) and name:
        return name
    return f"#{id_}" if isinstance(id_, int) else f"object {number}"


def json_of(text: str) -> Any:
    """Return what the JSON says. Raises ValueError also for NaN and the infinities, which a browser does not read."""
    return json.loads(text, parse_constant=_reject_constant)


def _reject_constant(constant: str) -> None:
    raise ValueError(constant)


def shown(value: object) -> str:
    """Return a value as a sentence can hold it."""
    text = repr(value)
    return text if len(text) <= SHOWN_CHARS_MAX else f"{text[:SHOWN_CHARS_MAX]}..."


def _name(layer: object, number: int) -> str:
    name = layer.get("name") if isinstance(layer, dict) else None
    return name if isinstance(name, str) and name else f"layer {number}"
