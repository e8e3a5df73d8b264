"""Cleans text that people write before others see it: talk, transcripts, forms, names (SPEC R18). Pure: knows no message.

The lists of characters that nobody writes on purpose are here alone.
"""

import re
import unicodedata
from collections.abc import Mapping

from madang_protocol import limits
from madang_protocol.fields import FieldValue

# Characters that turn the direction of reading, and invisible ones. Joiners and marks that letters need are not among them.
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_DROPPED = re.compile(f"[{_TURNING}{_UNSEEN}{_CONTROLS}]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DRAWN_AS_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs that are drawn as nothing
_INKLESS = frozenset("ZCM")  # major categories that are not visible alone: spaces, controls, and marks, which need a letter
_ZWJ = "\u200d"
_JOINERS = f"\u200c{_ZWJ}"
_RUN_OF_JOINERS = re.compile(f"([{_JOINERS}]+)")
_VIRAMA = 9  # its combining class: the sign under which letters of India join
_EMOJI_MARKS = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"  # as a picture; colours of skin
_ARABIC_MARKS = "".join(map(chr, range(0x64B, 0x660)))
_HIDDEN_IN_NAMES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def is_seen(text: str) -> bool:
    """Return whether any character of the text is visible."""
    return any(unicodedata.category(character)[0] not in _INKLESS and character not in _DRAWN_AS_NOTHING for character in text)


def tidy_text(text: str) -> str:
    """Return text of one or more lines as others may see it (SPEC R18); empty when nothing of it is visible.

    Every kind of line break becomes one line feed, a tab a space. Removed are other control characters, characters without
    width (joiners stay), those that turn the direction of reading, spaces at the end of lines, and all but one of several empty
    lines. The result is never longer than `text`, and tidying it again changes nothing. The caller rejects an empty one
    (`blank_text`).
    """
    broken = _BREAK.sub("\n", text).replace("\t", " ")
    kept: list[str] = []
    for line in _DROPPED.sub("", broken).split("\n"):
        shown = line.rstrip() if is_seen(line) else ""
        if shown or (kept and kept[-1]):
            kept.append(shown)
    return "\n".join(kept).strip()


def written_text(text: str) -> str:
    """Return what `tidy_text` makes of it in NFC, in which its length is measured (SPEC W13)."""
    return unicodedata.normalize("NFC", tidy_text(text))


def too_long_answers(fields: Mapping[str, FieldValue]) -> dict[str, str]:
    """Return `too_long` for each answer that is longer than any may be."""
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    return {name: "too_long" for name, value in texts.items() if len(written_text(value)) > limits.FIELD_CHARS_MAX}


def tidy_fields(fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Return the answers of a form with each text tidied and in NFC, in which its length is measured (SPEC C4)."""
    return {name: written_text(value) if isinstance(value, str) else value for name, value in fields.items()}


def has_hidden(text: str) -> bool:
    """Return whether the text has characters, other than tabs and line breaks, that `tidy_text` removes wherever they stand."""
    return _DROPPED.search(text.replace("\t", " ")) is not None


def tidy_line(text: str) -> str:
    """Return one line, for a name: hidden characters removed, white space made single spaces; empty when nothing is visible.

    Joiners stay where a script or an emoji needs them. The result is in NFC, so it can be longer than `text`: the caller cuts
    it to its bound. Tidying it again changes nothing.
    """
    shown = "".join(" " if character.isspace() else character for character in text)
    kept = "".join(character for character in shown if character in _JOINERS or not _is_hidden(character))
    line = unicodedata.normalize("NFC", _joined(unicodedata.normalize("NFC", kept)))
    return " ".join(line.split()) if is_seen(line) else ""


def _joined(text: str) -> str:
    """Return the text without the joiners that join nothing."""
    pieces = _RUN_OF_JOINERS.split(text)  # text, joiners, text, joiners, ..., text
    kept = pieces[:1]
    for joiners, after in zip(pieces[1::2], pieces[2::2], strict=True):
        kept += [joiners[0] if _joins("".join(kept), joiners[0], after) else "", after]
    return "".join(kept)


def _joins(before: str, joiner: str, after: str) -> bool:
    """Return whether a joiner has its place here: behind a virama, between Arabic letters, or as one emoji of several."""
    if not before or not after:
        return False
    if unicodedata.combining(before[-1]) == _VIRAMA:
        return True
    if unicodedata.bidirectional(after[0]) == "AL":
        return unicodedata.bidirectional(before.rstrip(_ARABIC_MARKS)[-1:] or " ") == "AL"
    pictured = before.rstrip(_EMOJI_MARKS)[-1:] or " "
    return joiner == _ZWJ and {unicodedata.category(pictured), unicodedata.category(after[0])} == {"So"}


def _is_hidden(character: str) -> bool:
    return character in _DRAWN_AS_NOTHING or unicodedata.category(character) in _HIDDEN_IN_NAMES
