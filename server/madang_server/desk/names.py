"""What people may be called here: tidied text, and names that belong to the office. Pure: knows no visitor and no table."""

import unicodedata
from collections.abc import Iterable

from madang_protocol.limits import NAME_CHARS_MAX

NEWCOMER = {"ko": "손님", "en": "Guest"}
_OFFICE = (
    "마당",
    "Madang",
    "관리자",
    "담당자",
    "담당관",
    "공무원",
    "직원",
    "officer",
    "supervisor",
    "admin",
    "administrator",
    "staff",
    "system",
)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def tidy_name(text: str) -> str:
    """Return the name without hidden characters and needless spaces; empty when nothing visible is left."""
    shown = "".join(" " if character.isspace() else character for character in unicodedata.normalize("NFC", text))
    kept = "".join(character for character in shown if unicodedata.category(character) not in _HIDDEN)
    return " ".join(kept.split())[:NAME_CHARS_MAX]


def is_reserved(name: str, staff: Iterable[str]) -> bool:
    """Say whether this name would make somebody look like the office."""
    return _folded(name) in {_folded(known) for known in (*_OFFICE, *staff)}


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in letters if character.isalnum())
