"""Which names visitors may take: tidied text, and names that belong to the office. Pure: knows no visitor and no table.

A name is looked at in several forms: as it is, without what may be added to any name (digits, brackets, titles, forms of
address), and word by word. Each form is held against names (of officers, of the office) by its skeleton, and against reserved
words by skeleton and by near syllables. `김사연` and `김서연` are two people, and `staff_names.py` tells them from `김서옌`.
"""

import re
import unicodedata
from collections.abc import Iterable

from madang_protocol.limits import NAME_CHARS_MAX
from madang_protocol.writing import tidy_line
from madang_server.office_app import reserved_words as words
from madang_server.office_app.near_syllables import hangul_of
from madang_server.office_app.skeletons import skeleton
from madang_server.office_app.staff_names import staff_names
from madang_server.office_app.titles import addressed, is_office_word, is_spelled_title, is_title, shapes_of
from madang_server.office_app.writing_systems import mixes_scripts, parts_by_script

NEWCOMER = {"ko": "손님", "en": "Guest"}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"(?:(?<=^)|(?<=[\W_]))[^\W_](?:[\W_]+[^\W_](?=[\W_]|$))+")  # letters that stand apart: `a d m i n`
_BRACKETS = re.compile(r"[(\[{<〈《「『【](.*?)(?:[)\]}>〉》」』】]|$)")
_NUMBERED = re.compile(r"\d+\s*번\s*")  # `2번 창구`
_OFFICE_NAME_LETTERS_MIN = 4  # a shorter name of an office is too often a part of other names
_MIDDLE_DOT = "ㆍ"  # a vowel of old Hangul, which people write between words
_PERSON_SYLLABLES = 3  # of a whole name, which is its own in whatever else is said


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
    names = {skeleton(other) for other in (*words.OFFICE, *office)}
    whole_names = [word for word in _words(name) if len(hangul_of(word)) >= _PERSON_SYLLABLES]  # `Kim 김서연` is 김서연
    if mixes_scripts(name) or any(not names.isdisjoint(shapes_of(form)) for form in forms) or any(map(is_spelled_title, forms)):
        return True
    people = staff_names(tuple(staff))
    if any(map(people.are_alike, (*forms, *whole_names))) or people.are_in(_WORDS.findall(_plain(name))):
        return True
    if any(_is_of(shapes, own) for shapes in map(shapes_of, forms) for own in office):
        return True
    return any(map(is_office_word, forms)) or any(is_title(form) for form in (*forms, *_words(name)))


def looks_like(name: str, others: Iterable[str]) -> bool:
    """Say whether the name can be taken for one of these."""
    people = staff_names(tuple(others))
    return people.are_alike(name) or people.are_in(_WORDS.findall(_plain(name)))


def _forms(name: str) -> list[str]:
    """Return the name, and what is left of it without what may be added to any name; each once."""
    plain = _NUMBERED.sub(" ", _plain(name))
    bracketed = [_BRACKETS.sub(" ", plain), *_BRACKETS.findall(plain)]
    bare = [_without(added, form) for form in (plain, *bracketed) for added in (_ADDITIONS_ALIKE, _OFFICES_TOO)]
    unglued = [form for word in _WORDS.findall(plain) for form in _unglued(word)]
    return list(dict.fromkeys(form for form in (name, *bracketed, *bare, *unglued) if form.strip()))


def _unglued(word: str) -> list[str]:
    """Return what is left of a Hangul word when an addition before or behind it is taken off: `팀장김서연` is 김서연."""
    before = [word.removeprefix(added) for added in _GLUED if word.startswith(added)]
    behind = [word.removesuffix(added) for added in _GLUED if word.endswith(added)]
    return [rest for rest in (*before, *behind) if len(rest) >= _PERSON_SYLLABLES]


def _without(added: frozenset[str], form: str) -> str:
    """Return the words of a form that are no additions, without digits, forms of address, and Latin letters beside Hangul."""
    found = [part for word in _WORDS.findall(form) for part in _parts(word)]
    kept = [part for part in found if skeleton(part) not in added and not is_title(part)]
    return " ".join(kept)


def _parts(word: str) -> list[str]:
    parts = [addressed(part) for part in parts_by_script(word)]
    long = [part for part in parts if len(part) > 1 or not part.isascii()]
    return long or parts


def _words(name: str) -> list[str]:
    """Return the words of a name, also those whose letters stand apart or whose beginning is a capital alone, and their parts."""
    plain = _plain(name)
    apart = [spaced.group() for spaced in _SPACED.finditer(plain)]
    found = [*_WORDS.findall(plain), *_WORDS.findall(_CAMEL.sub(" ", plain)), *plain.split(), *apart]
    parts = [part for word in plain.split() for part in parts_by_script(word)]
    return list(dict.fromkeys(addressed(word) for word in (*found, *parts)))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name.replace(_MIDDLE_DOT, " "))


def _is_of(whole: frozenset[str], own: str) -> bool:
    """Say whether a name begins or ends with the office's own."""
    shape = skeleton(own)
    long_enough = sum(letter.isalnum() for letter in own) >= _OFFICE_NAME_LETTERS_MIN
    return long_enough and any(shown.startswith(shape) or shown.endswith(shape) for shown in whole)


_OFFICE_ALIKE = frozenset(skeleton(word) for word in words.OFFICE)
_ADDITIONS_ALIKE = frozenset(skeleton(word) for word in words.ADDITIONS) - _OFFICE_ALIKE
_OFFICES_TOO = _ADDITIONS_ALIKE | _OFFICE_ALIKE  # `민원 김서연` is 김서연, and `Madang Desk` is Madang
_GLUED = tuple(word for word in (*words.ADDITIONS, *words.OFFICE) if hangul_of(word))
