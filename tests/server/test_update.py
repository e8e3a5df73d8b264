"""An update of a database that the version before filled: the office goes on where it stopped, and no reply is lost.

`databases/v0002.sql` is the dump of a small office that version 0.1.0 ran before its terms changed.
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command as alembic
from sqlalchemy import text
from tests.server.office_site import open_site

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.store import open_store
from madang_server.store.migrate import migrations_on

FILLED = Path(__file__).parent / "databases" / "v0002.sql"
MINA = "OTANQwg0t06DldyzDk5l948ses5QfkfPHTUMwEO-uoY"  # the token that the filled office gave out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "madang.db")) as database:
        database.executescript(FILLED.read_text("utf-8"))
    return tmp_path


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
    before = await asyncio.to_thread(dumped, folder)
    store = open_store(f"sqlite+aiosqlite:///{folder / 'madang.db'}")
    for move, revision in ((alembic.upgrade, "head"), (alembic.downgrade, "v0002")):
        async with store.write() as sql:
            await sql.run_sync(lambda connection, move=move, revision=revision: move(migrations_on(connection), revision))
    async with store.read() as sql:
        assert (await sql.execute(text("SELECT version_num FROM alembic_version"))).scalar() == "v0002"
    await store.close()
    assert await asyncio.to_thread(dumped, folder) == before


def dumped(folder: Path) -> list[str]:
    """The rows of the file, as SQL."""
    with closing(sqlite3.connect(folder / "madang.db")) as database:
        return sorted(line for line in database.iterdump() if line.startswith("INSERT"))
