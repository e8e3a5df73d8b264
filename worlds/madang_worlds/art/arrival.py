"""Draws the picture of the first page from the hall itself: `python -m madang_worlds.art.arrival [--check]`.

A development tool like `raster`: the shipped hall, with a few people, where one comes in. It writes the client's `arrival.webp`.
"""

import argparse
import hashlib
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from madang_worlds.art.picture import SHEETS, draw_place

if TYPE_CHECKING:
    from PIL import Image

PLACE = Path(__file__).parents[1] / "places" / "city_hall"
PICTURE = Path(__file__).parents[3] / "clients" / "web" / "src" / "page" / "arrival.webp"
SOURCES = PLACE / "place.tmj", SHEETS / "tiles/tiles@1x.webp", SHEETS / "objects/objects@1x.webp", Path(__file__)
FONT = Path(__file__).parents[3] / "server" / "madang_counters" / "documents" / "fonts" / "MadangDocument-Bold.otf"
STAMP = Path(__file__).with_name("arrival.sha256")
BOX = (486, 610, 1246, 1250)  # px of the hall: the old pine, the pool, the desk of the welcome, the gate
WIDTH = 648
BYTES_MAX = 15_000
QUALITIES = range(60, 10, -3)
# Who is there: look, foot, row of the sheet
PEOPLE = (
    ("halmoni", (700, 930), "SE"),
    ("harabeoji", (742, 944), "S"),
    ("student", (918, 764), "S"),
    ("wheelchair", (1076, 968), "NE"),
    ("hanbok", (960, 880), "SE"),
    ("office-worker", (842, 700), "N"),
    ("hijab", (800, 820), "SE"),
    ("guide-dog", (886, 1180), "N"),
    ("parent-pram", (866, 925), "S"),
    ("guide", (1136, 892), "S"),
)


def fingerprint() -> str:
    """Sha256 over what the picture is drawn from."""
    digest = hashlib.sha256()
    for source in SOURCES:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def drawn() -> bytes:
    """Return the picture, as good as its limit allows."""
    from PIL import Image

    hall = draw_place(PLACE, 1, FONT)
    for look, foot, row in sorted(PEOPLE, key=lambda person: person[1][1]):
        hall.alpha_composite(person(look, row), (foot[0] - 24, foot[1] - 48))
    left, top, right, bottom = BOX
    view = hall.crop((left, top, right, bottom)).convert("RGB")
    view = view.resize((WIDTH, view.height * WIDTH // view.width), Image.Resampling.LANCZOS)
    return next(packed for quality in QUALITIES if len(packed := webp(view, quality)) <= BYTES_MAX)


def person(look: str, row: str) -> "Image.Image":
    """Return one person who stands."""
    from PIL import Image

    index = json.loads((SHEETS / "people" / "people.json").read_text("utf-8"))
    width, height = index["cell"]["width"], index["cell"]["height"]
    top = index["rows"].index(row) * height
    sheet = Image.open(SHEETS / "people" / f"{look}@1x.webp").convert("RGBA")
    return sheet.crop((0, top, width, top + height))


def webp(picture: "Image.Image", quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=quality, method=6)
    return file.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the picture when it is stale; with `--check` only say so, and answer 1."""
    parser = argparse.ArgumentParser(description="Draw the picture of the first page.")
    parser.add_argument("--check", action="store_true", help="draw nothing; exit 1 when the picture is stale")
    check = parser.parse_args(arguments).check
    is_stale = not PICTURE.is_file() or not STAMP.is_file() or STAMP.read_text("utf-8").strip() != fingerprint()
    if not is_stale:
        return 0
    sys.stderr.write(f"arrival.webp: {'stale, run `make art`' if check else 'drawing'}\n")
    if not check:
        PICTURE.write_bytes(drawn())
        STAMP.write_text(fingerprint() + "\n", "utf-8")
    return int(check)


if __name__ == "__main__":
    sys.exit(main())
