"""Who may write an office: its lease, by clocks that a test moves, and the row of it on either database (SPEC C22, C23)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, update
from tests.server.office_site import database_of

from madang_server.faults import LeaseRanOut, OfficeLost
from madang_server.offices import ONE_OFFICE
from madang_server.store import Store, bring_up_to_date, open_store, rows, shards, tables
from madang_server.store.lease import MARGIN_S, HeldLease, Lease
from madang_server.store.shards import TTL_S, Taken


@dataclass
class Hand:
    """A clock that stands still."""

    instant: float = 1_000.0

    def __call__(self) -> float:
        return self.instant


def a_lease(clock: Hand) -> Lease:
    return Lease(ONE_OFFICE, Taken(epoch=7, commits=40), clock=clock, asked_at=clock.instant)


def test_C23_a_lease_ends_a_second_before_the_database_gives_it_to_another():
    clock = Hand()
    lease = a_lease(clock)
    clock.instant += TTL_S - MARGIN_S - 0.01
    lease.prove()
    clock.instant += 0.01
    with pytest.raises(LeaseRanOut):
        lease.prove()


def test_C23_a_renewal_counts_from_before_it_was_asked_for():
    clock = Hand()
    lease = a_lease(clock)
    asked_at = clock.instant = clock.instant + 3
    clock.instant += 3.5
    lease.renewed(asked_at=asked_at)
    assert lease.held
    clock.instant = asked_at + TTL_S - MARGIN_S
    assert not lease.held


def test_C23_a_process_that_was_stopped_holds_nothing_until_it_has_asked():
    clock = Hand()
    lease = a_lease(clock)
    clock.instant += 3_600
    with pytest.raises(LeaseRanOut):
        lease.prove()
    lease.renewed(asked_at=clock.instant)
    lease.prove()


def test_C23_what_is_lost_is_lost_for_ever():
    clock = Hand()
    lease = a_lease(clock)
    assert isinstance(lease.lose(), OfficeLost)
    lease.renewed(asked_at=clock.instant)
    with pytest.raises(OfficeLost):
        lease.prove()


def test_C23_the_lease_of_a_locked_file_does_not_run_out():
    clock = Hand()
    lease = HeldLease(ONE_OFFICE, Taken(epoch=7, commits=40), clock=clock, asked_at=clock.instant)
    clock.instant += 3_600
    lease.prove()


def test_each_write_has_a_number_of_its_own():
    lease = a_lease(Hand())
    assert [lease.next_commit(), lease.next_commit()] == [41, 42]


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[tuple[Store, Store]]:
    """Two servers of one database."""
    first, second = (open_store(database_of(tmp_path)) for _ in range(2))
    await bring_up_to_date(first)
    yield first, second
    for store in (first, second):
        await store.close()


async def taken_elsewhere(store: Store) -> None:
    async with store.write() as sql:
        await sql.execute(
            update(shards.TABLE).where(shards.TABLE.c.office == store.office).values(epoch=shards.TABLE.c.epoch + 1, until=0.0)
        )


async def count_up(store: Store, name: str) -> None:
    async with store.write() as sql:
        await rows.add(sql, tables.counts, {"name": name, "count": 1})


async def names(store: Store) -> list[str]:
    async with store.read() as sql:
        mine = select(tables.counts.c.name).where(tables.counts.c.office == store.office)
        return sorted((await sql.execute(mine)).scalars())


async def shard_of(store: Store) -> tuple[int, int]:
    """The epoch, and the number of the last write."""
    async with store.read() as sql:
        row = (await sql.execute(select(shards.TABLE).where(shards.TABLE.c.office == store.office))).one()
    return row.epoch, row.commits


async def test_C23_whoever_takes_the_office_next_has_a_higher_epoch(stores: tuple[Store, Store]) -> None:
    first, second = stores
    await first.claim()
    await first.close()
    await second.claim()
    assert await shard_of(second) == (2, 0)


async def test_C23_nothing_is_written_in_an_epoch_that_is_past(stores: tuple[Store, Store]) -> None:
    first, second = stores
    await first.claim()
    await count_up(first, "before")
    await taken_elsewhere(second)
    await second.claim()
    with pytest.raises(OfficeLost):
        await count_up(first, "after")
    await count_up(second, "by the second")
    assert await names(second) == ["before", "by the second"]
    assert not first.owned
    with pytest.raises(OfficeLost):
        first.prove_owned()


async def test_C23_who_has_lost_the_office_is_told_without_a_write(stores: tuple[Store, Store]) -> None:
    first, second = stores
    await first.claim()
    await taken_elsewhere(second)
    with pytest.raises(OfficeLost):
        await count_up(first, "after")
    assert first.lease is not None
    await first.lease.lost.wait()
    with pytest.raises(OfficeLost):
        first.prove_not_lost()


async def test_writes_are_numbered_over_all_epochs(stores: tuple[Store, Store]) -> None:
    first, second = stores
    await first.claim()
    for name in ("one", "two"):
        await count_up(first, name)
    await first.close()
    await second.claim()
    await count_up(second, "three")
    assert await shard_of(second) == (2, 3)


async def test_a_write_that_fails_is_not_the_last(stores: tuple[Store, Store]) -> None:
    first, _ = stores
    await first.claim()
    await count_up(first, "one")
    with pytest.raises(ZeroDivisionError):
        async with first.write() as sql:
            await rows.add(sql, tables.counts, {"name": "two", "count": 1})
            raise ZeroDivisionError
    assert (await shard_of(first), await names(first)) == ((1, 1), ["one"])
    await count_up(first, "three")
    assert (await shard_of(first))[1] > 1


async def test_offices_of_one_database_are_claimed_one_by_one(stores: tuple[Store, Store]) -> None:
    north, south = stores[0].of("north"), stores[0].of("south")
    for office in (north, south):
        await office.claim()
        await count_up(office, "one")
    await taken_elsewhere(stores[1].of("north"))
    with pytest.raises(OfficeLost):
        await count_up(north, "two")
    await count_up(south, "two")
    assert (await names(north), await names(south)) == (["one"], ["one", "two"])
