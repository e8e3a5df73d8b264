"""An office that the version before filled: the dump of a small one on SQLite, and the same rows in PostgreSQL at that revision.

`databases/v0002.sql` is the dump of a small office on SQLite that version 0.1.0 ran before its terms changed. For PostgreSQL the
migrations up to that revision make the tables, and the same rows are put into them.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread

from sqlalchemy import create_engine
from tests.postgresql_server import PostgreSQL

from madang_server.store.migrate import upgrade
from madang_server.store.server_copies import _copy_rows

FILLED_AT, OFFICER = "v0002", "Officer Han"
DUMP = Path(__file__).parent / "databases" / f"{FILLED_AT}.sql"


def fill_sqlite(folder: Path, *, officer: str = OFFICER) -> None:
    """Make the office in this folder one that was filled before. `officer`: the name of the one who was there."""
    with closing(sqlite3.connect(folder / "madang.db")) as filled:
        filled.executescript(DUMP.read_text("utf-8"))
        filled.execute("UPDATE officers SET name = ?", [officer])
        filled.execute("UPDATE visitors SET name = ? WHERE officer_id IS NOT NULL", [officer])
        filled.commit()


def fill_postgresql(folder: Path, server: PostgreSQL, *, officer: str = OFFICER) -> str:
    """Make the office in this folder one that was filled before, on PostgreSQL; the name of its database."""
    name, rows = server.empty(), folder / "rows"
    rows.mkdir()
    fill_sqlite(rows, officer=officer)
    filling = Thread(target=_fill, args=(rows / "madang.db", server.url(name)))  # blocking, which a test's loop must not be
    filling.start()
    filling.join()
    (folder / "madang.toml").write_text(f'database = "{server.url(name)}"\n', "utf-8")
    return name


def _fill(file: Path, url: str) -> None:
    source, target = create_engine(f"sqlite:///{file}"), create_engine(url)
    with source.connect() as rows, target.begin() as made:
        upgrade(made, FILLED_AT)
        _copy_rows(rows, made)
    source.dispose()
    target.dispose()
