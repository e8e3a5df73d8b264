"""Real nodes for tests: processes of `madang serve` that share a PostgreSQL and a Redis, each with an address of its own."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from tests.postgresql_server import PostgreSQL
from tests.redis_server import RedisServer
from tests.server.running import START_SECONDS_MAX, Running, serving

TABLE = "SELECT office, epoch, owner, address, until > extract(epoch from clock_timestamp()) FROM shards"


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
    redis: RedisServer
    offices: tuple[str, ...]
    nodes: dict[str, Running] = field(default_factory=dict)
    stack: ExitStack = field(default_factory=ExitStack)

    def start(self, name: str, **environment: str) -> Running:
        """Start a node; it is ready when this returns."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        settings = {
            "MADANG_DATABASE": self.postgresql.url(self.database),
            "MADANG_REDIS": self.redis.url,
            "MADANG_DATA": str(self.folder / "data"),
            "MADANG_NODE_ID": name,
        }
        node = self.stack.enter_context(serving(folder, **settings | environment))
        self.nodes[name] = node
        return node

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
        name = next((name for name, node in self.nodes.items() if node.url == found.address), None)
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

    def wait_for(self, found):  # type: ignore[no-untyped-def]
        """Return what `found` returns once it is something."""
        ends = time.monotonic() + START_SECONDS_MAX
        while not (value := found()):
            assert time.monotonic() < ends, {name: node.output for name, node in self.nodes.items()}
            time.sleep(0.1)
        return value

    def others(self, name: str) -> list[str]:
        """The other nodes."""
        return [other for other in self.nodes if other != name]


@contextmanager
def cluster(folder: Path, postgresql: PostgreSQL, redis: RedisServer, offices: tuple[str, ...]) -> Iterator[Cluster]:
    """A cluster without nodes yet; at the end of the block all of its nodes are gone."""
    (folder / "data").mkdir(exist_ok=True)
    database = postgresql.empty()
    made = Cluster(folder, database, postgresql, redis, offices)
    with made.stack:
        yield made
    postgresql.drop(database)


async def wait_for(cluster: Cluster, found):  # type: ignore[no-untyped-def]
    """As `Cluster.wait_for`, beside a running loop."""
    return await asyncio.to_thread(cluster.wait_for, found)
