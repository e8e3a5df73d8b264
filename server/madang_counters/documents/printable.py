"""Which text our fonts can print (SPEC C11). A letter that they lack is written plainly where that is the same, or is told.

People write any character into a case. What a certificate cannot print is never issued; in a record it is its number in Unicode.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BOARD_FONT = FONTS / "MadangDocument-Bold.otf"  # also for words on the boards of a pictured place
BREAK_LETTERS = 40
RUN_MAX = 32  # letters without a space, after which a line may break
LONG_RUN = re.compile(rf"([!-~]{{{RUN_MAX}}})(?=[!-~])")
LETTERS_MAX = 100
LETTERS_KEPT = 65_536  # whose print is remembered
ZERO_WIDTH_SPACE = "\u200b"
MARKS = frozenset({"Mn", "Me", "Mc", "Sk"})  # they belong to the letter before them; Sk: colours of skin
# Nothing is drawn for these: joiners, and which of two pictures of one sign is meant. Variants of Hanja (U+E0100 on) are letters.
UNDRAWN = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff]")
PLAIN = {"\u2044": "/", "\u301c": "~", "\u2010": "-", "\u2011": "-", "\t": " "}


def _coverage() -> frozenset[int]:
    """Return what Regular holds; typst takes from it what Bold lacks. A test holds the lists against the fonts."""
    lines = (FONTS / "MadangDocument-Regular.coverage.txt").read_text().split()
    bounds = (line.split("-") for line in lines)
    return frozenset(point for first, last in bounds for point in range(int(first, 16), int(last, 16) + 1))


COVERAGE = _coverage()  # read with the module: nothing reads a file while people are served


def printable(words: str) -> str:
    """Return the text as it is printed. A letter that the fonts lack and that has no plain form is `[U+1F600]`, its number.

    A run of more than RUN_MAX letters without a space gets places where a line may break.
    """
    letters = ((letter, _shown(letter)) for letter in _composed(words))
    shown = "".join(f"[U+{ord(letter):04X}]" if plain is None else plain for letter, plain in letters)
    return LONG_RUN.sub(rf"\1{ZERO_WIDTH_SPACE}", shown)


def printed_letters(words: str) -> int:
    """Return how much room the text takes in a document, in letters. A line break takes most of a line."""
    return len(printable(words)) + words.count("\n") * BREAK_LETTERS


def unprintable(words: str) -> str:
    """Return the letters that cannot be printed, each once, with the marks on them, a space between; empty when all can be.

    The answer has at most LETTERS_MAX characters.
    """
    clusters: list[str] = []
    for letter in _composed(words):
        is_mark = unicodedata.category(letter) in MARKS and bool(clusters)
        if is_mark:
            clusters[-1] += letter
        else:
            clusters.append(letter)
    lacking = (cluster for cluster in clusters if any(_shown(letter) is None for letter in cluster))
    return " ".join(dict.fromkeys(lacking))[:LETTERS_MAX]


def _composed(words: str) -> str:
    return UNDRAWN.sub("", unicodedata.normalize("NFC", words))


@lru_cache(LETTERS_KEPT)
def _shown(letter: str) -> str | None:
    """Return how one letter is printed: itself, or its plain form; None when the fonts have neither."""
    if letter == "\n" or ord(letter) in COVERAGE:
        return letter
    if letter in PLAIN:
        return PLAIN[letter]
    kind, *points = unicodedata.decomposition(letter).split() or [""]
    pieces = [_shown(chr(int(point, 16))) for point in points]
    if not kind.startswith("<") or None in pieces:
        return None
    plain = "".join(map(str, pieces))
    return f"({plain})" if kind == "<circle>" else plain
