"""A server that was stopped and goes on when another has its office: it writes nothing, answers nothing, and ends (SPEC C23)."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.live.wire import Client, request_id
from tests.postgresql_server import PostgreSQL, running
from tests.server.running import Running, free_port, serving
from tests.server.test_standby import OPEN, StandingBy, line_with, standing_by

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.cli import LOST

OFFICE = "office_1"
TABLES = ("tickets", "periods", "visitors", "command_replies", "counts", "audit")


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[PostgreSQL]:
    with running(durable=True) as server:
        (tmp_path / "madang.toml").write_text(f'database = "{server.url(server.empty())}"\n', "utf-8")
        yield server


def rows_of(server: PostgreSQL) -> dict[str, list[str]]:
    with server.connect(OFFICE) as sql:
        return {name: sorted(map(repr, sql.execute(f"SELECT * FROM {name}"))) for name in TABLES}  # noqa: S608


async def take(client: Client, service: str) -> str:
    """The id of the ticket."""
    taken = c.TicketTake(id=request_id(), service=service)
    await client.send(taken)
    ticket = (await client.until(m.Done, id=taken.id)).ref
    assert ticket is not None
    return ticket


def taken_over(first: Running, second: StandingBy) -> None:
    """Stop the first in the midst of everything, and wait until the second has the office."""
    line_with(second, "Madang stands by: ")
    first.process.send_signal(signal.SIGSTOP)
    line_with(second, OPEN)


async def test_C23_a_stopped_server_that_goes_on_writes_nothing_and_ends(durable: PostgreSQL, tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path) as first, standing_by(tmp_path, port) as second:
        mina = await Client.arrive(first.socket_url, name="Mina")
        before = await take(mina, "consultation")
        await asyncio.to_thread(taken_over, first, second)
        late = c.TicketTake(id=request_id(), service="echo")
        await mina.send(late)  # it waits in the socket of the one that is stopped
        assert mina.welcome is not None
        again = await Client.arrive(f"ws://127.0.0.1:{port}/ws", token=mina.welcome.token)
        assert [ticket.id for ticket in (await again.until(m.Tickets)).tickets] == [before]
        rows = await asyncio.to_thread(rows_of, durable)
        first.process.send_signal(signal.SIGCONT)
        assert await asyncio.to_thread(first.process.wait) == LOST
        assert await asyncio.to_thread(rows_of, durable) == rows
        assert "another server has taken the office" in first.output
        await again.send(late)  # asked again, with the same id, of the one that has the office
        assert (await again.until(m.Done, id=late.id)).ref is not None
        await again.close()


def test_C23_one_that_stood_by_and_lost_the_office_stands_by_again(durable: PostgreSQL, tmp_path: Path) -> None:
    with standing_by(tmp_path) as first:
        line_with(first, OPEN)
        first.process.send_signal(signal.SIGSTOP)
        with serving(tmp_path) as second:
            first.process.send_signal(signal.SIGCONT)
            assert str(second.process.pid) in line_with(first, "Madang stands by: ")
            assert second.stop() == 0
            assert line_with(first, OPEN)
    assert durable.process is not None
