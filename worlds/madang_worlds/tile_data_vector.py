"""Golden tile data for the tests of every language: a layer's data in spellings that are read, and in some that are not (R16).

The packed bytes are written out here, stored and not squeezed, for every zlib squeezes in its own way.
"""

import struct
import zlib
from base64 import b64encode
from typing import Any

WIDTH, HEIGHT = 8, 6
TILES = [number % 3 for number in range(WIDTH * HEIGHT)]
TILES[0] = 0x8000_0002  # the second tile, mirrored: its signs are + and / too

Json = dict[str, Any]


def tile_data_vector() -> Json:
    """Return `tiles`, row by row; `read`: layers of these tiles; `broken`: layers that no browser reads as these."""
    return {"width": WIDTH, "height": HEIGHT, "tiles": TILES, "read": _read(), "broken": _broken()}


def _read() -> dict[str, Json]:
    raw = struct.pack(f"<{len(TILES)}I", *TILES)
    words = b64encode(_zlib(raw)).decode()
    return {
        "a list": {"data": TILES},
        "a list that is called so": {"data": TILES, "encoding": "csv"},
        "base64": _layer(raw),
        "base64 of no compression": _layer(raw, ""),
        "zlib": _layer(_zlib(raw), "zlib"),
        "gzip": _layer(_gzip(raw), "gzip"),
        "spaces and line breaks": _layer(f"\n   {words[:7]} \t{words[7:20]}\r\n{words[20:]}\n  ", "zlib"),
    }


def _broken() -> dict[str, Json]:
    raw = struct.pack(f"<{len(TILES)}I", *TILES)
    whole, zipped = _zlib(raw), _gzip(raw)
    words = b64encode(whole).decode()
    return {
        "zlib, bytes behind it": _layer(whole + b"\0", "zlib"),
        "zlib, twice": _layer(whole + whole, "zlib"),
        "zlib, cut": _layer(whole[:-9], "zlib"),
        "zlib, without its checksum": _layer(whole[:-4], "zlib"),
        "zlib, another checksum": _layer(whole[:-1] + bytes([whole[-1] ^ 1]), "zlib"),
        "zlib that is none": _layer(b"tiles", "zlib"),
        "zlib of nothing": _layer(b"", "zlib"),
        "zlib, called gzip": _layer(whole, "gzip"),
        "gzip of two members": _layer(_gzip(raw[:40]) + _gzip(raw[40:]), "gzip"),
        "gzip, bytes behind it": _layer(zipped + b"\0\0", "gzip"),
        "gzip, another length": _layer(zipped[:-1] + b"\1", "gzip"),
        "gzip, called zlib": _layer(zipped, "zlib"),
        "gzip, not packed": _layer(raw, "gzip"),
        "foreign letters": _layer(f"{words[:12]}*{words[12:]}", "zlib"),
        "letters of addresses": _layer(b64encode(whole, b"-_").decode().replace("A", "-", 1), "zlib"),
        "a no-break space": _layer(f"{words[:12]}\u00a0{words[12:]}", "zlib"),
        "padding too much": _layer(f"{b64encode(raw).decode()}=", ""),
        "padding amid": _layer(f"{words[:4]}={words[4:]}", "zlib"),
        "a letter too few": _layer(b64encode(raw).decode()[:-3], ""),
        "tiles too few": _layer(_zlib(raw[4:]), "zlib"),
        "tiles too many": _layer(_zlib(raw + raw[:4]), "zlib"),
        "a byte too many": _layer(raw + b"\0", ""),
        "words for numbers": {"data": ["1"] * len(TILES)},
        "a list called base64": {"data": TILES, "encoding": "base64"},
        "base64 called a list": {"data": words, "encoding": "csv", "compression": "zlib"},
    }


def _layer(data: bytes | str, compression: str | None = None) -> Json:
    text = data if isinstance(data, str) else b64encode(data).decode()
    return {"data": text, "encoding": "base64"} | ({} if compression is None else {"compression": compression})


def _stored(data: bytes) -> bytes:
    """Return one last block of RFC 1951 that is not squeezed."""
    return b"\1" + struct.pack("<HH", len(data), len(data) ^ 0xFFFF) + data


def _zlib(data: bytes) -> bytes:
    """Return the data as RFC 1950 wraps it."""
    return b"\x78\x01" + _stored(data) + struct.pack(">I", zlib.adler32(data))


def _gzip(data: bytes) -> bytes:
    """Return the data as RFC 1952 wraps it."""
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + _stored(data) + struct.pack("<II", zlib.crc32(data), len(data))
