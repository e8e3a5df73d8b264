"""The examples of HAProxy and nginx lead people to nodes, and past one that is gone (SPEC N2). Both programs are run for real."""

import asyncio
import json

import httpx
import pytest
from tests.cluster.balancing import COMMANDS, NAMES, NODES, balancing
from tests.cluster.nodes import Cluster, come_in
from tests.cluster.travelling import Traveller, open_at_loopback
from tests.live.wire import request_id
from tests.server.running import free_port

from madang_protocol import commands as c
from madang_protocol import messages as m


async def routed_nodes(made: Cluster) -> tuple[int, str]:
    """Start nodes to which a balancer's paths lead. Returns the port for the balancer, and the node that has the office."""
    port = free_port()
    for name in NODES:
        told = {"MADANG_PUBLIC_URL": f"http://127.0.0.1:{port}", "MADANG_NODE_PATHS": "routed"}
        await asyncio.to_thread(made.start, name, **told)
    return port, await made.owner()


@pytest.mark.parametrize("example", sorted(COMMANDS))
async def test_N21_who_can_be_sent_on_comes_to_the_offices_node_by_its_path(one_office: Cluster, example: str) -> None:
    port, owner = await routed_nodes(one_office)
    with balancing(example, one_office, port):
        url = f"ws://127.0.0.1:{port}/ws"
        people = [await Traveller.begin(url, name=f"Mina {number}") for number in range(6)]
        assert {way for visit in people for way in visit.ways} == {f"/n/{owner}/ws"}
        # Two of three by turns, unless the balancer looks after a node meanwhile: once each, and nobody twice.
        assert (max(len(visit.ways) for visit in people), sum(visit.dropped for visit in people)) == (1, 0)
        assert one_office.passed_on() == 0
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://127.0.0.1:{port}/link/main")).status_code == 404


async def test_N21_the_load_tools_people_go_where_they_are_sent(one_office: Cluster) -> None:
    port, owner = await routed_nodes(one_office)
    report = one_office.folder / "report.json"
    walk = ("--scenario", "stroll", "--citizens", "4", "--seconds", "30", "--json", str(report))
    with balancing("haproxy.cfg", one_office, port):
        running = asyncio.create_task(asyncio.to_thread(one_office.run, "load", f"http://127.0.0.1:{port}", *walk))
        there = lambda: {node["id"]: (node["sessions"], node["passed_on"]) for node in one_office.status()["nodes"]}  # noqa: E731
        wanted = dict.fromkeys(NODES, (0, 0)) | {owner: (4, 0)}
        await asyncio.to_thread(one_office.wait_for, lambda: there() == wanted)
        done = await running
    assert done.returncode == 0, done.stderr
    found = json.loads(report.read_text("utf-8"))
    assert (found["connected"], found["open_at_end"], found["connect_failures"]) == (4, 4, {})


@pytest.mark.parametrize("example", sorted(COMMANDS))
async def test_N28_who_can_be_sent_on_comes_to_the_offices_node_by_its_name(one_office: Cluster, example: str) -> None:
    port = free_port()
    page = f"http://{NAMES}:{port}"
    for name in NODES:
        told = {"MADANG_PUBLIC_URL": page, "MADANG_NODE_NAMES": f"{{node}}.{NAMES}:{port}"}
        await asyncio.to_thread(one_office.start, name, **told)
    owner = await one_office.owner()
    with balancing(example, one_office, port):
        url = f"ws://{NAMES}:{port}/ws"
        people = [await Traveller.begin(url, origin=page, name=f"Mina {number}") for number in range(3)]
        officer = await Traveller.begin(url, origin=page, officer=await asyncio.to_thread(one_office.officer_token, owner))
        assert {host for visit in people for host in visit.hosts} == {f"{owner}.{NAMES}:{port}"}
        assert (officer.welcome.role, sum(visit.dropped for visit in people)) == ("officer", 0)
        assert one_office.passed_on() == 0
        for number in range(len(NODES)):  # by turns two of three would be passed on; no path tells the balancer of the node
            by_name = await open_at_loopback(f"ws://{owner}.{NAMES}:{port}/ws", origin=page)
            await by_name.greet(name=f"Juno {number}")
        assert one_office.passed_on() == 0


@pytest.mark.parametrize("example", sorted(COMMANDS))
async def test_N2_people_come_in_by_one_address_and_stay_in_when_a_node_is_killed(one_office: Cluster, example: str) -> None:
    port = free_port()
    for name in NODES:
        await asyncio.to_thread(one_office.start, name, MADANG_PUBLIC_URL=f"http://127.0.0.1:{port}")
    owner = await one_office.owner()
    with balancing(example, one_office, port):
        url = f"ws://127.0.0.1:{port}/ws"
        people = [await come_in(url, name=f"Mina {number}") for number in range(6)]
        await people[0].send(c.TicketTake(id=request_id(), service="consultation"))
        await people[0].until(m.Done)
        one_office.nodes[owner].kill()
        assert people[0].welcome is not None
        back = await come_in(url, token=people[0].welcome.token)
        assert len((await back.until(m.Tickets)).tickets) == 1
        async with httpx.AsyncClient(trust_env=False) as client:
            assert [(await client.get(f"http://127.0.0.1:{port}/api/site")).status_code for _ in range(6)] == [200] * 6
            for written in (b"/metrics", b"/%6detrics", b"/metrics?all"):
                asked = httpx.URL(f"http://127.0.0.1:{port}").copy_with(raw_path=written)
                assert (await client.get(asked)).status_code == 404, written
        await back.close()
