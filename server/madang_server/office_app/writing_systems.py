"""Which scripts a word is written in, and whether people write these together: Unicode Technical Standard 39, highly restrictive.

`officeя` and `Ꮎfficer` are no words of any language; whatever their letters look like, they are there to look like others.
Pure: the script of a letter is the first word of its name in Unicode.
"""

import re
import unicodedata
from functools import cache

_TOGETHER = (
    frozenset({"LATIN", "CJK", "HANGUL"}),
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
)
_SAME = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": "KATAKANA"}
_ANY = ""
_CAPITALS = "A-Z\u00c0-\u00de\u0391-\u03a9\u0400-\u042f\u0531-\u0556"
_BORDER = re.compile(f"(?<=[^\\W\\d_{_CAPITALS}])(?=[{_CAPITALS}])")  # a capital behind a letter that is none
_WHOLE_MIN = 2  # letters of a whole word
_PARTS_MAX = 4  # first and last name in two scripts


def mixes_scripts(text: str) -> bool:
    """Say whether a word of the text has letters of scripts that nobody writes together, and is not two whole words.

    Words of a script each may stand in brackets or side by side, where a capital begins the second:
    `Алекс(Alex)`, `ДимаDima`.
    """
    return any(_is_mixed(word) for word in _nfkc(text).split())


def _is_mixed(word: str) -> bool:
    if _are_together(frozenset(map(_script, word)) - {_ANY}):
        return False
    parts = [part for part in re.split(r"[\W\d_]+", _BORDER.sub(" ", word)) if part]
    scripts = [frozenset(map(_script, part)) - {_ANY} for part in parts]
    return len(parts) > _PARTS_MAX or any(
        len(part) < _WHOLE_MIN or not _are_together(its) for part, its in zip(parts, scripts, strict=True)
    )


def parts_by_script(word: str) -> list[str]:
    """Return the word cut where Hangul meets another script: `김admin` is `김` and `admin`. Digits and signs are left out."""
    parts: list[tuple[bool, str]] = []
    for letter in _nfkc(word):
        script = _script(letter)
        if script == _ANY:
            continue
        is_hangul = script == "HANGUL"
        if parts and parts[-1][0] == is_hangul:
            parts[-1] = (is_hangul, parts[-1][1] + letter)
        else:
            parts.append((is_hangul, letter))
    return [letters for _, letters in parts]


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _are_together(scripts: frozenset[str]) -> bool:
    return len(scripts) <= 1 or any(scripts <= together for together in _TOGETHER)


@cache
def _script(character: str) -> str:
    """Return the script of a letter; nothing for signs, digits and marks, which go with any."""
    if not character.isalpha():
        return _ANY
    script = unicodedata.name(character, _ANY).partition(" ")[0]
    return _SAME.get(script, script)
