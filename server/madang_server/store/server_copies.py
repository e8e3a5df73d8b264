"""Copies of an office in PostgreSQL: the same SQLite file that an office on SQLite is copied to, and back. Blocks.

So there is one kind of backup. It restores either kind of office, needs no program of the server's version, and moves an office
from one database to the other. A copy is one view of the database, whoever writes meanwhile. All of a restore is one transaction;
the tables that were there before are kept in a schema beside it.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, NullPool, Table, create_engine, func, insert, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from madang_server.database_copies import make_copy, mark_copy, new_copy, prove_known
from madang_server.faults import Misconfigured
from madang_server.revisions import is_known
from madang_server.store import postgresql, shards
from madang_server.store.migrate import upgrade
from madang_server.store.migration_plan import MARK, present_revision
from madang_server.store.rows import upsert_into
from madang_server.store.schema_state import fence_off

ROWS = 200  # at once in memory: each may be a document
_BEFORE_V0003 = "answers"  # the name of a table in databases of then


def copy_out(url: str, target: Path, *, taken: Collection[Path] = ()) -> None:
    """Write a whole and marked copy. Raises `Misconfigured`; then there is none. `taken`: files that no copy may be."""
    with _told(f"the database cannot be copied to {target}"), _open(url) as engine, engine.connect() as office:
        office.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        office.execute(text("SET LOCAL statement_timeout = 0"))
        revision = _revision_of(office)
        with new_copy(target, taken=taken), _open(f"sqlite:///{target}") as made, made.begin() as copy:
            upgrade(copy, revision)
            _copy_rows(office, copy)
            file: Any = copy.connection.driver_connection
            mark_copy(file)


def copy_in(copy: Path, url: str, aside: str, *, room: Path) -> None:
    """Put a copy in the place of the office's tables, which are kept in the schema `aside`. Raises `Misconfigured`.

    `room`: a folder in which a second copy may lie meanwhile. Nobody may serve the office. At every moment there is a whole
    office in the database, the one before or the copy.
    """
    with _told(f"{copy}: cannot be restored"), TemporaryDirectory(dir=room, prefix=".restore-") as folder:
        fresh = Path(folder) / "fresh.db"
        make_copy(copy, fresh)
        prove_known(fresh, copy)
        with _open(f"sqlite:///{fresh}") as file, file.connect() as rows, _open(url) as engine, engine.begin() as office:
            for statement in postgresql.MIGRATING:
                office.execute(text(statement))
            epochs = fence_off(office)
            _keep_aside(office, aside)
            upgrade(office, _revision_of(rows))
            _copy_rows(rows, office)
            upgrade(office)
            _go_on_after(office, epochs)


def _revision_of(office: Connection) -> str:
    revision = present_revision(office)
    if revision is None:
        raise Misconfigured("setting database: there is no office in it")
    if not is_known(revision):
        raise Misconfigured(f"setting database: it is at {revision}, of a newer version; copy it with that one")
    return revision


def _keep_aside(office: Connection, schema: str) -> None:
    mine = [name for name in inspect(office).get_table_names() if name in {*MARK.metadata.tables, *_own(), _BEFORE_V0003}]
    if mine:
        office.execute(text(f'CREATE SCHEMA "{schema}"'))
    for name in mine:
        office.execute(text(f'ALTER TABLE "{name}" SET SCHEMA "{schema}"'))


def _go_on_after(office: Connection, epochs: dict[str, int]) -> None:
    """Let the epochs go on: a server that had the office before the restore finds none of its own. Nobody has a lease now."""
    copied = {row.office: row for row in office.execute(select(shards.TABLE))}
    for name in {*epochs, *copied}:
        row = copied.get(name)
        epoch = max(epochs.get(name, 0), row.epoch if row is not None else 0) + 1
        commits = row.commits if row is not None else 0
        free = {
            "office": name,
            "epoch": epoch,
            "owner": "a restored backup",
            "boot": "",
            "since": 0.0,
            "until": 0.0,
            "commits": commits,
        }
        office.execute(upsert_into(shards.TABLE, office.dialect.name), free)


def _own() -> Collection[str]:
    from madang_server.store.tables import metadata

    return metadata.tables


def _copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row into tables that are empty; a table is before those that point at it."""
    known = _tables(source)
    for name, table in _tables(target).items():
        rows = source.execution_options(yield_per=ROWS).execute(select(known[name]))
        for some in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in some])
        if target.dialect.name == postgresql.POSTGRESQL:
            _count_on(target, table)


def _tables(connection: Connection) -> dict[str, Table]:
    found = MetaData()
    found.reflect(connection)
    return {table.name: table for table in found.sorted_tables if table.name != MARK.name}


def _count_on(office: Connection, table: Table) -> None:
    """Let the numbers that the database gives go on after the highest that was copied."""
    for column in table.primary_key:
        sequence = office.execute(select(func.pg_get_serial_sequence(f'"{table.name}"', column.name))).scalar()
        highest = office.execute(select(func.max(column))).scalar() if sequence else None
        if highest is not None:
            office.execute(select(func.setval(sequence, highest)))


@contextmanager
def _open(url: str) -> Iterator[Engine]:
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)  # what people wrote never gets into an error's text
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Say in one line what a foreign error means here."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        why = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
        raise Misconfigured(f"{what} ({str(why).strip()}); what was there is there") from error
