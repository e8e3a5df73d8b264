"""People between an owner and its hosts keep their laws under every schedule; without a rule a named seed turns red."""

from collections import Counter
from collections.abc import Iterator

import pytest
from tests.schedules.moves.laws import LAWS
from tests.schedules.moves.rules_removed import REMOVED
from tests.schedules.moves.schedule import run_moves
from tests.schedules.moves.seeds import FAILED, SHORT, WITHOUT
from tests.schedules.schedule import ScheduleFailed, quietly


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """The server's log would fill the terminal."""
    with quietly():
        yield


def test_N22_N24_N26_N27_people_on_the_way_between_nodes_are_in_one_place_under_every_schedule() -> None:
    seen: Counter[str] = Counter()
    for seed in (*FAILED, *SHORT):
        seen.update(run_moves(seed).seen)
    assert min(seen[what] for what in ("welcomes at hosts", "words answered", "rights over", "offices taken", "resumed")) > 20


def test_a_seed_of_moves_does_the_same_again() -> None:
    assert run_moves(1).seen == run_moves(1).seen


@pytest.mark.parametrize("rule", WITHOUT)
def test_N22_N26_N27_the_laws_see_that_a_rule_of_the_moves_is_gone(rule: str) -> None:
    seed, law = WITHOUT[rule]
    run_moves(seed)
    with REMOVED[rule](), pytest.raises(ScheduleFailed) as failed:
        run_moves(seed)
    assert failed.value.law == law


def test_every_rule_of_the_moves_that_can_be_removed_has_a_seed_that_needs_it() -> None:
    assert REMOVED.keys() == WITHOUT.keys()
    assert {law for _, law in WITHOUT.values()} <= LAWS.keys()
