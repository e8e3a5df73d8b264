"""A whole office that a seed rules: the real office on a real SQLite file, a virtual clock, ids from the seed, people.

`crash` is the end of the process: everything in memory is thrown away, and the file is opened again.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.server.office_site import INSTALLED, MORNING, NEWCOMERS_PER_MINUTE, PASSWORD, SERVICES, Clock, hall, quick_passwords
from tests.simulation import kept
from tests.simulation.faulty_store import FaultyStore, Killed
from tests.simulation.rooms import LiveRooms

from madang_counters import Backend
from madang_counters.discovery import discover
from madang_counters.documents import Sheet
from madang_counters.runner import Runner
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.accounts import Accounts, SignIn
from madang_server.catalogue import load_catalogue
from madang_server.environment import Environment
from madang_server.faults import Forbidden, StorageFailed
from madang_server.office_app import Newcomers, OfficeService, Visitor, open_office
from madang_server.office_app.context import OfficeContext
from madang_server.store import bring_up_to_date, open_store

if TYPE_CHECKING:
    from tests.simulation.takeover import HeldUp

FILE = "madang.db"
Reply = m.Done | m.Rejected


@dataclass
class Person:
    """Somebody who comes to this office, as they know themselves."""

    name: str
    officer: bool = False
    token: str | None = None
    visitor: Visitor | None = None  # None: they are not here now
    id: str = ""


@dataclass(frozen=True)
class Sent:
    """A command of somebody, and the reply that reached them. None: it never did, and they will ask again."""

    person: Person
    command: c.DurableCommand
    reply: Reply | None
    life: int = 0  # of which process


@dataclass
class World:
    """One office and everybody who comes to it."""

    folder: Path
    chance: random.Random
    clock: Clock = field(default_factory=Clock)
    citizens: list[Person] = field(default_factory=list)
    officers: list[Person] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    notifier: LiveRooms = field(init=False)  # of the process that runs now
    requests: int = 0
    rooms_most: int = 1  # of the hall, that were open at the end of a step: each has every booth (SPEC R20)
    looked_at: float = 0.0  # the office's time at which it looked last after what is due, and the disk took all of it
    heard: Callable[[Sent], None] | None = None  # told of each reply, as it comes
    held_up: list["HeldUp"] = field(default_factory=list)  # processes that stand still (takeover.py)

    # the process -----------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Start the office, as a new process would."""
        self.store = FaultyStore(open_store(f"sqlite+aiosqlite:///{self.folder / FILE}").engine)
        await bring_up_to_date(self.store)
        await self.store.claim()
        backends = discover(INSTALLED).backends
        self.runner = Runner(backends, deadline_s=600.0)
        environment = Environment(
            now=self.clock.now,
            monotonic=self.clock.monotonic,
            key=self._key,
            secret=self._secret,
            entropy=self.chance.randbytes,
        )
        self.accounts = Accounts(self.store, environment, sign_in_hours=12, passwords=quick_passwords())
        self.notifier = LiveRooms()
        self.office = self._office(environment, backends)
        await self.office.start()
        self.looked_at = self.office_now()

    def _office(self, environment: Environment, backends: dict[str, Backend]) -> OfficeService:
        return open_office(
            store=self.store,
            environment=environment,
            catalogue=load_catalogue(self.folder / "services.toml", backends, since=self.clock.now()),
            plans=[hall()],
            runner=self.runner,
            render=_sheet_of_paper,
            notifier=self.notifier,
            accounts=self.accounts,
            public_url="http://office.example",
            looks={"halmoni": "citizen", "student": "citizen", "officer-1": "officer"},
            newcomers=Newcomers(environment.monotonic, NEWCOMERS_PER_MINUTE),
        )

    async def crash(self) -> None:
        """Let the process end without a word, and another one open the file. Nobody is here then."""
        self.happened["crash"] += 1
        await self.end()
        await self.open()

    async def end(self) -> None:
        """Let go of what the operating system would take back: tasks, threads, files. The office does nothing at its end."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for person in (*self.citizens, *self.officers):
            person.visitor = None
        self.notifier.close()
        await self.runner.close()
        await self.accounts.close()
        await self.store.close()

    async def restart(self) -> None:
        """Stop in order, and start again."""
        self.store.faults.clear()
        await self.office.close()
        await self.crash()

    async def look(self) -> None:
        """Let the office look after what is due, as it does every second."""
        now, faults = self.office_now(), len(self.store.faults)
        try:
            await self.office.tick()
            await self.office.timers_fired()
        except Killed:
            await self.crash()
            return
        self.looked_at = now if len(self.store.faults) == faults else self.looked_at

    @property
    def life(self) -> int:
        """How many processes there were before this one."""
        return self.happened["crash"]

    @property
    def context(self) -> OfficeContext:
        return self.office._context

    def office_now(self) -> float:
        return self.context.environment.office.now()

    async def kept(self) -> kept.Kept:
        return await kept.read(self.folder / FILE)

    # people ----------------------------------------------------------------------------------------------------------

    async def arrive(self, person: Person) -> None:
        """Let them come in, for the first time or again; an officer whose sign-in ended signs in anew."""
        try:
            await self._say_hello(person)
        except Forbidden:
            person.token = None  # they sign in when they come the next time
        except StorageFailed:
            self.happened["turned away by the disk"] += 1
        except Killed:
            await self.crash()

    async def _say_hello(self, person: Person) -> None:
        if person.officer:
            person.token = person.token or await self._sign_in(person.name)
            person.visitor = await self.office.arrive(c.Hello(versions=[1], officer=person.token))
        else:
            person.visitor = await self.office.arrive(c.Hello(versions=[1], name=person.name, lang="en", token=person.token))
            person.token = person.visitor.new_token or person.token
        person.id = person.visitor.id
        self.notifier.come(person.visitor, self.office.seating_of(person.visitor))
        self.follow_desk(person.visitor)

    def follow_desk(self, visitor: Visitor) -> None:
        """What the live side does with the fresh state of an officer."""
        if visitor.officer_id is not None:
            self.notifier.tell(visitor.id, self.context.views.desk(self.context.state.desk_of(visitor.officer_id)))

    async def hire(self, name: str) -> Person:
        person = Person(name, officer=True)
        self.officers.append(person)
        await self.accounts.sign_in(name, await self.accounts.add(name, services=SERVICES, skills=[]), PASSWORD)
        return person

    async def _sign_in(self, name: str) -> str:
        signed = await self.accounts.sign_in(name, PASSWORD)
        assert isinstance(signed, SignIn)
        assert signed.token is not None
        return signed.token

    async def send(self, person: Person, command: c.DurableCommand) -> Sent:
        """Let somebody who is here send a command. The reply is lost when the process ends under it."""
        await self.send_together([(person, command)])
        return self.sent[-1]

    async def send_together(self, asked: list[tuple[Person, c.DurableCommand]]) -> None:
        """Let several people who are here send a command at the same time."""
        life = self.life
        waited = [self.office.execute(person.visitor, command) for person, command in asked if person.visitor is not None]
        replies = await asyncio.gather(*waited, return_exceptions=True)
        if any(isinstance(reply, Killed) for reply in replies):
            await self.crash()
        for (person, command), came in zip(asked, replies, strict=True):
            if isinstance(came, BaseException) and not isinstance(came, Killed):
                raise came
            reply = None if isinstance(came, BaseException) else came
            self.happened[f"{type(command).__name__} {answer_of(reply)}"] += 1
            self.sent.append(Sent(person, command, reply, life))
            if self.heard is not None:
                self.heard(self.sent[-1])

    def request(self) -> str:
        self.requests += 1
        return f"request-{self.requests:08d}"

    def _key(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"

    def _secret(self) -> str:
        return f"{self.chance.getrandbits(160):040x}"


def answer_of(reply: Reply | None) -> str:
    """One word for a reply."""
    return "lost" if reply is None else "done" if isinstance(reply, m.Done) else reply.code


async def _sheet_of_paper(sheet: Sheet) -> bytes:
    """Documents are drawn elsewhere (tests/counters); here it matters that there is one."""
    return f"%PDF {sheet.number}".encode()


def opened_at(folder: Path, seed: int) -> World:
    """An office that nobody has started yet."""
    return World(folder, random.Random(seed), Clock(MORNING))
