"""What a migration would do to a database, and what is in it: looked at in one view, and nothing is changed. Runs no step.

The start of a server, `madang migrate` and its dry run look here first, so that what is said is what is done.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
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
from madang_server.faults import CodeTooOld, Misconfigured
from madang_server.revisions import Kind, Step, is_known, newest_revision, steps_after
from madang_server.store import shards

MARK = Table(  # Alembic's own
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    Column("min_code", String(32)),  # ours: the lowest revision whose code may use the database
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
COUNTED = ("officers", "visitors", "tickets", "cases", "documents")  # tables of every revision


MIN_CODE_SINCE = "v0012"
NAMED_MAX = 5  # servers in one line


@dataclass(frozen=True, slots=True)
class Plan:
    """Of one database. `present`: its revision; None: there is no office in it, and the newest tables are made at once.

    `steps`: what is to be run, or was run. `waiting`: those that wait until `served_by` are gone, of which each says since when.
    """

    present: str | None
    newest: str
    steps: list[Step] = field(default_factory=list)
    waiting: list[Step] = field(default_factory=list)
    served_by: list[str] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """True when there is nothing to do."""
        return self.present is not None and not self.steps

    @property
    def is_newer(self) -> bool:
        """True when a newer version made the database what it is, and this one can use it."""
        return self.present is not None and self.present > self.newest

    @property
    def is_usable(self) -> bool:
        """True when this code works on the database as it is: it lacks at most what takes away (SPEC N12)."""
        return self.present is not None and all(step.kind is Kind.CONTRACT for step in self.steps)


def plan_of(connection: Connection) -> Plan:
    """Return what there is to do. Raises `CodeTooOld`, and `Misconfigured` for a database that nobody knows."""
    present, newest = present_revision(connection), newest_revision()
    if present is None or is_known(present):
        return Plan(present, newest, steps_after(present) if present is not None else [])
    min_code = _min_code(connection)
    if min_code is None or present < newest:
        raise Misconfigured(f"setting database: it is at {present}, which is not known here. Was it used by a newer version?")
    prove_new_enough(min_code, present)
    return Plan(present, newest)


def prove_new_enough(min_code: str | None, present: str | None) -> None:
    """Raise `CodeTooOld` when the database, which is at `present`, may only be used by newer code."""
    newest = newest_revision()
    if min_code is not None and min_code > newest:
        raise CodeTooOld(
            f"setting database: it is at {present} and needs code of {min_code} or newer; this version is of {newest}."
            " Start a newer version of Madang"
        )


def present_revision(connection: Connection) -> str | None:
    """Return the revision of the database. None: there is no office in it."""
    if not inspect(connection).has_table(MARK.name):
        return None
    found = connection.execute(select(MARK.c.version_num)).scalar()
    return None if found is None else str(found)


def _min_code(connection: Connection) -> str | None:
    """Return the lowest revision whose code may use the database; None: it does not say."""
    if not any(column["name"] == MARK.c.min_code.name for column in inspect(connection).get_columns(MARK.name)):
        return None
    return connection.execute(select(MARK.c.min_code)).scalar()


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


def servers_of(connection: Connection) -> list[str]:
    """Return the servers that have offices in this PostgreSQL, and since when. Of SQLite its file's lock tells."""
    return shards.holders(connection) if inspect(connection).has_table(shards.TABLE.name) else []


def said_servers(servers: Sequence[str]) -> str:
    """Return them for one line of text."""
    more = len(servers) - NAMED_MAX
    return ", ".join(servers[:NAMED_MAX]) + (f" and {more} more" if more > 0 else "")


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
