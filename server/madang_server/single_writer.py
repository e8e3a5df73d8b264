"""One server for one SQLite file: locks in its data folder, beside the file and on it, held for as long as the process lives.

Two servers that write one office would give one place in a line to two people. The system releases the locks however the process
ends, also by `kill -9`; the files stay, and mean nothing without a lock. The lock on the database itself holds when a lock file
was taken away, or the database has a second name. Knows files and settings, no office.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from madang_server.database_url import LOCK
from madang_server.faults import HeldElsewhere, Misconfigured
from madang_server.settings import Settings

OFFICE_LOCK = f"office{LOCK}"
HOLDER_BYTES_MAX = 200


@contextmanager
def single_writer(settings: Settings, *, begins: bool = True) -> Iterator[None]:
    """Hold the office for the block. Raises `HeldElsewhere` in one line that says who holds it since when.

    `begins`: a database that is not there yet will be made, and is held from then on.

    The folders must exist (data_folder.py). Of an office that a database server keeps nothing is locked here: a lock outlives a
    server that was stopped, and its lease does not (`Store.claim`).
    """
    named = settings.sqlite_file
    with ExitStack() as held:
        if named is not None:
            held.enter_context(_named_lock(settings.data / OFFICE_LOCK, f"setting data: {settings.data}"))
            file = named.resolve()
            what = f"setting database: {file}"
            held.enter_context(_named_lock(file.with_name(file.name + LOCK), what))
            if begins or file.exists():
                held.enter_context(_locked(file, what, lambda _database: "by another name, or its lock file was removed"))
        yield


def holder_of(settings: Settings) -> str | None:
    """Return who serves an SQLite file and since when; None: nobody, or it is no such file. Nothing is made or changed."""
    file = settings.sqlite_file
    if file is None:
        return None
    for lock in (settings.data / OFFICE_LOCK, file.with_name(file.name + LOCK)):
        if lock.exists():
            try:
                with _locked(lock, "", _holder):
                    pass
            except HeldElsewhere:
                return lock.read_text("utf-8", "replace").strip() or "it does not say which"
    return None


@contextmanager
def _named_lock(path: Path, what: str) -> Iterator[None]:
    """Lock a file that says who holds it."""
    with _locked(path, what, _holder) as descriptor:
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()} since {since}\n".encode())
        yield


def _holder(descriptor: int) -> str:
    return os.read(descriptor, HOLDER_BYTES_MAX).decode(errors="replace").strip() or "it does not say which"


@contextmanager
def _locked(path: Path, what: str, holder: Callable[[int], str]) -> Iterator[int]:
    """Lock the file, made when missing; nothing is written. SQLite's own locks are of another kind and do not meet this one."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Misconfigured(f"{what} cannot be locked ({error.strerror})") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise HeldElsewhere(f"{what} is served by another server ({holder(descriptor)})") from error
        yield descriptor
    finally:
        os.close(descriptor)
