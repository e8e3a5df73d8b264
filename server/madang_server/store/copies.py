"""Copies of an SQLite database: made while it is in use, and put in its place. Knows files and one mark, no office.

A copy is marked as one. Whoever opens the office on it later knows that numbers were given since, which the copy does not know.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from madang_server.faults import Misconfigured

COPY_MARK = "copy"  # a row of `counts`, in a copy alone
_BESIDE = ("", "-wal", "-shm")


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
    """Put a copy in the place of the database, which is kept as `aside`. Nobody may have it open. Raises `Misconfigured`."""
    fresh = database.with_name(f"{database.name}.new")
    fresh.unlink(missing_ok=True)
    make_copy(copy, fresh)
    for ending in _BESIDE:
        part = database.with_name(database.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    fresh.rename(database)


def _prove_whole(office: sqlite3.Connection, source: Path) -> None:
    found = office.execute("PRAGMA integrity_check").fetchone()
    if found != ("ok",):
        raise Misconfigured(f"{source}: is damaged ({found[0] if found else 'no answer'})")
