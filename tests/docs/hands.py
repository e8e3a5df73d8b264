"""What a page tells its reader to do between its commands: files to change, by the page's own code. Knows files, runs nothing."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.docs.console import code_of

COUNTER, LOOK = "docs/tutorial/first-counter.md", "docs/how-to/add-a-look.md"
ENGLISH_TITLE = '"Resident Parking Permit"),\n        hint'


def _plug_in(folder: Path) -> Path:
    return folder / "parking_permit" / "__init__.py"


def _change(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{path.name}: {old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def write_the_permit(folder: Path) -> None:
    """Sections 2 to 4: the form, the words, the document."""
    form, words, granted, certificate, _grade = code_of(COUNTER, "python")
    first, _, second = form.partition("\n\nclass Request")
    text = _plug_in(folder).read_text("utf-8")

    def between(begin: str, end: str) -> str:
        return text[text.index(begin) : text.index(end)]

    _change(
        _plug_in(folder),
        (between("SUBJECT = ", "RECEIVED = "), f"{first}\n"),
        (between("class Request(Form)", "class ParkingPermit("), f"class Request{second}\n\n"),
        (between("        title=", "        kind="), words),
        (
            between('            case events.OfficerActed(act="grant")', '            case events.OfficerActed(act="refuse"'),
            granted,
        ),
        ("_case: ", "case: "),
    )
    text = _plug_in(folder).read_text("utf-8")
    _plug_in(folder).write_text(f"{text}\n\n{certificate}", "utf-8")


def empty_the_english_title(folder: Path) -> None:
    _change(_plug_in(folder), (ENGLISH_TITLE, ENGLISH_TITLE.replace("Resident Parking Permit", "")))


def block_in_the_handler(folder: Path) -> None:
    """Undo the empty title, and sleep instead."""
    titled = (ENGLISH_TITLE.replace("Resident Parking Permit", ""), ENGLISH_TITLE)
    slept = ("        match event:", "        time.sleep(1)\n        match event:")
    _change(_plug_in(folder), titled, slept, ("from typing", "import time\nfrom typing"))


def name_it_at_a_counter(folder: Path) -> None:
    """Undo the sleep; in Tiled, write the services of the counter documents-3."""
    _change(_plug_in(folder.parent / "counters" / "parking-permit"), ("        time.sleep(1)\n", ""), ("import time\n", ""))
    _services_of_documents_3(folder / "my-places" / "city_hall" / "place.tmj", "echo,parking-permit")


def draw_a_library_with_a_fault(folder: Path) -> None:
    """A new place that is not finished: one of its counters offers nothing."""
    library = folder / "my-places" / "library"
    library.mkdir()
    (library / "place.tmj").write_bytes((folder / "my-places" / "city_hall" / "place.tmj").read_bytes())
    _services_of_documents_3(library / "place.tmj", "")


def _services_of_documents_3(path: Path, services: str) -> None:
    place = json.loads(path.read_text("utf-8"))
    (counter,) = (thing for layer in place["layers"] for thing in layer.get("objects", []) if thing["name"] == "documents-3")
    (offered,) = (one for one in counter["properties"] if one["name"] == "services")
    offered["value"] = services
    path.write_text(json.dumps(place, ensure_ascii=False), "utf-8")


def add_the_librarian(folder: Path) -> None:
    path = folder / "worlds" / "madang_worlds" / "art" / "people" / "looks.json"
    looks = json.loads(path.read_text("utf-8"))
    looks["looks"].append(json.loads(code_of(LOOK, "json")[0]))
    path.write_text(json.dumps(looks, ensure_ascii=False), "utf-8")


# page -> number of the block (from 0), before which the reader does this
HANDS: dict[str, dict[int, Callable[[Path], None]]] = {
    COUNTER: {1: write_the_permit, 2: empty_the_english_title, 3: block_in_the_handler, 6: name_it_at_a_counter},
    LOOK: {0: add_the_librarian},
    "docs/how-to/draw-a-place.md": {2: draw_a_library_with_a_fault},
}
