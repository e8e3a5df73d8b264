"""Nothing that was acknowledged is lost when parts are killed, cut off or wrong under load: `make chaos` in its short form."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.chaos import one_server, plans
from tests.chaos.chaos import Report, Scale
from tests.chaos.nodes import cluster_chaos

SMALL = Scale()
KILLS = 4
DEATHS = (
    plans.KILL_REDIS, plans.KILL_OWNER, plans.EMPTY_REDIS, plans.STOP_OWNER, plans.END_OWNER, plans.KILL_DATABASE,
)  # fmt: skip
HOSTS = (
    plans.KILL_HOST, plans.HOLD_UP_HOST, plans.CUT_OFF_HOST, "cut there host/link>owner", plans.END_HOST, plans.DRAIN_HOST,
    "cut host>redis",
)  # fmt: skip
SPOILT_LINES = ("cut owner>database", "cut there other>owner", "slow owner>database", "reset visitors>owner")


def agrees(report: Report, plan: Iterable[str]) -> bool:
    """Whether all of it was done, people were answered, tickets were among what they asked for, and they heard each other."""
    done = sum(report.faults.values())
    all_done = done == len([*plan]) and report.checks == done + 1
    return all_done and report.acknowledged > done and report.states["serving stay"] > 0 and report.heard > 0


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_C2_C23_nothing_acknowledged_is_lost_when_processes_are_killed_under_load(database: str, tmp_path: Path) -> None:
    plan = one_server.plan_of(database, KILLS, random.Random(1))
    report = await one_server.chaos(database, plan, 1, tmp_path, lambda _line: None, SMALL)
    assert agrees(report, plan), report


async def test_N1_N3_N5_nothing_acknowledged_is_lost_whatever_part_of_a_cluster_dies(tmp_path: Path) -> None:
    report = await cluster_chaos(DEATHS, 1, tmp_path, lambda _line: None, SMALL)
    assert agrees(report, DEATHS), report


async def test_N23_N24_N26_nothing_is_lost_or_doubled_and_nobody_is_in_two_places_whatever_befalls_a_host(tmp_path: Path) -> None:
    report = await cluster_chaos(HOSTS, 1, tmp_path, lambda _line: None, SMALL)
    assert agrees(report, HOSTS), report
    assert report.seen_for_s > 0.0


async def test_N1_N3_nothing_acknowledged_is_lost_when_lines_are_cut_and_slow_and_clocks_wrong(tmp_path: Path) -> None:
    clocks = {"a": 5 * 3_600.0, "b": -90.0}
    report = await cluster_chaos(SPOILT_LINES, 1, tmp_path, lambda _line: None, SMALL, clocks)
    assert agrees(report, SPOILT_LINES), report
