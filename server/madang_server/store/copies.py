"""Copies of an SQLite database: made while it is in use, and put in its place. Knows files and one mark, no office.

A copy is marked as one. Whoever opens the office on it later knows that numbers were given since, which the copy does not know.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from madang_server.faults import Misconfigured

COPY_MARK = "copy"  # a row of `counts`, in a copy alone
_LOGS = ("-wal", "-shm")
_OURS = {"alembic_version", "counts", "tickets", "cases"}


def make_copy(source: Path, target: Path) -> None:
    """Write a whole and marked copy. Blocks; others may read and write meanwhile. Raises `Misconfigured`."""
    if target.exists():
        raise Misconfigured(f"{target}: is there already")
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as office:
            _prove_whole(office, source)
            target.touch(0o600)
            with closing(sqlite3.connect(target)) as copy:
                office.backup(copy)
                copy.execute("INSERT OR REPLACE INTO counts (name, count) VALUES (?, 1)", (COPY_MARK,))
                copy.commit()
    except (sqlite3.Error, OSError) as error:
        raise Misconfigured(f"{source}: cannot be copied to {target} ({error})") from error


def put_in_place(copy: Path, database: Path, aside: Path) -> None:
    """Put a copy in the place of the database, which is kept as `aside`. Nobody may have it open. Raises `Misconfigured`.

    At every moment there is a whole database in that place, the one before or the copy.
    """
    if copy.resolve() in {_beside(database, ending).resolve() for ending in ("", *_LOGS)}:
        raise Misconfigured(f"{copy}: is the office's own, and no backup")
    with TemporaryDirectory(dir=database.parent, prefix=".restore-") as folder:
        fresh = Path(folder) / database.name
        make_copy(copy, fresh)
        if database.exists():
            _fold_log(database)
            os.link(database, aside)
        for ending in _LOGS:  # none is left, unless the database is damaged
            if _beside(database, ending).exists():
                _beside(database, ending).rename(_beside(aside, ending))
        fresh.replace(database)


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _fold_log(database: Path) -> None:
    """Bring what is in the log of a database into its file; the last connection takes the log away."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as office:
        office.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _prove_whole(office: sqlite3.Connection, source: Path) -> None:
    found = office.execute("PRAGMA integrity_check").fetchone()
    if found != ("ok",):
        raise Misconfigured(f"{source}: is damaged ({found[0] if found else 'no answer'})")
    tables = {name for (name,) in office.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= _OURS:
        raise Misconfigured(f"{source}: is no database of an office")
