"""What a migration would do to a database, and what is in it: looked at in one view, and nothing is changed. Runs no step.

The start of a server, `madang migrate` and its dry run look here first, so that what is said is what is done.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    NullPool,
    PrimaryKeyConstraint,
    String,
    Table,
    create_engine,
    func,
    inspect,
    select,
    table,
    text,
)

from madang_server.database_url import LOGS
from madang_server.faults import Misconfigured
from madang_server.revisions import Step, is_known, newest_revision, steps_after
from madang_server.store import shards

MARK = Table(  # Alembic's own
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
COUNTED = ("officers", "visitors", "tickets", "cases", "documents")  # tables of every revision


@dataclass(frozen=True, slots=True)
class Plan:
    """Of one database. `present`: its revision; None: there is no office in it, and the newest tables are made at once."""

    present: str | None
    newest: str
    steps: list[Step]

    @property
    def is_done(self) -> bool:
        """True when there is nothing to do."""
        return self.present == self.newest


def plan_of(connection: Connection) -> Plan:
    """Return what there is to do. Raises `Misconfigured` for a database newer than this code."""
    present, newest = present_revision(connection), newest_revision()
    if present is not None and not is_known(present):
        raise Misconfigured(f"setting database: it is at {present}, which is not known here. Was it used by a newer version?")
    return Plan(present, newest, steps_after(present) if present is not None else [])


def present_revision(connection: Connection) -> str | None:
    """Return the revision of the database. None: there is no office in it."""
    if not inspect(connection).has_table(MARK.name):
        return None
    found = connection.execute(select(MARK.c.version_num)).scalar()
    return None if found is None else str(found)


def prove_whole(connection: Connection) -> bool:
    """Raise `Misconfigured` for a damaged file. False: of this kind of database that cannot be asked."""
    if connection.dialect.name != "sqlite":
        return False
    found = connection.execute(text("PRAGMA integrity_check")).scalar()
    if found != "ok":
        raise Misconfigured(f"setting database: it is damaged ({found}); restore a backup")
    return True


def contents_of(connection: Connection) -> dict[str, int]:
    """Return how many rows some tables have."""
    there = set(inspect(connection).get_table_names())
    counted = [name for name in COUNTED if name in there]
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar() or 0 for name in counted}


def server_of(connection: Connection) -> str | None:
    """Return the server that has an office in this PostgreSQL and since when; None: none. Of SQLite its file's lock tells."""
    if not inspect(connection).has_table(shards.TABLE.name):
        return None
    held = shards.served(connection)
    return held.holder if held is not None else None


@contextmanager
def opened_to_look(url: str, file: Path | None) -> Iterator[Connection]:
    """Open the database in one view that can change nothing. `file`: of SQLite, which is there."""
    if file is None:
        engine = create_engine(url, poolclass=NullPool, isolation_level="REPEATABLE READ", hide_parameters=True)
    else:
        engine = create_engine("sqlite://", creator=lambda: _read_alone(file), poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            if file is None:
                connection.execution_options(postgresql_readonly=True)
            yield connection
    finally:
        engine.dispose()


def _read_alone(file: Path) -> sqlite3.Connection:
    """Connect so that also no log is made beside a file that nobody has open."""
    is_open = any(file.with_name(file.name + end).exists() for end in LOGS)
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro{'' if is_open else '&immutable=1'}", uri=True)
