"""Nodes whose clocks are wrong by hours are one office with one time, which is the database's (SPEC N16, T14)."""

import asyncio
import time
from dataclasses import dataclass

import pytest
from structlog.testing import capture_logs
from tests.cluster.nodes import Cluster, enter, url_of, wrong_by
from tests.live.wire import Client, request_id

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.cluster.wall_clock import ANSWER_S, TOLERATED_S, WallClock

HOURS = 5 * 3_600.0
NEAR_S = 600.0  # as long as a test may take on a busy machine, and far less than the clocks are wrong by


async def take(citizen: Client) -> str:
    await citizen.send(c.TicketTake(id=request_id(), service="consultation"))
    return str((await citizen.until(m.Done)).ref)


async def test_N16_N3_an_office_that_moves_between_nodes_with_wrong_clocks_does_not_move_in_time(one_office: Cluster) -> None:
    for name, wrong_by_s in (("ahead", HOURS), ("behind", -HOURS)):
        await asyncio.to_thread(lambda: one_office.start(name, program=wrong_by(wrong_by_s)))  # noqa: B023 - it is awaited
    taken: list[str] = []
    for _ in range(3):
        owner = await one_office.owner()
        citizen, _ = await enter(url_of(owner, one_office), name=f"Mina {len(taken)}")
        taken.append(await take(citizen))
        await citizen.close()
        assert one_office.run("node", "drain", owner).returncode == 0
        await asyncio.to_thread(one_office.wait_for, lambda: one_office._owner_of("main") in one_office.others(owner))  # noqa: B023
        assert one_office.run("node", "drain", owner, "--undo").returncode == 0
    with one_office.postgresql.connect(one_office.database) as sql:
        rows = {row[0]: row[1] for row in sql.execute("SELECT id, created FROM tickets")}
        audited = [row[0] for row in sql.execute("SELECT at FROM audit")]
    assert [*map(rows.get, taken)] == sorted(rows.values())
    assert all(abs(at - time.time()) < NEAR_S for at in (*rows.values(), *audited))
    said = {name: "this machine's clock is wrong" in node.output for name, node in one_office.nodes.items()}
    assert said == {"ahead": True, "behind": True}


async def test_N16_a_node_whose_clock_is_right_says_nothing(one_office: Cluster) -> None:
    await one_office.start_all("a")
    await one_office.owner()
    assert "clock is" not in one_office.nodes["a"].output


@dataclass
class Times:
    """A machine, a database that is ahead of it, and how long the database takes to answer."""

    machine: float = 1_000.0
    ahead_s: float = 0.0
    answers_in_s: float = 0.0

    async def database(self) -> float:
        self.machine += self.answers_in_s
        return self.machine - self.answers_in_s / 2 + self.ahead_s


@pytest.mark.parametrize(("ahead_s", "by_s"), [(HOURS, HOURS), (-HOURS, -HOURS), (TOLERATED_S - 0.1, 0.0)])
async def test_N16_a_clock_that_is_wrong_is_put_right_by_the_database(ahead_s: float, by_s: float) -> None:
    times = Times(ahead_s=ahead_s, answers_in_s=0.2)
    clock = WallClock(lambda: times.machine, lambda: times.machine)
    assert not clock.is_known
    assert await clock.compare(times.database)
    assert clock.is_known
    assert clock.now() == pytest.approx(times.machine + by_s)


async def test_N16_a_database_that_answers_late_says_nothing_of_the_time() -> None:
    times = Times(ahead_s=HOURS, answers_in_s=ANSWER_S + 0.1)
    clock = WallClock(lambda: times.machine, lambda: times.machine)
    assert not await clock.compare(times.database)
    assert not clock.is_known


async def test_N16_a_clock_that_is_set_right_is_gone_by_again_and_each_change_is_said_once() -> None:
    times = Times(ahead_s=HOURS)
    clock = WallClock(lambda: times.machine, lambda: times.machine)
    with capture_logs() as said:
        for ahead_s in (HOURS, HOURS, 0.0, 0.0):
            times.ahead_s = ahead_s
            await clock.compare(times.database)
    assert clock.now() == times.machine
    assert [(line["log_level"], line.get("behind_s")) for line in said] == [("error", 18_000), ("info", None)]
