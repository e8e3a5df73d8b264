"""Backups of an office on PostgreSQL: made while people are served, restored to either kind of database."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Row, select
from tests.postgresql_server import PostgreSQL
from tests.server.office_site import Site, database_of, open_site, request_id
from tests.server.running import madang
from tests.server.test_cases import FORM, opened

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.store import open_store

Name = Callable[[Path], str]
GOES_ON = {"counts", "shards", "audit_chains", "audit_log"}
NUL = "Kim\0Mina"  # a draft is kept as it is typed


@pytest.fixture
def on_postgresql(postgresql: PostgreSQL) -> Iterator[Name]:
    """Makes the office in a folder one on PostgreSQL; the name of its database."""
    made: list[str] = []

    def make(folder: Path) -> str:
        folder.mkdir(exist_ok=True)
        made.append(postgresql.migrated())
        (folder / "madang.toml").write_text(f'database = "{postgresql.url(made[-1])}"\n', "utf-8")
        return made[-1]

    yield make
    for name in made:
        postgresql.drop(name)


async def a_day(site: Site) -> str:
    """A ticket, a draft, a granted document; the citizen's token."""
    mina, officer = await site.citizen(), await site.officer(counter="papers")
    case = await opened(site, mina)
    await site.done(mina, c.CaseSubmit(id=request_id(), case=case, fields=dict(FORM)))
    await site.done(officer, c.CaseAct(id=request_id(), case=case, act="grant"))
    draft = await opened(site, mina)
    await site.done(mina, c.CaseDraft(id=request_id(), case=draft, fields={"name": NUL}, rev=0))
    await site.take(mina)
    assert mina.new_token is not None
    return mina.new_token


def in_words(row: Row[Any]) -> str:
    """Return a row by the names of its columns: their order is that of the steps that made them."""
    return repr(sorted(row._mapping.items()))


async def rows_of(url: str) -> dict[str, list[str]]:
    """Every row by table, without the mark of a copy, and what goes on after a restore: counts, epochs, the audit log."""

    def read(connection: Connection) -> dict[str, list[str]]:
        known = MetaData()
        known.reflect(connection)
        tables = {table.name: table for table in known.sorted_tables if table.name not in GOES_ON}
        return {name: sorted(map(in_words, connection.execute(select(table)))) for name, table in tables.items()}

    store = open_store(url)
    async with store.read() as sql:
        rows = await sql.run_sync(read)
    await store.close()
    return rows


async def a_copy(folder: Path) -> dict[str, list[str]]:
    """Back an office up while it is open, into `copy.db`; the rows that it had."""
    async with open_site(folder) as site:
        await a_day(site)
        written = madang("backup", "copy.db", folder=folder)
        assert (written.returncode, written.stdout, written.stderr) == (0, "copy.db: written\n", "")
        return await rows_of(database_of(folder))


async def test_a_backup_of_an_open_office_is_restored_to_another_database_of_either_kind(
    tmp_path: Path, on_postgresql: Name
) -> None:
    on_postgresql(tmp_path / "first")
    rows = await a_copy(tmp_path / "first")
    on_postgresql(tmp_path / "second")
    (tmp_path / "third").mkdir()
    for folder in (tmp_path / "second", tmp_path / "third"):
        restored = madang("restore", str(tmp_path / "first" / "copy.db"), "--data", ".", folder=folder)
        assert (restored.returncode, restored.stderr) == (0, "")
        assert await rows_of(database_of(folder)) == rows
        checked = madang("audit", "verify", "--data", ".", folder=folder)  # A7: a chain of a day's rows, and of the restore
        assert (checked.returncode, "the chain holds" in checked.stdout) == (0, True), checked.stderr
        newest, before = madang("audit", "list", "--data", ".", folder=folder).stdout.splitlines()[:2]
        assert ("\tbackup-restored\t" in newest, "\tdocument-issued\t" in before) == (True, True)
    assert len(rows["documents"]) == 1


async def test_an_office_moves_from_sqlite_to_postgresql_and_its_numbers_go_on(tmp_path: Path, on_postgresql: Name) -> None:
    async with open_site(tmp_path) as site:
        token = await a_day(site)
    assert madang("backup", "copy.db", "--data", ".", folder=tmp_path).returncode == 0
    on_postgresql(tmp_path / "moved")
    assert madang("restore", str(tmp_path / "copy.db"), folder=tmp_path / "moved").returncode == 0
    async with open_site(tmp_path / "moved") as site:
        mina = await site.office.arrive(c.Hello(versions=[1], token=token))
        (tickets,) = [told.tickets for told in await site.office.state_of(mina) if isinstance(told, m.Tickets)]
        assert [ticket.number for ticket in tickets] == ["C-001"]
        jun = await site.citizen("Jun")
        await site.take(jun)
        assert site.tickets(jun)[0].number == "C-501"  # above all that may have been given since


async def test_a_restore_keeps_what_was_there_beside_it(tmp_path: Path, postgresql: PostgreSQL, on_postgresql: Name) -> None:
    name = on_postgresql(tmp_path / "office")
    await a_copy(tmp_path / "office")
    async with open_site(tmp_path / "office") as site:
        await site.citizen("Jun")
    assert madang("restore", "copy.db", folder=tmp_path / "office").returncode == 0
    with postgresql.connect(name) as sql:
        (schema,) = sql.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before-%'").fetchone() or ("",)
        visitors = [sql.execute(f'SELECT count(*) FROM "{where}".visitors').fetchone() for where in ("public", schema)]  # noqa: S608
    assert visitors == [(2,), (3,)]


async def test_an_open_office_is_not_restored_and_nothing_is_changed(
    tmp_path: Path, postgresql: PostgreSQL, on_postgresql: Name
) -> None:
    on_postgresql(tmp_path)
    rows = await a_copy(tmp_path)
    store = open_store(database_of(tmp_path))
    await store.claim()
    restored = madang("restore", "copy.db", folder=tmp_path)
    await store.close()
    assert (restored.returncode, len(restored.stderr.splitlines())) == (2, 1)
    assert "is served by another server, which must be closed first (process " in restored.stderr
    assert await rows_of(database_of(tmp_path)) == rows


async def test_what_cannot_be_restored_leaves_the_office_as_it_was(tmp_path: Path, on_postgresql: Name) -> None:
    on_postgresql(tmp_path)
    rows = await a_copy(tmp_path)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        copy.execute("UPDATE visitors SET name = 'a name that is longer than any that PostgreSQL would take'")
        copy.commit()
    restored = madang("restore", "copy.db", folder=tmp_path)
    assert restored.returncode == 2
    assert restored.stderr.startswith("madang: copy.db: cannot be restored (value too long for type character varying(24)")
    assert await rows_of(database_of(tmp_path)) == rows


def test_a_database_without_an_office_is_not_backed_up(tmp_path: Path, postgresql: PostgreSQL) -> None:
    name = postgresql.empty()
    written = madang("backup", "copy.db", "--database", postgresql.url(name), folder=tmp_path)
    nowhere = madang("backup", "copy.db", "--database", postgresql.url("nowhere"), folder=tmp_path)
    postgresql.drop(name)
    assert (written.returncode, written.stderr) == (2, "madang: setting database: there is no office in it\n")
    assert (nowhere.returncode, 'database "nowhere" does not exist' in nowhere.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["office.lock", "services.toml", "there.db"])
def test_a_backup_takes_no_name_that_is_taken(tmp_path: Path, on_postgresql: Name, name: str) -> None:
    on_postgresql(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "there.db").write_bytes(b"somebody's")
    written = madang("backup", f"data/{name}", folder=tmp_path)
    assert (written.returncode, len(written.stderr.splitlines())) == (2, 1)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["there.db"]
