"""A cluster under load whose nodes, Redis and PostgreSQL are killed and stopped, again and again, and held to its history."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.chaos.chaos import BEFORE_MAX, CITIZENS, MORE_S_MAX, Broken, Report
from tests.chaos.databases import Postgres
from tests.chaos.history import faults
from tests.chaos.people import Crowd, Person
from tests.cluster.nodes import Cluster, cluster
from tests.postgresql_server import running
from tests.redis_server import running as running_redis
from tests.server.running import PASSWORD, Running, free_port

from madang_server.store.shards import TTL_S

NODES = ("a", "b", "c")
KILL_OWNER, STOP_OWNER, END_OWNER, KILL_OTHER, KILL_REDIS, EMPTY_REDIS, KILL_DATABASE = FAULTS = (
    "owner killed", "owner stopped", "owner ended", "other killed", "redis killed", "redis emptied", "database killed",
)  # fmt: skip
STOPPED_S_MAX = 2 * TTL_S


class ClusterChaos:
    """One office on three nodes. `told`: of progress, line by line."""

    def __init__(self, made: Cluster, chance: random.Random, told: Callable[[str], None]) -> None:
        self._made = made
        self._chance = chance
        self._told = told
        self._kept = Postgres(made.postgresql, made.database)
        self._ports = {name: free_port() for name in NODES}
        self.crowd = Crowd([f"ws://127.0.0.1:{port}/ws" for port in self._ports.values()])
        self.report = Report()

    async def run(self, plan: Iterable[str]) -> Report:
        """Do these to it, one after another. Raises `Broken`."""
        for name in NODES:
            await self._start(name)
        officer = await asyncio.to_thread(self._officer_token)
        async with asyncio.TaskGroup() as people:
            for name in (*(f"Citizen {n}" for n in range(CITIZENS)), "Officer Han"):
                token = officer if name == "Officer Han" else None
                people.create_task(Person(self.crowd, name, random.Random(self._chance.random()), token).live(), name=name)
            for number, fault in enumerate(plan, 1):
                await self._once(number, fault)
            await self.crowd.more(CITIZENS)
            self.crowd.over = True
        codes = {name: await asyncio.to_thread(node.stop) for name, node in self._made.nodes.items()}
        if set(codes.values()) != {0}:
            raise Broken(f"nodes ended with {codes}:\n{self._logs()}")
        await self._check("at the end")
        return self.report

    async def _once(self, number: int, fault: str) -> None:
        await self.crowd.more(self._chance.randrange(1, BEFORE_MAX))
        await asyncio.sleep(self._chance.random() * MORE_S_MAX)
        for name, node in self._made.nodes.items():
            if node.process.poll() is not None:
                raise Broken(f"node {name} ended by itself:\n{self._logs()}")
        await self._do(fault)
        await self.crowd.more(CITIZENS)  # it goes on
        await self._check(f"after {number}: {fault}")
        self.report.kills[fault] += 1
        self.report.acknowledged = self.crowd.history.acknowledged
        self._told(f"{number}: {fault}, {self.report.acknowledged} acknowledged")

    async def _do(self, fault: str) -> None:
        made = self._made
        owner = await made.owner() if "owner" in fault or "other" in fault else ""
        match fault:
            case "owner killed":
                await self._killed(owner)
            case "other killed":
                await self._killed(self._chance.choice(made.others(owner)))
            case "owner ended":
                code = await asyncio.to_thread(made.nodes[owner].stop)
                if code != 0:
                    raise Broken(f"node {owner} ended with {code}:\n{self._logs()}")
                await self._start(owner)
            case "owner stopped":
                made.nodes[owner].process.send_signal(signal.SIGSTOP)
                await asyncio.sleep(self._chance.random() * STOPPED_S_MAX)
                made.nodes[owner].process.send_signal(signal.SIGCONT)
            case "redis killed":
                await asyncio.to_thread(made.redis.kill)
                await self.crowd.more(CITIZENS)
                await asyncio.to_thread(made.redis.start)
            case "redis emptied":
                await asyncio.to_thread(made.redis.flush)
            case "database killed":
                await asyncio.to_thread(made.postgresql.kill)
                await asyncio.sleep(self._chance.random() * STOPPED_S_MAX)
                await asyncio.to_thread(made.postgresql.start)

    async def _killed(self, name: str) -> None:
        await asyncio.to_thread(self._made.nodes[name].kill)
        await asyncio.sleep(self._chance.random() * STOPPED_S_MAX)
        await self._start(name)

    async def _start(self, name: str) -> Running:
        return await asyncio.to_thread(self._made.start, name, self._ports[name])

    async def _check(self, when: str) -> None:
        """Hold every node still and look: what people were told by now must be there."""
        live = [node.process for node in self._made.nodes.values()]
        for process in live:
            process.send_signal(signal.SIGSTOP)
        try:
            kept = await asyncio.to_thread(self._kept.kept)
            found = faults(self.crowd.history, kept)
        finally:
            for process in live:
                process.send_signal(signal.SIGCONT)
        self.report.checks += 1
        self.report.states = Counter(f"{row['state']} stay" for row in kept.periods)
        self.report.states["line of a case"] = len(kept.entries)
        if found:
            raise Broken(f"{when}:\n" + "\n".join(map(str, found)))

    def _officer_token(self) -> str:
        added = self._made.run("officer", "add", "Officer Han", "--services", "consultation,echo")
        asked = {"name": "Officer Han", "password": added.stdout.strip().rpartition(" ")[2], "new_password": PASSWORD}
        self._made.owner_of("main")
        with self._made.nodes["a"].client() as client:
            return str(client.post("/api/officer/sign-in", json=asked).raise_for_status().json()["token"])

    def _logs(self) -> str:
        return "\n".join(f"{name}: {node.output[-2_000:]}" for name, node in self._made.nodes.items())


def plan_of(count: int, chance: random.Random) -> list[str]:
    """So many faults by chance, every kind equally often."""
    plan: list[str] = []
    while len(plan) < count:
        plan += chance.sample(FAULTS, len(FAULTS))
    return plan[:count]


async def cluster_chaos(plan: Iterable[str], seed: int, folder: Path, told: Callable[[str], None]) -> Report:
    """Do these to a cluster in this folder. Raises `Broken`."""
    broken: list[BaseException] = []
    with running(durable=True) as postgresql, running_redis() as redis, cluster(folder, postgresql, redis, ("main",)) as made:
        try:
            report = await ClusterChaos(made, random.Random(f"nodes {seed}"), told).run(plan)
        except* Broken as group:  # the people are a group of tasks
            broken.extend(group.exceptions)
    if broken:
        raise broken[0]
    return report
