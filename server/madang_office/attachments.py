"""Files that belong to a case: their kinds by content, their names, how much of them there may be. Pure: bytes and records.

A file's kind is what its content says; its name and what the browser called it count for nothing (SPEC C25).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from madang_protocol import limits
from madang_protocol.writing import tidy_line

CASE_BYTES_MAX = 60 * 1024 * 1024  # of all files of one case
OPEN_BYTES_MAX = 150 * 1024 * 1024  # of what one citizen uploaded and has not submitted, in all of their cases
KEPT_UNSUBMITTED_S = 30 * 24 * 3_600.0  # then it is removed (SPEC C27)
TALK = "talk"  # in place of a question: shown in the conversation of a case (SPEC C31)
PDF_END_WITHIN = 1_024  # bytes from the end of the file, in which a PDF says that it ends
_SEPARATORS = re.compile(r"[\\/]")
_NOT_IN_A_FILE_NAME = re.compile(r'[:*?"<>|]')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_NAMELESS = "file"


class FileKind(StrEnum):
    """What may be uploaded. What else there is, is another one by its content or none."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"

    @property
    def is_picture(self) -> bool:
        return self is not FileKind.PDF

    @property
    def ending(self) -> str:
        """The ending of a file's name."""
        return "jpg" if self is FileKind.JPEG else self.value

    @property
    def media_type(self) -> str:
        return f"image/{self.value}" if self.is_picture else "application/pdf"


class FileFault(StrEnum):
    """Why a file is not taken (SPEC C24, C25, C30): the code of the answer."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    KIND_NOT_ACCEPTED = "kind_not_accepted"
    DAMAGED = "damaged"
    INFECTED = "infected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a case. `hash`: SHA-256 of what is kept; `source`: of what was uploaded; instants are unix seconds."""

    id: str
    case: str
    visitor: str
    field: str
    name: str
    kind: FileKind
    size: int
    hash: str
    source: str
    at: float
    submitted: float | None = None

    @property
    def until(self) -> float | None:
        """When it is removed; None: it was submitted, and stays with its case."""
        return self.at + KEPT_UNSUBMITTED_S if self.submitted is None else None

    def is_there(self, now: float) -> bool:
        """Return whether its time is not over."""
        return self.until is None or now < self.until


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind by how the content begins; None: no kind that is taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    return FileKind.PDF if content.startswith(b"%PDF-") else None


def is_whole_pdf(content: bytes) -> bool:
    """Return whether a PDF ends as one does: nothing else is appended to it."""
    return b"%%EOF" in content[-PDF_END_WITHIN:]


def file_name(given: str, kind: FileKind) -> str:
    """Return the name to show: the last part of what was given, tidied and cut, with the ending of the kind. Never a path."""
    last = _SEPARATORS.split(tidy_line(given))[-1]
    stem = _ENDING.sub("", _NOT_IN_A_FILE_NAME.sub(" ", last)).strip(" .") or _NAMELESS
    return f"{stem[: limits.FILE_NAME_CHARS_MAX - len(kind.ending) - 1].strip()}.{kind.ending}"


def has_room(files: Collection[Attachment], size: int, *, open_bytes: int) -> bool:
    """Return whether a case with these files takes one more. `open_bytes`: what its citizen has not submitted, in all cases."""
    return (
        len(files) < limits.FILES_OF_CASE_MAX
        and sum(each.size for each in files) + size <= CASE_BYTES_MAX
        and open_bytes + size <= OPEN_BYTES_MAX
    )


def key_of(office: str, attachment: Attachment) -> str:
    """Return under which key the content is kept outside of the database: by its hash, and by whose it is.

    One content that two people upload is kept twice: what becomes of the one file never touches the other.
    """
    return f"{office}/{attachment.hash[:2]}/{attachment.hash}-{attachment.id}"
