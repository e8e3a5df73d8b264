"""Nothing that was acknowledged is lost when processes are killed under load (SPEC C2): `make chaos` in its short form."""

from pathlib import Path

import pytest
from tests.chaos.chaos import chaos

KILLS = 4


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_C2_C23_nothing_acknowledged_is_lost_when_processes_are_killed_under_load(database: str, tmp_path: Path) -> None:
    report = await chaos(database, KILLS, 1, tmp_path, lambda _line: None)
    assert sum(report.kills.values()) == KILLS
    assert report.checks > 1
    assert report.acknowledged > KILLS
