"""An update of a database that the version before filled: the office goes on where it stopped, and no reply is lost.

`databases/v0002.sql` is the dump of a small office on SQLite that version 0.1.0 ran before its terms changed. On PostgreSQL the
same rows are put into tables that the migrations up to that revision made.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from alembic import command as alembic
from sqlalchemy import Connection, MetaData, create_engine, insert, select, text
from tests.postgresql_server import PostgreSQL
from tests.server.office_site import database_of, open_site

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.store import Store, open_store
from madang_server.store.migrate import migrations_on

FILLED = Path(__file__).parent / "databases" / "v0002.sql"
MINA = "OTANQwg0t06DldyzDk5l948ses5QfkfPHTUMwEO-uoY"  # the token that the filled office gave out


FILLED_AT = "v0002"


@pytest.fixture
def folder(tmp_path: Path, database: str, postgresql: PostgreSQL) -> Iterator[Path]:
    """The folder of an office that the version before filled."""
    with closing(sqlite3.connect(tmp_path / "madang.db")) as filled:
        filled.executescript(FILLED.read_text("utf-8"))
    if database == "sqlite":
        yield tmp_path
        return
    name = postgresql.empty()
    thread = Thread(target=fill, args=(tmp_path / "madang.db", postgresql.url(name)))
    thread.start()
    thread.join()
    (tmp_path / "madang.db").unlink()
    (tmp_path / "madang.toml").write_text(f'database = "{postgresql.url(name)}"\n', "utf-8")
    yield tmp_path
    postgresql.drop(name)


def fill(file: Path, url: str) -> None:
    """Put the rows of an SQLite file into an empty database."""
    source, target = create_engine(f"sqlite:///{file}"), create_engine(url)
    with source.connect() as rows, target.begin() as made:
        alembic.upgrade(migrations_on(made), FILLED_AT)
        known = MetaData()
        known.reflect(made)
        for table in known.sorted_tables:
            if table.name != "alembic_version" and (found := [row._asdict() for row in rows.execute(select(table))]):
                made.execute(insert(table), found)
    source.dispose()
    target.dispose()


async def test_W6_the_same_reply_after_an_update(folder: Path) -> None:
    async with open_site(folder) as site:
        mina = await site.office.arrive(c.Hello(versions=[1], token=MINA))
        first = c.TicketTake(id="filled-001", service="consultation")
        second = c.TicketTake(id="filled-002", service="consultation")
        assert (await site.done(mina, first)).id == first.id
        assert await site.rejected(mina, second) == m.Rejected(id=second.id, code=Rejection.ALREADY_WAITING)
        assert await site.code(mina, c.TicketTake(id=first.id, service="echo")) is Rejection.ID_REUSED


async def test_T9_tickets_cases_and_drafts_are_there_after_an_update(folder: Path) -> None:
    async with open_site(folder) as site:
        mina = await site.office.arrive(c.Hello(versions=[1], token=MINA))
        state = await site.office.state_of(mina)
    (tickets,) = [message.tickets for message in state if isinstance(message, m.Tickets)]
    (draft,) = [message.case for message in state if isinstance(message, m.Case)]
    assert [(ticket.number, ticket.state) for ticket in tickets] == [("C-001", "called")]
    assert (draft.state, draft.fields, draft.rev) == ("draft", {"name": "Mina"}, 1)


async def test_an_update_can_be_taken_back(folder: Path) -> None:
    store = open_store(database_of(folder))
    before = await rows_of(store)
    for move, revision in ((alembic.upgrade, "head"), (alembic.downgrade, FILLED_AT)):
        async with store.write() as sql:
            await sql.run_sync(lambda connection, move=move, revision=revision: move(migrations_on(connection), revision))
    async with store.read() as sql:
        assert (await sql.execute(text("SELECT version_num FROM alembic_version"))).scalar() == FILLED_AT
    assert await rows_of(store) == before
    await store.close()


async def rows_of(store: Store) -> dict[str, list[str]]:
    """Every row by table."""

    def read(connection: Connection) -> dict[str, list[str]]:
        known = MetaData()
        known.reflect(connection)
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in known.sorted_tables}

    async with store.read() as sql:
        return await sql.run_sync(read)
