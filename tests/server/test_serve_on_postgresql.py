"""`madang serve` on PostgreSQL, and what befalls the database under load: nothing acknowledged is lost (SPEC C2, C9)."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.live.wire import Client, request_id
from tests.postgresql_server import PostgreSQL, running
from tests.server.running import Running, free_port, madang, serving

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m

OFFICE = "office_1"
SERVICES = ("consultation", "resident-register-copy", "echo")
PEOPLE = 6


@pytest.fixture
def durable() -> Iterator[PostgreSQL]:
    """A server of this test's own, which keeps what it acknowledged."""
    with running(durable=True) as server:
        assert server.empty() == OFFICE
        yield server


@pytest.fixture
def folder(durable: PostgreSQL, tmp_path: Path) -> Path:
    (tmp_path / "madang.toml").write_text(f'database = "{durable.url(OFFICE)}"\n', "utf-8")
    return tmp_path


@dataclass
class Load:
    """Citizens who take numbers and give them back, as fast as they are answered; each asks again what storage did not take."""

    taken: list[str] = field(default_factory=list)  # ids of tickets that were acknowledged
    rejected: Counter[Rejection] = field(default_factory=Counter)
    over: bool = False
    came: asyncio.Event = field(default_factory=asyncio.Event)
    wanted: int = 0

    async def more(self, count: int) -> None:
        """Return when so many more were acknowledged."""
        self.wanted, self.came = len(self.taken) + count, asyncio.Event()
        await self.came.wait()

    async def citizen(self, client: Client, service: str) -> None:
        while not self.over:
            ticket = (await self._done(client, c.TicketTake(id=request_id(), service=service))).ref
            assert ticket is not None
            self.taken.append(ticket)
            if len(self.taken) >= self.wanted:
                self.came.set()
            await self._done(client, c.TicketLeave(id=request_id(), ticket=ticket))

    async def _done(self, client: Client, command: c.DurableCommand) -> m.Done:
        while True:
            await client.send(command)
            while not isinstance(reply := await client.next(), m.Done | m.Rejected) or reply.id != command.id:
                pass
            if isinstance(reply, m.Done):
                return reply
            assert reply.code in {Rejection.STORAGE, Rejection.TOO_FAST}, reply
            self.rejected[reply.code] += 1
            await asyncio.sleep((reply.retry_ms or 0) / 1_000)  # as every client does


def kept_tickets(server: PostgreSQL) -> dict[str, str]:
    """The number of every ticket in the database, by id."""
    with server.connect(OFFICE) as sql:
        return {str(ticket): str(number) for ticket, number in sql.execute("SELECT id, number FROM tickets")}


async def under_load(office: Running, server: PostgreSQL) -> Load:
    """Let the database lose its connections, then all of itself, while people take numbers."""
    load = Load()
    clients = [await Client.arrive(office.socket_url, name=f"Citizen {n}") for n in range(PEOPLE)]
    async with asyncio.TaskGroup() as people:
        for n, client in enumerate(clients):
            people.create_task(load.citizen(client, SERVICES[n % len(SERVICES)]))
        await load.more(20)
        for _ in range(5):
            await asyncio.to_thread(server.end_connections, OFFICE)
            await load.more(20)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        await load.more(20)
        load.over = True
    for client in clients:
        await client.close()
    return load


async def test_C2_C9_nothing_acknowledged_is_lost_when_the_database_is_cut_off_and_killed(
    durable: PostgreSQL, folder: Path
) -> None:
    with serving(folder) as office:
        load = await under_load(office, durable)
        assert office.stop() == 0
    kept = await asyncio.to_thread(kept_tickets, durable)
    assert set(load.taken) <= kept.keys()
    assert len(set(load.taken)) == len(load.taken)
    assert len(set(kept.values())) == len(kept)
    for prefix in {number.partition("-")[0] for number in kept.values()}:
        numbers = sorted(int(number.partition("-")[2]) for number in kept.values() if number.startswith(f"{prefix}-"))
        assert numbers == list(range(1, len(numbers) + 1))


async def test_C2_T9_the_office_goes_on_after_both_were_killed(durable: PostgreSQL, folder: Path) -> None:
    with serving(folder) as office:
        mina = await Client.arrive(office.socket_url, name="Mina")
        await mina.send(c.TicketTake(id=request_id(), service="consultation"))
        taken = await mina.until(m.Done)
        office.kill()
        await asyncio.to_thread(durable.kill)
    await asyncio.to_thread(durable.start)
    with serving(folder, port=office.port) as office:
        assert mina.welcome is not None
        again = await Client.arrive(office.socket_url, token=mina.welcome.token)
        assert [ticket.id for ticket in (await again.until(m.Tickets)).tickets] == [taken.ref]
        await again.close()


def test_a_second_server_on_another_machine_ends_in_one_line(durable: PostgreSQL, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with serving(folder):
        ended = madang("serve", "--port", str(free_port()), "--database", durable.url(OFFICE), folder=elsewhere)
    assert ended.returncode == 2
    assert ended.stderr.startswith("madang: setting database: the office in it is served by another server (process ")
    assert len(ended.stderr.splitlines()) == 1
