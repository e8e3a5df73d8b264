"""What is done to an office under load, again and again, and how what people were told is held against its rows after each time.

One way for a server alone (one_server.py) and for a cluster (nodes.py): people work all the time, a fault is done to a part, the
rows are looked at while nobody serves them, and work must go on.
"""

import asyncio
import random
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from tests.chaos.history import Kept, faults
from tests.chaos.people import COUNTERS, Crowd, Person

BEFORE_MAX = 60  # commands that are answered between two faults
MORE_S_MAX = 0.2  # and then some instant of the work
GOES_ON_S_MAX = 300.0  # in which people must be answered again: only so that an office that hangs fails and holds nobody up
OLD_PAGE = "Citizen 1"  # whose page is of a version that cannot be sent on
SERVICES = "consultation,resident-register-copy,echo"


class Broken(AssertionError):
    """Says what was wrong, after which fault."""


@dataclass(frozen=True)
class Scale:
    """How many people there are, officers among them, and how much they do."""

    people: int = 7
    officers: int = 1
    commands_a_second: float = 0.0  # of all of them together; 0: as fast as they are answered

    def __post_init__(self) -> None:
        assert 1 <= self.officers <= len(COUNTERS), f"there are {len(COUNTERS)} counters"
        assert self.people > self.officers, "somebody must come to them"

    @property
    def pause_s(self) -> float:
        """How long each of them rests between two commands, on the average."""
        return self.people / self.commands_a_second if self.commands_a_second else 0.0


@dataclass
class Report:
    """What happened."""

    faults: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    checks: int = 0
    states: Counter[str] = field(default_factory=Counter)  # of the tickets and their stays, at the end
    heard: int = 0  # words in rooms
    seen_for_s: float = 0.0  # how long people were seen in rooms for certain, all of them together


class Chaos(ABC):
    """An office, what it runs on, and who is in it. `told`: of progress, line by line."""

    def __init__(self, name: str, scale: Scale, chance: random.Random, told: Callable[[str], None]) -> None:
        self.name = name
        self.scale = scale
        self.chance = chance
        self.crowd = Crowd(pause_s=scale.pause_s)
        self.report = Report()
        self._told = told

    # what is under chaos -------------------------------------------------------------------------------------------------

    @abstractmethod
    async def open(self) -> Mapping[str, str]:
        """Open the office; return where people come in, by the names of its nodes: `ws://` and so on, without a path."""

    @abstractmethod
    def officer_token(self, name: str) -> str:
        """Return the sign-in of a new officer. Blocks."""

    @abstractmethod
    def prove_alive(self) -> None:
        """Raise `Broken` when a part has ended that nobody ended."""

    @abstractmethod
    async def do(self, fault: str) -> None:
        """Do this to it. What was killed may be dead afterwards."""

    @abstractmethod
    def at_rest(self) -> AbstractAsyncContextManager[None]:
        """Nobody serves the office inside the block."""

    @abstractmethod
    def kept(self) -> Kept:
        """Return the rows of the office, at rest. Blocks."""

    @abstractmethod
    async def go_on(self) -> None:
        """Start again what is dead."""

    @abstractmethod
    async def end(self) -> None:
        """End it as a supervisor would. Raises `Broken` when that did not go well."""

    # what is done to all of them -----------------------------------------------------------------------------------------

    async def run(self, plan: Iterable[str]) -> Report:
        """Do these to it, one after another. Raises `Broken`."""
        self.crowd.doors = await self.open()
        officers = [f"Officer {number + 1}" for number in range(self.scale.officers)]
        tokens = {name: await asyncio.to_thread(self.officer_token, name) for name in officers}
        citizens = [f"Citizen {number}" for number in range(self.scale.people - len(officers))]
        async with asyncio.TaskGroup() as people:
            for name in (*citizens, *officers):
                counter = COUNTERS[officers.index(name)] if name in tokens else None
                own, follows = random.Random(self.chance.random()), name != OLD_PAGE
                person = Person(self.crowd, name, own, tokens.get(name), counter, follows=follows)
                people.create_task(person.live(), name=name)
            for number, fault in enumerate(plan, 1):
                await self._once(number, fault)
            await self._more(self.scale.people)
            self.crowd.over = True
        await self.end()
        await self._check("at the end")
        return self.report

    async def _once(self, number: int, fault: str) -> None:
        await self._more(self.chance.randrange(1, BEFORE_MAX))
        await asyncio.sleep(self.chance.random() * MORE_S_MAX)
        self.prove_alive()
        await self.do(fault)
        await self._check(f"after {number}: {fault}")
        await self.go_on()
        await self._more(self.scale.people)
        self.report.faults[fault] += 1
        self.report.acknowledged = self.crowd.history.acknowledged
        at, rooms = dict(sorted(self.crowd.at.items())), self.crowd.rooms
        told = f"{self.report.acknowledged} acknowledged, {rooms.heard} heard, {rooms.begun_anew} begun anew, {at}"
        self._told(f"{self.name} {number}: {fault}, {told}")

    async def _more(self, commands: int) -> None:
        """Return when so many more were answered."""
        try:
            async with asyncio.timeout(GOES_ON_S_MAX):
                await self.crowd.more(commands)
        except TimeoutError as late:
            self.prove_alive()
            raise Broken(f"{self.name}: nobody was answered for {GOES_ON_S_MAX} s") from late

    async def _check(self, when: str) -> None:
        """Look at the rows at rest: what people were told by then must be there."""
        async with self.at_rest():
            kept = await asyncio.to_thread(self.kept)
            told = self.crowd.history.copy()
        found = [*await asyncio.to_thread(faults, told, kept), *self.crowd.rooms.faults()]
        self.report.checks += 1
        self.report.heard, self.report.seen_for_s = self.crowd.rooms.heard, self.crowd.rooms.seen_for_s
        self.report.states = Counter(f"{row['state']} stay" for row in kept.periods)
        self.report.states["line of a case"] = len(kept.entries)
        if found:
            raise Broken(f"{self.name}, {when}:\n" + "\n".join(map(str, found)))


async def until_broken(chaos: Chaos, plan: Iterable[str]) -> Report:
    """Run it. Raises `Broken` alone where the people, who are a group of tasks, end with it."""
    broken: list[BaseException] = []
    try:
        return await chaos.run(plan)
    except* Broken as group:
        broken.extend(group.exceptions)
    raise broken[0]
