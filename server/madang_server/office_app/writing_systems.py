"""Which scripts a word is written in, and whether people write these together: Unicode Technical Standard 39, highly restrictive.

`officeя` and `Ꮎfficer` are no words of any language; whatever their letters look like, they are there to look like others.
Pure: the script of a letter is the first word of its name in Unicode.
"""

import unicodedata
from functools import cache

_TOGETHER = (
    frozenset({"LATIN", "CJK", "HANGUL"}),
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
)
_SAME = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": "KATAKANA"}
_ANY = ""


def mixes_scripts(text: str) -> bool:
    """Say whether a word of the text has letters of scripts that nobody writes together."""
    return any(not _are_together(frozenset(map(_script, word)) - {_ANY}) for word in _nfkc(text).split())


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
