"""What simulated citizens do. One file a scenario; each is a visitor whose `act` returns when it is due again."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from madang_load.commons import Commons
from madang_load.officer import Habits
from madang_load.scenarios import lively, office_day
from madang_load.scenarios.counters import Counters
from madang_load.scenarios.crowd import Crowd
from madang_load.scenarios.lively import Lively
from madang_load.scenarios.office_day import OfficeDay
from madang_load.scenarios.storm import Storm
from madang_load.scenarios.stroll import Stroll
from madang_load.scenarios.visit import Visit


class MakesCitizen(Protocol):
    """Makes one citizen of a scenario."""

    def __call__(self, index: int, commons: Commons, chance: random.Random, *, observes: bool, place: str | None) -> Stroll:
        """Make the citizen number `index` of the run."""


@dataclass(frozen=True)
class Script:
    """A scenario: its citizens, and what happens around them."""

    citizen: MakesCitizen
    arrivals: Callable[[int, float, int], list[float]] | None = None  # citizens, seconds, seed -> when; none: before the run
    drops: bool = False  # at half time every connection is cut at once
    breaks: bool = False  # officers take breaks
    commands: bool = False  # citizens send durable commands as the worker's pacer says, and all of them are looked for at the end
    beat_seconds: float = 0.005  # how often a worker looks what is due
    habits: Habits | None = None  # of the officers; none: so that they are busy for most of the run


SCRIPTS: dict[str, Script] = {
    "visit": Script(Visit),
    "stroll": Script(Stroll),
    "crowd": Script(Crowd),
    "office-day": Script(OfficeDay, arrivals=office_day.arrivals, breaks=True),
    "lively": Script(Lively, arrivals=lively.arrivals, habits=lively.HABITS),
    "storm": Script(Storm, drops=True),
    "counters": Script(Counters, commands=True, beat_seconds=0.001),
}
