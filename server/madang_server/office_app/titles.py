"""Whether a word is a title of the office, or can be taken for one. Pure: knows the reserved words, no officer.

A Hangul title is held against a word syllable by syllable, another one by its skeleton. A word of three syllables that begins
with a surname is a person's, where the title itself does not begin so.
"""

from collections.abc import Iterable
from functools import lru_cache

from madang_server.office_app import reserved_words as words
from madang_server.office_app.korean_names import is_korean_name
from madang_server.office_app.near_syllables import folded, hangul_of, is_near_in_two, is_two_jamo_off, near_any, one_jamo_off
from madang_server.office_app.romanised import spellings
from madang_server.office_app.skeletons import KNOWN_MAX, skeleton, skeletons

_PERSON_SYLLABLES = 3
_LONGER = 4
_PIECES_MIN = 2  # of a word that consists of words of the office alone
_DIGITS = "0123456789"


def addressed(word: str) -> str:
    """Return the word without a form of address behind it."""
    for address in words.FORMS_OF_ADDRESS:
        if word.endswith(address) and len(word) > len(address) + 1:
            return word.removesuffix(address)
    return word


def shapes_of(form: str) -> frozenset[str]:
    """Return the skeletons of a form, with what is said to a person and the digits about it, and without."""
    bare = addressed(form)
    return skeletons(form) | skeletons(bare) | skeletons(bare.strip(_DIGITS))


@lru_cache(KNOWN_MAX)
def is_title(word: str) -> bool:
    """Say whether a word is, begins or ends with a title, by its skeleton or by near syllables (SPEC S17)."""
    hangul = hangul_of(word) or hangul_of(word.translate(_SIMPLIFIED).translate(_READINGS))
    if hangul and _is_person(hangul):
        return False
    shapes = shapes_of(word)
    is_titled = _ends_with(folded(hangul), _TITLES_FOLDED) if hangul else _bears_title(shapes)
    if is_titled or not shapes.isdisjoint(_WHOLE_ALIKE) or any(map(_is_short_title, shapes)):
        return True
    return any(map(_is_of_pieces, shapes)) or _is_one_jamo_off(hangul) or _bears_near_title(hangul) or _bears_han_title(word)


def _is_person(hangul: str) -> bool:
    """Say whether it is a surname and what a title has behind its first syllable, and no title: `윤영자` is no `운영자`."""
    if len(hangul) != _PERSON_SYLLABLES or hangul[0] not in words.SURNAMES or hangul in words.TITLES:
        return False
    return hangul[1:] in words.GIVEN_IN_TITLES


def _is_short_title(shown: str) -> bool:
    korean = "".join(letter for letter in shown if not letter.isascii())
    return korean in _SHORT_ALIKE or (korean == shown and shown.endswith(_ENDING_ALIKE))


def _bears_title(shapes: frozenset[str]) -> bool:
    return any(shown.startswith(_TITLES_ALIKE) or shown.endswith(_TITLES_ALIKE) for shown in shapes)


def _is_one_jamo_off(hangul: str) -> bool:
    """Say whether a word is a long title but for one jamo, or two of the first syllable, and no name: `관이자`, `판리자`."""
    is_off = hangul in _ONE_JAMO_OFF or any(part in _ONE_JAMO_OFF for part in _long_ends(hangul))
    if hangul[:1] in words.SURNAMES and is_korean_name(hangul):
        return is_off and hangul[1:] in _BEHIND_FIRST
    return is_off or any(is_two_jamo_off(hangul[0], first) for first in _FIRST_OF.get(hangul[1:], ()))


def _long_ends(hangul: str) -> tuple[str, ...]:
    """Return what a longer word begins and ends with, in the length of the longer titles; shorter ones are within other words."""
    return (hangul[:_LONGER], hangul[-_LONGER:]) if len(hangul) > _LONGER else ()


@lru_cache(KNOWN_MAX)
def is_spelled_title(form: str) -> bool:
    """Say whether the form is a Korean title in Latin letters: `gwanrija`, `Gongmuwon`."""
    shown = "".join(filter(str.isalpha, form)).casefold()
    return shown.isascii() and any(_is_spelled(shown, title) for title in _LONG_TITLES)


def _is_spelled(shown: str, title: str) -> bool:
    if not title:
        return not shown
    return any(_is_spelled(shown[len(each) :], title[1:]) for each in spellings(title[0]) if shown.startswith(each))


def _bears_near_title(hangul: str) -> bool:
    """Say whether a word begins or ends with what is near a long title, or is near a short one as a whole."""
    shown = folded(hangul)
    if not hangul:
        return False
    if hangul not in words.WORDS_OF_PEOPLE and shown in _NEAR_SHORT:
        return True
    parts = _ends_of(shown)
    is_name = len(hangul) == _PERSON_SYLLABLES and hangul[0] in words.SURNAMES
    if not parts.isdisjoint(_NEAR_BEHIND) and not (is_name and hangul[0] not in _TITLES_BEGIN):
        return True
    if is_name:
        return False
    twice = any(is_near_in_two(part, title) for part in parts for title in _LONG_TITLES if len(title) == len(part))
    return twice or not parts.isdisjoint(_NEAR_FIRST)


def _is_of_pieces(shown: str) -> bool:
    """Say whether a skeleton consists of words of the office, one behind the other: `마당봇`, `adminteam`."""
    reached = {0: 0}  # where a piece ends, and the number of pieces to there
    for end in range(1, len(shown) + 1):
        before = [reached[end - len(piece)] for piece in _PIECES if end - len(piece) in reached and shown.endswith(piece, 0, end)]
        if before:
            reached[end] = max(before) + 1
    return reached.get(len(shown), 0) >= _PIECES_MIN


def _ends_with(shown: str, titles: frozenset[str]) -> bool:
    """Say whether the syllables begin or end with one of the titles."""
    return not _ends_of(shown).isdisjoint(titles)


def _ends_of(shown: str) -> set[str]:
    """Return what the syllables begin and end with, of every length that a title has."""
    return {part for length in _TITLE_LENGTHS if len(shown) >= length for part in (shown[:length], shown[-length:])}


def is_office_word(form: str) -> bool:
    """Say whether the whole form is near a word of the office."""
    hangul = hangul_of(form)
    return hangul not in words.WORDS_OF_PEOPLE and folded(hangul) in _NEAR_OFFICE


def _bears_han_title(word: str) -> bool:
    shown = word.translate(_SIMPLIFIED)
    return shown.startswith(words.HAN_TITLES) or shown.endswith(words.HAN_TITLES)


def _long(found: Iterable[str]) -> list[str]:
    return [word for word in found if hangul_of(word) and len(word) >= _PERSON_SYLLABLES]


def _short(found: Iterable[str]) -> list[str]:
    return [word for word in found if hangul_of(word) and len(word) < _PERSON_SYLLABLES]


_TITLES_ALIKE = tuple(skeleton(title) for title in words.TITLES)
_SHORT_ALIKE = frozenset(skeleton(title) for title in words.SHORT_TITLES)
_ENDING_ALIKE = tuple(skeleton(title) for title in words.SHORT_TITLES if title not in words.NOT_ENDING)
_WHOLE_ALIKE = frozenset(skeleton(title) for title in words.WHOLE_TITLES)
_NEAR_FIRST, _NEAR_BEHIND = near_any(_long(words.TITLES))
_TITLES_BEGIN = frozenset(title[0] for title in words.TITLES)
_LONG_TITLES = _long(words.TITLES)
_ONE_JAMO_OFF = frozenset().union(*map(one_jamo_off, _LONG_TITLES))
_BEHIND_FIRST = frozenset(title[1:] for title in _LONG_TITLES) - words.GIVEN_IN_TITLES
_FIRST_OF = {behind: [title[0] for title in _LONG_TITLES if title[1:] == behind] for behind in _BEHIND_FIRST}
_TITLES_FOLDED = frozenset(folded(title) for title in words.TITLES if hangul_of(title))
_TITLE_LENGTHS = frozenset(map(len, _TITLES_FOLDED))
_NEAR_SHORT = frozenset().union(*near_any(_short((*words.TITLES, *words.SHORT_TITLES))))
_NEAR_OFFICE = frozenset().union(*near_any(_short(words.OFFICE)))
_PIECES = frozenset(skeleton(word) for word in {*words.ADDITIONS, *words.OFFICE, *words.GOVERNING} - {*words.BESIDE_NAMES})
_READINGS = {ord(character): reading for character, reading in words.READINGS.items()}
_SIMPLIFIED = {ord(other): simple for simple, others in words.FORMS_OF_HAN.items() for other in others}
