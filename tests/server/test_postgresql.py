"""What PostgreSQL alone can do to an office: other servers, full pools, lost connections, lost commits (SPEC C2, C9)."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, text
from sqlalchemy.exc import DataError, IntegrityError
from tests.postgresql_server import PostgreSQL
from tests.server.counted_rows import count_up, names

from madang_server.faults import Misconfigured, StorageFailed
from madang_server.store import Store, bring_up_to_date, migration_state, open_store, tables
from madang_server.store.migrate import upgrade

COUNT = text("SELECT count(*) FROM counts")


@pytest.fixture
def empty(postgresql: PostgreSQL) -> Iterator[str]:
    name = postgresql.empty()
    yield name
    postgresql.drop(name)


@pytest.fixture
async def store(postgresql: PostgreSQL, office: str) -> AsyncIterator[Store]:
    opened = open_store(postgresql.url(office), connections=2, seconds=1)
    yield opened
    await opened.close()


async def test_migrations_make_an_empty_database_what_the_tables_say(postgresql: PostgreSQL, empty: str) -> None:
    store = open_store(postgresql.url(empty))
    async with store.write() as sql:
        await sql.run_sync(upgrade)
    present, needed = await migration_state(store)
    async with store.read() as sql:
        differences = await sql.run_sync(
            lambda connection: compare_metadata(MigrationContext.configure(connection), tables.metadata)
        )
    await store.close()
    assert (present == needed, differences) == (True, [])


async def test_two_servers_that_begin_an_empty_database_at_once_make_its_tables_once(postgresql: PostgreSQL, empty: str) -> None:
    stores = [open_store(postgresql.url(empty)) for _ in range(3)]
    await asyncio.gather(*(bring_up_to_date(store) for store in stores))
    states = [await migration_state(store) for store in stores]
    for store in stores:
        await store.close()
    assert [present for present, _ in states] == [needed for _, needed in states]


async def test_a_read_is_one_view_whatever_is_written_meanwhile(store: Store) -> None:
    await count_up(store, "before")
    async with store.read() as sql:
        first = (await sql.execute(COUNT)).scalar()
        await count_up(store, "meanwhile")
        assert (await sql.execute(COUNT)).scalar() == first == 1
    assert await names(store) == ["before", "meanwhile"]


async def test_a_read_can_write_nothing(store: Store) -> None:
    await store.wall_time()  # by a connection that reads one statement without a transaction
    with pytest.raises(StorageFailed):
        async with store.read() as sql:
            await sql.execute(insert(tables.counts).values(office="main", name="x", count=1))
    assert await names(store) == []


async def test_a_command_of_the_terminal_writes_beside_a_server(postgresql: PostgreSQL, office: str, store: Store) -> None:
    await store.claim()
    beside = open_store(postgresql.url(office))
    await count_up(beside, "beside")
    await beside.close()
    assert await names(store) == ["beside"]


async def test_C9_a_pool_that_is_full_is_a_storage_failure_and_free_again_later(store: Store) -> None:
    async with store.read() as sql:  # of two connections one reads and one writes
        assert (await sql.execute(COUNT)).scalar() == 0
        with pytest.raises(StorageFailed):
            await names(store)
        await count_up(store, "written meanwhile")
    assert await names(store) == ["written meanwhile"]


async def test_C9_a_statement_that_takes_too_long_is_a_storage_failure(store: Store) -> None:
    with pytest.raises(StorageFailed):
        async with store.write() as sql:
            await sql.execute(insert(tables.counts).values(office="main", name="x", count=1))
            await sql.execute(text("SELECT pg_sleep(60)"))
    assert await names(store) == []


async def test_C9_a_lock_of_somebody_else_that_is_not_given_back_is_a_storage_failure(
    postgresql: PostgreSQL, office: str, store: Store
) -> None:
    with postgresql.connect(office) as other:
        other.execute("BEGIN")
        other.execute("LOCK TABLE counts")
        with pytest.raises(StorageFailed):
            await count_up(store, "x")
    await count_up(store, "y")
    assert await names(store) == ["y"]


async def test_C9_a_connection_that_is_ended_in_the_midst_of_a_write_takes_it_back(
    postgresql: PostgreSQL, office: str, store: Store
) -> None:
    await store.claim()
    with pytest.raises(StorageFailed):
        async with store.write() as sql:
            await sql.execute(insert(tables.counts).values(office="main", name="x", count=1))
            postgresql.end_connections(office)
            await sql.execute(COUNT)
    await count_up(store, "y")
    assert await names(store) == ["y"]


async def test_connections_that_were_ended_while_nobody_used_them_fail_nobody(
    postgresql: PostgreSQL, office: str, store: Store
) -> None:
    await store.claim()
    assert await names(store) == []
    postgresql.end_connections(office)
    await count_up(store, "x")
    assert await names(store) == ["x"]


async def test_C9_storage_counts_as_failed_from_a_failed_write_until_one_succeeds(
    postgresql: PostgreSQL, office: str, store: Store
) -> None:
    assert await store.writable()
    postgresql.run("CREATE RULE full_disk AS ON INSERT TO counts DO INSTEAD SELECT pg_sleep(60)", office)
    with pytest.raises(StorageFailed):
        await count_up(store, "x")
    postgresql.run(f"ALTER DATABASE {office} SET default_transaction_read_only = on")
    postgresql.end_connections(office)
    assert not await store.writable()
    assert await store.reachable()
    postgresql.run(f"ALTER DATABASE {office} RESET default_transaction_read_only")
    postgresql.end_connections(office)
    assert await store.writable()


async def test_C9_a_database_that_is_not_there_is_a_named_error(postgresql: PostgreSQL, office: str) -> None:
    store = open_store(postgresql.url("nowhere"))
    with pytest.raises(StorageFailed) as fault:
        await bring_up_to_date(store)
    assert 'database "nowhere" does not exist' in fault.value.reason
    assert not await store.reachable()
    await store.close()


async def test_a_database_that_cannot_keep_every_letter_is_rejected(postgresql: PostgreSQL, office: str) -> None:
    postgresql.run("CREATE DATABASE narrow ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    store = open_store(postgresql.url("narrow"))
    with pytest.raises(Misconfigured, match="its encoding is SQL_ASCII; make one with ENCODING 'UTF8'"):
        await bring_up_to_date(store)
    await store.close()
    postgresql.drop("narrow")


async def test_a_broken_constraint_is_our_bug_and_stays_what_it_is(store: Store) -> None:
    await count_up(store, "once")
    with pytest.raises(IntegrityError):
        await count_up(store, "once")
    with pytest.raises(DataError) as fault:
        await count_up(store, "what somebody wrote\0")
    assert "what somebody wrote" not in str(fault.value)
    assert await names(store) == ["once"]
