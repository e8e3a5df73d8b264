"""What people may be called here: tidied text, and names that belong to the office. Pure: knows no visitor and no table."""

import re
import unicodedata
from collections.abc import Iterable

from madang_protocol.limits import NAME_CHARS_MAX
from madang_protocol.writing import tidy_line

NEWCOMER = {"ko": "손님", "en": "Guest"}
_TITLES = (
    "관리자",
    "담당자",
    "담당관",
    "주무관",
    "공무원",
    "상담원",
    "직원",
    "officer",
    "supervisor",
    "admin",
    "administrator",
    "staff",
)
_OFFICE = ("마당", "Madang", "system", *_TITLES)
_WORDS = re.compile(r"[^\W_]+")
# What looks like a Latin letter at a glance: Cyrillic, Greek and digits.
_LOOKALIKES = str.maketrans("аеорсухіјѕһԁԛԝкмтвнαοριντυκχ01l|", "aeopcyxijshdqwkmtbhaopivtukxoiii")


def tidy_name(text: str) -> str:
    """Return the name without hidden characters and needless spaces; empty when nothing visible is left."""
    return tidy_line(text)[:NAME_CHARS_MAX].rstrip()


def is_reserved(name: str, staff: Iterable[str]) -> bool:
    """Say whether this name would make somebody look like the office: all of it, or a title in it."""
    if _folded(name) in {_folded(known) for known in (*_OFFICE, *staff)}:
        return True
    titles = {_folded(title) for title in _TITLES}
    return any(_folded(word.removesuffix("님")) in titles for word in _WORDS.findall(unicodedata.normalize("NFKC", name)))


def _folded(name: str) -> str:
    """Return what is left of a name at a glance: letters and digits without case, marks and lookalikes."""
    letters = unicodedata.normalize("NFKD", name).casefold().translate(_LOOKALIKES)
    return "".join(character for character in letters if character.isalnum())
