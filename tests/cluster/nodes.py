"""Real nodes for tests: processes of `madang serve` that share a PostgreSQL and a Redis, each with an address of its own."""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeVar

import httpx
from tests import prefork
from tests.cluster.later_steps import Later
from tests.live.wire import Client
from tests.postgresql_server import PostgreSQL
from tests.redis_sentinels import WatchedRedis
from tests.redis_server import RedisServer
from tests.server.running import START_SECONDS_MAX, Running, madang, serving
from websockets.exceptions import WebSocketException

from madang_protocol import messages as m

T = TypeVar("T")

CLOCKED = prefork.ROOT / "tests" / "clocked.py"
TABLE = "SELECT office, epoch, owner, address, until > extract(epoch from clock_timestamp()) FROM shards"


def wrong_by(seconds: float) -> tuple[str, ...]:
    """A `madang` whose clock on the wall is wrong by so much; with nothing, `madang`."""
    return (sys.executable, str(CLOCKED), str(seconds)) if seconds else prefork.MADANG


@dataclass(frozen=True)
class Owned:
    """Who has an office: as the database has it."""

    epoch: int
    address: str
    holds: bool


@dataclass
class Cluster:
    """Nodes by name, over one database, one Redis and one data folder."""

    folder: Path
    database: str
    postgresql: PostgreSQL
    redis: RedisServer | WatchedRedis
    offices: tuple[str, ...]
    nodes: dict[str, Running] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)  # at which each tells the others that it is
    stack: ExitStack = field(default_factory=ExitStack)

    def start(
        self, name: str, port: int | None = None, *, program: tuple[str, ...] = prefork.MADANG, **environment: str
    ) -> Running:
        """Start a node; it is ready when this returns. `program`: another than `madang`."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        variables = self.settings | {"MADANG_NODE_ID": name} | environment
        node = self.stack.enter_context(serving(folder, port, program=program, **variables))
        self.nodes[name] = node
        self.addresses[name] = environment.get("MADANG_NODE_URL", node.url)
        return node

    async def start_later(self, name: str, version: Later, port: int | None = None, **environment: str) -> Running:
        """Start a node of a version to come, beside a running loop."""
        given = version.environment | environment
        return await asyncio.to_thread(lambda: self.start(name, port, program=version.program, **given))

    async def stop(self, name: str) -> None:
        """Ask a node to end, and wait, beside a running loop."""
        node = self.nodes.pop(name)
        assert await asyncio.to_thread(node.stop) == 0, node.output

    @property
    def settings(self) -> dict[str, str]:
        """What all nodes have in common, as variables."""
        database = self.postgresql.url(self.database)
        return {"MADANG_DATABASE": database, "MADANG_REDIS": self.redis.url, "MADANG_DATA": str(self.folder / "data")}

    def run(self, *arguments: str, program: tuple[str, ...] = prefork.MADANG, **environment: str) -> CompletedProcess[str]:
        """Run a command of `madang` with these settings, to its end."""
        return madang(*arguments, folder=self.folder, program=program, **self.settings | environment)

    async def start_all(self, *names: str) -> None:
        """Start nodes, beside a running loop."""
        for name in names:
            await asyncio.to_thread(self.start, name)

    async def owner(self, office: str = "main") -> str:
        """As `owner_of`, beside a running loop."""
        return await asyncio.to_thread(self.owner_of, office)

    def owners(self) -> dict[str, Owned]:
        """Who has which office."""
        with self.postgresql.connect(self.database) as sql:
            return {row[0]: Owned(row[1], row[3], row[4]) for row in sql.execute(TABLE)}  # type: ignore[misc]

    def owner_of(self, office: str) -> str:
        """The name of the node that has the office; waits until one has it and answers for it."""
        return self.wait_for(lambda: self._owner_of(office))

    def _owner_of(self, office: str) -> str | None:
        found = self.owners().get(office)
        if found is None or not found.holds:
            return None
        name = next((name for name in self.nodes if self.addresses[name] == found.address), None)
        return name if name is not None and self._answers(name, office) else None

    def _answers(self, name: str, office: str) -> bool:
        """Whether the office itself answers at this node."""
        base = "" if office == "main" else f"/o/{office}"
        try:
            with self.nodes[name].client() as client:
                asked = client.get(f"{base}/api/waits", headers={"madang-passed-on-by": "test"})
        except httpx.TransportError:
            return False
        return asked.status_code == 200

    def wait_for(self, found: Callable[[], T | None]) -> T:
        """Return what `found` returns once it is something."""
        ends = time.monotonic() + START_SECONDS_MAX
        while not (value := found()):
            assert time.monotonic() < ends, {name: node.output for name, node in self.nodes.items()}
            time.sleep(0.1)
        return value

    def status(self) -> dict[str, Any]:
        """What `madang cluster status` says."""
        told: dict[str, Any] = json.loads(self.run("cluster", "status", "--json").stdout)
        return told

    def node_names(self) -> set[str]:
        """The nodes that `madang cluster status` knows."""
        return {node["id"] for node in self.status()["nodes"]}

    def officer_token(self, node: str, name: str = "Officer Han", services: str = "consultation,echo", *more: str) -> str:
        """Make an account, and sign in at this node. `more`: options of `madang officer add`."""
        added = self.run("officer", "add", name, "--services", services, *more)
        assert added.returncode == 0, added.stderr
        return self.nodes[node].first_sign_in(name, added.stdout)

    def hosts(self) -> list[str]:
        """The nodes that have rooms of offices of other nodes."""
        return [host for office in self.status()["offices"] for host in office["hosts"]]

    def passed_on(self) -> int:
        """How many sockets the nodes pass on now, as the nodes themselves say."""
        return sum(int(metric_of(node, "madang_node_passed_on")) for node in self.nodes.values())

    def others(self, name: str) -> list[str]:
        """The other nodes."""
        return [other for other in self.nodes if other != name]


def metric_of(node: Running, name: str) -> float:
    """The sum of one metric's samples at a node."""
    with node.client() as client:
        lines = client.get("/metrics").text.splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith((f"{name} ", f"{name}{{")))


@contextmanager
def cluster(
    folder: Path, postgresql: PostgreSQL, redis: RedisServer | WatchedRedis, offices: tuple[str, ...]
) -> Iterator[Cluster]:
    """A cluster without nodes yet; at the end of the block all of its nodes are gone."""
    (folder / "data").mkdir(exist_ok=True)
    database = postgresql.empty()
    made = Cluster(folder, database, postgresql, redis, offices)
    with made.stack:
        yield made
    postgresql.drop(database)


async def come_in(url: str, **hello: Any) -> Client:
    """Arrive, and again as the page does when the office just moves (SPEC S9)."""
    ends = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            return await Client.arrive(url, **hello)
        except (WebSocketException, OSError):
            assert time.monotonic() < ends
            await asyncio.sleep(0.2)


def url_of(node: str, made: Cluster, office: str = "main") -> str:
    base = "" if office == "main" else f"/o/{office}"
    return f"ws://127.0.0.1:{made.nodes[node].port}{base}/ws"


async def enter(url: str, **hello: Any) -> tuple[Client, m.Room]:
    """Come in, and wait until the room says where I am."""
    client = await come_in(url, **hello)
    return client, await client.until(m.Room)
