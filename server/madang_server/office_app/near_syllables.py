"""Hangul words that are one jamo from a reserved one, where the jamo are alike to the eye: `관라자` for `관리자`.

Pure: knows syllables, no list of names. Both sides are folded first: doubled consonants and doubled strokes count as one
(`꽌` is `관`). What is near is made once for all reserved words, so that looking is a look into a set.

A vowel is a lying stroke, a standing one, or both. Two vowels are near when they differ in one of the two alone: `ㅏ` and `ㅓ`,
`ㅝ` and `ㅓ`, `ㅜ` and `ㅡ`, but not `ㅏ` and `ㅗ`. Consonants are near when one stroke or a corner is between them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

FIRST, LAST = "가", "힣"
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_FOLDED = str.maketrans("ㄲㄸㅃㅆㅉㅑㅕㅛㅠㅒㅔㅖㅙㅞ", "ㄱㄷㅂㅅㅈㅏㅓㅗㅜㅐㅐㅐㅚㅟ")
# Vowel -> its lying stroke, its standing one.
_STROKES = {
    "ㅏ": " ㅏ", "ㅐ": " ㅐ", "ㅓ": " ㅓ", "ㅗ": "ㅗ ", "ㅘ": "ㅗㅏ", "ㅚ": "ㅗㅣ", "ㅜ": "ㅜ ", "ㅝ": "ㅜㅓ", "ㅟ": "ㅜㅣ",
    "ㅡ": "ㅡ ", "ㅢ": "ㅡㅣ", "ㅣ": " ㅣ",
}  # fmt: skip
_NEAR_CONSONANTS = ("ㄱㅋ", "ㄴㄷ", "ㄷㅌ", "ㄷㄹ", "ㄹㅌ", "ㅁㅂ", "ㅁㅇ", "ㅂㅍ", "ㅅㅈ", "ㅈㅊ", "ㅇㅎ")
_ROUND = "ㅁㅇ"  # finals that may differ in the shortest words too: `시잠`
_LETTERS_MIN = 3  # of a word in which consonants may differ: shorter ones have too many neighbours that are words
_DIFFERING_MAX = 2
_NOT_HANGUL = re.compile(f"[^{FIRST}-{LAST}]")

Syllable = tuple[str, str, str]


def hangul_of(text: str) -> str:
    """Return the text without its spaces and signs when all that is left are syllables of Hangul, else nothing."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())
    return "" if _NOT_HANGUL.search(letters) else letters


@lru_cache(4_096)
def folded(hangul: str) -> str:
    """Return the syllables with doubled consonants and strokes as simple ones."""
    return "".join(joined(_fold(each)) for each in hangul)


def near_words(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded words that are near `word`: those that differ in the first syllable, and those that differ behind it."""
    syllables = [_fold(each) for each in word]
    found: list[set[str]] = [set(), set()]
    for place, syllable in enumerate(syllables):
        for other in _near_syllables(syllable, consonants=len(word) >= _LETTERS_MIN):
            found[min(place, 1)].add("".join(map(joined, [*syllables[:place], other, *syllables[place + 1 :]])))
    return frozenset(found[0]), frozenset(found[1])


def is_near_in_two(shown: str, word: str) -> bool:
    """Say whether two syllables of the folded `shown` are near those of `word`, and all others the same."""
    differing = [(a, b) for a, b in zip(shown, folded(word), strict=True) if a != b]
    return len(differing) == _DIFFERING_MAX and all(a in _neighbours(b) for a, b in differing)


@cache
def _neighbours(syllable: str) -> frozenset[str]:
    return frozenset(map(joined, _near_syllables(_fold(syllable), consonants=True)))


def near_any(words: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what is near any of the words, as `near_words` does."""
    found = [near_words(word) for word in words]
    return frozenset().union(*(first for first, _ in found)), frozenset().union(*(behind for _, behind in found))


def _near_syllables(syllable: Syllable, *, consonants: bool) -> Iterator[Syllable]:
    initial, vowel, final = syllable
    yield from ((initial, other, final) for other in _STROKES if _near_vowels(vowel, other))
    if not consonants and final in _ROUND:
        yield initial, vowel, _ROUND.replace(final, "")
    if consonants:
        yield from ((other, vowel, final) for other in _near_consonants(initial))
        yield from ((initial, vowel, other) for other in _near_consonants(final))


def _near_vowels(one: str, other: str) -> bool:
    return sum(a != b for a, b in zip(_STROKES[one], _STROKES[other], strict=True)) == 1


def _near_consonants(letter: str) -> Iterator[str]:
    return (pair.replace(letter, "") for pair in _NEAR_CONSONANTS if letter in pair)


def _fold(syllable: str) -> Syllable:
    initial, vowel, final = (jamo.translate(_FOLDED) for jamo in jamo_of(syllable))
    return initial, vowel, final


def jamo_of(syllable: str) -> Syllable:
    """Return the initial, the vowel and the final of a syllable; a space where there is no final."""
    initial, rest = divmod(ord(syllable) - ord(FIRST), len(VOWELS) * len(FINALS))
    vowel, final = divmod(rest, len(FINALS))
    return INITIALS[initial], VOWELS[vowel], FINALS[final]


@lru_cache(65_536)
def is_one_jamo_off(one: str, other: str) -> bool:
    """Say whether both are syllables of Hangul, and one jamo alone is another one."""
    if not (FIRST <= one <= LAST and FIRST <= other <= LAST):
        return False
    return sum(a != b for a, b in zip(jamo_of(one), jamo_of(other), strict=True)) == 1


def is_two_jamo_off(one: str, other: str) -> bool:
    """Say whether two syllables of Hangul have one jamo alone in common; that both have no final does not count."""
    if not (FIRST <= one <= LAST and FIRST <= other <= LAST):
        return False
    return sum(a == b != " " for a, b in zip(jamo_of(one), jamo_of(other), strict=True)) == 1


def one_jamo_off(word: str) -> frozenset[str]:
    """Return every word that is the word of Hangul but for one jamo."""
    return frozenset(
        word[:place] + joined(other) + word[place + 1 :]
        for place, syllable in enumerate(word)
        for other in _with_another_jamo(*jamo_of(syllable))
    ) - {word}


def _with_another_jamo(initial: str, vowel: str, final: str) -> Iterator[Syllable]:
    yield from ((other, vowel, final) for other in INITIALS)
    yield from ((initial, other, final) for other in VOWELS)
    yield from ((initial, vowel, other) for other in FINALS)


def joined(syllable: Syllable) -> str:
    """Return the syllable that the jamo are together."""
    initial, vowel, final = (row.index(jamo) for row, jamo in zip((INITIALS, VOWELS, FINALS), syllable, strict=True))
    return chr(ord(FIRST) + (initial * len(VOWELS) + vowel) * len(FINALS) + final)
