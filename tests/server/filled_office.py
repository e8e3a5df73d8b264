"""An office that the version before filled: the dump of a small one on SQLite, and the same rows in PostgreSQL at that revision.

`databases/v0002.sql` is the dump of a small office on SQLite that version 0.1.0 ran before its terms changed. For PostgreSQL the
migrations up to that revision make the tables, and the same rows are put into them.
"""

import asyncio
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from sqlalchemy import create_engine
from tests.postgresql_server import PostgreSQL

from madang_server.store import bring_up_to_date, open_store
from madang_server.store.migrate import upgrade
from madang_server.store.server_copies import _copy_rows

FILLED_AT, OFFICER = "v0002", "Officer Han"
FILLED, UPDATED = "madang_filled", "madang_updated"  # templates of PostgreSQL
DUMP = Path(__file__).parent / "databases" / f"{FILLED_AT}.sql"
NAMED = ("UPDATE officers SET name = '{}'", "UPDATE visitors SET name = '{}' WHERE officer_id IS NOT NULL")


def fill_sqlite(folder: Path, *, officer: str = OFFICER) -> None:
    """Make the office in this folder one that was filled before. `officer`: the name of the one who was there."""
    with closing(sqlite3.connect(folder / "madang.db")) as filled:
        filled.executescript(DUMP.read_text("utf-8"))
        for named in NAMED:
            filled.execute(named.format(officer))
        filled.commit()


def fill_postgresql(folder: Path, server: PostgreSQL, *, officer: str = OFFICER) -> str:
    """Make the office in this folder one that was filled before, on PostgreSQL; the name of its database."""
    return _named(folder, server, server.copy_of(FILLED, _fill), officer)


def update_sqlite(folder: Path, *, officer: str) -> None:
    """Make the office in this folder one that was filled before and updated since; the update is made once, and copied."""
    (folder / "madang.db").write_bytes(_updated(officer))


def update_postgresql(folder: Path, server: PostgreSQL, *, officer: str) -> str:
    """The same on PostgreSQL; the name of its database."""
    return _named(folder, server, server.copy_of(UPDATED, _fill_and_update), officer)


def _named(folder: Path, server: PostgreSQL, database: str, officer: str) -> str:
    for named in NAMED:
        server.run(named.format(officer), database)
    (folder / "madang.toml").write_text(f'database = "{server.url(database)}"\n', "utf-8")
    return database


def _fill(url: str) -> None:
    with TemporaryDirectory() as rows:
        fill_sqlite(Path(rows))
        source, target = create_engine(f"sqlite:///{rows}/madang.db"), create_engine(url)
        with source.connect() as filled, target.begin() as made:
            upgrade(made, FILLED_AT)
            _copy_rows(filled, made)
        source.dispose()
        target.dispose()


def _fill_and_update(url: str) -> None:
    _fill(url)
    asyncio.run(_update(url))


@cache
def _updated(officer: str) -> bytes:
    with TemporaryDirectory() as folder:
        fill_sqlite(Path(folder), officer=officer)
        updating = Thread(target=asyncio.run, args=(_update(f"sqlite+aiosqlite:///{folder}/madang.db"),))
        updating.start()
        updating.join()
        return (Path(folder) / "madang.db").read_bytes()


async def _update(url: str) -> None:
    """What an office does as it opens."""
    store = open_store(url)
    try:
        await bring_up_to_date(store)
    finally:
        await store.close()
