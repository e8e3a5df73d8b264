#!/usr/bin/env python3
"""Makes the fonts of the documents from Pretendard GOV, and the lists of what they hold. `document_fonts.py FOLDER` (the .otf).

Run it when the font has a new version; the package `pretendard-gov` of the client has the folder `dist/public/static`.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "server/madang_counters/documents/fonts"
FEATURES = ["kern", "liga", "locl", "tnum", "ccmp", "mark", "mkmk"]
PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))
NAMES = {1: "Madang Document", 3: "1.0;MDNG;MadangDocument-{style}", 4: "Madang Document {style}", 6: "MadangDocument-{style}"}
STYLES = ("Regular", "Bold")


def make(source: Path, style: str) -> None:
    """Write one font: every letter of the source for Regular, for Bold the letters that the font there has."""
    target = FONTS / f"MadangDocument-{style}.otf"
    wanted = points_of(TTFont(source)) if style == "Regular" else points_of(TTFont(target))
    options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=[0, 2, 5, 13, 14])
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[point for point in wanted if not any(point in part for part in PRIVATE)])
    subsetter.subset(font)
    rename(font, style)
    font.save(target)


def rename(font: TTFont, style: str) -> None:
    """Give the font a name of its own, as its licence asks."""
    for number, name in NAMES.items():
        font["name"].setName(name.format(style=style), number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [NAMES[6].format(style=style)]
    cff.topDictIndex[0].rawDict |= {"FullName": NAMES[4].format(style=style), "FamilyName": NAMES[1]}


def points_of(font: TTFont) -> list[int]:
    """Return the code points for which the font has a glyph of its own, in order."""
    return sorted(point for point, glyph in font.getBestCmap().items() if glyph != ".notdef" and point >= 0x20)


def coverage_of(font: TTFont) -> str:
    """Return the code points as lines `first-last`, in hexadecimal."""
    bounds: list[list[int]] = []
    for point in points_of(font):
        if bounds and point == bounds[-1][1] + 1:
            bounds[-1][1] = point
        else:
            bounds.append([point, point])
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in bounds)


def main(folder: Path) -> None:
    for style in STYLES:
        make(folder / f"PretendardGOV-{style}.otf", style)
        font = FONTS / f"MadangDocument-{style}.otf"
        font.with_suffix(".coverage.txt").write_text(coverage_of(TTFont(font)), "ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
