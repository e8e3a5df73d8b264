"""Draws the sheets for the first picture of each shipped place: `python -m madang_worlds.art.trimming [--check]`.

A development tool like `raster`, and drawn from its sheets. What is in them is told in `place_sheets.py`.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from madang_worlds.art.place_sheets import FOLDER, INDEX, KINDS, Used, read_map, trimmed, used_by
from madang_worlds.art.raster import ART, save

if TYPE_CHECKING:
    from PIL import Image

PLACES = ART.parent / "places"
SHEETS = ART / "sheets"
Box = tuple[int, int, int, int]


def fingerprint(sheets: Path) -> str:
    """Sha256 over the sheets at 1x and this file."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for kind in KINDS:
        digest.update((sheets / kind / f"{kind}@1x.webp").read_bytes())
    return digest.hexdigest()


def stale(sheets: Path, places: Path, name: str) -> bool:
    """Whether a place's trimmed sheets lack something, hold too much, or come from other sheets than these."""
    index = sheets / FOLDER / name / INDEX
    if not all((index.parent / f"{kind}@1x.webp").is_file() for kind in KINDS) or not index.is_file():
        return True
    is_other = json.loads(index.read_text("utf-8"))["sources"] != fingerprint(sheets)
    return is_other or trimmed(sheets, name) != used_by(read_map(places, name))


def draw(sheets: Path, places: Path, name: str) -> None:
    """Write a place's trimmed sheets and what is in them."""
    used = used_by(read_map(places, name))
    assert used is not None, f"{name} is drawn with our one tile sheet"
    folder = sheets / FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    for kind, boxes in (("tiles", tile_boxes(sheets, used)), ("objects", object_boxes(sheets, used))):
        save(only(sheets / kind / f"{kind}@1x.webp", boxes), folder / f"{kind}@1x.webp")
    held = {"sources": fingerprint(sheets), "tiles": sorted(used.tiles), "objects": sorted(used.objects)}
    (folder / INDEX).write_text(json.dumps(held) + "\n", "utf-8")


def only(sheet: Path, boxes: list[Box]) -> "Image.Image":
    """Return a sheet of the same size with these boxes alone."""
    from PIL import Image

    whole = Image.open(sheet).convert("RGBA")
    kept = Image.new("RGBA", whole.size)
    for box in boxes:
        kept.paste(whole.crop(box), box)
    return kept


def tile_boxes(sheets: Path, used: Used) -> list[Box]:
    """Return the used cells with their rims."""
    index = json.loads((sheets / "tiles" / "tiles.json").read_text("utf-8"))
    pitch = index["tile"] + index["spacing"]
    corners = [(cell % index["columns"] * pitch, cell // index["columns"] * pitch) for cell in sorted(used.tiles)]
    return [(left, top, left + pitch, top + pitch) for left, top in corners]


def object_boxes(sheets: Path, used: Used) -> list[Box]:
    """Return where the used objects lie; names that no object has are passed over, as in the drawing."""
    known = json.loads((sheets / "objects" / "objects.json").read_text("utf-8"))["objects"]
    entries = [known[name] for name in sorted(used.objects) if name in known]
    return [(one["x"], one["y"], one["x"] + one["w"], one["y"] + one["h"]) for one in entries]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what is stale; with `--check` only say what is, and answer 1 if anything is."""
    parser = argparse.ArgumentParser(description="Trim the sheets for the first picture of each shipped place.")
    parser.add_argument("--check", action="store_true", help="draw nothing; exit 1 when a place's sheets are stale")
    check = parser.parse_args(arguments).check
    names = sorted(path.parent.name for path in PLACES.glob("*/place.tmj"))
    old = [name for name in names if stale(SHEETS, PLACES, name)]
    for name in old:
        sys.stderr.write(f"{name}: {'stale, run `make art`' if check else 'trimming'}\n")
        if not check:
            draw(SHEETS, PLACES, name)
    return int(check and bool(old))


if __name__ == "__main__":
    sys.exit(main())
