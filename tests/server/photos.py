"""Photos that tests make: with a place in them, turned, huge, broken. Knows Pillow, no office."""

import io
import struct
import zlib

from PIL import Image

RED, BLUE = (200, 30, 30), (30, 30, 200)
TURNED = 6  # how a camera says that it was held upright
GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
SECRET = "Madang secret camera"


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture that is red on its left and blue on its right, with a place, a camera and a turn in its metadata."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = TURNED, SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (37.0, 33.0, 58.0), 3: "E", 4: (126.0, 58.0, 41.0)})
    out = io.BytesIO()
    more = {"comment": SECRET.encode()} if kind == "JPEG" else {}
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{SECRET}</x:xmpmeta>'.encode()
    picture.save(out, kind, exif=exif, **more, **({"xmp": xmp} if kind != "PNG" else {}))
    return out.getvalue()


def pdf(extra: bytes = b"") -> bytes:
    """The smallest PDF that programs open."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" + (
        extra + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some kilobytes that says that it has 3.6 thousand million pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
