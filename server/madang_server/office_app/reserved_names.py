"""Which names visitors may take: tidied text, and names that belong to the office. Pure: knows no visitor and no table.

A name is looked at in several forms: as it is, without what may be added to any name (digits, brackets, titles, forms of
address), and word by word. Each form is held against names (of officers, of the office) by its skeleton, and against reserved
words by skeleton and by near syllables. Near syllables are for reserved words alone: `김사연` and `김서연` are two people.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from madang_protocol.limits import NAME_CHARS_MAX
from madang_protocol.writing import tidy_line
from madang_server.office_app import reserved_words as words
from madang_server.office_app.near_syllables import folded, hangul_of, near_any
from madang_server.office_app.skeletons import KNOWN_MAX, skeleton, skeletons
from madang_server.office_app.writing_systems import mixes_scripts, parts_by_script

NEWCOMER = {"ko": "손님", "en": "Guest"}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"(?:(?<=^)|(?<=[\W_]))[^\W_](?:[\W_]+[^\W_](?=[\W_]|$))+")  # letters that stand apart: `a d m i n`
_BRACKETS = re.compile(r"[(\[{<〈《「『【](.*?)(?:[)\]}>〉》」』】]|$)")
_NUMBERED = re.compile(r"\d+\s*번\s*")  # `2번 창구`
_OFFICE_NAME_LETTERS_MIN = 4  # a shorter name of an office is too often a part of other names
_MIDDLE_DOT = "ㆍ"  # a vowel of old Hangul, which people write between words
_PERSON_SYLLABLES = 3


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
    forms = _forms(name)
    names = {skeleton(other) for other in (*words.OFFICE, *staff, *office)}
    if mixes_scripts(name) or any(not names.isdisjoint(_shapes(form)) for form in forms):
        return True
    if any(_is_of(shapes, own) for shapes in map(_shapes, forms) for own in office):
        return True
    return any(map(_is_office_word, forms)) or any(_is_title(form) for form in (*forms, *_words(name)))


def looks_like(name: str, others: Iterable[str]) -> bool:
    """Say whether the name can be taken for one of these."""
    shapes = _shapes(name)
    return any(skeleton(other) in shapes for other in others)


def _forms(name: str) -> list[str]:
    """Return the name, and what is left of it without what may be added to any name; each once."""
    plain = _NUMBERED.sub(" ", unicodedata.normalize("NFKC", name.replace(_MIDDLE_DOT, " ")))
    bracketed = [_BRACKETS.sub(" ", plain), *_BRACKETS.findall(plain)]
    bare = [_without(added, form) for form in (plain, *bracketed) for added in (_ADDITIONS_ALIKE, _OFFICES_TOO)]
    return list(dict.fromkeys(form for form in (name, *bracketed, *bare) if form.strip()))


def _without(added: frozenset[str], form: str) -> str:
    """Return the words of a form that are no additions, without digits, forms of address, and Latin letters beside Hangul."""
    found = [part for word in _WORDS.findall(form) for part in _parts(word)]
    kept = [part for part in found if skeleton(part) not in added and not _is_title(part)]
    return " ".join(kept)


def _parts(word: str) -> list[str]:
    parts = [_addressed(part) for part in parts_by_script(word)]
    long = [part for part in parts if len(part) > 1 or not part.isascii()]
    return long or parts


def _addressed(word: str) -> str:
    """Return the word without a form of address behind it."""
    for address in words.FORMS_OF_ADDRESS:
        if word.endswith(address) and len(word) > len(address) + 1:
            return word.removesuffix(address)
    return word


def _shapes(form: str) -> frozenset[str]:
    return skeletons(form) | skeletons(_addressed(form))


def _words(name: str) -> list[str]:
    """Return the words of a name, also those whose letters stand apart or whose beginning is a capital alone, and their parts."""
    plain = unicodedata.normalize("NFKC", name.replace(_MIDDLE_DOT, " "))
    apart = [spaced.group() for spaced in _SPACED.finditer(plain)]
    found = [*_WORDS.findall(plain), *_WORDS.findall(_CAMEL.sub(" ", plain)), *plain.split(), *apart]
    parts = [part for word in plain.split() for part in parts_by_script(word)]
    return list(dict.fromkeys(_addressed(word) for word in (*found, *parts)))


def _is_of(whole: frozenset[str], own: str) -> bool:
    """Say whether a name begins or ends with the office's own."""
    shape = skeleton(own)
    long_enough = sum(letter.isalnum() for letter in own) >= _OFFICE_NAME_LETTERS_MIN
    return long_enough and any(shown.startswith(shape) or shown.endswith(shape) for shown in whole)


@lru_cache(KNOWN_MAX)
def _is_title(word: str) -> bool:
    hangul = hangul_of(word)
    if hangul and _is_person(hangul):
        return False
    shapes = _shapes(word)
    if _bears_title(shapes) or not shapes.isdisjoint(_WHOLE_ALIKE) or any(_is_short_title(shown) for shown in shapes):
        return True
    return _bears_near_title(hangul) or _bears_han_title(word)


def _is_person(hangul: str) -> bool:
    """Say whether it is a surname and what a title has behind its first syllable: `윤영자` is no `운영자`."""
    first, behind = hangul[0], hangul[1:]
    is_other = len(hangul) == _PERSON_SYLLABLES and first in words.SURNAMES
    return is_other and any(title[1:] == behind and title[0] != first for title in words.TITLES)


def _is_short_title(shown: str) -> bool:
    korean = "".join(letter for letter in shown if not letter.isascii())
    return korean in _SHORT_ALIKE or (korean == shown and shown.endswith(_ENDING_ALIKE))


def _bears_title(shapes: frozenset[str]) -> bool:
    return any(shown.startswith(_TITLES_ALIKE) or shown.endswith(_TITLES_ALIKE) for shown in shapes)


def _bears_near_title(hangul: str) -> bool:
    """Say whether a word begins or ends with what is near a long title, or is near a short one as a whole."""
    shown = folded(hangul)
    if hangul not in words.WORDS_OF_PEOPLE and shown in _NEAR_SHORT:
        return True
    parts = {part for length in _NEAR_LENGTHS if len(shown) >= length for part in (shown[:length], shown[-length:])}
    is_name = len(hangul) == _PERSON_SYLLABLES and hangul[0] in words.SURNAMES
    if not parts.isdisjoint(_NEAR_BEHIND) and not (is_name and hangul[0] not in _TITLES_BEGIN):
        return True
    return not is_name and not parts.isdisjoint(_NEAR_FIRST)


def _is_office_word(form: str) -> bool:
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
_OFFICE_ALIKE = frozenset(skeleton(word) for word in words.OFFICE)
_ADDITIONS_ALIKE = frozenset(skeleton(word) for word in words.ADDITIONS) - _OFFICE_ALIKE
_OFFICES_TOO = _ADDITIONS_ALIKE | _OFFICE_ALIKE  # `민원 김서연` is 김서연, and `Madang Desk` is Madang
_NEAR_FIRST, _NEAR_BEHIND = near_any(_long(words.TITLES))
_TITLES_BEGIN = frozenset(title[0] for title in words.TITLES)
_NEAR_LENGTHS = frozenset(map(len, _long(words.TITLES)))
_NEAR_SHORT = frozenset().union(*near_any(_short((*words.TITLES, *words.SHORT_TITLES))))
_NEAR_OFFICE = frozenset().union(*near_any(_short(words.OFFICE)))
_SIMPLIFIED = {ord(other): simple for simple, others in words.FORMS_OF_HAN.items() for other in others}
