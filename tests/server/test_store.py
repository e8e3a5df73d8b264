"""The database itself: migrations on an empty file, pragmas, and the schema that both databases take."""

import asyncio
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable

from madang_server.faults import Misconfigured, StorageFailed
from madang_server.revisions import is_known, newest_revision
from madang_server.store import bring_up_to_date, migration_state, office_rows, open_store
from madang_server.store.migrate import migrations_on, upgrade
from madang_server.store.tables import metadata


def url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'madang.db'}"


async def test_migrations_make_an_empty_file_what_the_tables_say(tmp_path: Path) -> None:
    store = open_store(url(tmp_path))
    async with store.write() as sql:
        await sql.run_sync(upgrade)
    present, needed = await migration_state(store)
    async with store.read() as sql:
        differences = await sql.run_sync(lambda connection: compare_metadata(MigrationContext.configure(connection), metadata))
    await store.close()
    assert (present == needed, differences) == (True, [])


async def test_an_empty_file_gets_at_once_what_the_migrations_make(tmp_path: Path) -> None:
    (tmp_path / "migrated").mkdir()
    at_once, migrated = open_store(url(tmp_path)), open_store(url(tmp_path / "migrated"))
    await bring_up_to_date(at_once)
    await bring_up_to_date(at_once)
    async with migrated.write() as sql:
        await sql.run_sync(upgrade)
    shapes = []
    for store in (at_once, migrated):
        async with store.read() as sql:
            shapes.append(await sql.run_sync(shape_of))
        await store.close()
    assert "alembic_version" in shapes[0]
    assert shapes[0] == shapes[1]


def shape_of(connection: Connection) -> dict[str, set[str]]:
    """What each table has of columns, keys, indexes, triggers and bounds; no names of constraints: a renamed table keeps them."""
    found = inspect(connection)
    parts = (found.get_columns, found.get_foreign_keys, found.get_unique_constraints, found.get_check_constraints)
    shape = {table: {nameless(each) for part in parts for each in part(table)} for table in found.get_table_names()}
    keys = {f"key of {table}": set(found.get_pk_constraint(table)["constrained_columns"]) for table in shape}
    indexes = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL")
    )
    return shape | keys | {name: {sql} for name, sql in indexes}


def nameless(found: Mapping[str, object]) -> str:
    """One column, key or bound; a column with its name."""
    return str({key: str(value) for key, value in found.items() if key != "name" or "type" in found})


def test_the_revisions_are_those_of_the_migrations() -> None:
    scripts = ScriptDirectory.from_config(migrations_on())
    assert newest_revision() == scripts.get_current_head()
    assert all(is_known(script.revision) for script in scripts.walk_revisions())
    assert not is_known("v9999")


async def test_T11_a_desk_that_was_left_before_an_update_is_known_as_left_after_it(tmp_path: Path) -> None:
    store = open_store(url(tmp_path))
    async with store.write() as sql:
        await sql.run_sync(lambda connection: command.upgrade(migrations_on(connection), "v0001"))
        row = "INSERT INTO desks (counter, state, since, services, skills, reason) VALUES ('{}', '{}', 7, '[]', '[]', {})"
        for desk in (("left", "paused", "'lost'"), ("served", "away", "'lost'"), ("break", "paused", "'break'")):
            await sql.execute(text(row.format(*desk)))
    updated_at = time.time()
    await bring_up_to_date(store)
    async with store.read() as sql:
        lost = {desk.counter: desk.lost for desk in await office_rows.all_desks(sql)}
    await store.close()
    assert lost["break"] is None
    assert lost["left"] == lost["served"] >= updated_at


async def test_a_database_of_a_newer_version_is_rejected_by_name(tmp_path: Path) -> None:
    store = open_store(url(tmp_path))
    await bring_up_to_date(store)
    async with store.write() as sql:
        await sql.execute(text("UPDATE alembic_version SET version_num = 'v9999', min_code = 'v9999'"))
    with pytest.raises(Misconfigured, match="newer version"):
        await bring_up_to_date(store)
    await store.close()


async def test_C2_a_commit_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    store = open_store(url(tmp_path))
    async with store.read() as sql:
        pragmas = {
            name: (await sql.execute(text(f"PRAGMA {name}"))).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    await store.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_C9_an_unreachable_database_is_a_named_error(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "nowhere"))
    with pytest.raises(StorageFailed):
        await bring_up_to_date(store)
    assert not await store.reachable()
    await asyncio.to_thread((tmp_path / "madang.db").write_text, "this was never a database", "utf-8")
    with pytest.raises(StorageFailed):
        await bring_up_to_date(open_store(url(tmp_path)))


async def test_a_broken_constraint_is_our_bug_and_stays_what_it_is(tmp_path: Path) -> None:
    store = open_store(url(tmp_path))
    await bring_up_to_date(store)
    insert = text("INSERT INTO command_replies (visitor, request, body, at) VALUES ('nobody', :words, x'00', 0)")
    with pytest.raises(IntegrityError) as broken:
        async with store.write() as sql:
            await sql.execute(insert, {"words": "what somebody wrote"})
    await store.close()
    assert "what somebody wrote" not in str(broken.value)


def test_the_schema_is_valid_for_postgresql() -> None:
    dialect = make_url("postgresql://").get_dialect()()
    statements = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    statements += [
        str(CreateIndex(index).compile(dialect=dialect)) for table in metadata.sorted_tables for index in table.indexes
    ]
    assert "WHERE ended IS NULL" in " ".join(statements)
    assert len(statements) > len(metadata.tables)


@pytest.mark.parametrize("wrong", ["nonsense", "sqlite+nothing:///x", "sqlite:///x.db", "postgresql+nodriver://x"])
def test_a_wrong_database_url_is_a_named_error(wrong: str) -> None:
    with pytest.raises(Misconfigured, match="setting database"):
        open_store(wrong)
