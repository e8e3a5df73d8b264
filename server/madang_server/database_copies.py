"""Copies of an SQLite database: made while it is in use, and put in its place. Knows files and one mark, no office.

A copy is marked as one. Whoever opens the office on it later knows that numbers were given since, which the copy does not know.
"""

import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from madang_server.database_url import BESIDE, JOURNAL, LOGS
from madang_server.faults import Misconfigured
from madang_server.revisions import is_known

COPY_MARK = "copy"  # a row of `counts`, in a copy alone
_OURS = {"alembic_version", "counts", "tickets", "cases"}


def make_copy(source: Path, target: Path, *, taken: Collection[Path] = ()) -> None:
    """Write a whole and marked copy. Blocks; others may read and write meanwhile. Raises `Misconfigured`; then none is left.

    `taken`: further files of the office, there or not, that no copy may be.
    """
    if _is_part_of(source, target):
        raise _own_name(target)
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as office:
            _prove_whole(office, source)
            with new_copy(target, taken=taken):
                _write_copy(office, target)
    except (sqlite3.Error, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise Misconfigured(f"{source}: cannot be copied to {target} ({why})") from error


def _write_copy(office: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        office.backup(copy)
        mark_copy(copy)
        copy.commit()


def mark_copy(copy: sqlite3.Connection) -> None:
    """Mark every office in it: each passes over the numbers that it gave since."""
    columns = {column for _, column, *_ in copy.execute("PRAGMA table_info(counts)")}
    if "office" in columns:
        offices = "SELECT office FROM counts UNION SELECT office FROM visitors UNION SELECT office FROM posts"
        copy.execute(f"INSERT OR REPLACE INTO counts (office, name, count) SELECT office, ?, 1 FROM ({offices})", (COPY_MARK,))  # noqa: S608 - constants
    else:  # of a version before v0006
        copy.execute("INSERT OR REPLACE INTO counts (name, count) VALUES (?, 1)", (COPY_MARK,))


@contextmanager
def new_copy(target: Path, *, taken: Collection[Path]) -> Iterator[None]:
    """Give an empty file to write a copy into, for its owner alone; gone again when the block fails.

    Raises `Misconfigured` for a name that is taken: by a file, or by the office for `taken`.
    """
    if target.resolve() in {file.resolve() for file in taken}:
        raise _own_name(target)
    _claim(target)
    with _gone_if_it_fails(target):
        yield


def _own_name(target: Path) -> Misconfigured:
    return Misconfigured(f"{target}: is a name of the office's own files; choose another")


def _claim(target: Path) -> None:
    """Make an empty file that was not there, nor a link to one, for its owner alone. Raises `Misconfigured`, `OSError`."""
    if not target.parent.is_dir():
        raise Misconfigured(f"{target}: there is no folder {target.parent}")
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError as error:
        raise Misconfigured(f"{target}: is there already") from error


@contextmanager
def _gone_if_it_fails(target: Path) -> Iterator[None]:
    """Leave nothing that looks like a backup and is none."""
    try:
        yield
    except BaseException:
        for ending in ("", JOURNAL):
            _beside(target, ending).unlink(missing_ok=True)
        raise


def put_in_place(copy: Path, database: Path, aside: Path) -> None:
    """Put a copy in the place of the database, which is kept as `aside`. Nobody may have it open. Raises `Misconfigured`.

    At every moment there is a whole database in that place, the one before or the copy.
    """
    if _is_part_of(database, copy):
        raise Misconfigured(f"{copy}: is the office's own, and no backup")
    try:
        with TemporaryDirectory(dir=database.parent, prefix=".restore-") as folder:
            fresh = Path(folder) / database.name
            make_copy(copy, fresh)
            prove_known(fresh, copy)
            _exchange(database, fresh, aside)
    except (sqlite3.Error, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise Misconfigured(f"{database}: cannot be exchanged ({why}); what was there is there") from error


def prove_known(fresh: Path, copy: Path) -> None:
    """Raise `Misconfigured` for a copy that a newer version made. `copy`: the name that the person gave."""
    with closing(sqlite3.connect(fresh)) as office:
        found = office.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is not None and not is_known(found[0]):
        raise Misconfigured(f"{copy}: is of a newer version (at {found[0]}); restore it with that one")


def _exchange(database: Path, fresh: Path, aside: Path) -> None:
    if database.exists():
        _fold_log(database)
        os.link(database, aside)
    for ending in LOGS:  # none is left, unless the database is damaged
        if _beside(database, ending).exists():
            _beside(database, ending).rename(_beside(aside, ending))
    fresh.replace(database)


def _is_part_of(database: Path, file: Path) -> bool:
    """Return whether the file is the database, or has the name of its log, journal or lock."""
    own = {_beside(database, ending).resolve() for ending in ("", *BESIDE)}
    return file.resolve() in own or (file.exists() and database.exists() and file.samefile(database))


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
