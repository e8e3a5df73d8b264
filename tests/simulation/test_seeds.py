"""The office keeps its laws whatever happens to it: seeds that failed once, then a few more, in a virtual office (`make sim`)."""

from pathlib import Path

import pytest
from tests.simulation.seeds import FAILED, SHORT, STEPS
from tests.simulation.simulate import simulate


@pytest.mark.parametrize("seed", [*FAILED, *SHORT])
async def test_the_office_keeps_its_laws_whatever_happens(seed: int, tmp_path: Path) -> None:
    world = await simulate(seed, STEPS, tmp_path)
    assert world.happened.total() > STEPS / 3
