"""The office keeps its laws whatever happens to it: seeds that failed once, then a few more, in a virtual office (`make sim`)."""

from pathlib import Path

import pytest
from tests.simulation.happenings import CROWDED
from tests.simulation.objecting import OBJECTING
from tests.simulation.seeds import FAILED, FAILED_STEPS, SHORT, STEPS
from tests.simulation.simulate import LawBroken, simulate
from tests.simulation.takeover import TAKEN_OVER

from madang_server.office_app.journal import Journal
from madang_server.store import shards

HELD_UP = 1, 2, 4  # in which a server is held up while somebody waits for its answer
WITHOUT_UNDO = 2  # the seed that turns red when a batch is not taken back
WITHOUT_FENCE = 1  # and the one when a server whose office is another's writes


@pytest.mark.parametrize(("seed", "steps"), [*((seed, FAILED_STEPS) for seed in FAILED), *((seed, STEPS) for seed in SHORT)])
async def test_the_office_keeps_its_laws_whatever_happens(seed: int, steps: int, tmp_path: Path) -> None:
    world = await simulate(seed, steps, tmp_path)
    assert world.happened.total() > steps / 3


@pytest.mark.parametrize("seed", SHORT)
async def test_C19_the_office_keeps_its_laws_when_many_act_at_once(seed: int, tmp_path: Path) -> None:
    world = await simulate(seed, STEPS, tmp_path, CROWDED)
    assert world.happened.total() > STEPS / 3


@pytest.mark.parametrize("seed", SHORT)
async def test_C41_C42_the_office_keeps_its_laws_when_people_object(seed: int, tmp_path: Path) -> None:
    world = await simulate(seed, FAILED_STEPS, tmp_path, OBJECTING)
    assert world.happened["objections"] > 0


async def test_C19_the_laws_see_a_batch_that_is_not_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Journal, "take_back", lambda _changes: None)
    with pytest.raises(LawBroken):
        await simulate(WITHOUT_UNDO, FAILED_STEPS, tmp_path, CROWDED)


@pytest.mark.parametrize("seed", HELD_UP)
async def test_C23_the_office_keeps_its_laws_when_another_server_takes_it(seed: int, tmp_path: Path) -> None:
    world = await simulate(seed, STEPS, tmp_path, TAKEN_OVER)
    assert world.happened["late, and not answered"] > 0


async def test_C23_the_laws_see_a_server_that_writes_without_the_fence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "count", _no_fence)
    monkeypatch.setattr(shards, "count_at_once", lambda *_which, commits: commits > 0)
    with pytest.raises(LawBroken):
        await simulate(WITHOUT_FENCE, FAILED_STEPS, tmp_path, TAKEN_OVER)


async def _no_fence(*_which: object, commits: int) -> bool:
    """Write whatever the epoch is."""
    return commits > 0
