"""What a file is by its content, what it is called, and how many a case takes (SPEC C24, C25)."""

from dataclasses import replace

import pytest

from madang_office.attachments import (
    CASE_BYTES_MAX,
    KEPT_UNSUBMITTED_S,
    OPEN_BYTES_MAX,
    Attachment,
    FileKind,
    file_name,
    has_room,
    is_whole_pdf,
    key_of,
    kind_of,
)
from madang_protocol import limits

MIB = 1024 * 1024
FILE = Attachment(
    id="file-1",
    case="case-1",
    visitor="mina",
    field="papers",
    name="a.jpg",
    kind=FileKind.JPEG,
    size=MIB,
    hash="ab" + "0" * 62,
    source="0" * 64,
    at=1_000.0,
)
CONTENTS = {
    b"\xff\xd8\xff\xe1\x00\x10Exif": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n\x00": FileKind.PNG,
    b"RIFF\x10\x00\x00\x00WEBPVP8 ": FileKind.WEBP,
    b"%PDF-1.7\n": FileKind.PDF,
    b"GIF89a": None,
    b"<svg xmlns=": None,
    b"<!doctype html>": None,
    b"PK\x03\x04": None,
    b"MZ\x90": None,
    b"\x00\x00\x00\x18ftypheic": None,
    b"  %PDF-1.7": None,
    b"RIFF\x10\x00\x00\x00WAVE": None,
    b"": None,
}


@pytest.mark.parametrize("content", CONTENTS)
def test_C25_a_kind_is_what_the_content_says(content: bytes) -> None:
    assert kind_of(content) is CONTENTS[content]


NAMES = {
    "photo.png": "photo.jpg",
    "../../etc/passwd": "passwd.jpg",
    "C:\\Users\\kim\\집 계약서.HEIC": "집 계약서.jpg",
    "evil.html\x00.jpg": "evil.html.jpg",
    "gpj.\u202eexe": "gpj.jpg",
    '<img src=x onerror="a()">.jpg': "img src=x onerror= a().jpg",
    "": "file.jpg",
    "...": "file.jpg",
    "a" * 300: "a" * (limits.FILE_NAME_CHARS_MAX - 4) + ".jpg",
}


@pytest.mark.parametrize("given", NAMES)
def test_C25_a_name_is_never_a_path_and_ends_as_its_kind_does(given: str) -> None:
    assert file_name(given, FileKind.JPEG) == NAMES[given]


def test_C25_a_key_has_nothing_of_the_name() -> None:
    assert key_of("main", replace(FILE, name="../../a.jpg")) == f"main/ab/{FILE.hash}-file-1"


def test_C25_a_pdf_ends_as_one() -> None:
    assert [is_whole_pdf(b"%PDF-1.4 ... %%EOF\n"), is_whole_pdf(b"%PDF-1.4 ... %%EOF" + b"x" * 2_000)] == [True, False]


def test_C24_a_case_takes_so_many_files_and_so_many_bytes() -> None:
    assert has_room([FILE] * (limits.FILES_OF_CASE_MAX - 1), MIB, open_bytes=0)
    assert not has_room([FILE] * limits.FILES_OF_CASE_MAX, MIB, open_bytes=0)
    assert not has_room([replace(FILE, size=CASE_BYTES_MAX)], 1, open_bytes=0)
    assert not has_room([], 2, open_bytes=OPEN_BYTES_MAX - 1)


def test_C27_what_is_not_submitted_has_its_time() -> None:
    assert FILE.is_there(1_000.0 + KEPT_UNSUBMITTED_S - 1)
    assert not FILE.is_there(1_000.0 + KEPT_UNSUBMITTED_S)
    assert replace(FILE, submitted=2_000.0).is_there(1_000.0 + 100 * KEPT_UNSUBMITTED_S)
