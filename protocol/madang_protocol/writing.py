"""What people write, made fit to be shown to others: one place for talk, transcripts and names. Pure: knows no message."""

import re
import unicodedata

# They turn the direction of reading, or are there without being seen. Joiners and marks that letters need stay.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_DROPPED = re.compile(f"[{_TURNING}{_UNSEEN}{_CONTROLS}]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DRAWN_AS_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs without ink
_INKLESS = frozenset("ZCM")  # spaces, controls, and marks that need something to stand on
_HIDDEN_IN_NAMES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def is_seen(text: str) -> bool:
    """Say whether a person sees anything of it."""
    return any(unicodedata.category(character)[0] not in _INKLESS and character not in _DRAWN_AS_NOTHING for character in text)


def tidy_text(text: str) -> str:
    """Return text of one or more lines as it may be shown; empty when nothing of it would be seen.

    Without control characters but the line break, without what turns the direction or hides, and with at most one empty
    line in a row. Never longer than it was. A second tidying changes nothing.
    """
    broken = _BREAK.sub("\n", text).replace("\t", " ")
    kept: list[str] = []
    for line in _DROPPED.sub("", broken).split("\n"):
        shown = line.rstrip() if is_seen(line) else ""
        if shown or (kept and kept[-1]):
            kept.append(shown)
    return "\n".join(kept).strip()


def tidy_line(text: str) -> str:
    """Return one line, for a name: without hidden characters and needless spaces; empty when nothing visible is left."""
    shown = "".join(" " if character.isspace() else character for character in text)
    kept = unicodedata.normalize("NFC", "".join(character for character in shown if not _is_hidden(character)))
    return " ".join(kept.split()) if is_seen(kept) else ""


def _is_hidden(character: str) -> bool:
    return character in _DRAWN_AS_NOTHING or unicodedata.category(character) in _HIDDEN_IN_NAMES
