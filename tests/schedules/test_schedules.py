"""A cluster keeps its laws under every schedule; without a rule a named seed turns red (`make sim CLUSTER=1`)."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

import pytest
from tests.schedules import rules_removed as removed
from tests.schedules.laws import LAWS
from tests.schedules.model_redis import ModelRedis
from tests.schedules.node import Rules
from tests.schedules.schedule import ScheduleFailed, quietly, run_schedule
from tests.schedules.seeds import FAILED, SHORT, WITHOUT


@dataclass(frozen=True)
class Removed:
    """How a schedule is run without a rule."""

    rules: Rules = field(default_factory=Rules)
    redis: type[ModelRedis] = ModelRedis
    around: Callable[[], AbstractContextManager[object]] = nullcontext


REMOVED = {
    "the fence": Removed(rules=Rules(statements=removed.WithoutFence())),
    "the undo": Removed(around=removed.without_undo),
    "the epoch of the journal": Removed(redis=removed.WithoutEpoch),
    "the own clock": Removed(rules=Rules(prove=removed.without_a_clock)),
    "the look at the lease behind a commit": Removed(rules=Rules(until_owned=False)),
    "the question what became of a commit": Removed(around=removed.with_guesses),
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """The server's log would fill the terminal."""
    with quietly():
        yield


def test_S22_C20_C23_a_cluster_keeps_its_laws_under_every_schedule() -> None:
    seen: Counter[str] = Counter()
    for seed in (*FAILED, *SHORT):
        seen.update(run_schedule(seed).seen)
    assert min(seen[what] for what in ("tickets", "resumed", "sessions gone on whole", "kill in a write", "redis loses")) > 20


def test_a_seed_does_the_same_again() -> None:
    assert run_schedule(1).seen == run_schedule(1).seen


@pytest.mark.parametrize("rule", WITHOUT)
def test_C19_C20_C23_S23_the_laws_see_that_a_rule_is_gone(rule: str) -> None:
    seed, law = WITHOUT[rule]
    run_schedule(seed)
    without = REMOVED[rule]
    with without.around(), pytest.raises(ScheduleFailed) as failed:
        run_schedule(seed, without.rules, without.redis)
    assert failed.value.law == law


def test_every_rule_that_can_be_removed_has_a_seed_that_needs_it() -> None:
    assert REMOVED.keys() == WITHOUT.keys()
    assert {law for _, law in WITHOUT.values()} <= LAWS.keys()
