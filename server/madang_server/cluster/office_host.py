"""Keeps this node's offices: looks who has which, claims what is free, hands over what is too much. Decides by `placement`."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence

import structlog

from madang_server.cluster.hosting.host_steps import Owner
from madang_server.cluster.nodes import Node
from madang_server.cluster.office_slot import OfficeSlot
from madang_server.cluster.placement import NodeLoad, OwnOffice, Placement
from madang_server.faults import StorageFailed
from madang_server.revisions import newest_revision
from madang_server.store import Store
from madang_server.store.lease import awake_and_asleep
from madang_server.store.shards import Owners

LOOK_EVERY_S = 0.5
OWNERS_FIRST_S = 2.0  # after the database was away: who had an office renews its lease, before others look for free ones
OUTAGE_S = 3.0  # an answer that took so long: leases may have run out meanwhile that their owners could not renew
_log = structlog.get_logger()


class OfficeHost:
    """The offices of a data folder as this node has them, and where the others are."""

    def __init__(
        self,
        *,
        store: Store,
        slots: Sequence[OfficeSlot],
        node: str,
        address: str,
        nodes: Callable[[], Mapping[str, Node]],
        asked_to_drain: Callable[[], bool],
        moved: Callable[[str, str | None], None],
        may_take: Callable[[], bool] = lambda: True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`nodes`: those that are known. `asked_to_drain`: somebody wants this node to be empty. `clock`: monotonic seconds.

        `moved` is told of each office that has another owner, with the owner's address. `may_take`: whether it takes offices yet.
        """
        self._store = store
        self._slots = slots
        self._node = node
        self._address = address
        self._nodes = nodes
        self._asked_to_drain = asked_to_drain
        self._moved = moved
        self._may_take = may_take
        self._clock = clock
        self._placement = Placement(node, [slot.id for slot in slots])
        self._addresses: dict[str, str | None] = {}
        self._ends = False
        self._claims_from = 0.0
        self._is_blind = False
        self._is_too_old = False
        self.has_looked = False
        self.revision: str | None = None  # of the database, as last seen
        self.looked_at = float("-inf")  # before the last look began, by a clock that runs while the machine sleeps

    @property
    def draining(self) -> bool:
        """Whether it hands its offices over and takes none."""
        return self._ends or self._is_too_old or self._asked_to_drain()

    def address_of(self, office: str) -> str | None:
        """Return where the office is; None: nobody has it as far as this node knows, or it is being opened here."""
        address = self._addresses.get(office)
        return None if address == self._address and not self.is_open(office) else address

    def owner_of(self, office: str) -> Owner:
        """Return who has the office, as it was found last."""
        return Owner(self.looked_at, self._addresses.get(office))

    def is_open(self, office: str) -> bool:
        """Whether it is at work here."""
        return any(slot.id == office and slot.is_open for slot in self._slots)

    @property
    def people(self) -> int:
        """How many are in the offices of this node."""
        return sum(slot.people for slot in self._slots if slot.is_open)

    @property
    def offices(self) -> int:
        """How many offices this node has."""
        return sum(slot.is_busy for slot in self._slots)

    async def run(self) -> None:
        """Look and act, for ever. What fails is tried again."""
        while True:
            await self.turn()
            await asyncio.sleep(LOOK_EVERY_S)

    async def turn(self) -> None:
        """Look and act once; what fails is for the next turn."""
        try:
            await self.look()
            self._answered(None)
        except StorageFailed as error:
            self._claims_from = float("inf")
            self._answered(error)
        except Exception:  # noqa: BLE001 - the next look must come whatever happened in this one
            _log.exception("looking after the offices failed")

    def _answered(self, error: StorageFailed | None) -> None:
        """Say once in the log when the database is away, and when it is back."""
        if error is not None and not self._is_blind:
            _log.error("who has which office cannot be read", cause=repr(error.__cause__))
        elif error is None and self._is_blind:
            _log.info("who has which office can be read again")
        self._is_blind = error is not None

    async def look(self) -> None:
        """Learn who has which office, and do what this node shall do now. Raises `StorageFailed`."""
        asked_at, looks_at = self._clock(), awake_and_asleep()
        owners = await self._store.owners()
        self._heed(owners)
        shards = owners.shards
        now = self._clock()
        if now - asked_at >= OUTAGE_S:
            self._claims_from = float("inf")
        self.looked_at = looks_at
        self._follow({shard.office: shard.address for shard in shards if shard.left_s > 0})
        taken = {shard.office for shard in shards if shard.left_s > 0 and shard.boot != self._store.boot}
        taken |= {slot.id for slot in self._slots if slot.held_back}
        own = [OwnOffice(slot.id, slot.people) for slot in self._slots if slot.is_busy]
        nodes = {node.id: NodeLoad(node.id, node.offices, node.draining or not node.reached) for node in self._nodes().values()}
        self._claims_from = min(self._claims_from, now + OWNERS_FIRST_S)
        decision = self._placement.decide(now, taken=taken, own=own, nodes=nodes, draining=self.draining)
        for slot in self._slots:
            if slot.id in decision.hand_over:
                slot.hand_over()
            elif slot.id in decision.claim and now >= self._claims_from and self._may_take():
                slot.open(self._address)
        self.has_looked = True

    def _heed(self, said: Owners) -> None:
        """See whether the database may still be used by this code; say once when that changes (SPEC N11)."""
        self.revision = said.revision
        is_too_old = said.min_code is not None and said.min_code > newest_revision()
        if is_too_old and not self._is_too_old:
            _log.error(
                "the database needs a newer version; this node hands its offices over",
                needs=said.min_code,
                of_this=newest_revision(),
            )
        self._is_too_old = is_too_old

    def _follow(self, addresses: dict[str, str | None]) -> None:
        before, self._addresses = self._addresses, addresses
        for office, address in addresses.items():
            if before.get(office) != address:
                self._moved(office, address)

    def end(self) -> None:
        """Begin to hand everything over, for good."""
        self._ends = True
        for slot in self._slots:
            slot.end()

    async def close(self) -> None:
        """Hand everything over and wait until it is done."""
        self.end()
        await asyncio.gather(*(slot.closed() for slot in self._slots))
