"""An update of a database that the version before filled: the office goes on where it stopped, and no reply is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command as alembic
from sqlalchemy import Connection, MetaData, select, text
from tests.postgresql_server import PostgreSQL
from tests.server.filled_office import FILLED_AT, fill_postgresql, fill_sqlite
from tests.server.office_site import database_of, open_site

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.store import Store, open_store
from madang_server.store.migrate import migrations_on

MINA = "OTANQwg0t06DldyzDk5l948ses5QfkfPHTUMwEO-uoY"  # the token that the filled office gave out


@pytest.fixture
def folder(tmp_path: Path, database: str, postgresql: PostgreSQL) -> Iterator[Path]:
    """The folder of an office that the version before filled."""
    if database == "sqlite":
        fill_sqlite(tmp_path)
        yield tmp_path
        return
    name = fill_postgresql(tmp_path, postgresql)
    yield tmp_path
    postgresql.drop(name)


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


async def test_T22_a_ticket_from_before_ends_with_the_day_on_which_it_was_taken(folder: Path) -> None:
    async with open_site(folder) as site:
        mina = await site.office.arrive(c.Hello(versions=[1], token=MINA))
        async with site.store.read() as sql:
            (taken,) = (await sql.execute(text("SELECT created FROM tickets WHERE state = 'called'"))).scalars()
        ends = site.office._context.catalogue.days_of("consultation").at(taken).ends
        assert site.tickets(mina)[0].ends == pytest.approx(ends, abs=1)


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
