"""What is left of a name at a glance: its skeleton, after Unicode Technical Standard 39, and for Hangul by the strokes.

Two names whose skeletons are equal can be taken for each other. Pure: knows letters, no list of names.

1. NFKD takes wide, mathematical, enclosed and ligated letters apart, and syllables into jamo. Marks go.
2. A jamo becomes its simple strokes, whether it begins a syllable, ends it or stands by itself: `마당` and `ㅁㅏㄷㅏㅇ` are one.
   Jamo that differ by a stroke become one: `관리쟈` is `관리자`, `공무윈` is `공무원`.
3. A letter of another script, a small capital and a letter with a stroke become the Latin letter they look like, in small. Digits
   become letters, and `rn` is `m`.
"""

import re
import unicodedata
from functools import cache, lru_cache

from madang_server.office_app.confusable_letters import CONFUSABLE_LETTERS

KNOWN_MAX = 4_096  # skeletons that are remembered

_BEGINNING, _VOWELS, _ENDING = 0x1100, 0x1161, 0x11A8
_JAMO = {
    _BEGINNING: "ㄱ ㄱ ㄴ ㄷ ㄷ ㄹ ㅁ ㅂ ㅂ ㅅ ㅅ ㅇ ㅈ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ",
    _VOWELS: "ㅏ ㅐ ㅏ ㅐ ㅓ ㅐ ㅓ ㅐ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅗ ㅜ ㅜㅓ ㅜㅐ ㅜㅓ ㅜ ㅡ ㅡㅣ ㅣ",
    _ENDING: "ㄱ ㄱ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅅ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ",
}
_STROKES = {first + n: strokes for first, row in _JAMO.items() for n, strokes in enumerate(row.split())} | {0x119E: "ㅏ"}
_LETTERS = {ord(other): letter for letter, others in CONFUSABLE_LETTERS.items() for other in others}
_SMALL_ALIKE = {
    ord(other): letter for other, letter in zip("кмтвнτκι", "kmtbhtki", strict=True)
}  # at a glance, beyond the standard
_LATIN_NAME = re.compile(r"\bLETTER (?:SMALL CAPITAL |DOTLESS |TURNED |REVERSED )*([A-Z])(?: WITH .*)?$")
_ONE_SHAPE = str.maketrans("01l34578", "oiieastb")
_SIGNS = str.maketrans("|!@$€", "iiase")  # signs that stand for letters, or stand between them
_LATIN_IN_HANGUL = str.maketrans("rito", "ㅏㅣㅜㅇ")
_HANGUL_IN_LATIN = str.maketrans("ㅇㅣㄴㅌ", "oiie")
_HANGUL = re.compile("[ㄱ-ㅣ]")


@lru_cache(KNOWN_MAX)
def skeleton(text: str) -> str:
    """Return the skeleton: jamo, small Latin letters, and whatever letters look like neither. Signs and spaces are gone."""
    apart = unicodedata.normalize("NFKD", text)
    shown = "".join(_shape(character) for character in apart)
    return shown.translate(_ONE_SHAPE).replace("rn", "m").replace("vv", "w")


@lru_cache(KNOWN_MAX)
def skeletons(text: str) -> frozenset[str]:
    """Return every skeleton that the text may have at a glance: signs may be letters, and a letter one of the other script."""
    plain = {skeleton(text), skeleton(text.translate(_SIGNS))}
    found = plain | {other for shown in plain for other in _read_across(shown)}
    return frozenset(found - {""})


def _read_across(shown: str) -> set[str]:
    """Return the skeleton with the letters of one script read as those of the other, where it has both."""
    latin = any(letter.isascii() for letter in shown)
    if not latin or not _HANGUL.search(shown):
        return set()
    return {shown.translate(_HANGUL_IN_LATIN), shown.translate(_LATIN_IN_HANGUL)}


@cache
def _shape(character: str) -> str:
    """Return the letters that one character looks like; nothing for one that is no letter and looks like none."""
    point = ord(character)
    known = _STROKES.get(point) or _LETTERS.get(point) or _SMALL_ALIKE.get(point)
    if known is None and not character.isascii():
        named = _LATIN_NAME.search(unicodedata.name(character, ""))
        known = named[1] if named else None
    letter = known or character
    return letter.casefold() if letter.isalnum() else ""
