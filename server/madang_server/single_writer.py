"""One server for one office: locks beside the data folder and the SQLite file, held for as long as the process lives.

Two servers that write one office would give one place in a line to two people. The system releases the locks however the process
ends, also by `kill -9`; the files stay, and mean nothing without a lock. Knows files and settings, no office.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from madang_server.database_url import sqlite_file
from madang_server.faults import Misconfigured
from madang_server.settings import Settings

LOCK_SUFFIX = ".lock"
OFFICE_LOCK = f"office{LOCK_SUFFIX}"
HOLDER_BYTES_MAX = 200


@contextmanager
def single_writer(settings: Settings) -> Iterator[None]:
    """Hold the office for the block. Raises `Misconfigured` in one line that says who holds it since when.

    The folders must exist (data_folder.py). A database server guards itself; only an SQLite file is locked here.
    """
    with ExitStack() as held:
        held.enter_context(_locked(settings.data / OFFICE_LOCK, f"setting data: {settings.data}"))
        named = sqlite_file(settings.database_url)
        if named is not None:
            file = named.resolve()
            held.enter_context(_locked(file.with_name(file.name + LOCK_SUFFIX), f"setting database: {file}"))
        yield


@contextmanager
def _locked(path: Path, what: str) -> Iterator[None]:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Misconfigured(f"{what} cannot be locked ({error.strerror})") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, HOLDER_BYTES_MAX).decode(errors="replace").strip()
            raise Misconfigured(f"{what} is served by another server ({holder or 'it does not say which'})") from error
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()} since {since}\n".encode())
        yield
    finally:
        os.close(descriptor)
