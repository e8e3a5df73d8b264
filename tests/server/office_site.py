"""A real office for tests: a database, the shipped counters, real documents; only time and the notifier are ours.

The database is SQLite in a file, or what `madang.toml` in the office's folder names (conftest.py).
"""

import tomllib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from argon2 import PasswordHasher

from madang_counters import Backend
from madang_counters.discovery import GROUP, discover
from madang_counters.documents import render_pdf
from madang_counters.runner import Runner
from madang_office.outbox import Way
from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.accounts import Accounts, SignIn
from madang_server.catalogue import load_catalogue
from madang_server.environment import Environment
from madang_server.office_app import Newcomers, OfficeService, Visitor, open_office
from madang_server.office_app.context import Render
from madang_server.password_hashing import PasswordHashing
from madang_server.store import Store, bring_up_to_date, open_store
from madang_worlds import Area, Booth, CounterSpot, Plan, Rect

M = TypeVar("M", bound=m.Message)
MORNING = 1_767_315_600.0  # Friday 2 January 2026, 10:00 in Seoul
NEWCOMERS_PER_MINUTE = 120
NO_DEADLINE_S = 600.0  # for plug-ins: none of these tests is about a slow one, and a machine may stand still for a second
PASSWORD = "a long enough password"
SERVICES = ["consultation", "resident-register-copy", "echo"]
INSTALLED = entry_points(group=GROUP)  # read once: every office makes its own plug-ins of them
_numbers = count(1)


def request_id() -> str:
    """A new request id."""
    return f"request-{next(_numbers):06d}"


@dataclass
class Clock:
    """Time that only tests move. `jumped_s`: by how much the wall was set, which nothing else notices."""

    instant: float = MORNING
    jumped_s: float = 0.0

    def now(self) -> float:
        return self.instant + self.jumped_s

    def monotonic(self) -> float:
        return self.instant


@dataclass
class RecordingNotifier:
    """Remembers what was said, in order, and to whom."""

    said: list[tuple[str, m.Message]] = field(default_factory=list)
    seated: list[tuple[list[str], str, str]] = field(default_factory=list)
    dismissed: list[str] = field(default_factory=list)
    seen_anew: list[str] = field(default_factory=list)
    office_changes: int = 0
    queue_changes: int = 0
    rooms: dict[str, int] = field(default_factory=dict)  # how many of a place are open, where it is not one

    def tell(self, visitor_id: str, message: m.Message) -> None:
        self.said.append((visitor_id, message))

    def office_changed(self) -> None:
        self.office_changes += 1  # the live side would read the board again

    def queue_changed(self) -> None:
        self.queue_changes += 1  # the live side would read the lines again

    def profile_changed(self, visitor_id: str) -> None:
        self.seen_anew.append(visitor_id)

    def seat_in_booth(self, visitor_ids: list[str], booth: str, counter: str) -> None:
        self.seated.append((visitor_ids, booth, counter))

    def open_rooms(self, place: str) -> int:
        return self.rooms.get(place, 1)

    def dismiss(self, visitor_id: str) -> None:
        self.dismissed.append(visitor_id)

    def told(self, visitor: Visitor, kind: type[M]) -> list[M]:
        """All messages of one kind to one visitor."""
        return [message for visitor_id, message in self.said if visitor_id == visitor.id and isinstance(message, kind)]


def hall() -> Plan:
    """One room with three counters and two booths."""
    spots = {"one": ("consultation",), "two": ("consultation", "echo"), "papers": ("resident-register-copy",)}
    counters = {name: CounterSpot(name, {"ko": name, "en": name}, services, (1000, 1000)) for name, services in spots.items()}
    seats = ((2000, 2000), (2200, 2000))
    booths = {
        name: Booth(name, {"ko": name, "en": name}, 2, seats, Area(name, Rect(1800, 1800, 600, 600))) for name in ("b1", "b2")
    }
    return Plan.bare(np.zeros((20, 20), np.bool_), "hall", counters=counters, booths=booths)


@dataclass
class Site:
    """One office on one database file."""

    office: OfficeService
    notifier: RecordingNotifier
    clock: Clock
    store: Store
    accounts: Accounts
    runner: Runner

    async def citizen(self, name: str = "Mina", **hello: Any) -> Visitor:
        """Somebody new."""
        return await self.office.arrive(c.Hello(versions=[1], name=name, lang="en", **hello))

    async def again(self, visitor: Visitor) -> Visitor:
        """The same citizen, by their token."""
        return await self.office.arrive(c.Hello(versions=[1], token=visitor.new_token))

    async def sign_in(self, name: str, services: list[str] | None = None, *, supervisor: bool = False) -> str:
        """A new officer's token."""
        password = await self.accounts.add(name, services=services or SERVICES, skills=[], supervisor=supervisor)
        signed = await self.accounts.sign_in(name, password, PASSWORD)
        assert isinstance(signed, SignIn)
        assert signed.token is not None
        return signed.token

    async def officer(
        self, name: str = "Officer Han", services: list[str] | None = None, *, counter: str | None = None
    ) -> Visitor:
        """A new officer, at a counter when one is named."""
        token = await self.sign_in(name, services)
        visitor = await self.office.arrive(c.Hello(versions=[1], officer=token))
        if counter is not None:
            await self.done(visitor, c.DeskOpen(id=request_id(), counter=counter))
        return visitor

    async def supervisor(self, name: str = "Supervisor Seo") -> Visitor:
        """A new officer who supervises the office."""
        return await self.office.arrive(c.Hello(versions=[1], officer=await self.sign_in(name, supervisor=True)))

    async def done(self, visitor: Visitor, command: c.DurableCommand) -> m.Done:
        """Execute a command that must be accepted."""
        reply = await self.office.execute(visitor, command)
        assert isinstance(reply, m.Done), reply
        return reply

    async def rejected(self, visitor: Visitor, command: c.DurableCommand) -> m.Rejected:
        """Execute a command that must be rejected."""
        reply = await self.office.execute(visitor, command)
        assert isinstance(reply, m.Rejected), reply
        return reply

    async def code(self, visitor: Visitor, command: c.DurableCommand) -> Rejection:
        """The code with which a command is rejected."""
        return (await self.rejected(visitor, command)).code

    async def take(self, visitor: Visitor, service: str = "consultation", ground: str | None = None) -> str:
        """A ticket's id."""
        ref = (await self.done(visitor, c.TicketTake(id=request_id(), service=service, ground=ground))).ref
        assert ref is not None
        return ref

    async def serve_next(self, officer: Visitor) -> str:
        """Call and serve: the case's id."""
        await self.done(officer, c.DeskCall(id=request_id()))
        ref = (await self.done(officer, c.DeskServe(id=request_id()))).ref
        assert ref is not None
        return ref

    def tickets(self, visitor: Visitor) -> list[m.TicketView]:
        """A visitor's tickets as they were told last."""
        return self.notifier.told(visitor, m.Tickets)[-1].tickets

    def desk(self, officer: Visitor) -> m.Desk:
        """An officer's desk as it was told last."""
        return self.notifier.told(officer, m.Desk)[-1]

    def ticket_at(self, officer: Visitor) -> m.TicketView:
        """The ticket at an officer's desk as it was told last; there must be one."""
        ticket = self.desk(officer).ticket
        assert ticket is not None
        return ticket

    def case(self, visitor: Visitor, case: str) -> m.CaseView:
        """A case as it was told last."""
        return [message.case for message in self.notifier.told(visitor, m.Case) if message.case.id == case][-1]

    def service(self, name: str = "consultation") -> m.ServiceLine:
        """A service on the board."""
        return next(service for service in self.office.office_view().services if service.id == name)

    async def later(self, seconds: float) -> None:
        """Let time pass, in one go."""
        self.clock.instant += seconds
        await self.office.tick()
        await self.office.timers_fired()


def quick_passwords() -> PasswordHashing:
    """Real hashes, which cost an attacker nothing and a test no tenth of a second each."""
    return PasswordHashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def database_of(folder: Path) -> str:
    """The database of an office in this folder: what its `madang.toml` names, else SQLite, as `madang serve` does it there."""
    named = folder / "madang.toml"
    given = tomllib.loads(named.read_text("utf-8")) if named.is_file() else {}
    return str(given.get("database", f"sqlite+aiosqlite:///{folder / 'madang.db'}"))


@asynccontextmanager
async def open_site(
    folder: Path, clock: Clock | None = None, *, render: Render = render_pdf, ways: Iterable[Way] = Way, **others: Backend
) -> AsyncIterator[Site]:
    """An office on `folder`; `others` stand in for the shipped plug-in of that name (with `_` for `-`)."""
    store = open_store(database_of(folder))
    backends = discover(INSTALLED).backends | {name.replace("_", "-"): backend for name, backend in others.items()}
    try:
        await bring_up_to_date(store)
        async with Runner(backends, deadline_s=NO_DEADLINE_S) as runner:
            site = _site(folder, clock or Clock(), store, runner, backends, render, ways)
            await site.office.start()
            try:
                yield site
            finally:
                await site.office.close()
                await site.accounts.close()
    finally:
        await store.close()


def _site(
    folder: Path,
    clock: Clock,
    store: Store,
    runner: Runner,
    backends: dict[str, Backend],
    render: Render,
    ways: Iterable[Way],
) -> Site:
    notifier, environment = RecordingNotifier(), Environment(now=clock.now, monotonic=clock.monotonic)
    accounts = Accounts(store, environment, sign_in_hours=12, passwords=quick_passwords())
    office = open_office(
        store=store,
        environment=environment,
        catalogue=load_catalogue(folder / "services.toml", backends, since=clock.now()),
        plans=[hall()],
        runner=runner,
        render=render,
        notifier=notifier,
        accounts=accounts,
        public_url="http://office.example",
        looks={"halmoni": "citizen", "student": "citizen", "officer-1": "officer"},
        newcomers=Newcomers(environment.monotonic, NEWCOMERS_PER_MINUTE),
        ways=ways,
    )
    return Site(office, notifier, clock, store, accounts, runner)
