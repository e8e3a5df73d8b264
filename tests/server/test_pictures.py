"""Pictures that are drawn anew in a process of their own (SPEC C25, C26)."""

import asyncio
import io
import sys
from pathlib import Path

import pytest
from PIL import Image
from tests.server.photos import BLUE, RED, SECRET, bomb, pdf, photo

from madang_office.attachments import FileFault, FileKind
from madang_server.attachments.folder import FilesInFolder
from madang_server.attachments.intake import Intake, TakenFile
from madang_server.attachments.pictures import NotTaken, Pictures

ALL = frozenset(FileKind)


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(FilesInFolder(tmp_path), Pictures(), None)


async def fault_of(intake: Intake, content: bytes, kinds: frozenset[FileKind] = ALL) -> FileFault:
    with pytest.raises(NotTaken) as raised:
        await intake.take(content, kinds)
    return raised.value.fault


def seen(taken: TakenFile) -> Image.Image:
    return Image.open(io.BytesIO(taken.content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_C26_a_photo_is_upright_and_says_nothing_of_place_and_camera(intake: Intake, kind: str) -> None:
    taken = await intake.take(photo(kind), ALL)
    picture = seen(taken)
    assert (picture.format, picture.size) == (kind, (48, 64))
    assert not picture.getexif()
    assert not {"exif", "xmp", "XML:com.adobe.xmp", "comment", "gps", "icc_profile"} & picture.info.keys()
    assert SECRET.encode() not in taken.content
    above, below = picture.convert("RGB").getpixel((24, 8)), picture.convert("RGB").getpixel((24, 56))
    assert [near(above, RED), near(below, BLUE)] == [True, True]


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


async def test_C26_what_is_larger_than_any_page_is_drawn_smaller(intake: Intake) -> None:
    taken = await intake.take(photo(size=(6_000, 3_000)), ALL)
    assert seen(taken).size == (2_048, 4_096)


async def test_C26_what_is_seen_through_stays_so(intake: Intake) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (1, 2, 3, 0)).save(out, "PNG")
    assert seen(await intake.take(out.getvalue(), ALL)).getpixel((4, 4)) == (1, 2, 3, 0)


async def test_C26_a_picture_with_more_pixels_than_any_camera_is_not_decoded(intake: Intake) -> None:
    assert await fault_of(intake, bomb()) is FileFault.TOO_MANY_PIXELS


GARBAGE = {
    "cut": photo()[:400],
    "noise": b"\xff\xd8\xff" + bytes(range(256)) * 20,
    "png that ends": bomb(100, 100)[:60],
    "webp of nothing": b"RIFF\x04\x00\x00\x00WEBP",
    "pdf that does not end": pdf()[:-8],
    "pdf with a page behind it": pdf() + b"<script>" + b" " * 2_000,
}


@pytest.mark.parametrize("what", GARBAGE)
async def test_C25_what_is_not_whole_is_damaged(intake: Intake, what: str) -> None:
    assert await fault_of(intake, GARBAGE[what]) is FileFault.DAMAGED


FOREIGN = {
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "zip": b"PK\x03\x04" + bytes(100),
    "gif": b"GIF89a" + bytes(100),
    "program": b"MZ" + bytes(100),
    "text": "안녕하세요".encode(),
}


@pytest.mark.parametrize("what", FOREIGN)
async def test_C25_what_is_of_no_kind_is_not_taken(intake: Intake, what: str) -> None:
    assert await fault_of(intake, FOREIGN[what]) is FileFault.KIND_NOT_ACCEPTED


async def test_C25_a_kind_that_is_not_asked_for_is_not_taken(intake: Intake) -> None:
    assert await fault_of(intake, pdf(), frozenset({FileKind.JPEG})) is FileFault.KIND_NOT_ACCEPTED


async def test_C24_nothing_is_no_file(intake: Intake) -> None:
    assert await fault_of(intake, b"") is FileFault.EMPTY


async def test_C26_what_a_picture_carries_behind_it_is_gone(intake: Intake) -> None:
    page = b"<script>alert('polyglot')</script>PK\x05\x06" + bytes(18)
    taken = await intake.take(photo() + page, ALL)
    assert (taken.kind, b"polyglot" in taken.content) == (FileKind.JPEG, False)


async def test_C26_a_child_that_hangs_or_dies_ends_alone(tmp_path: Path) -> None:
    hanging = Pictures(child_s=0.2, worker=(sys.executable, "-c", "import time; time.sleep(600)"))
    dying = Pictures(worker=(sys.executable, "-c", "import os; os.abort()"))
    for pictures in (hanging, dying):
        assert await fault_of(Intake(FilesInFolder(tmp_path), pictures, None), photo()) is FileFault.DAMAGED


async def test_C26_many_at_once_are_drawn_in_turn(intake: Intake) -> None:
    taken = await asyncio.gather(*(intake.take(photo(size=(80 + n, 60)), ALL) for n in range(6)))
    assert [seen(each).height for each in taken] == [80 + n for n in range(6)]
