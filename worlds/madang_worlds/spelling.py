"""The names of properties that a plan or its drawing reads, and names that are nearly one of them (SPEC R16). Knows no values.

A map may carry properties for other software, which are passed over. A name of ours with a slip in it would be passed over too,
and its author would not notice that a silent area is not silent. Such names are faults.
"""

from collections.abc import Collection
from difflib import SequenceMatcher

from madang_worlds.drawing import Properties

EXITS = ("exitUrl", "exitSceneUrl")  # the second is the older spelling
TITLES = ("title_ko", "title_en")
MAP = ("mapName", *TITLES, "capacity", "cell_px", "outskirts")
TILE = ("collides", "start", "silent", *EXITS)
LAYER = ("startLayer", "silent", *EXITS)
OF_CLASS: dict[str, tuple[str, ...]] = {
    "area": ("start", "silent", *EXITS, *TITLES),
    "counter": ("services", "visitor_x", "visitor_y", "desk_x", "desk_y", *TITLES),
    "booth": ("capacity", "seats", *TITLES),
    "seat": ("counter",),
    "furniture": ("art", "flat", "counter", "booth", "art_closed", "text_ko", "text_en"),
    "sign": ("art", "text_ko", "text_en"),
}
DRAWN = frozenset({"furniture", "sign"})  # classes whose objects show our art
LIKENESS_MIN = 0.8  # of SequenceMatcher: `slient` and `silent` are 0.83 alike, `title` and `title_ko` 0.77
CLASS_LIKENESS_MIN = 0.85  # `computer`, a class of others, is 0.8 like `counter`; `countr` is 0.92
LETTERS_MIN = 4  # of a known name: many words are like a shorter one


def check_spelling(properties: Properties, known: Collection[str]) -> None:
    """Note a fault for each property whose name is unknown and nearly a known one that is missing here."""
    missing = [name for name in known if name not in properties.values]
    for written in properties.values.keys() - set(known):
        meant = _nearest(str(written), missing)
        if meant is not None:
            properties.fault(f"property {written!r} is unknown", f"Did you mean {meant!r}? If not, give it a name less like it")


def nearest_class(written: str) -> str | None:
    """Return the class of ours that is nearly `written`, or None: then it is of other software, and passed over."""
    return _nearest(written, (*OF_CLASS, "variable"), CLASS_LIKENESS_MIN)


def nearest_key(written: str, missing: Collection[str]) -> str | None:
    """Return the key of Tiled's format that is nearly `written` and missing here, or None."""
    same = next((key for key in missing if key.casefold() == written.casefold()), None)
    return same or _nearest(written, missing)


def _nearest(written: str, names: Collection[str], least: float = LIKENESS_MIN) -> str | None:
    """Return the name that is most like the written one, or None when none is like enough."""
    likeness = {name: _likeness(written, name) for name in names if len(name) >= LETTERS_MIN}
    nearest = max(likeness, key=lambda name: likeness[name], default=None)
    return nearest if nearest is not None and likeness[nearest] >= least else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
