"""What SQLite alone needs: how its file is connected to, and how it is known again. Knows no table."""

import errno
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

from madang_server.faults import StorageFailed

SQLITE = "sqlite"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # C2: an acknowledged command survives the loss of the process, and of power
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
)
# A writer takes the lock at once: a reader that turned writer later could fail as busy whatever the time-out.
BEGIN_WRITING = "BEGIN IMMEDIATE"
IMMEDIATE = "madang_immediate"  # the execution option of a transaction that writes

FileIdentity = tuple[int, int]


@dataclass(slots=True)
class OpenedFile:
    """The SQLite file that was opened, the same for all offices in it. None: none was yet, or a server keeps the data."""

    identity: FileIdentity | None = None


def identity_of(file: str) -> FileIdentity | None:
    """Return what tells this file from another of the same name; None: there is none. Blocks."""
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def not_the_file(file: str) -> FileNotFoundError:
    """Return the error that says that the file was taken away or exchanged."""
    return FileNotFoundError(errno.ENOENT, "not the file that was opened", file)


def open_and_close(file: str) -> None:
    """Prove that the file can be opened and is a database. Blocks. Raises `StorageFailed`."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        raise StorageFailed(type(error).__name__) from error


def prepare(engine: AsyncEngine) -> None:
    """Let the connections of an engine be as they must be; one to another kind of database stays as it is."""
    if engine.dialect.name == SQLITE:
        event.listen(engine.sync_engine, "connect", _prepare_connection)
        event.listen(engine.sync_engine, "begin", _begin)


def _prepare_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; `_begin` does
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(IMMEDIATE, True)
    connection.exec_driver_sql(BEGIN_WRITING if immediate else "BEGIN")
