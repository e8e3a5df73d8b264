"""Who says hello to `madang serve` while its database has no connection left, or is away, comes in by themselves (SPEC S20)."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from tests.live.wire import Client, request_id
from tests.postgresql_server import PostgreSQL
from tests.server.running import Running, serving

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m

CROWD = 12
FEW = {"MADANG_DATABASE_CONNECTIONS": "3", "MADANG_DATABASE_SECONDS": "1"}  # one reads, one writes, one keeps the lease


@contextmanager
def all_connections_taken(server: PostgreSQL, database: str) -> Iterator[None]:
    """For the block, whoever looks for somebody waits, and all others for the connection that does: both pools are full."""
    with server.connect(database) as sql, sql.transaction():
        sql.execute("LOCK TABLE visitors IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def file_taken_away(office: Running) -> Iterator[None]:
    """For the block, the file of the database is not there: nobody new can be written down."""
    file, aside = office.folder / "data" / "madang.db", office.folder / "data" / "aside.db"
    file.rename(aside)
    yield
    aside.rename(file)


async def hello(office: Running, **who: Any) -> Client:
    client = await Client.open(office.socket_url)
    await client.send(c.Hello(versions=[1], **who))
    return client


async def a_crowd_comes_in(office: Running, away: AbstractContextManager[None], known: Client) -> None:
    """Newcomers, and somebody who comes again with a ticket, while the database is away; then it is back."""
    assert known.welcome is not None
    await asyncio.to_thread(away.__enter__)
    crowd = [await hello(office, name=f"Citizen {n}") for n in range(CROWD)]
    for client in crowd:
        assert (await client.until(m.Delayed)).code is Rejection.STORAGE
    again = await hello(office, token=known.welcome.token)
    await asyncio.to_thread(away.__exit__, None, None, None)
    names = [(await client.until(m.Welcome)).name for client in crowd]
    assert names == [f"Citizen {n}" for n in range(CROWD)]
    assert (await again.until(m.Welcome)).visitor == known.welcome.visitor
    assert [ticket.service for ticket in (await again.until(m.Tickets)).tickets] == ["consultation"]
    for client in [*crowd, again]:
        await client.close()


async def with_a_ticket(office: Running) -> Client:
    client = await Client.arrive(office.socket_url, name="Mina")
    await client.send(c.TicketTake(id=request_id(), service="consultation"))
    await client.until(m.Done)
    await client.close()
    return client


async def test_S20_a_crowd_comes_in_by_itself_when_a_full_pool_of_three_connections_is_free_again(
    postgresql: PostgreSQL, office: str, tmp_path: Path
) -> None:
    (tmp_path / "madang.toml").write_text(f'database = "{postgresql.url(office)}"\n', "utf-8")
    with serving(tmp_path, **FEW) as running:
        known = await with_a_ticket(running)
        await a_crowd_comes_in(running, all_connections_taken(postgresql, office), known)


async def test_S20_a_crowd_comes_in_by_itself_when_the_file_is_back(tmp_path: Path) -> None:
    with serving(tmp_path) as running:
        known = await with_a_ticket(running)
        await a_crowd_comes_in(running, file_taken_away(running), known)
