"""Which offices a server has: one, whose files lie in the data folder, or those of its folder `offices`. Reads names of folders.

An office alone is `main` in the database, and its pages are at `/`. Of several each is called like its folder, and its pages are
at `/o/<office>/`. So an office that was alone goes on as one of several from `offices/main`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from madang_server.faults import Misconfigured
from madang_server.settings import SERVICES_FILE, Settings

ONE_OFFICE = "main"  # the id of an office that is alone
OFFICES, PLACES = "offices", "places"  # folders: of the data folder, and of an office
OFFICES_MAX = 200  # of one process: each has rooms, lines and a catalogue in memory
PATH = "/o/"
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class OfficeFiles:
    """One office: its id, under which path its pages are (no slash at the end), and the settings with its own files."""

    id: str
    base: str
    services: Path
    settings: Settings


def find_offices(settings: Settings) -> list[OfficeFiles]:
    """Return the offices of the data folder, by id. Raises `Misconfigured` for a folder that can be none."""
    folder = settings.data / OFFICES
    if folder.exists() and not folder.is_dir():
        raise Misconfigured(f"{folder}: is no folder")
    shown = sorted(path for path in folder.iterdir() if path.name[0] != ".") if folder.is_dir() else []
    lost = next((path for path in shown if not path.exists()), None)
    if lost is not None:
        raise Misconfigured(f"{lost}: leads to nothing; is the disk of that office there?")
    found = [path for path in shown if path.is_dir()]
    if not found:
        return [OfficeFiles(ONE_OFFICE, "", settings.data / SERVICES_FILE, settings)]
    if (settings.data / SERVICES_FILE).exists():
        raise Misconfigured(
            f"{settings.data / SERVICES_FILE}: is of an office alone, and there are others in {folder}; "
            f"move it to {folder / ONE_OFFICE / SERVICES_FILE}, where that office goes on"
        )
    if len(found) > OFFICES_MAX:
        raise Misconfigured(f"{folder}: has {len(found)} offices; one server takes {OFFICES_MAX}")
    return [_files(path, settings) for path in found]


def _files(folder: Path, settings: Settings) -> OfficeFiles:
    if not _ID.fullmatch(folder.name):
        raise Misconfigured(f"{folder}: an office is called by small letters, digits and hyphens, 40 at most, such as jongno")
    if not (folder / SERVICES_FILE).is_file():
        raise Misconfigured(f"{folder}: there is no {SERVICES_FILE} in it")
    places = folder / PLACES
    own = settings.model_copy(update={"places": places}) if places.is_dir() else settings
    return OfficeFiles(folder.name, f"{PATH}{folder.name}", folder / SERVICES_FILE, own)


def find_office(settings: Settings, office: str | None) -> OfficeFiles:
    """Return the office of this id; None: the one that is alone. Raises `Misconfigured`."""
    known = {files.id: files for files in find_offices(settings)}
    if office is None and len(known) == 1:
        return next(iter(known.values()))
    if office is None:
        raise Misconfigured(f"--office: there are several; say which: {', '.join(known)}")
    if office not in known:
        raise Misconfigured(f"--office: there is no office {office}; known are {', '.join(known)}")
    return known[office]
