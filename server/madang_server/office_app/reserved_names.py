"""Which names visitors may take: tidied text, and names that belong to the office. Pure: knows no visitor and no table."""

import re
import unicodedata
from collections.abc import Iterable

from madang_protocol.limits import NAME_CHARS_MAX
from madang_protocol.writing import tidy_line
from madang_server.office_app.skeletons import skeleton, skeletons

NEWCOMER = {"ko": "손님", "en": "Guest"}
# Nobody is called so: a name that begins or ends with one of these looks like the office (`상담사김`, `OfficerKim`).
_TITLES = (
    "관리자", "관리인", "관리팀", "운영자", "운영팀", "운영진", "담당자", "담당관",
    "주무관", "공무원", "상담원", "상담사", "상담관", "안내원", "민원실", "민원과", "민원팀", "민원담당",
    "어드민", "오피서", "슈퍼바이저", "고객센터",
    "구청장", "도지사", "경찰", "officer", "supervisor", "administrator", "moderator", "policeman", "cityhall", "helpdesk",
    "管理者", "管理員", "公務員", "担当者", "擔當者", "警察", "администратор",
)  # fmt: skip
# Short ones are also the beginning of other words (`시장미`, `시청자`, `직원들`, `Stafford`): these end a Korean name, or are
# the whole word, letters of another script and digits beside.
_SHORT_TITLES = ("시장", "군수", "직원", "시청", "구청", "군청", "도청", "과장", "팀장", "국장", "동장")
_WHOLE_TITLES = (
    "admin", "staff", "police", "mayor", "official", "counsellor", "counselor", "clerk",
    "админ", "полиция", "市長", "市长", "職員",
)  # fmt: skip
_OFFICE = ("마당", "Madang", "system", "안내", "창구", "민원")  # as the whole name alone
_NOT_ENDING = ("군수", "동장")  # also given names: only as a word of their own
_FORMS_OF_ADDRESS = "님"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"(?:(?<=^)|(?<=[\W_]))[^\W_](?:[\W_]+[^\W_](?=[\W_]|$))+")  # letters that stand apart: `a d m i n`
_OFFICE_NAME_LETTERS_MIN = 4  # a shorter name of an office is too often a part of other names
_DIGITS = "0123456789"
_MIDDLE_DOT = "ㆍ"  # a vowel of old Hangul, which people write between words


def tidy_name(text: str) -> str:
    """Return the name without hidden characters and needless spaces, cut to its bound; empty when nothing visible is left."""
    return tidy_line(tidy_line(text)[:NAME_CHARS_MAX])


def is_too_long(text: str) -> bool:
    """Say whether the tidied name is longer than a name may be (SPEC S16)."""
    return len(tidy_line(text)) > NAME_CHARS_MAX


def is_reserved(name: str, staff: Iterable[str], office: Iterable[str] = ()) -> bool:
    """Say whether the name makes somebody look like the office: its own name, an account's, or a title in it (SPEC S10, S17).

    `office`: what this office and who answers for it are called.
    """
    office = tuple(office)
    whole = skeletons(name.removesuffix(_FORMS_OF_ADDRESS))
    if looks_like(name, (*_OFFICE, *staff, *office)) or any(_is_of(whole, own) for own in office):
        return True
    return _bears_title(whole) or bool(whole & _WHOLE_ALIKE) or any(_is_title(word) for word in _words(name))


def looks_like(name: str, others: Iterable[str]) -> bool:
    """Say whether the name can be taken for one of these."""
    shapes = skeletons(name) | skeletons(name.removesuffix(_FORMS_OF_ADDRESS))
    return any(skeleton(other) in shapes for other in others)


def _words(name: str) -> list[str]:
    """Return the words of a name, also those whose letters stand apart or whose beginning is a capital alone."""
    plain = unicodedata.normalize("NFKC", name.replace(_MIDDLE_DOT, " "))
    apart = [spaced.group() for spaced in _SPACED.finditer(plain)]
    return [*_WORDS.findall(plain), *_WORDS.findall(_CAMEL.sub(" ", plain)), *plain.split(), *apart]


def _is_of(whole: frozenset[str], own: str) -> bool:
    """Say whether a name begins or ends with the office's own."""
    shape = skeleton(own)
    long_enough = sum(letter.isalnum() for letter in own) >= _OFFICE_NAME_LETTERS_MIN
    return long_enough and any(shown.startswith(shape) or shown.endswith(shape) for shown in whole)


def _is_title(word: str) -> bool:
    shapes = skeletons(word.removesuffix(_FORMS_OF_ADDRESS).strip(_DIGITS)) | skeletons(word.removesuffix(_FORMS_OF_ADDRESS))
    return _bears_title(shapes) or bool(shapes & _WHOLE_ALIKE) or any(_is_short_title(shown) for shown in shapes)


def _is_short_title(shown: str) -> bool:
    korean = "".join(letter for letter in shown if not letter.isascii())
    return korean in _SHORT_ALIKE or (korean == shown and shown.endswith(_ENDING_ALIKE))


def _bears_title(shapes: frozenset[str]) -> bool:
    return any(shown.startswith(_TITLES_ALIKE) or shown.endswith(_TITLES_ALIKE) for shown in shapes)


_TITLES_ALIKE = tuple(skeleton(title) for title in _TITLES)
_SHORT_ALIKE = frozenset(skeleton(title) for title in _SHORT_TITLES)
_ENDING_ALIKE = tuple(skeleton(title) for title in _SHORT_TITLES if title not in _NOT_ENDING)
_WHOLE_ALIKE = frozenset(skeleton(title) for title in _WHOLE_TITLES)
