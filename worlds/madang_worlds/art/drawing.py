"""From SVG sources to pictures: one source, a sheet of tiles, an atlas of objects. Knows pixels, not files' fates or maps.

Only a developer's machine runs it (resvg-py, Pillow): `raster.py` calls it and keeps what it draws.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from PIL import Image

TILE_PX = 32
RIM_PX = 1
PITCH_PX = TILE_PX + 2 * RIM_PX
GAP_PX = 2
ATLAS_WIDTH_PX = 768


class ArtFault(Exception):
    """A source that cannot be drawn, with its name and what is wrong with it."""


def render(svg: Path, width_px: int) -> "Image.Image":
    """One SVG as an RGBA picture `width_px` wide."""
    import resvg_py
    from PIL import Image

    try:
        png = resvg_py.svg_to_bytes(svg_path=str(svg), width=width_px, skip_system_fonts=True)
    except ValueError as error:
        raise ArtFault(f"{svg.name}: {error}") from error
    return Image.open(io.BytesIO(bytes(png))).convert("RGBA")


def cells(picture: "Image.Image", span: Sequence[int], scale: int) -> Iterator[tuple[int, int, "Image.Image"]]:
    """Cut a picture into its cells: column, row, cell."""
    side = TILE_PX * scale
    for row in range(span[1]):
        for column in range(span[0]):
            left, top = column * side, row * side
            yield column, row, picture.crop((left, top, left + side, top + side))


def rimmed(cell: "Image.Image", scale: int) -> "Image.Image":
    """The cell with its border pixels repeated outwards by the rim."""
    side, rim = cell.width, RIM_PX * scale
    wide = cell.resize((side, side + 2 * rim))
    wide.paste(cell.crop((0, 0, side, 1)).resize((side, rim)), (0, 0))
    wide.paste(cell, (0, rim))
    wide.paste(cell.crop((0, side - 1, side, side)).resize((side, rim)), (0, rim + side))
    full = wide.resize((side + 2 * rim, side + 2 * rim))
    full.paste(wide.crop((0, 0, 1, wide.height)).resize((rim, wide.height)), (0, 0))
    full.paste(wide, (rim, 0))
    full.paste(wide.crop((side - 1, 0, side, wide.height)).resize((rim, wide.height)), (rim + side, 0))
    return full


def tile_sheet(art: Path, plan: dict[str, Any], scale: int) -> "Image.Image":
    """The whole tile sheet at one scale."""
    from PIL import Image

    pitch = PITCH_PX * scale
    sheet = Image.new("RGBA", (plan["columns"] * pitch, plan["rows"] * pitch))
    for name, entry in plan["tiles"].items():
        picture = render(art / "tiles" / f"{name}.svg", entry["span"][0] * TILE_PX * scale)
        for column, row, cell in cells(picture, entry["span"], scale):
            at = ((entry["cell"][0] + column) * pitch, (entry["cell"][1] + row) * pitch)
            sheet.paste(rimmed(cell, scale), at)
    return sheet


def describe(svg: Path) -> dict[str, Any]:
    """Size, foot, lights and writing of an object, from the root of its source."""
    root = ET.parse(svg).getroot()  # noqa: S314 - our own committed drawings
    foot = root.get("data-foot")
    if foot is None:
        raise ArtFault(f"{svg.name}: the root needs data-foot")
    entry: dict[str, Any] = {"w": int(root.attrib["width"]), "h": int(root.attrib["height"]), "foot": numbers(foot)}
    if lit := root.get("data-lit"):
        entry["lit"] = [numbers(part) for part in lit.split(";")]
    if text := root.get("data-text"):
        entry["text"] = numbers(text)
    return entry


def numbers(text: str) -> list[int]:
    """The whole numbers of a list like `3,4`."""
    return [int(part) for part in text.split(",")]


def packed(found: dict[str, dict[str, Any]]) -> tuple[list[int], dict[str, dict[str, Any]]]:
    """Objects on shelves, tallest first: the size of the atlas, and each with its corner."""
    x = y = shelf = 0
    placed = {}
    for name, entry in sorted(found.items(), key=lambda pair: (-pair[1]["h"], pair[0])):
        if x + entry["w"] > ATLAS_WIDTH_PX:
            x, y, shelf = 0, y + shelf + GAP_PX, 0
        placed[name] = {"x": x, "y": y, **entry}
        x, shelf = x + entry["w"] + GAP_PX, max(shelf, entry["h"])
    return [ATLAS_WIDTH_PX, y + shelf], dict(sorted(placed.items()))


def object_atlas(art: Path, size: Sequence[int], placed: dict[str, dict[str, Any]], scale: int) -> "Image.Image":
    """All objects at one scale, each at its corner."""
    from PIL import Image

    atlas = Image.new("RGBA", (size[0] * scale, size[1] * scale))
    for name, entry in placed.items():
        picture = render(art / "objects" / f"{name}.svg", entry["w"] * scale)
        atlas.paste(picture, (entry["x"] * scale, entry["y"] * scale))
    return atlas


def thrifty(atlas: "Image.Image") -> "Image.Image":
    """The atlas in steps of four shades: on small shapes no eye tells them apart, and they pack far smaller."""
    return atlas.point([(value >> 2 << 2) | (value >> 6) for value in range(256)] * 4)
