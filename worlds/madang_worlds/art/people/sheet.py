"""Rasterises the looks into the committed sheets: `python -m madang_worlds.art.people.sheet [--check]`.

A development tool (resvg-py, Pillow); the product reads only what it leaves behind. Written to `art/sheets/people/`:
`<look>@{1,2,3}x.webp` (a row a direction, a column a frame), `<look>.portrait.webp` (the face), `<look>.figure.webp` (the whole
person with their aid, at 2x: by it one finds a look), and `people.json`:

  {"cell": {"width", "height"}, "anchor": {"x", "y"},      px at 1x; the anchor is the point between the feet
   "scales": [1, 2, 3], "rows": ["S", "SE", "E", "NE", "N"], "mirrors": {"SW": "SE", "W": "E", "NW": "NE"},
   "columns": ["idle", "breath", "walk1", ...], "portrait_px": 96,
   "motions": {"still" | "walk" | "steady": [[column, ms], ...]},   steady: the walk for reduced motion, without bobbing
   "looks": [{"id", "role", "title": {"ko", "en"}, "aid": [...], "height": px from the anchor to the crown}],
   "sources": sha256 over everything the sheets are drawn from}
"""

import argparse
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from madang_worlds.art.people.compose import PORTRAIT_PX, Look, figure_svg, looks, portrait_svg, sheet_svg
from madang_worlds.art.people.parts import DIRECTIONS
from madang_worlds.art.people.pose import ANCHOR, CELL_HEIGHT, CELL_WIDTH, COLUMNS

if TYPE_CHECKING:
    from PIL import Image

PEOPLE = Path(__file__).parent
SHEETS = PEOPLE.parent / "sheets" / "people"
SCALES = (1, 2, 3)
FIGURE_SCALE = 2
MIRRORS = {"SW": "SE", "W": "E", "NW": "NE"}
MOTIONS = {
    "still": [["idle", 1700], ["breath", 1100]],
    "walk": [["walk1", 105], ["walk2", 105], ["walk3", 105], ["walk4", 105]],
    # Both contact columns stand as low as `idle`, so this walk keeps the head level.
    "steady": [["walk1", 160], ["idle", 160], ["walk3", 160], ["idle", 160]],
}
# A look has few colours: a palette of this size is true to it, and lighter than a lossy picture of the same size.
PALETTE_SIZE = 256


def fingerprint() -> str:
    """Sha256 over names and bytes of all that is drawn from: parts, looks, palette and the drawing code."""
    digest = hashlib.sha256()
    drawn_by = [path for path in PEOPLE.glob("*.py") if path.name != "contact.py"]
    for path in sorted([*drawn_by, *PEOPLE.glob("*.json"), *PEOPLE.glob("parts/*/*.svg")]):
        digest.update(path.relative_to(PEOPLE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def files(look: Look) -> list[str]:
    """The names of the pictures a look has."""
    return [*(f"{look['id']}@{scale}x.webp" for scale in SCALES), f"{look['id']}.portrait.webp", f"{look['id']}.figure.webp"]


def stale() -> bool:
    """Whether the committed sheets were drawn from other sources than these, or some are missing."""
    index = SHEETS / "people.json"
    names = [name for look in looks() for name in files(look)]
    if not index.exists() or not all((SHEETS / name).exists() for name in names):
        return True
    return bool(json.loads(index.read_text("utf-8"))["sources"] != fingerprint())


def pixels(svg: str, *, scale: int) -> "Image.Image":
    """An SVG as a picture with alpha."""
    import resvg_py
    from PIL import Image

    png = resvg_py.svg_to_bytes(svg_string=svg, zoom=scale, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(png))).convert("RGBA")


def draw(look: Look) -> "Image.Image":
    """Write a look's sheets, portrait and figure. Returns its sheet at 1x."""
    sheet = sheet_svg(look)
    pictures = [pixels(sheet, scale=scale) for scale in SCALES]
    single = [pixels(portrait_svg(look), scale=1), pixels(figure_svg(look), scale=FIGURE_SCALE)]
    for name, picture in zip(files(look), [*pictures, *single], strict=True):
        write(picture, SHEETS / name)
    return pictures[0]


def write(picture: "Image.Image", path: Path) -> None:
    """Reduce to the palette and keep it without loss."""
    from PIL import Image

    reduced = picture.quantize(PALETTE_SIZE, method=Image.Quantize.FASTOCTREE).convert("RGBA")
    reduced.save(path, "WEBP", lossless=True, method=4, quality=80)


def height(sheet: "Image.Image") -> int:
    """Px at 1x from the anchor to the crown, standing and seen from the front: where a name plate goes."""
    front = sheet.crop((0, 0, CELL_WIDTH, CELL_HEIGHT)).getchannel("A").point(lambda alpha: 255 * (alpha > 127))
    box = front.getbbox()
    assert box, "a look draws something"
    return ANCHOR[1] - box[1]


def index(heights: dict[str, int]) -> dict[str, Any]:
    """What people.json holds."""
    return {
        "cell": {"width": CELL_WIDTH, "height": CELL_HEIGHT},
        "anchor": {"x": ANCHOR[0], "y": ANCHOR[1]},
        "scales": SCALES,
        "rows": DIRECTIONS,
        "mirrors": MIRRORS,
        "columns": COLUMNS,
        "motions": MOTIONS,
        "portrait_px": PORTRAIT_PX,
        "looks": [
            {key: look[key] for key in ("id", "role", "title", "aid")} | {"height": heights[look["id"]]} for look in looks()
        ],
        "sources": fingerprint(),
    }


def build() -> None:
    """Draw every look anew, and let go of pictures of looks that are no more."""
    SHEETS.mkdir(parents=True, exist_ok=True)
    heights = {look["id"]: height(draw(look)) for look in looks()}
    kept = {name for look in looks() for name in files(look)}
    for path in SHEETS.glob("*.webp"):
        if path.name not in kept:
            path.unlink()
    text = json.dumps(index(heights), ensure_ascii=False, indent=1)
    (SHEETS / "people.json").write_text(text + "\n", "utf-8")


def main() -> None:
    """Build, or with --check say whether a build is due (exit status 1)."""
    commands = argparse.ArgumentParser(description="Rasterise the people.")
    commands.add_argument("--check", action="store_true", help="exit 1 when the sheets are older than their sources")
    if not commands.parse_args().check:
        build()
    elif stale():
        sys.exit("The sheets of people are stale: run python -m madang_worlds.art.people.sheet")


if __name__ == "__main__":
    main()
