"""A node does not take what its owner had no chance to keep (SPEC N9)."""

import time
from dataclasses import dataclass, field

from madang_server.cluster.office_host import OUTAGE_S, OWNERS_FIRST_S, OfficeHost
from madang_server.revisions import newest_revision
from madang_server.store.shards import Owners, Shard


@dataclass
class SlowStore:
    """A database that answers after so many seconds of the clock that it moves."""

    boot = "this"
    now: float = field(default_factory=time.monotonic)
    answers_in_s: float = 0.0

    async def owners(self) -> Owners:
        self.now += self.answers_in_s
        shard = Shard("main", 1, "the other", "other", 0.0, 0.0, -0.1, "http://127.0.0.1:1")
        return Owners([shard], newest_revision(), newest_revision())


@dataclass
class Slot:
    """A place for the office, which notes that it was asked to open it."""

    id = "main"
    people = 0
    is_busy = is_open = held_back = False
    opened: bool = False

    def open(self, address: str) -> None:
        del address
        self.opened = True


async def test_N9_after_a_late_answer_owners_come_first() -> None:
    store, slot = SlowStore(answers_in_s=OUTAGE_S), Slot()
    host = host_of(store, slot)
    await host.look()
    assert not slot.opened
    store.answers_in_s = 0.1
    await host.look()
    assert not slot.opened
    store.now += OWNERS_FIRST_S
    await host.look()
    assert slot.opened


async def test_N9_a_lease_that_ran_out_under_a_database_that_answers_is_taken_at_once() -> None:
    store, slot = SlowStore(answers_in_s=0.1), Slot()
    host = host_of(store, slot)
    await host.look()
    store.now += OWNERS_FIRST_S
    await host.look()
    assert slot.opened


def host_of(store: SlowStore, slot: Slot) -> OfficeHost:
    return OfficeHost(
        store=store,  # type: ignore[arg-type]
        slots=[slot],  # type: ignore[list-item]
        node="a",
        address="http://127.0.0.1:2",
        nodes=dict,
        asked_to_drain=lambda: False,
        moved=lambda _office, _address: None,
        clock=lambda: store.now,
    )
