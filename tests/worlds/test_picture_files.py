"""What is in the pictures that a map names: one that browsers cannot draw is told (SPEC R16)."""

from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest
from PIL import Image
from tests.worlds.drawn import base, saved, sound_map, tileset

from madang_worlds import check_plan
from madang_worlds.faults import PlanFault

SVG = b'<?xml version="1.0"?><!-- ours --><svg xmlns="http://www.w3.org/2000/svg" width="128" height="32"/>'


def image(kind: str, size: tuple[int, int] = (128, 32)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, kind)
    return file.getvalue()


def told(folder: Path, name: str, content: bytes) -> list[PlanFault]:
    path = saved(folder, sound_map() | {"tilesets": [tileset(image=name) | {"firstgid": 1}]})
    (folder / name).write_bytes(content)
    return check_plan(path)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG", "GIF", "AVIF", "BMP"])
def test_R16_a_picture_that_browsers_draw_is_no_fault(tmp_path: Path, kind: str) -> None:
    assert told(tmp_path, f"tiles.{kind.lower()}", image(kind)) == []


def test_R16_a_drawing_in_svg_is_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path, "tiles.svg", SVG) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tiles.png", b""),
        ("tiles.png", b"<html></html>"),
        ("tiles.webp", b"a picture, one day"),
        ("tiles.png", image("PNG")[:-20]),
        ("tiles.webp", image("WEBP")[:-20]),
        ("tiles.png", image("TIFF")),
        ("tiles.png", SVG),
        ("tiles.svg", b""),
        ("tiles.svg", b"<html></html>"),
        ("tiles.svg", b'<svg width="1" height="1"/>'),
        ("tiles.svg", image("PNG")),
    ],
)
def test_R16_a_picture_that_browsers_cannot_draw_is_a_fault(tmp_path: Path, name: str, content: bytes) -> None:
    [fault] = told(tmp_path, name, content)
    assert fault.what == f"the picture {name!r} of the tileset 'tiles' is no picture that can be read"
    assert not fault.warning


@pytest.mark.parametrize(("size", "is_warning"), [((64, 32), False), ((128, 31), False), ((256, 16), False), ((160, 64), True)])
def test_R16_a_picture_of_another_size_than_the_tileset_says_is_told(
    tmp_path: Path, size: tuple[int, int], *, is_warning: bool
) -> None:
    [fault] = told(tmp_path, "tiles.png", image("PNG", size))
    width, height = size
    words = f"the picture 'tiles.png' of the tileset 'tiles' is {width} x {height} px, where the tileset says 128 x 32 px"
    assert (fault.what, fault.warning) == (words, is_warning)


@pytest.mark.parametrize("size", [(5_000, 8), (8, 5_000)])
def test_R16_a_picture_that_devices_cannot_draw_is_a_fault(tmp_path: Path, size: tuple[int, int]) -> None:
    [fault] = told(tmp_path, "tiles.png", image("PNG", size))
    assert fault.what.endswith(f"is {size[0]} x {size[1]} px, more than devices draw")


def test_R16_a_picture_of_huge_sides_is_told_and_not_unpacked(tmp_path: Path) -> None:
    head = image("PNG", (1, 1))
    chunk = head[12:16] + (30_000).to_bytes(4, "big") * 2 + head[24:29]
    wide = head[:12] + chunk + crc32(chunk).to_bytes(4, "big") + head[33:]
    [fault] = told(tmp_path, "tiles.png", wide)
    assert fault.what.endswith("is larger than devices draw")


def test_R16_the_picture_of_an_image_layer_is_looked_into(tmp_path: Path) -> None:
    path = saved(tmp_path, sound_map(layers=(base("sky", "imagelayer") | {"image": "sky.png"},)))
    (tmp_path / "sky.png").write_bytes(b"<html></html>")
    [fault] = check_plan(path)
    assert (fault.layer, fault.what) == ("sky", "its picture 'sky.png' is no picture that can be read")
