"""The examples of HAProxy and nginx lead people to nodes, and past one that is gone (SPEC N2). Both programs are run for real."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.cluster.nodes import Cluster, come_in
from tests.cluster.travelling import Traveller
from tests.live.wire import request_id
from tests.server.running import free_port

from madang_protocol import commands as c
from madang_protocol import messages as m

EXAMPLES = Path(__file__).parents[2] / "examples" / "cluster"
NODES = ("a", "b", "c")
COMMANDS = {
    "haproxy.cfg": ("haproxy", "-q", "-db", "-f", "haproxy.cfg"),
    "nginx.conf": ("nginx", "-p", ".", "-c", "nginx.conf", "-g", "daemon off; master_process off;"),
}


@contextmanager
def balancing(example: str, made: Cluster, port: int) -> Iterator[None]:
    """The example with the ports of these nodes, until the end of the block: HAProxy is told them, nginx has them in its file."""
    told = {"LISTEN": f"127.0.0.1:{port}"} | {f"NODE_{name.upper()}": f"127.0.0.1:{made.nodes[name].port}" for name in NODES}
    text = (EXAMPLES / example).read_text("utf-8")
    for written, address in zip((8080, 8181, 8182, 8183), told.values(), strict=True):
        text = text.replace(f" 127.0.0.1:{written}", f" {address}")
    folder = made.folder / "balancer"
    folder.mkdir()
    (folder / example).write_text(text, "utf-8")
    program = shutil.which(COMMANDS[example][0], path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert program is not None, "run scripts/balancers.sh"
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen([program, *COMMANDS[example][1:]], cwd=folder, env=os.environ | told, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


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
        assert (sum(len(visit.ways) for visit in people), sum(visit.dropped for visit in people)) == (4, 0)
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
