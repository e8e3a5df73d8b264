"""Draws the committed sheets from the SVG sources: `python -m madang_worlds.art.raster [--check]`.

A development tool (resvg-py, Pillow); the product reads only what it leaves behind. It knows pictures, not maps.

Tiles.   `tiles/*.svg`, 32 px cells, placed by `tiles/sheet.json` (name -> cell, span, collides). A picture of several
         cells is cut where it stands. In the sheet each cell has a rim of 1 px that repeats its border (Tiled: margin 1,
         spacing 2), so that a zoomed floor shows no seams. Written: `sheets/tiles/tiles.png` (1x, for Tiled),
         `tiles@1x.webp`, `tiles@2x.webp`, `tiles@3x.webp`, and `tiles.json`:
           {"tile": 32, "margin": 1, "spacing": 2, "columns": 16, "rows": n, "sources": sha256,
            "tiles": {name: {"id": first cell, "span": [columns, rows], "collides": bool}}}
         Cell id = row * columns + column; a gid in a map is id + firstgid. Cell origin in px at scale s:
         s * (1 + column * 34), s * (1 + row * 34).
Objects. `objects/*.svg`; the root says where it stands, `data-foot="x,y"`; what shines at evening,
         `data-lit="x,y,radius;..."`; and where words may be written on it, `data-text="x,y,w,h"`.
         Written: `sheets/objects/objects@{1,2,3}x.webp` and `objects.json`:
           {"size": [w, h], "sources": sha256,
            "objects": {name: {"x", "y", "w", "h", "foot": [x, y], "lit": [[x, y, radius], ...], "text": [x, y, w, h]}}}
         All numbers are px at 1x; at scale s multiply. `foot`, `lit` and `text` are measured from the object's own
         corner; `lit` and `text` are there only where they mean something. Draw an object so that its foot lies on
         its place's point.
"""

import argparse
import hashlib
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    from PIL import Image

ART = Path(__file__).parent
SCALES = (1, 2, 3)
TILE_PX = 32
RIM_PX = 1
PITCH_PX = TILE_PX + 2 * RIM_PX
GAP_PX = 2
ATLAS_WIDTH_PX = 768


class ArtFault(Exception):
    """A source that cannot be drawn, with its name and what is wrong with it."""


def sources(art: Path, kind: str) -> list[Path]:
    """The files a kind of sheet is drawn from, in a steady order."""
    return sorted([*(art / kind).glob("*.svg"), *(art / kind).glob("sheet.json")])


def fingerprint(art: Path, kind: str) -> str:
    """Sha256 over names and bytes of a kind's sources and of this tool's own text."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sources(art, kind):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def stale(art: Path, kind: str) -> bool:
    """Whether the committed sheets of a kind were drawn from other sources than these."""
    folder = art / "sheets" / kind
    index = folder / f"{kind}.json"
    drawn = [index, *(folder / f"{kind}@{scale}x.webp" for scale in SCALES)]
    if not all(path.exists() for path in drawn):
        return True
    return bool(json.loads(index.read_text("utf-8"))["sources"] != fingerprint(art, kind))


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


def tile_index(art: Path, plan: dict[str, Any]) -> dict[str, Any]:
    """What `tiles.json` says."""
    columns = plan["columns"]
    tiles = {
        name: {
            "id": entry["cell"][1] * columns + entry["cell"][0],
            "span": entry["span"],
            "collides": entry.get("collides", False),
        }
        for name, entry in plan["tiles"].items()
    }
    shape = {"tile": TILE_PX, "margin": RIM_PX, "spacing": 2 * RIM_PX, "columns": columns, "rows": plan["rows"]}
    return {**shape, "sources": fingerprint(art, "tiles"), "tiles": tiles}


def draw_tiles(art: Path) -> None:
    """Write the tile sheets and their index."""
    plan = json.loads((art / "tiles" / "sheet.json").read_text("utf-8"))
    folder = art / "sheets" / "tiles"
    folder.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        sheet = tile_sheet(art, plan, scale)
        save(sheet, folder / f"tiles@{scale}x.webp")
        if scale == 1:
            sheet.save(folder / "tiles.png", optimize=True)
    write_index(folder / "tiles.json", tile_index(art, plan))


def describe(svg: Path) -> dict[str, Any]:
    """Size, foot, lights and writing of an object, from the root of its source."""
    root = ElementTree.parse(svg).getroot()
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


def draw_objects(art: Path) -> None:
    """Write the atlas of objects and its index."""
    from PIL import Image

    size, placed = packed({svg.stem: describe(svg) for svg in sources(art, "objects")})
    folder = art / "sheets" / "objects"
    folder.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        atlas = Image.new("RGBA", (size[0] * scale, size[1] * scale))
        for name, entry in placed.items():
            picture = render(art / "objects" / f"{name}.svg", entry["w"] * scale)
            atlas.paste(picture, (entry["x"] * scale, entry["y"] * scale))
        save(atlas, folder / f"objects@{scale}x.webp")
    write_index(folder / "objects.json", {"size": size, "sources": fingerprint(art, "objects"), "objects": placed})


def save(sheet: "Image.Image", path: Path) -> None:
    """Write one sheet, small: flat colours survive a gentle loss, edges and transparency stay exact."""
    sheet.save(path, lossless=True, quality=100, method=6)


def write_index(path: Path, index: dict[str, Any]) -> None:
    """Write an index with one line for each entry of its last table, so that changes read well."""
    *head, (table, rows) = index.items()
    lines = [f'  "{key}": {json.dumps(value)},' for key, value in head]
    body = ",\n".join(f'    "{name}": {json.dumps(entry)}' for name, entry in rows.items())
    path.write_text("\n".join(["{", *lines, f'  "{table}": {{', body, "  }", "}"]) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what is stale; with `--check` only say what is, and answer 1 if anything is."""
    parser = argparse.ArgumentParser(description="Draw the sheets of tiles and objects from their SVG sources.")
    parser.add_argument("--check", action="store_true", help="draw nothing; exit 1 when a sheet is stale")
    check = parser.parse_args(arguments).check
    old = [kind for kind in ("tiles", "objects") if stale(ART, kind)]
    for kind in old:
        sys.stderr.write(f"{kind}: {'stale' if check else 'drawing'}\n")
        if not check:
            {"tiles": draw_tiles, "objects": draw_objects}[kind](ART)
    return int(check and bool(old))


if __name__ == "__main__":
    sys.exit(main())
