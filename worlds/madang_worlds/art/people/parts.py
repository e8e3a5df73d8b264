"""Reads the SVG part files: five drawings side by side, each a pile of layers. Knows the file's form, not what is drawn."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PARTS = Path(__file__).parent / "parts"
DIRECTIONS = ("S", "SE", "E", "NE", "N")
SVG = "http://www.w3.org/2000/svg"
ET.register_namespace("", SVG)


class BadPart(ValueError):
    """A part file is missing, or its form is not the one README.md tells."""


@dataclass(frozen=True)
class Layer:
    """One group of a drawing and the slot of the pile it lies in."""

    slot: str
    group: ET.Element


@dataclass(frozen=True)
class Drawing:
    """A part seen from one direction. `replaces` names slots of earlier parts that it hides.

    `arms` is the swing of the left and right arm to each step, if the part has a say in it.
    """

    layers: tuple[Layer, ...]
    replaces: frozenset[str]
    shift: tuple[float, float]
    still: bool
    arms: tuple[float, float] | None


@cache
def drawings(kind: str, name: str) -> dict[str, Drawing]:
    """The five drawings of parts/<kind>/<name>.svg, by direction."""
    root = _root(PARTS / kind / f"{name}.svg")
    groups = {group.get("id", ""): group for group in root}
    missing = [direction for direction in DIRECTIONS if direction not in groups]
    if missing:
        raise BadPart(f"{kind}/{name}.svg has no drawing for {', '.join(missing)}")
    return {direction: _drawing(root, groups[direction]) for direction in DIRECTIONS}


def _root(path: Path) -> ET.Element:
    try:
        return ET.parse(path).getroot()  # noqa: S314 - our own files, read only by the build
    except (OSError, ET.ParseError) as error:
        raise BadPart(f"{path.parent.name}/{path.name} cannot be read as SVG: {error}") from error


def _drawing(root: ET.Element, group: ET.Element) -> Drawing:
    arms = root.get("data-arms")
    return Drawing(
        layers=tuple(_layer(child) for child in group),
        replaces=frozenset((group.get("data-replaces") or root.get("data-replaces") or "").split()),
        shift=_pair(group.get("data-shift") or "0 0"),
        still="data-still" in root.attrib,
        arms=_pair(arms) if arms else None,
    )


def _pair(text: str) -> tuple[float, float]:
    first, second = (float(number) for number in text.split())
    return first, second


def _layer(group: ET.Element) -> Layer:
    slot = group.get("data-slot")
    if slot is None:
        raise BadPart(f"a <{group.tag.removeprefix('{' + SVG + '}')}> stands in a drawing without data-slot")
    return Layer(slot, group)
