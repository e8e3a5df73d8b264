"""One seed: a cluster, what befalls it, and the laws at every step. At the end nothing fails any more, and all are served."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog
from tests.schedules.faults import Faults, Luck
from tests.schedules.laws import LawBroken, Laws
from tests.schedules.model_postgresql import ModelPostgreSQL
from tests.schedules.model_redis import ModelRedis
from tests.schedules.node import Node, Rules, Shared
from tests.schedules.owner import Owner
from tests.schedules.people import Person
from tests.schedules.scheduler import Machine, Scheduler

from madang_server.cluster.nodes import Node as Known

SETTLES_S = 25.0  # after the last fault: a lease, a look at what is free, patience
LOOKS_S = 1.0


class ScheduleFailed(AssertionError):
    """Says which seed broke which law, and how to see it again."""

    def __init__(self, seed: int, law: str, told: str, *, kept_in: str = "tests/schedules/seeds.py") -> None:
        super().__init__(seed, law, told)
        self.seed, self.law, self.told = seed, law, told
        self._kept_in = kept_in

    def __str__(self) -> str:
        lines = (f"seed {self.seed} breaks a law: {self.told}", f"Once more: make sim CLUSTER=1 SEEDS={self.seed}.")
        return "\n".join((*lines, f"It stays: add it to {self._kept_in}."))

    def __reduce__(self) -> tuple[type["ScheduleFailed"], tuple[int, str, str], dict[str, str]]:
        return ScheduleFailed, (self.seed, self.law, self.told), {"_kept_in": self._kept_in}


@dataclass
class Cluster:
    """All of a schedule. `lives`: how many nodes have begun."""

    scheduler: Scheduler
    luck: Luck
    rules: Rules
    redis: ModelRedis
    nodes: dict[str, Node] = field(default_factory=dict)  # those that live
    gone: list[Machine] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.database = ModelPostgreSQL(self.scheduler)
        self.laws = self.redis.watcher = Laws(self.scheduler, self.database)
        self.around = Shared(
            database=self.database,
            redis=self.redis if self.luck.has_redis else None,
            laws=self.laws,
            rules=self.rules,
            offices=[f"office-{number}" for number in range(self.luck.offices)],
            known=self._known,
        )

    def start(self, name: str) -> None:
        """Begin a life of a node."""
        if name in self.nodes:
            return
        chance = self.scheduler.chance
        machine = Machine(self.scheduler, offset_s=chance.uniform(0.0, 10_000.0), rate=1.0 + chance.uniform(-0.01, 0.01))
        self.nodes[name] = Node(name, machine, self.around, (self.luck.to_database, self.luck.to_redis))

    def kill(self, name: str) -> None:
        """End one at once: its connections are closed by the system that it ran on."""
        node = self.nodes.pop(name, None)
        if node is None:
            return
        self.gone.append(node.machine)
        node.machine.kill()
        if not node.to_database.is_cut:
            self.scheduler.after(self.scheduler.chance.random() * 0.1, self.database.client_gone, node.to_database)
        for person in self.people:
            person.machine_gone(node.machine)

    def find(self, office: str) -> Owner | None:
        """Who serves it, as some node says who is asked: one that is held up may think so too."""
        owners = [owner for node in self.nodes.values() if (owner := node.owner_of(office)) is not None]
        return self.scheduler.chance.choice(owners) if owners else None

    def _known(self) -> dict[str, Known]:
        return {} if self.redis.is_away else {name: node.known() for name, node in self.nodes.items()}

    def is_well(self) -> bool:
        """Every office is open, and everybody answered."""
        return all(self.find(office) for office in self.around.offices) and all(person.is_served for person in self.people)

    def end(self) -> None:
        for machine in [*self.gone, *(node.machine for node in self.nodes.values())]:
            machine.bury()


def run_schedule(seed: int, rules: Rules | None = None, redis: type[ModelRedis] = ModelRedis) -> Laws:
    """Run it, and return what was seen. Raises `ScheduleFailed`."""
    chance = random.Random(seed)
    scheduler = Scheduler(chance)
    cluster = Cluster(scheduler, Luck.drawn(chance), rules or Rules(), redis(scheduler))
    try:
        _run(cluster)
    except Exception as error:
        law = error.law if isinstance(error, LawBroken) else type(error).__name__
        raise ScheduleFailed(seed, law, str(error)) from error
    finally:
        cluster.end()
    return cluster.laws


def _run(cluster: Cluster) -> None:
    luck, scheduler, laws = cluster.luck, cluster.scheduler, cluster.laws
    for number in range(luck.nodes):
        cluster.start(f"node-{number}")
    for number in range(luck.people):
        which = (cluster.around.offices[number % luck.offices], f"person-{number}")
        cluster.people.append(Person(which, scheduler, laws, cluster.find, quick=luck.quick))
    faults = Faults(cluster)
    scheduler.run(luck.lasts_s)
    faults.end()
    for person in cluster.people:
        person.stops_asking = True
    ends_at = scheduler.now + SETTLES_S
    while not cluster.is_well():
        if scheduler.now >= ends_at:
            raise laws.broken("served", "not everybody is served")
        scheduler.run(scheduler.now + LOOKS_S)
    _all_acknowledged_is_kept(cluster)


def _all_acknowledged_is_kept(cluster: Cluster) -> None:
    for person in cluster.people:
        kept = cluster.database.tickets.get(person.office, {})
        if not person.answers.items() <= kept.items():
            raise cluster.laws.broken("kept", f"{person.name} was told {person.answers}")


@contextmanager
def quietly() -> Iterator[None]:
    """Let the server's log say nothing: what it warns of is what a schedule is made of."""
    before = structlog.get_config()
    structlog.configure(processors=[_drop], cache_logger_on_first_use=False)
    try:
        yield
    finally:
        structlog.configure(**before)


def _drop(*_given: object) -> dict[str, object]:
    raise structlog.DropEvent
