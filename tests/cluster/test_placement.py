"""Which node takes which office: decided from what is known, with no clock of its own (SPEC N6, N7)."""

from collections import Counter
from random import Random

import pytest

from madang_server.cluster.placement import HANDED_OVER_S, TURN_S, Decision, NodeLoad, OwnOffice, Placement

OFFICES = tuple(f"office-{number:02}" for number in range(10))
STEP_S = 0.5


def loads(**offices: int) -> dict[str, NodeLoad]:
    return {name: NodeLoad(name, count) for name, count in offices.items()}


def empty(*offices: str) -> list[OwnOffice]:
    return [OwnOffice(office, 0) for office in offices]


def test_N6_a_node_alone_takes_everything_that_is_free() -> None:
    placement = Placement("a", OFFICES)
    decided = placement.decide(0.0, taken=(), own=[], nodes={}, draining=False)
    assert decided == Decision(claim=OFFICES)


def test_N6_what_another_has_is_left_to_it() -> None:
    placement = Placement("a", OFFICES)
    decided = placement.decide(0.0, taken=OFFICES[:9], own=[], nodes=loads(a=0, b=9), draining=False)
    assert decided.claim == OFFICES[9:]


def test_N6_the_node_with_fewer_offices_is_first_and_the_other_waits_its_turn() -> None:
    placement = Placement("a", ("x", "y"))
    own, nodes = empty("x"), loads(a=1, b=0)
    at_once = placement.decide(0.0, taken=(), own=own, nodes=nodes, draining=False)
    assert at_once.claim == ()
    later = placement.decide(2 * TURN_S, taken=(), own=own, nodes=nodes, draining=False)
    assert later.claim == ("y",)


def test_N6_an_empty_office_moves_to_a_node_with_fewer_and_is_left_alone_for_a_while() -> None:
    placement = Placement("a", OFFICES[:4])
    decided = placement.decide(0.0, taken=(), own=empty(*OFFICES[:4]), nodes=loads(a=4, b=0), draining=False)
    assert decided.hand_over == OFFICES[:1]
    soon = placement.decide(4.0, taken=(), own=empty(*OFFICES[1:4]), nodes=loads(a=3), draining=False)
    assert soon.claim == ()
    placement.decide(HANDED_OVER_S, taken=(), own=empty(*OFFICES[1:4]), nodes=loads(a=3), draining=False)
    nobody_else = placement.decide(HANDED_OVER_S + 1, taken=(), own=empty(*OFFICES[1:4]), nodes=loads(a=3), draining=False)
    assert nobody_else.claim == OFFICES[:1]


def test_N6_an_office_with_people_in_it_is_not_moved() -> None:
    placement = Placement("a", OFFICES[:4])
    own = [OwnOffice(office, 1) for office in OFFICES[:4]]
    assert placement.decide(0.0, taken=(), own=own, nodes=loads(a=4, b=0), draining=False) == Decision()


def test_N7_a_node_that_drains_hands_over_all_and_takes_nothing() -> None:
    placement = Placement("a", OFFICES)
    own = [OwnOffice("office-03", 12), OwnOffice("office-01", 0)]
    decided = placement.decide(0.0, taken=(), own=own, nodes=loads(a=2, b=0), draining=True)
    assert decided == Decision(hand_over=("office-01", "office-03"))


class World:
    """Nodes that decide by turns over one table of leases, which takes one claim for each office."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.owners: dict[str, str] = {}
        self.placements = {name: Placement(name, OFFICES) for name in names}
        self.moves = Counter[str]()
        self.now = 0.0

    def turn(self, name: str) -> None:
        own = [OwnOffice(office, 0) for office, owner in self.owners.items() if owner == name]
        taken = [office for office, owner in self.owners.items() if owner != name]
        nodes = {other: NodeLoad(other, list(self.owners.values()).count(other)) for other in self.placements}
        decided = self.placements[name].decide(self.now, taken=taken, own=own, nodes=nodes, draining=False)
        for office in decided.hand_over:
            del self.owners[office]
        for office in decided.claim:
            self.owners.setdefault(office, name)
            self.moves[office] += 1

    def run(self, seconds: float, chance: Random) -> None:
        for _ in range(int(seconds / STEP_S)):
            for name in chance.sample(sorted(self.placements), len(self.placements)):
                self.turn(name)
            self.now += STEP_S

    def kill(self, name: str) -> None:
        del self.placements[name]
        self.owners = {office: owner for office, owner in self.owners.items() if owner != name}


@pytest.mark.parametrize("seed", range(40))
def test_N6_offices_spread_evenly_over_nodes_that_come_and_go_and_then_rest(seed: int) -> None:
    chance = Random(seed)
    world = World(("a",))
    world.run(3, chance)
    world.placements |= {name: Placement(name, OFFICES) for name in ("b", "c")}
    world.run(60, chance)
    assert sorted(Counter(world.owners.values()).values()) in ([3, 3, 4], [2, 4, 4])
    world.kill(chance.choice(["a", "b", "c"]))
    world.run(60, chance)
    assert set(world.owners) == set(OFFICES)
    assert sorted(Counter(world.owners.values()).values()) in ([5, 5], [4, 6])
    before = world.moves.copy()
    world.run(60, chance)
    assert world.moves == before, "offices go to and fro"
