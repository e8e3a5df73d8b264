"""One seed: nodes, an office that is too large for one of them, what befalls them, and the laws at every step."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.schedules.laws import LawBroken
from tests.schedules.model_redis import ModelRedis
from tests.schedules.moves.laws import Laws
from tests.schedules.moves.links import Machine
from tests.schedules.moves.node import Node, Row, Shared
from tests.schedules.moves.page import Page
from tests.schedules.moves.side import Side
from tests.schedules.network import Rates
from tests.schedules.schedule import ScheduleFailed
from tests.schedules.scheduler import Scheduler

from madang_server.cluster.nodes import Node as Known

KINDS = ("stop", "kill", "drain", "cut", "cut from the database", "cut from redis", "redis emptied", "database away")
SHORT, LONG = (0.1, 3.0), (5.0, 18.0)
SETTLES_S = 60.0
NAMES = ("a", "b", "c")


@dataclass
class Cluster:
    """All of a schedule."""

    scheduler: Scheduler
    kinds: tuple[str, ...]
    every_s: float
    rates: tuple[Rates, Rates]
    nodes: dict[str, Node] = field(default_factory=dict)
    gone: list[Machine] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.laws = Laws(self.scheduler, self._sides)
        redis, row = ModelRedis(self.scheduler), Row(lambda: self.scheduler.now)
        self.around = Shared(row, redis, self.laws, self._known, self._invite, self._at)
        self.mends: list[Callable[[], None]] = []
        self.is_over = False

    def _sides(self) -> list[Side]:
        return [side for node in self.nodes.values() for side in node.sides]

    def _known(self) -> dict[str, Known]:
        return {} if self.around.redis.is_away else {name: node.known() for name, node in self.nodes.items()}

    def _invite(self, name: str) -> None:
        node = self.nodes.get(name)
        if node is not None and not self.around.redis.is_away:
            node.machine.do(node.invited)

    def _at(self, address: str) -> Node | None:
        return next((node for node in self.nodes.values() if node.address == address), None)

    def find(self) -> Node | None:
        """Who has the office, as some node says: one that is held up may think so too."""
        owners = [node for node in self.nodes.values() if node.owner is not None and node.owner.is_open]
        return self.scheduler.chance.choice(owners) if owners else None

    def start(self, name: str) -> None:
        if name not in self.nodes:
            chance = self.scheduler.chance
            machine = Machine(self.scheduler, offset_s=chance.uniform(0.0, 10_000.0), rate=1.0 + chance.uniform(-0.01, 0.01))
            self.nodes[name] = Node(name, machine, self.around, self.rates)

    def kill(self, name: str) -> None:
        node = self.nodes.pop(name, None)
        if node is not None:
            self.gone.append(node.machine)
            node.machine.kill()
            for page in self.pages:
                page.machine_gone(node)

    # what befalls it -------------------------------------------------------------------------------------------------------

    def befall(self) -> None:
        if self.is_over:
            return
        chance = self.scheduler.chance
        self.scheduler.after(chance.expovariate(1.0 / self.every_s), self.befall)
        if self.nodes and self.kinds:
            kind = chance.choice(self.kinds)
            self.laws.saw(kind)
            self._do(kind, chance.choice(list(self.nodes.values())))

    def _do(self, kind: str, node: Node) -> None:
        redis, row = self.around.redis, self.around.rows
        match kind:
            case "stop":
                node.machine.stop(self._seconds())
            case "kill":
                self.kill(node.name)
                self._later(lambda: self.start(node.name))
            case "drain":
                node.is_draining = True
                self._later(lambda: setattr(node, "is_draining", False))
            case "cut":
                line = self.around.line(node.address, f"http://{self.scheduler.chance.choice(NAMES)}")
                line.is_cut = True
                self._later(line.mend)
            case "cut from the database":
                node.to_database.is_cut = True
                self._later(lambda: setattr(node.to_database, "is_cut", False))
            case "cut from redis":
                node.to_redis.is_cut = True
                self._later(lambda: setattr(node.to_redis, "is_cut", False))
            case "redis emptied":
                redis.empty()
                self.around.hosts.clear()
            case "database away":
                row.is_away = True
                self._later(lambda: setattr(row, "is_away", False))
            case _:
                raise ValueError(kind)

    def _seconds(self) -> float:
        return self.scheduler.chance.uniform(*(LONG if self.scheduler.chance.random() < 0.5 else SHORT))

    def _later(self, mend: Callable[[], None]) -> None:
        self.mends.append(mend)
        self.scheduler.after(self._seconds(), mend)

    def is_well(self) -> bool:
        return all(page.is_served for page in self.pages)

    def end(self) -> None:
        for machine in [*self.gone, *(node.machine for node in self.nodes.values())]:
            machine.bury()


def run_moves(seed: int) -> Laws:
    """Run it, and return what was seen. Raises `ScheduleFailed`."""
    chance = random.Random(f"moves {seed}")
    scheduler = Scheduler(chance)
    kinds = tuple(kind for kind in KINDS if chance.random() < 0.4)
    cluster = Cluster(scheduler, kinds, chance.uniform(1.5, 6.0), (Rates(), Rates()))
    try:
        _run(cluster)
    except Exception as error:
        law = error.law if isinstance(error, LawBroken) else type(error).__name__
        raise ScheduleFailed(seed, law, str(error), kept_in="tests/schedules/moves/seeds.py") from error
    finally:
        cluster.end()
    return cluster.laws


def _run(cluster: Cluster) -> None:
    scheduler, chance = cluster.scheduler, cluster.scheduler.chance
    for name in NAMES[: chance.choice((2, 3, 3))]:
        cluster.start(name)
    cluster.pages += [
        Page(f"person-{number:020d}", scheduler, cluster.laws, cluster.find, cluster.nodes.get) for number in range(6)
    ]
    scheduler.after(4.0, cluster.befall)
    scheduler.run(chance.uniform(20.0, 50.0))
    cluster.is_over = True
    for mend in cluster.mends:
        mend()
    for page in cluster.pages:
        page.stops_asking = True
    ends_at = scheduler.now + SETTLES_S
    while not cluster.is_well():
        if scheduler.now >= ends_at:
            raise cluster.laws.broken("served", "not everybody is served")
        scheduler.run(scheduler.now + 1.0)
