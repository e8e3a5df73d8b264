"""Which file a browser is given for a name in a map: below the folder of the places, or our own art. Opens none that a map names.

It is the rule by which the office serves files: links are followed, and none leads out of the folder.
"""

import json
import os
import posixpath
from functools import cache
from pathlib import Path

from madang_worlds.faults import FaultList

OUR_ART = Path(__file__).parent / "art" / "sheets"  # as the server gives it, below /art/
NOT_IN_ADDRESSES = frozenset("#?%\\\0")  # an address takes them for something else
MISSING = "is missing"


class BadFile(Exception):
    """A browser can do nothing with the file: `what` ends a sentence that begins with its name; how to `mend` it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


class NotServed(BadFile):
    """A browser is not given the file."""


def served_file(written: str, map_file: Path) -> Path:
    """Return the file that a browser gets for a name which the map, or a file beside it, holds. Raises `NotServed`."""
    if NOT_IN_ADDRESSES & set(written):
        raise NotServed("has a sign that addresses do not have", "Rename it, without `#`, `?`, `%` and `\\`")
    place = Path(os.path.normpath(map_file.absolute())).parent
    address = posixpath.normpath(f"/places/{place.name}/{written}")
    if address.startswith("/places/"):
        root, rest = place.parent, address.removeprefix("/places/")
    elif address.startswith("/art/"):
        root, rest = OUR_ART, address.removeprefix("/art/").removeprefix("sheets/")
    else:
        raise NotServed("lies outside of the places", "Put it into the folder of the place")
    return _below(root, rest)


@cache
def art_names() -> frozenset[str]:
    """Return the names of the objects of our art, which furniture and signs may have."""
    return frozenset(json.loads((OUR_ART / "objects" / "objects.json").read_text("utf-8"))["objects"])


def check_map_file(map_file: Path, faults: FaultList) -> None:
    """Note a map that no browser is given because a link leads out of the folder of the places."""
    try:
        served_file(map_file.name, map_file)
    except NotServed as fault:
        if fault.what != MISSING:
            faults.add(f"the map {fault.what}", fault.mend)


def _below(root: Path, rest: str) -> Path:
    try:
        file = (root / rest).resolve()
        is_inside, is_file = file.is_relative_to(root.resolve()), file.is_file()
    except (OSError, ValueError, RuntimeError):  # a name that no file can have, or links in a circle
        is_inside, is_file = True, False
    if not is_inside:
        raise NotServed("lies outside of the places", "Put it into the folder of the place; links out of it are not followed")
    if not is_file:
        raise NotServed(MISSING, "Put the file there")
    return root / rest
