"""Whether what the office does can be kept: what became of the last write, and whether the disk has room. Knows no table."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from madang_server.faults import OfficeLost, StorageFailed

FRESH_S = 10.0  # a write that succeeded proves for so long that another would
ROOM_BYTES_MIN = 16 * 1024 * 1024  # a document, a checkpoint and some minutes of work
PROBE_BYTES = 64 * 1024
PROBE_FILE = ".room"
# Per dialect. SQLite writes its first page (nobody else uses this number); PostgreSQL a commit.
PROBE = {
    "sqlite": ("PRAGMA user_version = 1", "PRAGMA user_version = 0"),
    "postgresql": ("SELECT pg_current_xact_id()",),
}
PROBE_WITH_ROOM = {
    "sqlite": (
        "CREATE TABLE madang_probe (data BLOB)",
        "INSERT INTO madang_probe VALUES (zeroblob(65536))",
        "DROP TABLE madang_probe",
    ),
    "postgresql": (
        "CREATE TABLE madang_probe (data text)",
        "INSERT INTO madang_probe SELECT repeat(md5(n::text), 32) FROM generate_series(1, 64) n",
        "DROP TABLE madang_probe",
    ),
}


class WriteHealth:
    """What became of the last write of a store."""

    def __init__(self) -> None:
        self.failed = False
        self._taken_at = float("-inf")

    @property
    def stale(self) -> bool:
        """True when nothing proves that a write would succeed now."""
        return self.failed or asyncio.get_running_loop().time() - self._taken_at > FRESH_S

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note what becomes of the write in this block."""
        try:
            yield
        except OfficeLost:
            raise  # the storage is well, and another's
        except StorageFailed as error:
            if not self.failed:
                _log().error("storage fails", cause=repr(error.__cause__))
            self.failed = True
            raise
        if self.failed:
            _log().warning("storage takes writes again")
        self.failed, self._taken_at = False, asyncio.get_running_loop().time()


def _log() -> Any:
    import structlog  # it brings rich along; a command that reads accounts and ends has nothing to log

    return structlog.get_logger()


def has_room(folder: Path, *, bytes_min: int = ROOM_BYTES_MIN) -> bool:
    """Return whether the disk of this folder has room for some minutes of work."""
    return shutil.disk_usage(folder).free >= bytes_min


def take_a_file(folder: Path) -> None:
    """Prove that the disk takes a small file. Blocks. Raises `OSError` when it does not."""
    probe = folder / PROBE_FILE
    try:
        with probe.open("wb") as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())
    finally:
        probe.unlink(missing_ok=True)
