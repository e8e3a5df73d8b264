"""Whether a file that a map names is a picture that browsers draw, by what is in it. Knows no map; decodes no pixels of ours."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError, iterparse

from madang_worlds.served_files import OUR_ART, BadFile

FORMATS = ("PNG", "WEBP", "JPEG", "GIF", "AVIF", "BMP")
SUFFIXES = frozenset({".png", ".webp", ".svg", ".jpg", ".jpeg", ".gif", ".avif", ".bmp"})
BYTES_MAX = 32 * 1024 * 1024
SIDE_PX_MAX = 4_096  # the largest texture that nearly every phone has
_SVG = "{http://www.w3.org/2000/svg}svg"


class BadPicture(BadFile):
    """A browser does not draw the file."""


@dataclass(frozen=True)
class Size:
    """Of a picture, in px."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width} x {self.height} px"

    def holds(self, other: "Size") -> bool:
        """Return whether a picture of this size has all of one of the other size."""
        return self.width >= other.width and self.height >= other.height


def picture_size(file: Path) -> Size | None:
    """Return the size of a picture; None for an SVG, which has no pixels, and for our own art. Raises `BadPicture`."""
    if file.suffix.lower() not in SUFFIXES:
        raise BadPicture("is of a kind that browsers do not show", "Save it as PNG or WebP")
    if file.is_relative_to(OUR_ART):
        return None
    if file.stat().st_size > BYTES_MAX:
        raise BadPicture(f"has more than {BYTES_MAX >> 20} MB", "Save it as PNG or WebP")
    if file.suffix.lower() == ".svg":
        _check_svg(file)
        return None
    size = _raster_size(file)
    if not Size(SIDE_PX_MAX, SIDE_PX_MAX).holds(size):
        raise BadPicture(f"is {size}, more than devices draw", f"Split it into pictures of at most {SIDE_PX_MAX} px a side")
    return size


def _raster_size(file: Path) -> Size:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file, formats=FORMATS) as picture:
            size = Size(*picture.size)
            picture.verify()
    except Image.DecompressionBombError as error:
        raise BadPicture("is larger than devices draw", f"Split it into pictures of at most {SIDE_PX_MAX} px a side") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadPicture("is no picture that can be read", "Save it again as PNG or WebP") from error
    return size


def _check_svg(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            root = next((element.tag for _, element in iterparse(opened, ("start",))), "")  # noqa: S314 - the city's own file
    except (OSError, ParseError) as error:
        raise BadPicture("is no picture that can be read", "Save it again as SVG") from error
    if root != _SVG:
        raise BadPicture("is no picture that can be read", "Save it again as SVG")
