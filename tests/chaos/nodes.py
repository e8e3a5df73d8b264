"""A cluster: nodes, Redis and PostgreSQL are killed and stopped, the lines between them are cut and slowed, clocks are wrong."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

from tests.chaos import plans
from tests.chaos.chaos import GOES_ON_S_MAX, SERVICES, Broken, Chaos, Report, Scale, until_broken
from tests.chaos.databases import Postgres
from tests.chaos.history import Kept
from tests.chaos.proxied import Lines, proxy
from tests.cluster.nodes import Cluster, cluster, wrong_by
from tests.cluster.small_places import small_places
from tests.postgresql_server import ACCOUNT, running
from tests.redis_server import running as running_redis
from tests.server.running import free_port
from tests.server.two_offices import always_open

from madang_server.cluster.hosting.right import RIGHT_S
from madang_server.store.shards import TTL_S

NODES = ("a", "b", "c")
FOR_S_MAX = 2 * TTL_S  # how long a fault lasts
DELAYS_S = (0.2, 2.0)  # from, to
LOOK_EVERY_S = 0.1
ROOM_HOLDS_MIN, ROOMS = 3, 4  # people that a room holds, and in how many rooms all would be
TRACEBACK = "Traceback (most recent call last)"
_EVERYBODY = {"MADANG_NEWCOMERS_PER_MINUTE": "100000", "MADANG_CONNECTIONS_PER_ADDRESS": "100000"}  # they come from one address


class ClusterChaos(Chaos):
    """One office on three nodes, with a line for each pair of ends."""

    def __init__(self, made: Cluster, lines: Lines, scale: Scale, chance: random.Random, told: Callable[[str], None]) -> None:
        super().__init__("nodes", scale, chance, told)
        self._made = made
        self._lines = lines
        self._database = Postgres(made.postgresql, made.database)
        self._ports = {name: free_port() for name in NODES}
        self._settings: dict[str, dict[str, str]] = {}
        places = small_places(made.folder / "places", max(ROOM_HOLDS_MIN, scale.people // ROOMS))
        self._rooms = {
            "MADANG_OFFICE_PEOPLE_MAX": str(max(2, scale.people // len(NODES))),
            "MADANG_NODE_PATHS": "routed",
            "MADANG_PLACES": str(places),
        }
        self.clocks = dict.fromkeys(NODES, 0.0)

    async def open(self) -> Mapping[str, str]:
        doors = {name: await self._open_doors(name) for name in NODES}
        for name in NODES:
            await self._start(name)
        return {name: f"ws://127.0.0.1:{door}" for name, door in doors.items()}

    async def _open_doors(self, name: str) -> int:
        """Open the doors of a node: to it, and from it to the database and Redis. Return the port of the first."""
        made = self._made
        door = await self._lines.door(("127.0.0.1", self._ports[name]), name)
        database = await self._lines.door(str(made.postgresql.socket), "database", f"{name}>database")
        redis = await self._lines.door(str(made.redis.socket), "redis", f"{name}>redis")
        self._settings[name] = (
            _EVERYBODY
            | self._rooms
            | {
                "MADANG_NODE_URL": f"http://127.0.0.1:{door}",
                "MADANG_DATABASE": f"postgresql+psycopg://{ACCOUNT}@127.0.0.1:{database}/{made.database}",
                "MADANG_REDIS": f"redis://127.0.0.1:{redis}/0",
            }
        )
        return door

    async def _start(self, name: str) -> None:
        clock, settings = self.clocks[name], self._settings[name]
        await asyncio.to_thread(lambda: self._made.start(name, self._ports[name], program=wrong_by(clock), **settings))

    def officer_token(self, name: str) -> str:
        self._made.owner_of("main")
        return self._made.officer_token("a", name, SERVICES)

    def prove_alive(self) -> None:
        for name, node in self._made.nodes.items():
            if node.process.poll() is not None:
                raise Broken(f"node {name} ended by itself:\n{self._logs()}")

    async def do(self, fault: str) -> None:
        made = self._made
        owner = await made.owner()
        other = self.chance.choice(made.others(owner))
        if "host" in fault:
            owner, host = await self._host()
            await self._do_to_host(fault, owner, host)
            return
        match fault:
            case plans.KILL_OWNER | plans.KILL_OTHER:
                await self._kill(owner if fault == plans.KILL_OWNER else other)
            case plans.END_OWNER:
                await self._end(owner)
                await self._start(owner)
            case plans.SET_CLOCK:
                await self._end(owner)
                self.clocks[owner] = self.chance.choice(plans.CLOCKS_WRONG_BY_S)
                await self._start(owner)
            case plans.STOP_OWNER:
                await self._stop(owner, self.chance.random() * FOR_S_MAX)
            case plans.KILL_REDIS:
                await asyncio.to_thread(made.redis.kill)
                await self._a_while()
                await asyncio.to_thread(made.redis.start)
            case plans.EMPTY_REDIS:
                await asyncio.to_thread(made.redis.flush)
            case plans.KILL_DATABASE:
                await asyncio.to_thread(made.postgresql.kill)
                await self._a_while()
                await asyncio.to_thread(made.postgresql.start)
            case _:
                kind, _, line = fault.rpartition(" ")
                await self._spoil(kind, line.replace("owner", owner).replace("other", other))

    async def _host(self) -> tuple[str, str]:
        """Wait until people are at a node that has not the office. Returns who has it, and one of these."""
        async with asyncio.timeout(GOES_ON_S_MAX):
            while True:
                owner = await self._made.owner()
                if hosts := sorted(self.crowd.at.keys() - {owner}):
                    return owner, self.chance.choice(hosts)
                await asyncio.sleep(LOOK_EVERY_S)

    async def _do_to_host(self, fault: str, owner: str, host: str) -> None:
        match fault:
            case plans.KILL_HOST:
                await self._kill(host)
            case plans.KILL_BOTH:
                for name in (owner, host):
                    await asyncio.to_thread(self._made.nodes[name].kill)
                await self._a_while()
                for name in (owner, host):
                    await self._start(name)
            case plans.END_HOST:
                await self._end(host)
                await self._start(host)
            case plans.STOP_HOST:
                await self._stop(host, self.chance.random() * FOR_S_MAX)
            case plans.HOLD_UP_HOST:
                await self._stop(host, self._past_its_right_s)
            case plans.CUT_OFF_HOST:
                await self._lines.cut(f"{host}/link>{owner}")
                await asyncio.sleep(self._past_its_right_s)
                await self._lines.mend(f"{host}/link>{owner}")
            case plans.DRAIN_HOST:
                await asyncio.to_thread(self._made.run, "node", "drain", host)
                await self._a_while()
                await asyncio.to_thread(self._made.run, "node", "drain", host, "--undo")
            case _:
                kind, _, line = fault.rpartition(" ")
                await self._spoil(kind, line.replace("owner", owner).replace("host", host))

    @property
    def _past_its_right_s(self) -> float:
        """For how long a host is away that may have its rooms no longer."""
        return RIGHT_S + self.chance.random() * FOR_S_MAX / 2

    async def _stop(self, name: str, seconds: float) -> None:
        self._made.nodes[name].process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self._made.nodes[name].process.send_signal(signal.SIGCONT)

    async def _spoil(self, kind: str, line: str) -> None:
        """Do this to the line for a while."""
        if kind == plans.RESET:
            await self._lines.reset(line)
            return
        match kind:
            case plans.CUT:
                await self._lines.cut(line)
            case plans.CUT_THERE:
                await self._lines.cut(line, "there")
            case plans.CUT_BACK:
                await self._lines.cut(line, "back")
            case plans.SLOW:
                await self._lines.slow(line, self.chance.uniform(*DELAYS_S))
        await self._a_while()
        await self._lines.mend(line)

    async def _a_while(self) -> None:
        await asyncio.sleep(self.chance.random() * FOR_S_MAX)

    async def _kill(self, name: str) -> None:
        await asyncio.to_thread(self._made.nodes[name].kill)
        await self._a_while()
        await self._start(name)

    async def _end(self, name: str) -> None:
        code = await asyncio.to_thread(self._made.nodes[name].stop)
        if code != 0:
            raise Broken(f"node {name} ended with {code}:\n{self._logs()}")

    async def go_on(self) -> None:
        """Nothing is left dead by a fault."""

    @asynccontextmanager
    async def at_rest(self) -> AsyncIterator[None]:
        """Every node is held still; what is under way in the database goes on, and was told nobody."""
        live = [node.process for node in self._made.nodes.values()]
        for process in live:
            process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            for process in live:
                process.send_signal(signal.SIGCONT)

    def kept(self) -> Kept:
        return self._database.kept()

    async def end(self) -> None:
        for name in NODES:
            await self._end(name)
        crashed = {name: node.output for name, node in self._made.nodes.items() if TRACEBACK in node.output}
        if crashed:
            told = (f"{name}: {log[max(0, log.index(TRACEBACK) - 500) :][:6_000]}" for name, log in crashed.items())
            raise Broken("a node has a fault of its own:\n" + "\n".join(told))

    def _logs(self) -> str:
        return "\n".join(f"{name}: {node.output[-4_000:]}" for name, node in self._made.nodes.items())


async def cluster_chaos(
    plan: Iterable[str],
    seed: int,
    folder: Path,
    told: Callable[[str], None],
    scale: Scale,
    clocks: Mapping[str, float] = MappingProxyType({}),
) -> Report:
    """Do these to a cluster in this folder. `clocks`: by how many seconds those of nodes are wrong. Raises `Broken`."""
    with running(durable=True) as postgresql, running_redis() as redis:
        (folder / "data").mkdir()
        (folder / "data" / "services.toml").write_text(always_open(), "utf-8")
        with cluster(folder, postgresql, redis, ("main",)) as made:
            async with proxy() as lines:
                chaos = ClusterChaos(made, lines, scale, random.Random(f"nodes {seed}"), told)
                chaos.clocks.update(clocks)
                return await until_broken(chaos, plan)
