"""What a cluster costs and how fast it heals: three nodes with their PostgreSQL and Redis, all on this machine.

`python scripts/bench.py --only cluster`. Cost: one load at the node that has the office, and the same by another node, which
passes it on. Healing: people who come back as the page does, from the end of their node until they are welcomed again.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from bench_notices import notices_between_nodes
from bench_server import CORES, ROOT, Server, read_report

sys.path.insert(0, str(ROOT))

from tests import postgresql_server, redis_server
from tests.cluster.nodes import Cluster, cluster
from tests.cluster.test_balancers import balancing
from tests.live.wire import Client
from tests.server.running import free_port
from tests.server.two_offices import NAMES, make_two_offices
from websockets.exceptions import WebSocketException

NODES = ("a", "b", "c")
STROLLERS, SECONDS = 600, 12
STROLL = ("--scenario", "stroll", "--citizens", str(STROLLERS), "--seconds", str(SECONDS))
WALKING_MIN = STROLLERS - 5  # at the node that is to have them: a few are on the way, or at the one that has the office
NOTICES_PER_SECOND, NOTICE_SECONDS = 2_000, 10
PEOPLE, ENDS = 60, 4
PAUSE_S_MAX = 0.5  # before a browser tries again, with so few people
CHANCE = Random(1)  # noqa: S311 - no secret
ALONE = {"MADANG_NEWCOMERS_PER_MINUTE": "1000000", "MADANG_CONNECTIONS_PER_ADDRESS": "1000000"}
SAYS = (
    f"Three nodes with PostgreSQL (waiting for the disk) and Redis on one machine, one office. Cost: {STROLLERS} who `stroll`, "
    f"{SECONDS} s each. Healing: {PEOPLE} people by all nodes, {ENDS} ends of the office's node each way; a lease lasts 5 s. "
    "Then two nodes with two offices."
)


def tables() -> Iterator[str]:
    """Yield each table when it is measured."""
    with _cluster("main") as made:
        for name in NODES:
            made.start(name, **ALONE)
        yield _table(("", "CPU per citizen-second"), _costs(made))
        yield _table(("from the end of the office's node", "until welcomed p50 / p99 / max"), _healing(made))
    with _cluster("main") as made:
        yield _table(("one office with its rooms at another node", "CPU per citizen-second"), _elsewhere(made))
    yield _table(("notices of an office to people at another node", "p50 / p99 / max"), _notices())
    with _cluster(*NAMES) as made:
        make_two_offices(made.folder / "data")
        yield _table((f"two offices, {STROLLERS} who stroll in each", "share of a core"), _side_by_side(made))


@contextmanager
def _cluster(*offices: str) -> Iterator[Cluster]:
    """No node of it is started yet."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgresql_server.running(durable=True) as postgresql,
        redis_server.running() as redis,
        cluster(Path(folder), postgresql, redis, offices) as made,
    ):
        yield made


def _table(head: tuple[str, str], rows: Iterator[tuple[str, str]]) -> str:
    return "\n".join([f"| {head[0]} | {head[1]} |", "|---|---|", *(f"| {what} | {figures} |" for what, figures in rows)])


def _costs(made: Cluster) -> Iterator[tuple[str, str]]:
    owner = made.owner_of("main")
    other = made.others(owner)[0]
    urls = {name: made.nodes[name].url for name in (owner, other)}
    direct = _spent(made, at=urls[owner], measured=owner, walking=owner)
    yield "at the office's own node", f"{direct:,.0f} µs"
    own, passing = (_spent(made, at=urls[other], measured=node, walking=owner) for node in (owner, other))
    yield "by another node: both nodes together", f"{own + passing:,.0f} µs ({(own + passing) / direct:.2f} times)"
    yield "of these, the node that passes it on", f"{passing:,.0f} µs"


def _elsewhere(made: Cluster) -> Iterator[tuple[str, str]]:
    """Nearly all are at a host, to which a balancer leads them by its path; once with and once without it, in one sitting."""
    port = free_port()
    told = {"MADANG_PUBLIC_URL": f"http://127.0.0.1:{port}", "MADANG_NODE_PATHS": "routed"}
    for name in NODES:
        made.start(name, **ALONE, **told, MADANG_OFFICE_PEOPLE_MAX="1")
    owner = made.owner_of("main")
    host, idle = made.others(owner)
    assert made.run("node", "drain", idle).returncode == 0
    with balancing("haproxy.cfg", made, port):
        made.wait_for(lambda: made.hosts() == [host])
        own, hosting = (_spent(made, at=told["MADANG_PUBLIC_URL"], measured=node, walking=host) for node in (owner, host))
    yield "the office's node and the host together", f"{own + hosting:,.0f} µs"
    yield "of these, the office's node", f"{own:,.0f} µs"
    for name in (owner, host):
        made.nodes.pop(name).stop()
    made.start(owner, **ALONE, **told)
    made.wait_for(lambda: made.owner_of("main") == owner)
    at_owner = _spent(made, at=made.nodes[owner].url, measured=owner, walking=owner)
    yield "all at the office's node", f"{at_owner:,.0f} µs ({(own + hosting) / at_owner:.2f} times as much elsewhere)"


def _spent(made: Cluster, *, at: str, measured: str, walking: str) -> float:
    """Let people come by this address and stroll; return what that costs a node, once it is seen at which node they walk."""
    print(f"people walk at {walking}, {measured} is measured", flush=True)
    node, report = made.nodes[measured], made.folder / "report.json"
    os.sched_setaffinity(node.process.pid, {CORES[0]})
    load = Server(at, node.process.pid, made.folder, 0.0).start_load(report, *STROLL)
    while _people_at(made, walking) < WALKING_MIN:
        assert load.poll() is None, f"they walk somewhere else: {made.status()['offices']}"
    assert load.wait() == 0, "the load tool failed"
    return float(read_report(report)["cpu_us_per_citizen_second"])


def _people_at(made: Cluster, node: str) -> int:
    """Return how many are in rooms at this node, as `madang cluster status` says."""
    rooms = [room for office in made.status()["offices"] for room in office["rooms"]]
    return sum(room["people"] for room in rooms if room["node"] == node)


def _notices() -> Iterator[tuple[str, str]]:
    took = sorted(notices_between_nodes(NOTICES_PER_SECOND, NOTICE_SECONDS))
    told = (took[len(took) // 2], took[len(took) * 99 // 100], took[-1])
    yield f"{NOTICES_PER_SECOND:,} a second", " / ".join(f"{1_000 * seconds:.2f}" for seconds in told) + " ms"


def _side_by_side(made: Cluster) -> Iterator[tuple[str, str]]:
    """Two offices in one process, and then one in each of two: what a process spends, not how fast it is beside the load tool."""
    made.start("a", **ALONE)
    one = statistics.mean(_shares(made))
    yield "in one process", f"{one:.3f}"
    made.start("b", **ALONE)
    made.wait_for(lambda: len({made.owner_of(office) for office in made.offices}) == len(made.offices))
    both = _shares(made)
    carried = len(both) * one / sum(both)
    yield (
        "in two processes, one each",
        f"{' + '.join(f'{share:.3f}' for share in both)}: two cores carry {carried:.2f} times what one carries",
    )


def _shares(made: Cluster) -> list[float]:
    """Let people stroll in every office at once, by its own node; return the share of a core that each of these nodes used."""
    print(f"{len(made.nodes)} processes with two offices", flush=True)
    running = []
    for office in made.offices:
        node = made.nodes[made.owner_of(office)]
        report = made.folder / f"{office}.json"
        server = Server(f"{node.url}/o/{office}", node.process.pid, made.folder, 0.0)
        running.append((server.start_load(report, *STROLL), report))
    assert [process.wait() for process, _ in running] == [0] * len(running), "the load tool failed"
    return [read_report(report)["server_cpu_share"] for _, report in running]


def _healing(made: Cluster) -> Iterator[tuple[str, str]]:
    for label, kills in (("killed (`kill -9`)", True), ("asked to end (`SIGTERM`)", False)):
        seconds = []
        for number in range(ENDS):
            print(f"{label}: {number + 1} of {ENDS}", flush=True)
            seconds += asyncio.run(_once(made, kills=kills))
        seconds.sort()
        p99 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.99))]
        yield label, f"{statistics.median(seconds):.1f} / {p99:.1f} / {seconds[-1]:.1f} s"


async def _once(made: Cluster, *, kills: bool) -> list[float]:
    """End the office's node under people and start it again; return after how many seconds each was welcomed again."""
    owner = await made.owner()
    urls = [f"ws://127.0.0.1:{node.port}/ws" for node in made.nodes.values()]
    here = [await Client.arrive(urls[number % len(urls)], name=f"Mina {number}") for number in range(PEOPLE)]
    back = [asyncio.create_task(_back(client, urls)) for client in here]
    await asyncio.sleep(1)
    began = time.monotonic()
    port = made.nodes[owner].port
    if kills:
        made.nodes[owner].process.kill()
    else:
        await asyncio.to_thread(made.nodes[owner].stop)
    welcomed = await asyncio.gather(*back)
    await asyncio.to_thread(made.nodes[owner].process.wait)
    await asyncio.to_thread(made.start, owner, port, **ALONE)
    return [at - began for at in welcomed]


async def _back(client: Client, urls: list[str]) -> float:
    """Stay until the connection is lost, and come back as the page does; return when that was."""
    assert client.welcome is not None
    token = client.welcome.token
    await client.until_closed()
    while True:
        await asyncio.sleep(CHANCE.uniform(0, PAUSE_S_MAX))
        try:
            again = await Client.arrive(CHANCE.choice(urls), token=token)
        except (WebSocketException, OSError):
            continue
        at = time.monotonic()
        await again.goodbye()
        return at
