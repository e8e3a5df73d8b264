"""What a map says of its outskirts, which the page draws and nobody walks on: `x,y,width,height > x,y ...; ...`, in tiles.

Here it is only checked, so that a slip is told; `clients/web/src/world/outskirts.ts` lays the pieces.
"""

import re

from madang_worlds.drawing import Properties

OUTSKIRTS = "outskirts"
PIECES_MAX = 200
SIZE = r"0*[1-9]\d{0,3}"
CORNER = r"-?\d{1,4},-?\d{1,4}"
PIECE = re.compile(rf"(?P<x>\d{{1,4}}),(?P<y>\d{{1,4}}),(?P<width>{SIZE}),(?P<height>{SIZE})\s*>\s*(?P<targets>.+)")
TARGET = re.compile(rf"{CORNER}(,{SIZE},{SIZE})?")
MEND = "Write `x,y,width,height > x,y x,y,width,height; ...` in tiles: a piece of the map, then where it lies again"


def check_outskirts(properties: Properties, width_tiles: int, height_tiles: int) -> None:
    """Note a fault for outskirts that the page could not read, or would read only in part."""
    text = properties.text(OUTSKIRTS)
    written = [] if text is None else [piece.strip() for piece in text.split(";")]
    pieces = {piece: match for piece in written if (match := _read(piece)) is not None}
    for piece in written:
        if piece not in pieces:
            properties.fault(f"{OUTSKIRTS} has the piece {piece[:60]!r}", MEND)
    for piece, read in pieces.items():
        if int(read["x"]) + int(read["width"]) > width_tiles or int(read["y"]) + int(read["height"]) > height_tiles:
            properties.fault(f"{OUTSKIRTS} takes the piece {piece[:60]!r} from outside of the map", MEND)
    laid = sum(len(pieces[piece]["targets"].split()) for piece in written if piece in pieces)
    if laid > PIECES_MAX:
        properties.fault(f"{OUTSKIRTS} lays {laid} pieces", f"Lay {PIECES_MAX} at most")


def _read(piece: str) -> re.Match[str] | None:
    read = PIECE.fullmatch(piece)
    return read if read and all(TARGET.fullmatch(target) for target in read["targets"].split()) else None
