"""Whether packed tile data is what browsers unpack, and of its size, before anybody unpacks it. Knows bytes and sizes, no map.

The readers of other programs, Python's too, pass over letters that are no base64 and over bytes behind the end; no browser does.
A file of two megabytes can unpack to gigabytes: a layer holds four bytes a tile, and not one more is unpacked.
"""

import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

BYTES_A_TILE = 4
WINDOW_BITS = {"zlib": 15, "gzip": 31}  # by which zlib takes the one or the other
_SPACE = str.maketrans("", "", " \t\n\f\r")  # what a browser passes over
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")


class BadTileData(Exception):
    """The words end a sentence that begins with the data."""


def tile_data_fault(layer: dict[str, Any], *, tiles_max: int) -> str | None:
    """Return what is wrong with a layer's packed data, as a sentence, or None. Its chunks have `tiles_max` tiles together.

    What another compression packed, and what is of no right type, is left to others.
    """
    left = tiles_max
    for what, part in _parts(layer):
        tiles = _size(part)
        data = part.get("data")
        if tiles is None or not isinstance(data, str):
            continue
        try:
            _check(data, layer.get("compression", ""), min(tiles, left) * BYTES_A_TILE)
        except BadTileData as fault:
            return f"{what} {fault}"
        left -= tiles
    return None


def _parts(layer: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if layer.get("encoding") != "base64":
        return
    yield "its tile data", layer
    chunks = layer.get("chunks")
    for chunk in chunks if isinstance(chunks, list) else []:
        if isinstance(chunk, dict):
            yield f"the tile data of its chunk at {chunk.get('x')}, {chunk.get('y')}", chunk


def _size(part: dict[str, Any]) -> int | None:
    width, height = part.get("width"), part.get("height")
    return width * height if isinstance(width, int) and isinstance(height, int) else None


def _check(data: str, compression: str, size: int) -> None:
    """Raise `BadTileData` unless a browser makes exactly `size` bytes of the text."""
    letters = data.translate(_SPACE)
    if len(letters) % 4 or not _BASE64.fullmatch(letters):
        raise BadTileData("is no base64")
    packed = b64decode(letters)
    if (_unpacked_size(packed, compression, size) if compression else len(packed)) != size:
        raise BadTileData("does not fit the map's size")


def _unpacked_size(packed: bytes, compression: str, size: int) -> int:
    """Return the size, or something above `size`; no more than one byte above it is ever unpacked."""
    unpacking = zlib.decompressobj(WINDOW_BITS[compression])
    try:
        unpacked = len(unpacking.decompress(packed, max(1, size + 1)))
    except zlib.error as error:
        raise BadTileData(f"is not packed as {compression} packs") from error
    if unpacked <= size and not unpacking.eof:
        raise BadTileData(f"ends before its {compression} data does")
    if unpacking.unused_data:
        raise BadTileData(f"has bytes behind the end of its {compression} data")
    return unpacked
