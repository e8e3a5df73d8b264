"""What befalls a cluster: stopped and killed nodes, cut lines, servers that are away, a Redis that forgets, a clock that jumps.

A seed has some kinds of faults and not others, so that what needs two of them in a row is met often enough.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.schedules.network import Rates

if TYPE_CHECKING:
    from tests.schedules.node import Node
    from tests.schedules.schedule import Cluster

KINDS = (
    "stop", "kill", "stop in a write", "kill in a write", "drain", "cut from the database", "cut from redis", "database away",
    "redis away", "redis emptied", "redis loses", "clock jumps",
)  # fmt: skip
LONG = (5.0, 16.0)  # seconds: a lease and more
SHORT = (0.1, 3.0)
LONG_SCHEDULES = 0.08  # of all: what comes of a server that was away for long
# What is dangerous together, and seldom met by chance.
TOGETHER = (("drain", "redis away"), ("cut from the database", "redis emptied", "kill"), ("stop", "redis loses", "drain"))
TOGETHER_SCHEDULES = 0.08


@dataclass(frozen=True)
class Luck:
    """What a seed draws first. `every_s`: a fault comes about so often. `quick`: of what people and nodes say takes no time."""

    nodes: int
    offices: int
    people: int
    lasts_s: float
    every_s: float
    kinds: tuple[str, ...]
    has_redis: bool
    quick: float
    to_database: Rates
    to_redis: Rates

    @staticmethod
    def drawn(chance: random.Random) -> "Luck":
        together = chance.random() < TOGETHER_SCHEDULES
        has_redis = together or chance.random() < 0.7
        kinds = [kind for kind in KINDS if chance.random() < 0.4 and (has_redis or "redis" not in kind)]
        kinds = list(chance.choice(TOGETHER)) if together else kinds
        long = together or chance.random() < LONG_SCHEDULES
        return Luck(
            nodes=chance.choice((2, 2, 2, 3, 3, 4)),
            offices=chance.choice((1, 1, 1, 2)),
            people=chance.choice((2, 2, 3)),
            lasts_s=chance.uniform(12.0, 28.0) if long else chance.uniform(3.0, 12.0),
            every_s=chance.uniform(2.0, 5.0) if long else chance.uniform(0.6, 3.0),
            kinds=tuple(kinds),
            has_redis=has_redis,
            quick=chance.choice((0.95, 0.8, 0.4)),
            to_database=_drawn_rates(chance),
            to_redis=_drawn_rates(chance),
        )


def _drawn_rates(chance: random.Random) -> Rates:
    if chance.random() < 0.5:
        return Rates()
    most = chance.choice((0.01, 0.03, 0.1))
    return Rates(chance.random() * most, chance.random() * most, chance.random() * most)


class Faults:
    """They begin at once, and come until `end`."""

    def __init__(self, cluster: "Cluster") -> None:
        self._cluster = cluster
        self._scheduler, self._chance = cluster.scheduler, cluster.scheduler.chance
        self._ended = False
        self._mends: list[Callable[[], None]] = []
        if cluster.luck.kinds:
            self._next()

    def _next(self) -> None:
        self._scheduler.after(self._chance.expovariate(1.0 / self._cluster.luck.every_s), self._befall)

    def _befall(self) -> None:
        if self._ended:
            return
        kind = self._chance.choice(self._cluster.luck.kinds)
        self._cluster.laws.saw(kind)
        node = self._chance.choice(list(self._cluster.nodes.values())) if self._cluster.nodes else None
        if node is not None:
            self._to_node(kind, node)
        self._to_stores(kind)
        self._next()

    def _to_node(self, kind: str, node: "Node") -> None:
        if kind == "stop":
            node.machine.stop(self._seconds())
        elif kind == "stop in a write":
            node.database.strikes = lambda: node.machine.stop(self._chance.uniform(*LONG))
        elif kind == "kill":
            self._kill(node)
        elif kind == "kill in a write":
            node.database.strikes = lambda: self._kill(node)
        elif kind == "drain":
            node.is_draining = True
            self._later(lambda: setattr(node, "is_draining", False))
        elif kind == "cut from the database":
            node.to_database.is_cut = True
            self._later(lambda: setattr(node.to_database, "is_cut", False))
        elif kind == "cut from redis":
            node.to_redis.is_cut = True
            self._later(lambda: setattr(node.to_redis, "is_cut", False))

    def _kill(self, node: "Node") -> None:
        if self._cluster.nodes.get(node.name) is node:
            self._cluster.kill(node.name)
            self._later(lambda: self._cluster.start(node.name))

    def _to_stores(self, kind: str) -> None:
        database, redis = self._cluster.database, self._cluster.redis
        if kind == "database away":
            database.restart()
            self._later(lambda: setattr(database, "is_away", False))
        elif kind == "redis away":
            redis.is_away = True
            self._later(lambda: setattr(redis, "is_away", False))
        elif kind == "redis emptied":
            redis.empty()
        elif kind == "redis loses":
            redis.lose(self._chance.random() ** 2 * 8.0)
        elif kind == "clock jumps":
            self._cluster.laws.clock_jumped = True
            database.clock_ahead_s += self._chance.uniform(-3.0, 6.0)

    def _seconds(self) -> float:
        return self._chance.uniform(*(LONG if self._chance.random() < 0.5 else SHORT))

    def _later(self, mend: Callable[[], None]) -> None:
        self._mends.append(mend)
        self._scheduler.after(self._seconds(), mend)

    def end(self) -> None:
        """Nothing fails from now on."""
        self._ended = True
        for mend in self._mends:
            mend()
        for node in self._cluster.nodes.values():
            node.database.strikes = None
        for rates in (self._cluster.luck.to_database, self._cluster.luck.to_redis):
            rates.lost = rates.unanswered = rates.late = 0.0
