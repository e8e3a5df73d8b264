"""The two databases of an office under chaos: how each is named, read while nobody serves it, and killed."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from tests.chaos.history import Kept, Row
from tests.postgresql_server import PostgreSQL, running
from tests.server.two_offices import always_open

TABLES = ("tickets", "periods", "entries")


class Database(Protocol):
    """Of one office, in a folder."""

    name: str
    victim: bool  # whether it is a process of its own

    def kept(self) -> Kept:
        """Return what is in it. Blocks."""

    async def kill(self) -> None:
        """End its process, as a power cut would."""

    async def start(self) -> None:
        """Start it again."""


class SQLite:
    name, victim = "sqlite", False

    def __init__(self, folder: Path) -> None:
        self._file = folder / "data" / "madang.db"

    def kept(self) -> Kept:
        with closing(sqlite3.connect(self._file)) as sql:
            sql.row_factory = sqlite3.Row
            return Kept(*([dict(row) for row in sql.execute(f"SELECT * FROM {table}")] for table in TABLES))  # noqa: S608

    async def kill(self) -> None:
        """There is no process but the server's."""

    async def start(self) -> None:
        """It is there."""


class Postgres:
    name, victim = "postgresql", True

    def __init__(self, server: PostgreSQL, office: str) -> None:
        self._server = server
        self._office = office

    def kept(self) -> Kept:
        with self._server.connect(self._office) as sql, sql.transaction():
            sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return Kept(*(list(_rows(sql, table)) for table in TABLES))

    async def kill(self) -> None:
        await asyncio.to_thread(self._server.kill)

    async def start(self) -> None:
        await asyncio.to_thread(self._server.start)


def _rows(sql: Any, table: str) -> Iterator[Row]:
    cursor = sql.execute(f"SELECT * FROM {table}")  # noqa: S608
    names = [column.name for column in cursor.description]
    yield from (dict(zip(names, row, strict=True)) for row in cursor)


@contextmanager
def database(name: str, folder: Path) -> Iterator[Database]:
    """Give an office in this folder an empty database of this name, for the block."""
    (folder / "data").mkdir()
    (folder / "data" / "services.toml").write_text(always_open(), "utf-8")
    if name == SQLite.name:
        yield SQLite(folder)
        return
    with running(durable=True) as server:
        office = server.empty()
        (folder / "madang.toml").write_text(f'database = "{server.url(office)}"\n', "utf-8")
        yield Postgres(server, office)
