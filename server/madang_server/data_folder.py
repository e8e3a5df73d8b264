"""The folder of the data and the place of the database, made ready before anything is opened. Knows settings and files."""

import os
import stat
from contextlib import suppress
from glob import escape
from pathlib import Path

from madang_server.faults import Misconfigured
from madang_server.settings import DATABASE_FILE, SERVICES_FILE, Settings
from madang_server.single_writer import OFFICE_LOCK

PRIVATE_UMASK = 0o077
OTHERS = 0o077  # what group and others may do
OWN_NAMES = frozenset({DATABASE_FILE, OFFICE_LOCK, SERVICES_FILE})  # of files in the folder of an office
_SQLITE = b"SQLite format 3\0"


def prepare_data(settings: Settings) -> None:
    """Make the data folder, and keep it and what the office made for its owner alone. Raises `Misconfigured`."""
    make_data(settings)
    check_database_place(settings)
    for path in readable_by_others(settings):
        _narrow(path)


def make_data(settings: Settings) -> None:
    """Make the data folder, for its owner alone, and prove that it can be written. Raises `Misconfigured`.

    From now on this process makes every file for its owner alone, whatever the caller's umask: the database holds people's data.
    """
    os.umask(PRIVATE_UMASK)
    probe = settings.data / ".writable"
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink(missing_ok=True)  # nodes of one machine may share the folder, and begin at once
    except OSError as error:
        raise Misconfigured(f"setting data: {settings.data} cannot be written ({error.strerror})") from error


def readable_by_others(settings: Settings) -> list[Path]:
    """Return the data folder and those of the office's own files that another account of this machine may read or write."""
    return [path for path in (settings.data, *_own_files(settings)) if path.stat().st_mode & OTHERS]


def _own_files(settings: Settings) -> list[Path]:
    """Return databases with their logs and locks, and backups beside them; services.toml and a logo others may read."""
    given = settings.sqlite_file
    databases = [settings.data / DATABASE_FILE, *([given.resolve()] if given else [])]
    beside = {path for file in databases for path in file.parent.glob(f"{escape(file.name)}*")}
    inside = {path for path in settings.data.iterdir() if path.name == OFFICE_LOCK or _is_database(path)}
    return sorted(path for path in beside | inside if stat.S_ISREG(path.lstat().st_mode))


def _narrow(path: Path) -> None:
    """Take group and others away, as an earlier version or another umask may have let them in; `doctor` tells what stays."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if path.is_dir() and not _is_of_an_office(path):
        return  # a slip such as `--data /etc` must not close the machine
    with suppress(OSError):  # another account's
        path.chmod(mode & ~OTHERS)


def _is_of_an_office(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    return not names or not names.isdisjoint(OWN_NAMES)


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def check_database_place(settings: Settings) -> None:
    """Prove that an SQLite file is there, or can be made. Raises `Misconfigured`."""
    file = settings.sqlite_file
    if file is None:
        return
    if not file.parent.is_dir():
        raise Misconfigured(f"setting database: there is no folder {file.parent}; make it, or name a file in another")
    if file.exists() and not file.is_file():
        raise Misconfigured(f"setting database: {file} is no file; name one in a folder, such as {_inside(file)}")


def _inside(folder: Path) -> Path:
    return folder / DATABASE_FILE
