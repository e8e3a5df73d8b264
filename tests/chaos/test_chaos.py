"""Nothing that was acknowledged is lost when processes are killed under load (SPEC C2): `make chaos` in its short form."""

from pathlib import Path

import pytest
from tests.chaos.chaos import chaos
from tests.chaos.nodes import EMPTY_REDIS, END_OWNER, KILL_DATABASE, KILL_OWNER, KILL_REDIS, STOP_OWNER, cluster_chaos

KILLS = 4
ON_NODES = (KILL_REDIS, KILL_OWNER, EMPTY_REDIS, STOP_OWNER, END_OWNER, KILL_DATABASE)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_C2_C23_nothing_acknowledged_is_lost_when_processes_are_killed_under_load(database: str, tmp_path: Path) -> None:
    report = await chaos(database, KILLS, 1, tmp_path, lambda _line: None)
    assert sum(report.kills.values()) == KILLS
    assert report.checks > 1
    assert report.acknowledged > KILLS


async def test_N1_N3_N5_nothing_acknowledged_is_lost_whatever_part_of_a_cluster_dies(tmp_path: Path) -> None:
    report = await cluster_chaos(ON_NODES, 1, tmp_path, lambda _line: None)
    assert sum(report.kills.values()) == len(ON_NODES)
    assert report.checks == len(ON_NODES) + 1
    assert report.acknowledged > len(ON_NODES)
