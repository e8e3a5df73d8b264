"""Piles the layers of a look into one SVG: part files in, markup out. Knows slots and looks, not pixels."""

import copy
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from madang_worlds.art.people.palette import inks, paint
from madang_worlds.art.people.parts import DIRECTIONS, SVG, Drawing, Layer, drawings
from madang_worlds.art.people.pose import CELL_HEIGHT, CELL_WIDTH, COLUMNS, FRAMES, Frame, bend, joint, reach

Look = dict[str, Any]
PORTRAIT_PX = 96
PORTRAIT_CORNER, PORTRAIT_SIDE = (11.0, 4.0), 26
FIGURE_CORNER, FIGURE_SIZE = (4, 3), (41, 50)
LEGS, CHEST, HEAD = "foot-l leg-l foot-r leg-r skirt", "neck torso over-torso", "head face hair hat"
# What lies under what, the lowest first. Seen from the back, whatever is held is behind the body.
PILE = {
    "S": f"hair-under pack {LEGS} seat {CHEST} side arm-l arm-r {HEAD} held aid-over",
    "SE": f"hair-under pack arm-l {LEGS} seat {CHEST} side arm-r {HEAD} held aid-over",
    "E": f"hair-under arm-l {LEGS} seat {CHEST} pack side arm-r {HEAD} held aid-over",
    "NE": f"held arm-l {LEGS} seat {CHEST} pack side arm-r hair-under {HEAD} aid-over",
    "N": f"held {LEGS} arm-l arm-r seat {CHEST} pack side hair-under {HEAD} aid-over",
}


def looks() -> list[Look]:
    """The looks of looks.json, in the order a picker shows them."""
    listed: list[Look] = json.loads((Path(__file__).parent / "looks.json").read_text(encoding="utf-8"))["looks"]
    return listed


def worn(look: Look) -> Iterator[tuple[str, str]]:
    """The part files of a look, from the skin outward."""
    yield "body", "body"
    for name in look["clothes"]["wear"]:
        yield "clothes", name
    yield "hair", look["hair"]["cut"]
    for name in look["aid"]:
        yield "aid", name


def tokens(look: Look) -> dict[str, str]:
    """Every colour the look's parts may ask for."""
    return inks({"skin": look["skin"], "hair": look["hair"]["colour"], **look["clothes"]["colours"]})


def person(look: Look, direction: str, column: str) -> str:
    """One cell: the look seen from one direction in one column, as unpainted SVG groups."""
    pile = [drawings(kind, name)[direction] for kind, name in worn(look)]
    aid_count = len(look["aid"])
    frame = _calmed(FRAMES[column], pile)
    body = _placed(pile, direction, frame, slots=PILE[direction].split())
    ground = _placed(pile[-aid_count:] if aid_count else [], direction, frame, slots=["aid-under"])
    return _placed(pile, direction, frame, slots=["shadow"]) + ground + body


def _calmed(frame: Frame, pile: list[Drawing]) -> Frame:
    """What the aids make of a frame: who sits does not bob, who pushes swings both arms or none."""
    for arms in (drawing.arms for drawing in pile if drawing.arms):
        frame = replace(frame, arms=arms)
    still = any(drawing.still for drawing in pile)
    return replace(frame, rise=0.0, lift_left=0.0, lift_right=0.0) if still else frame


def _placed(pile: list[Drawing], direction: str, frame: Frame, *, slots: list[str]) -> str:
    shown = [(layer, drawing) for place, drawing in enumerate(pile) for layer in _seen(drawing, pile[place + 1 :])]
    return "".join(
        _group(layer, pile, drawing, direction, frame) for slot in slots for layer, drawing in shown if layer.slot == slot
    )


def _seen(drawing: Drawing, later: list[Drawing]) -> Iterator[Layer]:
    hidden = frozenset[str]().union(*(other.replaces for other in later))
    return (layer for layer in drawing.layers if layer.slot not in hidden)


def _group(layer: Layer, pile: list[Drawing], drawing: Drawing, direction: str, frame: Frame) -> str:
    # An aid moves the person to make room (a pram ahead, a seat below), never itself.
    across = sum(other.shift[0] for other in pile if other is not drawing)
    down = sum(other.shift[1] for other in pile if other is not drawing)
    group = copy.deepcopy(layer.group)
    _animate(group, direction, frame)
    markup = ET.tostring(group, encoding="unicode").replace(f' xmlns="{SVG}"', "")
    return f'<g transform="translate({across:g} {down:g}) {joint(layer.slot, direction, frame)}">{markup}</g>'


def _animate(group: ET.Element, direction: str, frame: Frame) -> None:
    """Give each element its own motion, as its data-spin, data-sweep, data-swing and data-rise say."""
    for element in group.iter():
        moves = " ".join(_moves(element, direction, frame))
        if moves:
            element.set("transform", f"{moves} {element.get('transform', '')}".strip())


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.split()]


def _moves(element: ET.Element, direction: str, frame: Frame) -> Iterator[str]:
    if spin := element.get("data-spin"):
        x, y, degrees = _numbers(spin)
        yield f"rotate({degrees * frame.step:g} {x:g} {y:g})"
    if sweep := element.get("data-sweep"):
        x, y, degrees = _numbers(sweep)
        yield f"rotate({degrees * frame.sweep:g} {x:g} {y:g})"
    if swing := element.get("data-swing"):
        x, y, length, amount = _numbers(swing)
        yield bend((x, y), reach(direction, frame, length=amount), length=length)
    if rise := element.get("data-rise"):
        yield f"translate(0 {-float(rise) * (frame.rise + frame.breath):.2f})"


def sheet_svg(look: Look) -> str:
    """The whole sheet: a row a direction, a column a frame."""
    cells = "".join(_cell(look, row, column) for row in range(len(DIRECTIONS)) for column in range(len(COLUMNS)))
    return _document(paint(cells, tokens(look)), width=CELL_WIDTH * len(COLUMNS), height=CELL_HEIGHT * len(DIRECTIONS))


def _cell(look: Look, row: int, column: int) -> str:
    markup = person(look, DIRECTIONS[row], COLUMNS[column])
    x, y = column * CELL_WIDTH, row * CELL_HEIGHT
    box = f'width="{CELL_WIDTH}" height="{CELL_HEIGHT}" viewBox="0 0 {CELL_WIDTH} {CELL_HEIGHT}"'
    return f'<svg x="{x}" y="{y}" {box} overflow="hidden">{markup}</svg>'


def portrait_svg(look: Look) -> str:
    """Head and shoulders, seen from the front, wherever the aid has moved them."""
    shifts = [drawings("aid", name)["S"].shift for name in look["aid"]]
    x, y = PORTRAIT_CORNER[0] + sum(shift[0] for shift in shifts), PORTRAIT_CORNER[1] + sum(shift[1] for shift in shifts)
    box = f'width="{PORTRAIT_PX}" height="{PORTRAIT_PX}" viewBox="{x:g} {y:g} {PORTRAIT_SIDE} {PORTRAIT_SIDE}"'
    markup = paint(person(look, "S", "idle"), tokens(look))
    return _document(f'<svg {box} overflow="hidden">{markup}</svg>', width=PORTRAIT_PX, height=PORTRAIT_PX)


def figure_svg(look: Look) -> str:
    """The whole person with their aid, half turned to the viewer, with little around: by it one finds a look."""
    (x, y), (width, height) = FIGURE_CORNER, FIGURE_SIZE
    box = f'width="{width}" height="{height}" viewBox="{x} {y} {width} {height}"'
    markup = paint(person(look, "SE", "idle"), tokens(look))
    return _document(f'<svg {box} overflow="hidden">{markup}</svg>', width=width, height=height)


def _document(markup: str, *, width: int, height: int) -> str:
    return f'<svg xmlns="{SVG}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{markup}</svg>'
