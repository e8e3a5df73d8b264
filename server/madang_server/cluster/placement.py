"""Which node takes which office, and which it hands over: a decision over what is known. No clock, no socket, no task.

Every node decides for itself alone. That two never have one office is not promised here but by the lease (SPEC C22); what is
decided here is only who should try first, so that offices spread evenly, and that nobody waits for a node that is gone.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

TURN_S = 0.6  # by which each further node waits longer before it takes a free office
HANDED_OVER_S = 5.0  # for which a node leaves an office alone that it gave up


@dataclass(frozen=True, slots=True)
class NodeLoad:
    """A node as the others know it. `draining`: it is about to end, and takes nothing."""

    id: str
    offices: int = 0
    draining: bool = False


@dataclass(frozen=True, slots=True)
class OwnOffice:
    """An office that this node has. `people`: how many are in it."""

    id: str
    people: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What this node does now. `hand_over`: offices to be closed here so that others can take them."""

    claim: tuple[str, ...] = ()
    hand_over: tuple[str, ...] = ()


@dataclass(slots=True)
class Placement:
    """The decisions of one node over time. `offices`: the ids of all there are."""

    me: str
    offices: Collection[str]
    _free_since: dict[str, float] = field(default_factory=dict)
    _handed_over: dict[str, float] = field(default_factory=dict)

    def decide(
        self, now: float, *, taken: Collection[str], own: Collection[OwnOffice], nodes: Mapping[str, NodeLoad], draining: bool
    ) -> Decision:
        """Return what to do at `now` (monotonic seconds).

        `taken`: offices whose lease runs, whoever has it. `own`: those that this node has. `nodes`: as far as they are known.
        """
        mine = {office.id for office in own}
        free = [office for office in sorted(self.offices) if office not in taken and office not in mine]
        self._free_since = {office: self._free_since.get(office, now) for office in free}
        self._handed_over = {office: at for office, at in self._handed_over.items() if now - at < HANDED_OVER_S}
        others = [node for node in nodes.values() if node.id != self.me and not node.draining]
        if draining:
            return Decision(hand_over=tuple(sorted(mine)))
        share = -(-len(self.offices) // (len(others) + 1))
        claim = [office for office in free if self._is_due(office, now, len(mine), share, others)]
        claim = claim[: max(share - len(mine), 1)]  # the rest next time, when it is known how much that was
        return Decision(tuple(claim), self._too_many(now, own, share, others) if not free else ())

    def _is_due(self, office: str, now: float, have: int, share: int, others: Collection[NodeLoad]) -> bool:
        if office in self._handed_over:
            return False
        before_me = sum(_rank(node.id, node.offices, office) < _rank(self.me, have, office) for node in others)
        turns = before_me + (have >= share)
        return now - self._free_since[office] >= turns * TURN_S

    def _too_many(self, now: float, own: Collection[OwnOffice], share: int, others: Collection[NodeLoad]) -> tuple[str, ...]:
        """Return one office to hand over: nobody is in it, and another node has at least two fewer than this one."""
        if len(own) <= share or not any(node.offices + 2 <= len(own) for node in others):
            return ()
        empty = sorted(office.id for office in own if office.people == 0)
        for office in empty[:1]:
            self._handed_over[office] = now
        return tuple(empty[:1])


def _rank(node: str, offices: int, office: str) -> tuple[int, bytes]:
    """The order in which nodes try: the one with the fewest offices first, then by a number that differs for each office."""
    return offices, hashlib.blake2b(f"{node} {office}".encode(), digest_size=8).digest()
