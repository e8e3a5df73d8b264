"""Several nodes are one server: offices spread over them, and whoever comes to any of them is in the same office (SPEC N)."""

import asyncio
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.nodes import Cluster, cluster
from tests.live.wire import Client, request_id
from tests.postgresql_server import PostgreSQL
from tests.redis_server import RedisServer
from tests.server.running import START_SECONDS_MAX
from tests.server.two_offices import NAMES, make_two_offices
from websockets.exceptions import WebSocketException

from madang_protocol import commands as c
from madang_protocol import messages as m


@pytest.fixture
def two_offices(tmp_path: Path, postgresql: PostgreSQL, redis_server: RedisServer) -> Iterator[Cluster]:
    make_two_offices(tmp_path / "data")
    with cluster(tmp_path, postgresql, redis_server, tuple(NAMES)) as made:
        yield made


@pytest.fixture
def one_office(tmp_path: Path, postgresql: PostgreSQL, redis_server: RedisServer) -> Iterator[Cluster]:
    with cluster(tmp_path, postgresql, redis_server, ("main",)) as made:
        yield made


async def come_in(url: str, **hello: Any) -> Client:
    """Arrive, and again as the page does when the office just moves (SPEC S9)."""
    ends = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            return await Client.arrive(url, **hello)
        except (WebSocketException, OSError):
            assert time.monotonic() < ends
            await asyncio.sleep(0.2)


def url_of(node: str, made: Cluster, office: str) -> str:
    base = "" if office == "main" else f"/o/{office}"
    return f"ws://127.0.0.1:{made.nodes[node].port}{base}/ws"


async def test_N1_offices_spread_over_the_nodes_and_any_node_lets_people_in(two_offices: Cluster) -> None:
    for name in ("a", "b"):
        await asyncio.to_thread(two_offices.start, name)
    await asyncio.to_thread(two_offices.wait_for, lambda: len({two_offices.owner_of(office) for office in NAMES}) == 2)
    for office in NAMES:
        by_a, room_a = await Client.enter(url_of("a", two_offices, office), name="Mina")
        by_b, room_b = await Client.enter(url_of("b", two_offices, office), name="Juno")
        await by_a.send(c.Say(id=request_id(), to="near", text="Hello from the other door"))
        assert (await by_b.until(m.Said)).text == "Hello from the other door"
        assert room_a.place == room_b.place
        await by_a.close()
        await by_b.close()


async def test_N3_an_office_lives_on_at_another_node_when_its_own_is_killed(one_office: Cluster) -> None:
    for name in ("a", "b", "c"):
        await asyncio.to_thread(one_office.start, name)
    owner = await asyncio.to_thread(one_office.owner_of, "main")
    other = one_office.others(owner)[0]
    citizen = await come_in(url_of(other, one_office, "main"), name="Mina")
    await citizen.send(c.TicketTake(id=request_id(), service="consultation"))
    while not (tickets := (await citizen.until(m.Tickets)).tickets):
        pass
    one_office.nodes[owner].kill()
    back = await come_in(url_of(other, one_office, "main"), token=citizen.welcome.token)
    assert [ticket.number for ticket in (await back.until(m.Tickets)).tickets] == [tickets[0].number]
    del one_office.nodes[owner]
    assert await asyncio.to_thread(one_office.owner_of, "main") != owner


async def test_N4_a_node_that_is_asked_to_end_hands_its_offices_over(one_office: Cluster) -> None:
    for name in ("a", "b"):
        await asyncio.to_thread(one_office.start, name)
    owner = await asyncio.to_thread(one_office.owner_of, "main")
    other = one_office.others(owner)[0]
    citizen = await come_in(url_of(owner, one_office, "main"), name="Mina")
    assert await asyncio.to_thread(one_office.nodes[owner].stop) == 0
    back = await come_in(url_of(other, one_office, "main"), token=citizen.welcome.token)
    assert back.welcome.visitor == citizen.welcome.visitor


async def test_N3_a_node_that_was_stopped_never_shares_an_office_and_stays_a_node(one_office: Cluster) -> None:
    for name in ("a", "b"):
        await asyncio.to_thread(one_office.start, name)
    owner = await asyncio.to_thread(one_office.owner_of, "main")
    other = one_office.others(owner)[0]
    stopped = one_office.nodes[owner].process
    stopped.send_signal(signal.SIGSTOP)
    await asyncio.to_thread(one_office.wait_for, lambda: one_office.owners()["main"].address == one_office.nodes[other].url)
    stopped.send_signal(signal.SIGCONT)
    citizen = await come_in(url_of(owner, one_office, "main"), name="Mina")
    assert stopped.poll() is None
    assert one_office.owners()["main"].epoch == 2
    await citizen.close()
