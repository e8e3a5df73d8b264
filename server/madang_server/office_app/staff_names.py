"""Whether a text can be taken for the name of one of the staff. Pure: knows the names that it is given.

Names in Hangul are a tree of syllables, and another one with the given name first, as Latin letters have it. A text is led
down the tree: a syllable may be written as itself, in a Chinese character that is read so, or in Latin letters; one syllable
may be one jamo off. An ordinary Korean name that is another one is a person's, however near (SPEC S17).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from madang_server.office_app import reserved_words as words
from madang_server.office_app.korean_names import is_korean_name, readings_of, surname_of
from madang_server.office_app.near_syllables import hangul_of, is_one_jamo_off
from madang_server.office_app.romanised import spellings, surname_spellings
from madang_server.office_app.skeletons import skeleton
from madang_server.office_app.titles import addressed, shapes_of

_SYLLABLES_MAX = 5  # of a name in Hangul
_WINDOW_MAX = 5  # words that are one name: `김 서 연 입니다`
_WHOLE_SYLLABLES = 3  # of a name that is its own within another word
_LATIN_MIN = 6  # letters of a name in Latin letters: `Ian` is no 이안
_DIGITS = "0123456789"
_LATIN = re.compile("[a-z]")
_ENDING = re.compile(f"(?:{'|'.join(words.ENDINGS)})*")
_BEGINNING = re.compile(f"(?:{'|'.join(words.BEGINNINGS)})*")


@dataclass(slots=True)
class _Node:
    """What comes behind some syllables: a syllable and whether it is a surname, or the end of a name of so many syllables."""

    behind: dict[tuple[str, bool], "_Node"] = field(default_factory=dict)
    length: int = 0

    def said(self, syllable: str) -> list["_Node"]:
        keys = ((syllable, False), (syllable, True))
        return [self.behind[key] for key in keys if key in self.behind]

    def plant(self, steps: list[tuple[str, bool]]) -> None:
        node = self
        for step in steps:
            node = node.behind.setdefault(step, _Node())
        node.length = len(steps)


class StaffNames:
    """The names of some people, to hold a text against."""

    def __init__(self, names: Iterable[str]) -> None:
        names = tuple(names)
        self._hangul = frozenset(filter(None, map(hangul_of, names)))
        self._skeletons = frozenset(map(skeleton, names))
        parts = [name.split() for name in names if name.isascii() and len(name.split()) > 1]
        self._in_words = frozenset(skeleton("".join(order)) for each in parts for order in (each, [*each[-1:], *each[:-1]]))
        self._root, self._given_first = _Node(), _Node()
        for hangul in self._hangul:
            self._plant(hangul)

    def are_alike(self, form: str) -> bool:
        """Say whether the whole form can be taken for one of the names."""
        hangul = hangul_of(addressed(form)).strip(_DIGITS)
        return hangul in self._hangul if is_korean_name(hangul) else not self._skeletons.isdisjoint(shapes_of(form))

    def are_in(self, said: list[str]) -> bool:
        """Say whether one of the names stands in these words, however it is written and whatever is glued to it."""
        said = [shown for word in said if (shown := "".join(filter(str.isalpha, word)).casefold())]
        windows = list(_windows(said))
        if any(map(self._begins, windows)) or any(map(self._is_within, said)):
            return True
        return bool(self._in_words) and any(skeleton(window) in self._in_words for window in windows)

    def _begins(self, shown: str) -> bool:
        """Say whether a name is all that the text says, but for what a sentence has about it: `김서은` is no `김서`."""
        if len(shown) <= _WHOLE_SYLLABLES and is_korean_name(shown):
            return shown in self._hangul
        begun = _BEGINNING.match(shown)
        starts = {0, begun.end() if begun else 0}
        roots = (self._root, self._given_first) if shown.isascii() else (self._root,)
        off_max = 0 if is_korean_name(shown) else 1
        return any(
            _ENDING.fullmatch(shown, end) and _is_meant(shown[at:end], off)
            for at in starts
            for root in roots
            for end, _, off in _led(root, shown, at, off_max)
        )

    def _is_within(self, word: str) -> bool:
        """Say whether a whole name stands within a word that is no name of its own: `선우진영` is no `우진영`."""
        if _LATIN.search(word) or (is_korean_name(word) and len(surname_of(word)) > 1):
            return False
        return any(
            length >= _WHOLE_SYLLABLES and not off for at in range(len(word)) for _, length, off in _led(self._root, word, at, 0)
        )

    def _plant(self, hangul: str) -> None:
        if not _WHOLE_SYLLABLES - 1 <= len(hangul) <= _SYLLABLES_MAX:
            return
        surname = surname_of(hangul) or hangul[0]
        family, given = [(each, True) for each in surname], [(each, False) for each in hangul[len(surname) :]]
        self._root.plant([*family, *given])
        self._given_first.plant([*given, *family])


def _windows(said: list[str]) -> Iterator[str]:
    """Yield the words that may be one name together: not `이 지은` before another word of Hangul."""
    for at, first in enumerate(said):
        for end in range(at + 1, min(len(said), at + _WINDOW_MAX) + 1):
            is_word = first in words.SURNAMES_AND_WORDS and end - at > 1
            if not (is_word and hangul_of("".join(said[end : end + 1]))):
                yield "".join(said[at:end])


def _led(node: _Node, shown: str, at: int, off_max: int, off: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield where each name ends that the text has from `at` on, its syllables, and how many of them are one jamo off."""
    if node.length:
        yield at, node.length, off
    if at >= len(shown):
        return
    character = shown[at]
    for syllable in (character, *readings_of(character)):
        for behind in node.said(syllable):
            yield from _led(behind, shown, at + 1, off_max, off)
    if character.isascii():
        for end, behind in _spelled(node, shown, at):
            yield from _led(behind, shown, end, off_max, off)
    elif off < off_max:
        for (syllable, _), behind in node.behind.items():
            if is_one_jamo_off(character, syllable):
                yield from _led(behind, shown, at + 1, off_max, off + 1)


def _spelled(node: _Node, shown: str, at: int) -> Iterator[tuple[int, _Node]]:
    """Yield where a syllable in Latin letters ends, and what comes behind it."""
    for (syllable, is_surname), behind in node.behind.items():
        for written in surname_spellings(syllable) if is_surname else spellings(syllable):
            if shown.startswith(written, at):
                yield at + len(written), behind


def _is_meant(part: str, off: int) -> bool:
    """Say whether a part that leads to a name means it: no other ordinary name, and no short word in Latin letters."""
    return not is_korean_name(part) if off else not part.isascii() or len(part) >= _LATIN_MIN


@lru_cache(8)
def staff_names(names: tuple[str, ...]) -> StaffNames:
    """Return the names, made once for each staff."""
    return StaffNames(names)
