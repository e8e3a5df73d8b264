"""An office under load whose processes are killed at random instants, again and again, and held to its history after each."""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.databases import Database, database
from tests.chaos.history import Fault, faults
from tests.chaos.people import Crowd, Person
from tests.server.running import Running, free_port, serving

CITIZENS = 6
BEFORE_MAX = 60  # commands that are answered between two kills
MORE_S_MAX = 0.2  # and then some instant of the work
SERVER, STORAGE = "server", "database"


class Broken(AssertionError):
    """Says what was wrong, after which kill."""


@dataclass
class Report:
    """What happened."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    checks: int = 0
    states: Counter[str] = field(default_factory=Counter)  # of the tickets and their stays, at the end


class Chaos:
    """One office on one database. `told`: of progress, line by line."""

    def __init__(self, folder: Path, kept: Database, chance: random.Random, told: Callable[[str], None]) -> None:
        self._folder = folder
        self._database = kept
        self._chance = chance
        self._told = told
        self._office: Running | None = None
        self._held = ExitStack()
        self._port = free_port()
        self.crowd = Crowd([f"ws://127.0.0.1:{self._port}/ws"])
        self.report = Report()

    async def run(self, kills: int) -> Report:
        """Kill so many times. Raises `Broken`."""
        await self._open()
        assert self._office is not None
        try:
            officer = await asyncio.to_thread(self._office.officer_token, "Officer Han", "consultation,echo")
            async with asyncio.TaskGroup() as people:
                for name in (*(f"Citizen {n}" for n in range(CITIZENS)), "Officer Han"):
                    token = officer if name == "Officer Han" else None
                    person = Person(self.crowd, name, random.Random(self._chance.random()), token)
                    people.create_task(person.live(), name=name)
                for number in range(1, kills + 1):
                    await self._once(number, kills)
                await self.crowd.more(CITIZENS)
                self.crowd.over = True
            await self._end()
            await self._check("at the end")
        finally:
            self._held.close()
        return self.report

    async def _once(self, number: int, kills: int) -> None:
        await self.crowd.more(self._chance.randrange(1, BEFORE_MAX))
        await asyncio.sleep(self._chance.random() * MORE_S_MAX)
        self._prove_alive()
        victims = (
            self._chance.choice(((SERVER,), (SERVER,), (STORAGE,), (SERVER, STORAGE))) if self._database.victim else (SERVER,)
        )
        for victim in self._chance.sample(victims, len(victims)):
            await self._kill(victim)
        await self._database.start()
        if SERVER in victims:
            await self._check(f"after kill {number}")
            await self._open()
        self.report.kills[" and ".join(victims)] += 1
        self.report.acknowledged = self.crowd.history.acknowledged
        self._told(
            f"{self._database.name}: kill {number} of {kills} ({' and '.join(victims)}), {self.report.acknowledged} acknowledged"
        )

    async def _kill(self, victim: str) -> None:
        if victim == STORAGE:
            await self._database.kill()
        else:
            assert self._office is not None
            await asyncio.to_thread(self._office.kill)

    async def _open(self) -> None:
        self._held.close()
        self._office = await asyncio.to_thread(self._held.enter_context, serving(self._folder, self._port))

    async def _end(self) -> None:
        assert self._office is not None
        code = await asyncio.to_thread(self._office.stop)
        if code != 0:
            raise Broken(f"the server ended with {code}:\n{self._office.output[-4_000:]}")

    def _prove_alive(self) -> None:
        assert self._office is not None
        code = self._office.process.poll()
        if code is not None:
            raise Broken(f"the server ended by itself with {code}:\n{self._office.output[-4_000:]}")

    async def _check(self, when: str) -> None:
        kept = await asyncio.to_thread(self._database.kept)
        found: list[Fault] = faults(self.crowd.history, kept)
        self.report.checks += 1
        self.report.states = Counter(f"{row['state']} stay" for row in kept.periods)
        self.report.states["line of a case"] = len(kept.entries)
        if found:
            raise Broken(f"{self._database.name}, {when}:\n" + "\n".join(map(str, found)))


async def chaos(name: str, kills: int, seed: int, folder: Path, told: Callable[[str], None] = sys.stdout.write) -> Report:
    """Kill an office on the database of this name so many times. Raises `Broken`."""
    broken: list[BaseException] = []
    with database(name, folder) as kept:
        try:
            report = await Chaos(folder, kept, random.Random(f"{name} {seed}"), told).run(kills)
        except* Broken as group:  # the people are a group of tasks
            broken.extend(group.exceptions)
    if broken:
        raise broken[0]
    return report
