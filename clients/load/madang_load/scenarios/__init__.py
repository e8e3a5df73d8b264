"""What simulated citizens want. One file a scenario; each is a visitor whose `act` returns when it is due again."""

import random
from typing import Protocol

from madang_load.scenarios.crowd import Crowd
from madang_load.scenarios.stroll import Stroll
from madang_load.scenarios.visit import Visit
from madang_load.visitor import Commons


class MakesCitizen(Protocol):
    """How a scenario makes one citizen."""

    def __call__(self, index: int, commons: Commons, chance: random.Random, *, observes: bool, place: str | None) -> Stroll:
        """Make the citizen number `index` of the run."""


SCENARIOS: dict[str, MakesCitizen] = {"visit": Visit, "stroll": Stroll, "crowd": Crowd}
