"""The child process that draws one picture anew and ends (SPEC C26). Knows bytes of the parent; reads and writes no file.

What comes out are pixels that were decoded here, encoded again: turned upright, and nothing of what the file had beside them.
In goes the length of the content (8 bytes) and the content; out comes a mark and the picture, or a mark and a fault.
"""

import io
import os
import resource
import sys
import threading
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL.Image import Image

LENGTH_BYTES = 8
DRAWN, FAULT = b"+", b"-"
DAMAGED, TOO_MANY_PIXELS = b"damaged", b"too_many_pixels"
PIXELS_MAX = 64_000_000  # as the file says it has; cameras of phones have up to 50 million
SIDE_MAX = 30_000
SIDE_KEPT_MAX = 4_096  # longer sides are drawn smaller: an A4 page is still read at 350 dots an inch
MEMORY_BYTES_MAX = 1_280 * 1024 * 1024
CPU_SECONDS_MAX = 20
NICENESS = 5  # the server goes first
QUALITY = 88
FORMATS = ("JPEG", "PNG", "WEBP")  # nothing else is opened, whatever the content says


class _TooManyPixels(Exception):
    """The picture is larger than anybody's."""


def main() -> None:
    content = _read(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, args=(sys.stdin.buffer,), daemon=True).start()
    _bound()
    try:
        answer = DRAWN + drawn_anew(content)
    except _TooManyPixels:
        answer = FAULT + TOO_MANY_PIXELS
    except Exception:  # noqa: BLE001 - decoders raise whatever a strange file leads them to: no picture, in any case
        answer = FAULT + DAMAGED
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # the thread still waits for the parent


def _read(source: BinaryIO) -> bytes:
    return source.read(int.from_bytes(source.read(LENGTH_BYTES), "big"))


def _end_with_parent(source: BinaryIO) -> None:
    source.read(1)
    os._exit(1)


def _bound() -> None:
    os.nice(NICENESS)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES_MAX),
        (resource.RLIMIT_CPU, CPU_SECONDS_MAX),
        (resource.RLIMIT_CORE, 0),  # a core file would hold somebody's picture
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def drawn_anew(content: bytes) -> bytes:
    """Return the picture in its own format, upright, in sRGB, without metadata; of one that moves the first picture."""
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own bound is looked at before anything is decoded
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        if max(opened.size) > SIDE_MAX or opened.width * opened.height > PIXELS_MAX:
            raise _TooManyPixels
        kind = opened.format
        opened.thumbnail((SIDE_KEPT_MAX, SIDE_KEPT_MAX))  # a JPEG is decoded smaller from the start
        upright = ImageOps.exif_transpose(opened)
        plain = _in_srgb(upright).convert(_mode(upright, kind))
        return _encoded(Image.frombytes(plain.mode, plain.size, plain.tobytes()), kind)


def _mode(picture: "Image", kind: str | None) -> str:
    is_seen_through = kind != "JPEG" and (picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info)
    return "RGBA" if is_seen_through else "RGB"


def _in_srgb(picture: "Image") -> "Image":
    """Return the picture in the colours that every screen shows; as it is when its profile makes no sense."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        mode = picture.mode if picture.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode)
        return turned or picture
    return picture


def _encoded(picture: "Image", kind: str | None) -> bytes:
    out = io.BytesIO()
    if kind == "PNG":
        picture.save(out, "PNG")
    else:
        picture.save(out, kind, quality=QUALITY)
    return out.getvalue()


if __name__ == "__main__":
    main()
