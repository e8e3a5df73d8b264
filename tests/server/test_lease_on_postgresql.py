"""The lease of an office on PostgreSQL: who has it, who was stopped, and commits whose answer was lost (SPEC C20, C22, C23)."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from psycopg import Error
from sqlalchemy import insert, text
from tests.postgresql_server import PostgreSQL
from tests.server.counted_rows import count_up, names
from tests.server.lost_commits import cutting_proxy

from madang_server.faults import CommitUnknown, Misconfigured, OfficeLost, StorageFailed
from madang_server.store import Store, open_store, shards, tables
from madang_server.store.shards import TTL_S


@pytest.fixture
async def store(postgresql: PostgreSQL, office: str) -> AsyncIterator[Store]:
    opened = open_store(postgresql.url(office), connections=3, seconds=1)
    yield opened
    await opened.close()


async def test_one_server_alone_has_the_office_and_the_next_one_when_it_has_gone(postgresql: PostgreSQL, office: str) -> None:
    first, second = (open_store(postgresql.url(office)) for _ in range(2))
    await first.claim()
    with pytest.raises(Misconfigured, match="is served by another server"):
        await second.claim()
    await first.close()
    await second.claim()
    await second.close()


async def test_C23_a_server_that_lost_the_office_to_another_writes_nothing_more(postgresql: PostgreSQL, office: str) -> None:
    first, second = (open_store(postgresql.url(office)) for _ in range(2))
    await first.claim()
    postgresql.run("UPDATE shards SET epoch = epoch + 1, until = 0", office)
    await second.claim()
    with pytest.raises(OfficeLost):
        await count_up(first, "from the first")
    await count_up(second, "from the second")
    assert await names(first) == ["from the second"]
    for opened in (first, second):
        await opened.close()


async def test_C22_a_claim_sees_whether_the_one_that_has_the_office_renews_it(postgresql: PostgreSQL, office: str) -> None:
    first, second = (open_store(postgresql.url(office)) for _ in range(2))
    await first.claim()
    with pytest.raises(Misconfigured, match=r"served by another server \(process \d+ on \S+ since \d{4}-\d\d-\d\d .* UTC\)"):
        await second.claim(watches=True)
    for opened in (first, second):
        await opened.close()


async def test_C22_a_claim_takes_the_office_from_one_that_was_killed(postgresql: PostgreSQL, office: str, store: Store) -> None:
    async with store.write() as sql:
        assert await shards.take(sql, "main", owner="one that was killed", boot="", code="") == shards.Taken(1, 0)
    await store.claim(watches=True)
    await count_up(store, "x")
    assert await names(store) == ["x"]


async def test_S23_whoever_is_next_learns_since_when_nobody_has_had_the_office(postgresql: PostgreSQL, office: str) -> None:
    first, second = (open_store(postgresql.url(office)) for _ in range(2))
    await first.claim()
    assert first.lease is not None
    assert first.lease.owner_before_gone_s is None
    await first.close()
    await second.claim()
    assert second.lease is not None
    assert second.lease.owner_before_gone_s is not None
    assert second.lease.owner_before_gone_s >= TTL_S
    await second.close()


async def test_C23_a_write_of_a_stopped_server_does_not_hold_the_office(
    postgresql: PostgreSQL, office: str, store: Store
) -> None:
    with suppress(Error), postgresql.connect(office) as stopped:  # its connection is ended
        stopped.execute(f"SET idle_in_transaction_session_timeout = '{TTL_S}s'")  # as of the one writer (the test below)
        stopped.execute("INSERT INTO shards VALUES ('main', 1, 'one that is stopped', '', 0, 0, 0)")
        stopped.execute("BEGIN")
        stopped.execute("UPDATE shards SET commits = 1 WHERE office = 'main' AND epoch = 1")
        await store.claim(watches=True)
    await count_up(store, "x")
    assert await names(store) == ["x"]


async def test_C23_no_connection_of_a_stopped_server_outlives_its_lease(store: Store) -> None:
    async with store.write() as sql:
        allowed = (await sql.execute(text("SHOW idle_in_transaction_session_timeout"))).scalar()
        statement = (await sql.execute(text("SHOW statement_timeout"))).scalar()
    assert (allowed, statement) == (f"{int(TTL_S)}s", "1s")


async def test_C20_C2_a_commit_whose_answer_was_lost_is_known_as_done(postgresql: PostgreSQL, office: str) -> None:
    with tempfile.TemporaryDirectory(prefix="madang-") as folder:  # a socket's path must be short
        async with cutting_proxy(Path(folder), postgresql.folder) as proxy:
            store = open_store(postgresql.url(office).replace(str(postgresql.folder), folder))
            await store.claim()
            proxy.cut = 1
            await count_up(store, "x")
            assert (proxy.cut, await names(store)) == (0, ["x"])
            await count_up(store, "y")
            await store.close()


async def test_C20_C2_a_commit_that_the_server_did_not_do_is_known_as_not_done(
    postgresql: PostgreSQL, office: str, store: Store
) -> None:
    # A trigger that runs at the commit ends its own connection before the commit is done.
    for statement in (
        "CREATE FUNCTION goodbye() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$",
        "CREATE CONSTRAINT TRIGGER ends AFTER INSERT ON counts DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW WHEN (NEW.name = 'x') EXECUTE FUNCTION goodbye()",
    ):
        postgresql.run(statement, office)
    await store.claim()
    with pytest.raises(StorageFailed, match="OperationalError"):
        await count_up(store, "x")
    await count_up(store, "y")
    assert await names(store) == ["y"]


async def test_C20_a_commit_without_a_lease_whose_answer_was_lost_is_told_as_not_known(
    postgresql: PostgreSQL, office: str
) -> None:
    with tempfile.TemporaryDirectory(prefix="madang-") as folder:
        async with cutting_proxy(Path(folder), postgresql.folder) as proxy:
            store = open_store(postgresql.url(office).replace(str(postgresql.folder), folder))
            proxy.cut = 1
            with pytest.raises(CommitUnknown) as fault:
                await count_up(store, "x")
            assert "look whether it was kept" in fault.value.reason
            await store.close()


async def test_C20_C23_a_commit_that_was_lost_with_the_office_is_told_to_nobody(postgresql: PostgreSQL, office: str) -> None:
    with tempfile.TemporaryDirectory(prefix="madang-") as folder:
        async with cutting_proxy(Path(folder), postgresql.folder) as proxy:
            store = open_store(postgresql.url(office).replace(str(postgresql.folder), folder))
            await store.claim()
            with pytest.raises(OfficeLost):
                async with store.write() as sql:
                    await sql.execute(insert(tables.counts).values(office="main", name="x", count=1))
                    await sql.execute(text("UPDATE shards SET epoch = epoch + 1"))  # as the one who has it next, just after
                    proxy.cut = 1
            assert not store.owned
            await store.close()


async def test_C23_a_start_that_was_too_slow_for_its_lease_waits_until_it_is_renewed(store: Store) -> None:
    await store.claim()
    assert store.lease is not None
    store.lease._ends_at = 0.0
    assert not store.owned
    await store.until_owned()
    assert store.owned
    store.lease.lose()
    with pytest.raises(OfficeLost):
        await store.until_owned()


async def test_a_renewal_waits_its_turn_behind_the_writes_of_its_owner(store: Store) -> None:
    async with store._keeper._transaction() as sql:
        assert (await sql.execute(text("SHOW lock_timeout"))).scalar() == "0"
