"""The office keeps its laws whatever happens to it: seeds that failed once, then a few more, in a virtual office (`make sim`)."""

from pathlib import Path

import pytest
from tests.simulation.seeds import FAILED, FAILED_STEPS, SHORT, STEPS
from tests.simulation.simulate import simulate


@pytest.mark.parametrize(("seed", "steps"), [*((seed, FAILED_STEPS) for seed in FAILED), *((seed, STEPS) for seed in SHORT)])
async def test_the_office_keeps_its_laws_whatever_happens(seed: int, steps: int, tmp_path: Path) -> None:
    world = await simulate(seed, steps, tmp_path)
    assert world.happened.total() > steps / 3
