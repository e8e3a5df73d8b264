"""How much compressed tile data would become, before anybody unpacks it. Knows bytes and sizes, no map.

A file of two megabytes can unpack to gigabytes. A layer holds four bytes a tile; what unpacks to more than its tiles is a fault.
"""

import base64
import zlib
from collections.abc import Iterator
from typing import Any

BYTES_A_TILE = 4
GZIP_OR_ZLIB = 47  # the window bits with which zlib takes either


def unpacks_to_more(layer: dict[str, Any], *, tiles_max: int) -> bool:
    """Say whether a layer's compressed data becomes more than its own tiles, or all its chunks more than `tiles_max` together.

    What is no base64, and what another compression packed, is left to the reader, which names it.
    """
    left = tiles_max * BYTES_A_TILE
    for part in _parts(layer):
        packed = _packed(part.get("data"))
        tiles = _size(part)
        if packed is None or tiles is None:
            continue
        limit = min(tiles * BYTES_A_TILE, left)
        size = _unpacked_size(packed, limit)
        if size > limit:
            return True
        left -= size
    return False


def _parts(layer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if layer.get("encoding") == "base64" and layer.get("compression") in {"zlib", "gzip"}:
        yield layer
        chunks = layer.get("chunks")
        yield from (chunk for chunk in (chunks if isinstance(chunks, list) else []) if isinstance(chunk, dict))


def _size(part: dict[str, Any]) -> int | None:
    width, height = part.get("width"), part.get("height")
    return width * height if isinstance(width, int) and isinstance(height, int) else None


def _packed(data: object) -> bytes | None:
    if not isinstance(data, str):
        return None
    try:
        return base64.b64decode(data)
    except ValueError:
        return None


def _unpacked_size(packed: bytes, limit: int) -> int:
    """Return the size, or something above the limit; no more than one byte above it is ever unpacked."""
    try:
        return len(zlib.decompressobj(GZIP_OR_ZLIB).decompress(packed, max(1, limit + 1)))
    except zlib.error:
        return 0  # the reader names it
