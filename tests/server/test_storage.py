"""A disk that is full: the command is rejected, nothing half-written remains, and the office goes on reading."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.server.office_site import Site, request_id
from tests.server.sqlite_connections import set_on_each
from tests.server.test_cases import FORM, opened

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.store import case_rows, documents
from madang_server.store.write_health import has_room

FULL = "could not extend file: no room is left on the device"
# What PostgreSQL says when a table's file cannot grow, said by the server itself to whoever writes more than a little.
_NO_ROOM = f"""
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF octet_length(NEW::text) > 2000 THEN RAISE EXCEPTION '{FULL}' USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$;
"""
_GROWING = ("cases", "entries", "documents")


async def fill_the_disk(site: Site) -> None:
    """From now on the database says that the disk is full when it needs room."""
    if site.store.on_postgresql:
        async with site.store.write() as sql:
            await sql.execute(text(_NO_ROOM))
            for table in _GROWING:
                bound = f"CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION no_room()"
                await sql.execute(text(bound))
        return
    async with site.store.read() as sql:
        pages = (await sql.execute(text("PRAGMA page_count"))).scalar()
    await set_on_each(site.store, f"PRAGMA max_page_count = {pages}")


async def empty_the_disk(site: Site) -> None:
    """From now on there is room again."""
    await set_on_each(site.store, "PRAGMA max_page_count = 1000000")


async def test_C9_a_full_disk_is_answered_with_storage_and_nothing_remains(site: Site) -> None:
    mina = await site.citizen()
    case = await opened(site, mina)
    await site.done(mina, c.CaseDraft(id=request_id(), case=case, fields={"name": "Kim"}, rev=0))
    await fill_the_disk(site)
    long = dict.fromkeys(("name", "birth_date", "address", "purpose", "language"), "가" * 4_000)
    assert await site.code(mina, c.CaseDraft(id=request_id(), case=case, fields=dict(long), rev=1)) is Rejection.STORAGE
    async with site.store.read() as sql:
        stored = await case_rows.stored_case(sql, case)
    assert stored is not None
    assert (stored.data.fields, stored.data.rev) == ({"name": "Kim"}, 1)


async def test_C10_what_a_full_disk_does_not_keep_is_not_acknowledged(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="one")
    await site.take(mina)
    case = await site.serve_next(officer)
    assert await site.office.said_in_booth(mina, "hall", "b1", "It is about my neighbour.") is None
    assert await site.office.said_in_booth(mina, "hall", "b2", "Nobody is served here.") is None
    await fill_the_disk(site)
    assert await site.office.said_in_booth(mina, "hall", "b1", "가" * 90_000) is Rejection.STORAGE
    async with site.store.read() as sql:
        said = [entry.text for entry in await case_rows.entries_of(sql, case) if entry.by == "citizen"]
    assert said == ["It is about my neighbour."]


async def test_C9_the_office_goes_on_reading(site: Site) -> None:
    mina = await site.citizen()
    await site.take(mina)
    await fill_the_disk(site)
    assert [type(message).__name__ for message in await site.office.state_of(mina)] == ["Tickets"]
    assert site.service().waiting == 1
    assert await site.store.reachable()


async def test_C9_K2_a_document_that_cannot_be_stored_is_not_issued_and_its_case_not_granted(site: Site) -> None:
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await opened(site, mina)
    await site.done(mina, c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)))
    await fill_the_disk(site)
    assert await site.code(officer, c.CaseAct(id=request_id(), case=case, act="grant")) is Rejection.STORAGE
    async with site.store.read() as sql:
        stored = await case_rows.stored_case(sql, case)
        assert await documents.documents_of_case(sql, case) == []
        entries = await case_rows.entries_of(sql, case)
    assert stored is not None
    assert stored.record.state == "received"
    assert "act-grant" not in [entry.code for entry in entries]


@pytest.mark.sqlite
async def test_C9_storage_counts_as_failed_from_a_failed_write_until_one_succeeds(site: Site, tmp_path: Path) -> None:
    mina = await site.citizen()
    assert await site.store.writable()
    case = await opened(site, mina)
    await fill_the_disk(site)
    long = dict.fromkeys(("name", "birth_date", "address", "purpose", "language"), "가" * 4_000)
    assert await site.code(mina, c.CaseDraft(id=request_id(), case=case, fields=long, rev=0)) is Rejection.STORAGE
    assert not await site.store.writable()
    await empty_the_disk(site)
    assert await site.store.writable()
    assert await asyncio.to_thread(names_in, tmp_path) <= {"madang.db", "madang.db-wal", "madang.db-shm"}


@pytest.mark.sqlite
def test_a_disk_with_less_room_than_some_minutes_need_is_full(tmp_path: Path) -> None:
    assert has_room(tmp_path, bytes_min=1)
    assert not has_room(tmp_path, bytes_min=1 << 62)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.sqlite
async def test_C2_nothing_is_acknowledged_when_the_database_file_was_taken_away(site: Site, tmp_path: Path) -> None:
    mina = await site.citizen()
    file, aside = tmp_path / "madang.db", tmp_path / "aside.db"
    await asyncio.to_thread(file.rename, aside)
    assert await site.code(mina, c.TicketTake(id=request_id(), service="echo")) is Rejection.STORAGE
    assert not await site.store.reachable()
    assert file.name not in await asyncio.to_thread(names_in, tmp_path)
    await asyncio.to_thread(aside.rename, file)
    await site.take(mina)
    assert await site.store.reachable()
