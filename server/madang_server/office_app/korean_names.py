"""Whether a word is an ordinary Korean name, and how Chinese characters in one are read. Pure: knows syllables, nobody's name.

A name is a surname and one to three syllables that names have: the readings of Chinese characters, and those of native names. A
person may be called so, however near it is to somebody else's name.
"""

from functools import cache

from madang_server.office_app import reserved_words as words
from madang_server.office_app.hanja_readings import HANJA_READINGS
from madang_server.office_app.near_syllables import jamo_of, joined

_GIVEN_MAX = 3
_NATIVE = "늘봄샘별빛꽃숲솔맑밝햇살힘뜰들든터잎누슬롱벼올찬솜또품글날랄렌엘릴젠쥰킨"
NAME_SYLLABLES = frozenset({*_NATIVE, *(each for readings in HANJA_READINGS.values() for each in readings)})
_Y_VOWELS = frozenset("ㅑㅕㅖㅛㅠㅣ")


def is_korean_name(hangul: str) -> bool:
    """Say whether a person may be called so in Korean."""
    surname = surname_of(hangul)
    given = hangul[len(surname) :]
    return bool(surname) and 1 <= len(given) <= _GIVEN_MAX and NAME_SYLLABLES.issuperset(given)


def surname_of(hangul: str) -> str:
    """Return the surname that a Hangul name begins with; nothing when there is none."""
    if hangul[:2] in words.LONG_SURNAMES and len(hangul) > len("선우") + 1:
        return hangul[:2]
    return hangul[:1] if hangul[:1] in words.SURNAMES or hangul[:1] in words.RARE_SURNAMES else ""


@cache
def readings_of(character: str) -> frozenset[str]:
    """Return the syllables as which a Chinese character is read, at the beginning of a word and within."""
    found = HANJA_READINGS.get(character, ())
    return frozenset(found) | frozenset(map(_at_beginning, found))


def _at_beginning(syllable: str) -> str:
    """Return the syllable as a word begins with it in the south: 이 for 리, 노 for 로, 여 for 녀."""
    initial, vowel, final = jamo_of(syllable)
    if vowel in _Y_VOWELS:
        return joined(("ㅇ" if initial in "ㄴㄹ" else initial, vowel, final))
    return joined(("ㄴ" if initial == "ㄹ" else initial, vowel, final))
