"""Newcomers are written down together, and each is told the truth about their own row."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, func, insert, select, text

from madang_server.faults import StorageFailed
from madang_server.office_app.runtime.visitor_writer import VisitorWriter
from madang_server.store import Store, bring_up_to_date, open_store, tables
from madang_server.store.people import VisitorRow

NOON = 1_800_000_000.0


def newcomer(number: int) -> VisitorRow:
    return VisitorRow(
        id=f"v{number}", token_hash=f"{number:064x}", officer_id=None, name="솔", look="halmoni", lang="ko", place=None,
        created=NOON, seen=NOON,
    )  # fmt: skip


@pytest.fixture
async def store(tmp_path: Path):
    opened = open_store(f"sqlite+aiosqlite:///{tmp_path / 'office.sqlite3'}")
    await bring_up_to_date(opened)
    yield opened
    await opened.close()


async def count_visitors(store: Store) -> int:
    async with store.read() as sql:
        return (await sql.execute(select(func.count()).select_from(tables.visitors))).scalar_one()


async def test_S2_a_crowd_at_the_gate_is_written_down_in_few_transactions(store):
    begun: list[str] = []
    event.listen(store.engine.sync_engine, "commit", lambda _connection: begun.append("commit"))
    writer = VisitorWriter(store)
    await asyncio.gather(*(writer.enter(newcomer(number)) for number in range(200)))
    assert await count_visitors(store) == 200
    assert len(begun) < 20


@asynccontextmanager
async def hidden(file: Path, store: Store) -> AsyncIterator[None]:
    """For the block, something that is no database is where the database was."""
    await store.engine.dispose()
    aside = file.with_name("aside.sqlite3")
    await asyncio.to_thread(file.rename, aside)
    await asyncio.to_thread(file.mkdir)
    yield
    await asyncio.to_thread(file.rmdir)
    await asyncio.to_thread(aside.rename, file)


@pytest.fixture
async def full_store(store):
    """A store whose file may not grow: what is written now is more than its free pages hold."""
    async with store.read() as sql:
        pages = (await sql.execute(text("PRAGMA page_count"))).scalar()
    await store.engine.dispose()
    event.listen(
        store.engine.sync_engine, "connect", lambda connection, _: connection.cursor().execute(f"PRAGMA max_page_count={pages}")
    )
    return store


async def test_C9_every_newcomer_is_told_when_nothing_can_be_written_and_nothing_remains(full_store):
    writer = VisitorWriter(full_store)
    outcomes = await asyncio.gather(*(writer.enter(newcomer(number)) for number in range(500)), return_exceptions=True)
    told = sum(outcome is None for outcome in outcomes)
    assert {type(outcome) for outcome in outcomes} >= {StorageFailed}
    assert await count_visitors(full_store) == told
    assert await writer.staff_names(NOON) == []


async def test_S17_the_names_of_the_staff_are_read_once_for_all_who_wait_and_never_taken_for_none(store, tmp_path):
    async with store.write() as sql:
        row = {"id": "o1", "name": "Officer Han", "password_hash": "", "one_time": False, "disabled": False, "created": NOON}
        await sql.execute(insert(tables.officers).values(row))
        post = {"office": store.office, "officer_id": "o1", "services": [], "skills": [], "supervisor": False}
        await sql.execute(insert(tables.posts).values(post))
    begun: list[str] = []
    event.listen(store.engine.sync_engine, "begin", lambda _connection: begun.append("begin"))
    writer = VisitorWriter(store)
    async with hidden(tmp_path / "office.sqlite3", store):
        outcomes = await asyncio.gather(*(writer.staff_names(NOON) for _ in range(5)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StorageFailed}
    begun.clear()
    assert await asyncio.gather(*(writer.staff_names(NOON) for _ in range(50))) == [["Officer Han"]] * 50
    assert begun == ["begin"]
