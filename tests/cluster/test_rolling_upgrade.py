"""Nodes of a version and of the next, one after the other, under load: nobody is turned away, nothing is lost (SPEC N13)."""

import asyncio
import random
import time
from pathlib import Path

from tests.chaos.databases import Postgres
from tests.chaos.history import Asked, faults
from tests.cluster.later_steps import EXPAND, Later
from tests.cluster.nodes import Cluster
from tests.cluster.steady_people import Crowd, Person
from tests.live.wire import Client
from tests.server.running import free_port
from websockets.exceptions import ConnectionClosed

from madang_protocol import Close
from madang_protocol import commands as c
from madang_server.revisions import min_code_at, newest_revision

NODES = ("a", "b", "c")
CITIZENS = 6
EACH = 60  # commands that are answered in each phase
TARGET_S = 3.0
LEAST = min_code_at(newest_revision())  # the oldest code that may use what is expanded
ORDERLY = {Close.GOING_AWAY}  # of a socket: come back (SPEC S9); one that is cut says nothing


class Watched(Person):
    """Somebody who notes for how long each command took, with all coming back, and why sockets were closed."""

    def __init__(self, *given: object, gaps: dict[str, float], turned_away: list[str]) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self._gaps = gaps
        self._turned_away = turned_away
        self._began: tuple[str, float] | None = None

    async def _visit(self) -> None:
        try:
            await super()._visit()
        except ConnectionClosed as end:
            if end.rcvd is not None and end.rcvd.code not in ORDERLY:
                self._turned_away.append(f"{end.rcvd.code} {end.rcvd.reason}")
            raise

    async def _ask(self, client: Client, asked: Asked, command: c.DurableCommand) -> None:
        if self._began is None or self._began[0] != command.id:
            self._began = command.id, time.monotonic()
        await super()._ask(client, asked, command)
        if self._asked is None:
            self._gaps[self._name] = max(self._gaps.get(self._name, 0.0), time.monotonic() - self._began[1])


class Upgrade:
    """Three nodes under load, and a version to come."""

    def __init__(self, made: Cluster, version: Later) -> None:
        self.made = made
        self.version = version
        self.ports = {name: free_port() for name in NODES}
        self.crowd = Crowd([f"ws://127.0.0.1:{port}/ws" for port in self.ports.values()])
        self.gaps: dict[str, float] = {}
        self.turned_away: list[str] = []
        self.figures: list[str] = []

    async def people(self, group: asyncio.TaskGroup, officer: str) -> None:
        for name, token in [*((f"Citizen {n}", None) for n in range(CITIZENS)), ("Officer Han", officer)]:
            person = Watched(self.crowd, name, random.Random(name), token, gaps=self.gaps, turned_away=self.turned_away)
            group.create_task(person.live(), name=name)
        await self.crowd.more(EACH)

    async def restart(self, name: str, *, newer: bool) -> None:
        """End a node in order, start it again, and note the longest that anybody waited for an answer meanwhile."""
        had = await self.made.owner()
        self.gaps.clear()
        await self.made.stop(name)
        await self.start(name, newer=newer)
        await self.crowd.more(EACH)
        what = f"{name} ended{', which had the office' if had == name else ''}, started {'newer' if newer else 'as before'}"
        self.figures.append(f"{max(self.gaps.values()):5.2f} s (target {TARGET_S:.0f} s): {what}")

    async def start(self, name: str, *, newer: bool = False) -> None:
        if newer:
            await self.made.start_later(name, self.version, self.ports[name])
        else:
            await asyncio.to_thread(self.made.start, name, self.ports[name])


async def test_N13_N11_N12_three_nodes_go_to_the_next_schema_one_after_the_other_under_load(
    one_office: Cluster, tmp_path: Path
) -> None:
    upgrade = Upgrade(one_office, Later(tmp_path / "later"))
    expanded = upgrade.version.add(EXPAND)
    for name in NODES:
        await upgrade.start(name)
    owner = await one_office.owner()
    first, last = one_office.others(owner)
    async with asyncio.TaskGroup() as group:
        await upgrade.people(group, await asyncio.to_thread(one_office.officer_token, "a"))
        await upgrade.restart(first, newer=True)  # it expands; the office is at a node of before
        marks = [await asyncio.to_thread(mark_of, one_office)]
        assert await one_office.owner() == owner
        await upgrade.restart(last, newer=False)  # a node of before starts on what is expanded
        await upgrade.restart(owner, newer=True)
        await upgrade.restart(last, newer=True)
        for name in NODES:  # the office may be anywhere: everybody hands it over once
            await upgrade.restart(name, newer=True)
        upgrade.crowd.over = True
    marks.append(await asyncio.to_thread(mark_of, one_office))
    assert marks == [(expanded, LEAST)] * 2
    assert upgrade.turned_away == []
    found = await asyncio.to_thread(Postgres(one_office.postgresql, one_office.database).kept)
    assert faults(upgrade.crowd.history, found) == []
    assert {row["colour"] for row in found.tickets} == {None, "blue"}  # both versions wrote
    assert {row["mood"] for row in found.entries} == {"plain", "glad"}
    print("the longest that anybody waited for an answer:", *upgrade.figures, sep="\n")  # noqa: T201 - a figure, no verdict


def mark_of(made: Cluster) -> tuple[object, ...]:
    with made.postgresql.connect(made.database) as sql:
        return tuple(sql.execute("SELECT version_num, min_code FROM alembic_version").fetchone() or ())
