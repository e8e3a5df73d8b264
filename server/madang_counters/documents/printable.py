"""Text as our fonts can print it. People write any character into a case, and a document must not fail for one of them."""

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BOARD_FONT = FONTS / "MadangDocument-Bold.otf"  # also for words on the boards of a pictured place
MISSING = "□"
RUN_MAX = 32  # letters without a space, after which a line may break
LONG_RUN = re.compile(rf"([!-~]{{{RUN_MAX}}})(?=[!-~])")
ZERO_WIDTH_SPACE = "\u200b"
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Sk"})


def printable(words: str, *, style: str = "Regular") -> str:
    """Return the text with a stand-in for what the font lacks: a symbol's name in brackets, else a square, nothing for marks.

    `style`: `Regular` or `Bold`. A run of more than RUN_MAX letters without a space gets places where a line may break.
    """
    covered = _coverage(style)
    shown = "".join(
        character if character == "\n" or ord(character) in covered else _stand_in(character)
        for character in unicodedata.normalize("NFC", words).replace("\t", " ")
    )
    return LONG_RUN.sub(rf"\1{ZERO_WIDTH_SPACE}", shown)


def _stand_in(character: str) -> str:
    category = unicodedata.category(character)
    if category in UNSEEN:
        return ""
    if category == "So":
        return f"[{unicodedata.name(character, MISSING).lower()}]"
    return MISSING


@cache
def _coverage(style: str) -> frozenset[int]:
    lines = (FONTS / f"MadangDocument-{style}.coverage.txt").read_text().split()
    bounds = (line.split("-") for line in lines)
    return frozenset(point for first, last in bounds for point in range(int(first, 16), int(last, 16) + 1))
