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
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from madang_worlds.art import drawing

if TYPE_CHECKING:
    from PIL import Image

ART = Path(__file__).parent
SCALES = (1, 2, 3)


def sources(art: Path, kind: str) -> list[Path]:
    """The files a kind of sheet is drawn from, in a steady order."""
    return sorted([*(art / kind).glob("*.svg"), *(art / kind).glob("sheet.json")])


def fingerprint(art: Path, kind: str) -> str:
    """Sha256 over names and bytes of a kind's sources and of the two files that draw."""
    digest = hashlib.sha256()
    for path in (Path(__file__), Path(drawing.__file__), *sources(art, kind)):
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
    shape = {
        "tile": drawing.TILE_PX,
        "margin": drawing.RIM_PX,
        "spacing": 2 * drawing.RIM_PX,
        "columns": columns,
        "rows": plan["rows"],
    }
    return {**shape, "sources": fingerprint(art, "tiles"), "tiles": tiles}


def draw_tiles(art: Path) -> None:
    """Write the tile sheets and their index."""
    plan = json.loads((art / "tiles" / "sheet.json").read_text("utf-8"))
    folder = art / "sheets" / "tiles"
    folder.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        sheet = drawing.tile_sheet(art, plan, scale)
        save(sheet, folder / f"tiles@{scale}x.webp")
        if scale == 1:
            sheet.save(folder / "tiles.png", optimize=True)
    write_index(folder / "tiles.json", tile_index(art, plan))


def draw_objects(art: Path) -> None:
    """Write the atlas of objects and its index."""
    found = {svg.stem: drawing.describe(svg) for svg in sources(art, "objects")}
    size, placed = drawing.packed(found)
    folder = art / "sheets" / "objects"
    folder.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        atlas = drawing.object_atlas(art, size, placed, scale)
        save(drawing.thrifty(atlas), folder / f"objects@{scale}x.webp")
    write_index(folder / "objects.json", {"size": size, "sources": fingerprint(art, "objects"), "objects": placed})


def save(sheet: "Image.Image", path: Path) -> None:
    """Write one sheet without loss."""
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
