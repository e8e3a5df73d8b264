"""A still picture of a place, from its map and the committed sheets. Knows no people and no server; Pillow comes lazily.

Floors first, then what stands, sorted by its foot, then the layers that hang over people.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image, ImageFont

SHEETS = Path(__file__).parent / "sheets"
TILES_NAME = "tiles.png"
TILE_ID_MASK = 0x0FFF_FFFF
BACKGROUND = "#8DA47E"
INK_ON_PAPER = "#22262E"
PAPER_ON_INK = "#FAF7F0"
DARK_BOARD_LUMA = 110
LETTER_PER_BOARD = 0.74


class PictureFault(Exception):
    """A map that cannot be drawn with these sheets, and why."""


@dataclass(frozen=True)
class Standing:
    """A thing of the map: which picture, where its foot is, what is written on it. `flat` lies under everyone's feet."""

    art: str
    x: float
    y: float
    text: str
    flat: bool


@dataclass(frozen=True)
class Sheets:
    """The pictures of one scale and their indexes."""

    scale: int
    tiles: "Image.Image"
    tile_index: dict[str, Any]
    objects: "Image.Image"
    object_index: dict[str, Any]


def draw_place(place_folder: Path, scale: int, font: Path | None = None, language: str = "ko") -> "Image.Image":
    """Draw the place in `place_folder` at `scale` (1, 2 or 3); words on signs appear when a font is given.

    Raises `PictureFault` for a map that is drawn with other tiles than ours or names an object we do not have.
    """
    from PIL import Image

    plan = read_plan(place_folder)
    sheets = open_sheets(scale)
    side = plan["tilewidth"] * scale
    picture = Image.new("RGBA", (plan["width"] * side, plan["height"] * side), BACKGROUND)
    below, over = split_layers(plan["layers"])
    for layer in below:
        paste_layer(picture, layer, sheets)
    for thing in sorted(standings(plan["layers"], language), key=lambda one: (not one.flat, one.y)):
        paste_standing(picture, thing, sheets, font)
    for layer in over:
        paste_layer(picture, layer, sheets)
    return picture


def read_plan(place_folder: Path) -> dict[str, Any]:
    """The map of a place, if it is drawn with the one sheet we have."""
    plan: dict[str, Any] = json.loads((place_folder / "place.tmj").read_text("utf-8"))
    images = [Path(tileset.get("image", "")).name for tileset in plan["tilesets"]]
    if images != [TILES_NAME]:
        raise PictureFault(f"{place_folder.name}: drawn with {images}, only {TILES_NAME} can be pictured")
    packed = [
        layer["name"] for layer in plan["layers"] if layer["type"] == "tilelayer" and not isinstance(layer.get("data"), list)
    ]
    if packed:
        raise PictureFault(
            f"{place_folder.name}: layer {packed[0]!r} is packed or infinite, only finite CSV layers can be pictured"
        )
    return plan


def open_sheets(scale: int) -> Sheets:
    """Read both sheets at one scale."""
    from PIL import Image

    found: dict[str, Any] = {"scale": scale}
    for kind, index in (("tiles", "tile_index"), ("objects", "object_index")):
        found[kind] = Image.open(SHEETS / kind / f"{kind}@{scale}x.webp").convert("RGBA")
        found[index] = json.loads((SHEETS / kind / f"{kind}.json").read_text("utf-8"))
    return Sheets(**found)


def split_layers(layers: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Visible tile layers below and above `floorLayer`."""
    names = [layer["name"] for layer in layers]
    border = names.index("floorLayer") if "floorLayer" in names else len(names)
    drawn = [layer["type"] == "tilelayer" and layer["visible"] for layer in layers]
    below = [layer for place, layer in enumerate(layers) if drawn[place] and place < border]
    over = [layer for place, layer in enumerate(layers) if drawn[place] and place > border]
    return below, over


def paste_layer(picture: "Image.Image", layer: dict[str, Any], sheets: Sheets) -> None:
    """Lay one layer's tiles onto the picture."""
    index, scale = sheets.tile_index, sheets.scale
    side, pitch, rim = (
        index["tile"] * scale,
        (index["tile"] + index["spacing"]) * scale,
        index["margin"] * scale,
    )
    for place, gid in enumerate(layer["data"]):
        if not gid:
            continue
        row, column = divmod((gid & TILE_ID_MASK) - 1, index["columns"])
        left, top = rim + column * pitch, rim + row * pitch
        tile = sheets.tiles.crop((left, top, left + side, top + side))
        picture.alpha_composite(tile, (place % layer["width"] * side, place // layer["width"] * side))


def standings(layers: list[dict[str, Any]], language: str) -> Iterator[Standing]:
    """Every object of the map that has a picture."""
    for layer in layers:
        for thing in layer.get("objects", []):
            said = {one["name"]: one["value"] for one in thing.get("properties", [])}
            if "art" in said:
                text = said.get(f"text_{language}", "")
                yield Standing(said["art"], thing["x"], thing["y"], text, said.get("flat", False))


def paste_standing(picture: "Image.Image", thing: Standing, sheets: Sheets, font: Path | None) -> None:
    """Stand one object on its foot, with its words."""
    entry, scale = sheets.object_index["objects"].get(thing.art), sheets.scale
    if entry is None:
        raise PictureFault(f"no object is called {thing.art!r}")
    left, top = entry["x"] * scale, entry["y"] * scale
    art = sheets.objects.crop((left, top, left + entry["w"] * scale, top + entry["h"] * scale))
    if thing.text and font and "text" in entry:
        write(art, thing.text, [edge * scale for edge in entry["text"]], font)
    at = (round((thing.x - entry["foot"][0]) * scale), round((thing.y - entry["foot"][1]) * scale))
    lay(picture, art, at)


def lay(picture: "Image.Image", art: "Image.Image", at: tuple[int, int]) -> None:
    """Compose `art` at a corner that may lie outside of the picture."""
    cut = (max(0, -at[0]), max(0, -at[1]))
    picture.alpha_composite(art, (max(0, at[0]), max(0, at[1])), cut)


def write(art: "Image.Image", text: str, box: list[int], font: Path) -> None:
    """Centre words on a board, as large as fits, light on dark boards and ink on light ones."""
    from PIL import ImageDraw

    x, y, w, h = box
    board = art.getpixel((x + w // 8, y + h // 2))
    assert isinstance(board, tuple), "art has colours"
    red, green, blue = board[:3]
    dark = (red * 3 + green * 6 + blue) / 10 < DARK_BOARD_LUMA
    letters = fitting(text, w, h, font)
    ImageDraw.Draw(art).text((x + w / 2, y + h / 2), text, PAPER_ON_INK if dark else INK_ON_PAPER, letters, anchor="mm")


def fitting(text: str, width: int, height: int, font: Path) -> "ImageFont.FreeTypeFont":
    """The largest size of the font at which the words stay inside of the board."""
    from PIL import ImageFont

    size = round(height * LETTER_PER_BOARD)
    while size > 1 and ImageFont.truetype(font, size).getlength(text) > width:
        size -= 1
    return ImageFont.truetype(font, size)
