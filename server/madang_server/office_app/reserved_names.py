"""Which names visitors may take: tidied text, and names that belong to the office. Pure: knows no visitor and no table."""

import re
import unicodedata
from collections.abc import Iterable

from madang_protocol.limits import NAME_CHARS_MAX
from madang_protocol.writing import tidy_line

NEWCOMER = {"ko": "손님", "en": "Guest"}
# Nobody is called so: a name that begins or ends with one of these looks like the office (`상담사김`, `OfficerKim`).
_TITLES = (
    "관리자", "운영자", "담당자", "담당관", "주무관", "공무원", "상담원", "상담사", "상담관", "안내원",
    "민원실", "민원과", "민원팀", "민원담당",
    "구청장", "도지사", "경찰", "officer", "supervisor", "administrator", "moderator", "policeman", "cityhall", "helpdesk",
)  # fmt: skip
# Short ones are also the beginning of other words (`시장미`, `시청자`, `직원들`, `Stafford`): these end a Korean name, or are
# the whole word, letters of another script and digits beside.
_SHORT_TITLES = ("시장", "군수", "직원", "시청", "구청", "군청", "도청", "과장", "팀장", "국장", "동장")
_WHOLE_TITLES = ("admin", "staff", "police", "mayor", "official", "counsellor", "counselor", "clerk")
_OFFICE = ("마당", "Madang", "system", "안내", "창구", "민원")  # as the whole name alone
_NOT_ENDING = ("군수", "동장")  # also given names: only as a word of their own
_FORMS_OF_ADDRESS = "님"
_WORDS = re.compile(r"[^\W_]+")
_OFFICE_NAME_LETTERS_MIN = 4  # a shorter name of an office is too often a part of other names
# What looks like a Latin letter at a glance: Cyrillic, Greek and digits.
_LOOKALIKES = str.maketrans("аеорсухіјѕһԁԛԝкмтвнαοριντυκχ01l|", "aeopcyxijshdqwkmtbhaopivtukxoiii")


def tidy_name(text: str) -> str:
    """Return the name without hidden characters and needless spaces, cut to its bound; empty when nothing visible is left."""
    return tidy_line(tidy_line(text)[:NAME_CHARS_MAX])


def is_too_long(text: str) -> bool:
    """Say whether the tidied name is longer than a name may be (SPEC S16)."""
    return len(tidy_line(text)) > NAME_CHARS_MAX


def is_reserved(name: str, staff: Iterable[str], office: Iterable[str] = ()) -> bool:
    """Say whether this name would make somebody look like the office: its own name, an account's, or a title in it.

    `office`: what this office and who answers for it are called.
    """
    whole = _folded(name.removesuffix(_FORMS_OF_ADDRESS))
    if whole in {_folded(known) for known in (*_OFFICE, *staff, *office)} or any(_is_of(whole, _folded(own)) for own in office):
        return True
    words = _WORDS.findall(unicodedata.normalize("NFKC", name))
    return _bears_title(whole) or any(_is_title(word) for word in words)


def _is_of(whole: str, office: str) -> bool:
    """Say whether a name begins or ends with the office's own."""
    return len(office) >= _OFFICE_NAME_LETTERS_MIN and (whole.startswith(office) or whole.endswith(office))


def _is_title(word: str) -> bool:
    bare = word.removesuffix(_FORMS_OF_ADDRESS).strip("0123456789")
    folded = _folded(bare)
    if _bears_title(folded) or folded in _FOLDED_WHOLE:
        return True
    korean = "".join(letter for letter in folded if not letter.isascii())
    return korean in _FOLDED_SHORT or (korean == folded and folded.endswith(_FOLDED_ENDING))


def _bears_title(folded: str) -> bool:
    return folded.startswith(_FOLDED_TITLES) or folded.endswith(_FOLDED_TITLES)


def _folded(name: str) -> str:
    """Return what is left of a name at a glance: letters and digits without case, marks and lookalikes."""
    letters = unicodedata.normalize("NFKD", name).casefold().translate(_LOOKALIKES)
    return unicodedata.normalize("NFC", "".join(character for character in letters if character.isalnum()))


_FOLDED_TITLES = tuple(_folded(title) for title in _TITLES)
_FOLDED_SHORT = frozenset(_folded(title) for title in _SHORT_TITLES)
_FOLDED_ENDING = tuple(_folded(title) for title in _SHORT_TITLES if title not in _NOT_ENDING)
_FOLDED_WHOLE = frozenset(_folded(title) for title in _WHOLE_TITLES)
