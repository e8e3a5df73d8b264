"""Rows written at once: as whole, as fenced and as durable as any transaction of the store (SPEC C2, C9, C23)."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from tests.server.office_site import database_of
from tests.server.test_lease import shard_of, taken_elsewhere

from madang_server.faults import OfficeLost, StorageFailed
from madang_server.store import Store, acts, bring_up_to_date, command_replies, office_rows, open_store, tables
from madang_server.store.command_replies import Request
from madang_server.store.rows import of_office

NOTE = acts.note(at=1.5, actor="mina", action="test", about="x", facts={"이름": ["a", None, True]})
BROKEN = command_replies.keep_reply(Request("nobody", "request", "hash"), b"what somebody wrote", 1.0)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(database_of(tmp_path))
    await bring_up_to_date(opened)
    await opened.claim()
    yield opened
    await opened.close()


async def counts(store: Store) -> dict[str, int]:
    async with store.read() as sql:
        kept = select(tables.counts).where(of_office(sql, tables.counts))
        return {row.name: row.count for row in await sql.execute(kept)}


async def test_C2_what_is_written_at_once_is_read_as_any_other_row(store: Store) -> None:
    await store.write_rows([office_rows.save_count("a", 1), NOTE, office_rows.save_count("b", 2)])
    await store.write_rows([office_rows.save_count("a", 3)])
    async with store.read() as sql:
        notes = (await sql.execute(select(tables.acts).where(of_office(sql, tables.acts)))).all()
    assert await counts(store) == {"a": 3, "b": 2}
    assert [(row.at, row.actor, row.facts) for row in notes] == [(1.5, "mina", {"이름": ["a", None, True]})]


async def test_a_broken_constraint_is_our_bug_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(IntegrityError) as broken:
        await store.write_rows([office_rows.save_count("a", 1), BROKEN])
    assert "what somebody wrote" not in str(broken.value)
    assert await counts(store) == {}
    await store.write_rows([office_rows.save_count("b", 1)])
    assert await counts(store) == {"b": 1}


async def test_C23_rows_are_counted_and_written_under_the_fence(store: Store) -> None:
    await store.write_rows([office_rows.save_count("a", 1)])
    await store.write_rows([office_rows.save_count("a", 2)])
    assert await shard_of(store) == (1, 2)
    await taken_elsewhere(other := store.of(store.office))
    with pytest.raises(OfficeLost):
        await store.write_rows([office_rows.save_count("a", 3)])
    assert (await counts(other), store.owned) == ({"a": 2}, False)


async def test_rows_are_the_offices_whose_store_it_is(store: Store) -> None:
    busan = store.of("busan")
    await asyncio.gather(*(each.write_rows([office_rows.save_count("a", n)]) for n, each in enumerate([store, busan], 1)))
    assert (await counts(store), await counts(busan)) == ({"a": 1}, {"a": 2})


@pytest.mark.sqlite
async def test_C2_rows_are_on_the_disk_before_they_are_acknowledged(store: Store) -> None:
    await store.write_rows([NOTE])
    assert store._batches is not None
    connection = store._batches._connection
    assert connection is not None
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names] == ["wal", 2, 1, 5_000]


@pytest.mark.sqlite
async def test_C2_rows_are_not_written_into_a_file_that_was_exchanged(store: Store, tmp_path: Path) -> None:
    await store.probe()
    await store.write_rows([office_rows.save_count("a", 1)])
    (tmp_path / "madang.db").rename(tmp_path / "moved.db")
    with pytest.raises(StorageFailed):
        await store.write_rows([office_rows.save_count("a", 2)])
    assert not await store.writable()
    (tmp_path / "moved.db").rename(tmp_path / "madang.db")
    await store.write_rows([office_rows.save_count("a", 3)])
    assert await counts(store) == {"a": 3}


@pytest.mark.sqlite
async def test_who_is_cancelled_goes_on_when_it_is_known_what_became_of_the_rows(store: Store, tmp_path: Path) -> None:
    """Another process has the file's lock; the writer behind the cancelled one must not find it in the midst."""
    begun, loop = asyncio.Event(), asyncio.get_running_loop()
    assert store._batches is not None
    store._batches.prepares.append(lambda _connection: loop.call_soon_threadsafe(begun.set) and None)
    with closing(sqlite3.connect(tmp_path / "madang.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(store.write_rows([office_rows.save_count("a", 1)]))
        await begun.wait()
        writing.cancel()
        await asyncio.sleep(0)
        assert (writing.done(), store._one_writer.locked()) == (False, True)
        other.execute("ROLLBACK")
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert await counts(store) == {"a": 1}
