"""How a syllable of Hangul is written in Latin letters: the Revised Romanization, and what people write for it in names.

Pure: knows syllables, no list of names. A spelling that is the standard one of another syllable of names is not taken, so that
`So` is 소 and never 서.
"""

from functools import cache

from madang_server.office_app.korean_names import NAME_SYLLABLES
from madang_server.office_app.near_syllables import FINALS, INITIALS, VOWELS, jamo_of


def _rows(jamo: str, written: str) -> dict[str, tuple[str, ...]]:
    return {each: tuple(row.split(",")) for each, row in zip(jamo, written.split(" "), strict=True)}


_INITIALS = _rows(INITIALS, "g,k kk n d,t tt r,l m b,p pp s,sh ss , j jj ch k t p h")
_VOWELS = _rows(
    VOWELS,
    "a,ah ae ya yae eo,uh,u e yeo,you,yu ye o,oh wa wae oe,oi yo "  # ㅏ to ㅛ
    "u,oo,woo wo,weo we wi yu,yoo,you eu,u ui,eui i,ee",
)
_FINALS = _rows(FINALS, ", k,g k k n n n t l,r k m l l l p l m p,b p t,s t ng t t k t p t")
_SURNAMES = {
    "이": "lee rhee rhie yi ri", "박": "park", "최": "choi", "정": "jung chung", "조": "cho", "장": "chang", "임": "lim rim",
    "유": "ryu", "류": "yoo yu", "전": "jun chun", "백": "paik", "허": "hur", "노": "roh", "나": "ra", "권": "kwon",
    "성": "sung", "신": "shin", "선": "sun", "천": "chun", "변": "byun", "엄": "um", "우": "woo", "서": "suh", "석": "suk",
}  # fmt: skip


@cache
def spellings(syllable: str) -> tuple[str, ...]:
    """Return how the syllable is written in small Latin letters, the standard spelling first."""
    initial, vowel, final = jamo_of(syllable)
    found = [first + middle + last for first in _INITIALS[initial] for middle in _VOWELS[vowel] for last in _FINALS[final]]
    return tuple(each for each in dict.fromkeys(found) if each == found[0] or each not in _standard())


@cache
def surname_spellings(syllable: str) -> tuple[str, ...]:
    """Return how the syllable is written as a surname; no single letter, which is an initial."""
    found = (*spellings(syllable), *_SURNAMES.get(syllable, "").split())
    return tuple(each for each in found if len(each) > 1)


@cache
def _standard() -> frozenset[str]:
    return frozenset(_standard_of(each) for each in NAME_SYLLABLES)


def _standard_of(syllable: str) -> str:
    initial, vowel, final = jamo_of(syllable)
    return "".join(row[0] for row in (_INITIALS[initial], _VOWELS[vowel], _FINALS[final]))
