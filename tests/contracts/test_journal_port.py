"""What the live side needs of a journal, held against the one in memory and the one in Redis (SPEC S22, S23)."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
from tests.live.memory_journal import KeptJournal
from tests.redis_server import RedisServer

from madang_server.cluster.redis_journal import RedisJournal
from madang_server.live.journal_records import Changes, Entry, KeptSession, Opened, RoomSnapshot, SpokenWords, Standing, Told
from madang_server.live.ports import Journal, JournalAway
from madang_server.store.lease import HeldLease
from madang_server.store.shards import Taken

NOTHING = Entry([], [], [], [])
BEGAN = Entry([Opened(1, "mina", "key-1", 0, "hall", "hall", 8, 9)], [Told(b"body", [1], [1])], [], [])
WENT_ON = Entry([], [Told(b"more", [1], [2])], [(1, 2)], [])
WORDS = [SpokenWords("mina", "request-1", 7, b"\x82reply")]
HALL = {"hall": RoomSnapshot("hall", [Standing(1, "mina", "key-1", 1, 8, 9, 5)])}
WAITING = [KeptSession("joon", "key-0", 3, [b"x"], "hall", "hall-2", 1, 2, 3)]


@dataclass
class Journals:
    """Journals of the servers of one office, and what may become of where they keep it."""

    of: Callable[[int], Journal]  # by epoch
    emptied: Callable[[], None]
    away: Callable[[], None]


@pytest.fixture(params=["memory", "redis"])
async def journals(request: pytest.FixtureRequest, redis_server: RedisServer) -> AsyncIterator[Journals]:
    async with AsyncExitStack() as opened:
        kept = KeptJournal()

        def in_redis(epoch: int) -> Journal:
            lease = HeldLease("main", Taken(epoch, 0), clock=time.monotonic, asked_at=time.monotonic())
            journal = RedisJournal.at(redis_server.url, lease)
            opened.push_async_callback(journal.close)
            return journal

        def leave() -> None:
            kept.away = True

        in_memory = Journals(kept.opened, kept.empty, leave)
        yield {"memory": in_memory, "redis": Journals(in_redis, redis_server.flush, redis_server.kill)}[request.param]


def written(entry: Entry = NOTHING, *, whole: bool = False, **more: object) -> Changes:
    return Changes(**{"whole": whole, "entry": entry, "words": [], "rooms": {}, "waiting": None} | more)


async def test_S22_the_next_server_finds_what_was_kept_in_order(journals: Journals) -> None:
    first = journals.of(1)
    await first.restore()
    assert await first.keep(written(BEGAN, whole=True, rooms=HALL, waiting=WAITING))
    assert await first.keep(written(WENT_ON, words=WORDS))
    found = await journals.of(2).restore()
    assert [entry for entry in found.entries if entry] == [BEGAN, WENT_ON]
    assert (dict(found.rooms), list(found.words), list(found.waiting)) == (HALL, WORDS, WAITING)
    assert 0 <= found.age_s < 3_600


async def test_S22_a_room_that_is_gone_and_those_who_are_back_are_not_found(journals: Journals) -> None:
    first = journals.of(1)
    await first.restore()
    assert await first.keep(written(BEGAN, whole=True, rooms=HALL, waiting=WAITING))
    assert await first.keep(written(rooms={"hall": None}, waiting=[]))
    found = await journals.of(2).restore()
    assert (dict(found.rooms), list(found.waiting)) == ({}, [])


async def test_S23_what_is_written_whole_takes_the_place_of_all_before(journals: Journals) -> None:
    first = journals.of(1)
    await first.restore()
    await first.keep(written(BEGAN, whole=True, rooms=HALL, words=WORDS, waiting=WAITING))
    assert await first.keep(written(whole=True))
    found = await journals.of(2).restore()
    assert [entry for entry in found.entries if entry] == []
    assert (dict(found.rooms), list(found.words), list(found.waiting)) == ({}, [], [])


async def test_S23_a_server_of_an_earlier_epoch_changes_nothing(journals: Journals) -> None:
    first, second = journals.of(1), journals.of(2)
    await first.restore()
    await first.keep(written(BEGAN, whole=True))
    await second.restore()
    for late in (written(WENT_ON), written(whole=True)):
        with pytest.raises(JournalAway):
            await first.keep(late)
    assert await first.answers() is False
    assert await second.answers() is True
    with pytest.raises(JournalAway):
        await first.restore()
    assert [entry for entry in (await journals.of(3).restore()).entries if entry] == [BEGAN]


async def test_S23_after_it_was_emptied_everything_is_asked_for(journals: Journals) -> None:
    first = journals.of(1)
    await first.restore()
    await first.keep(written(BEGAN, whole=True))
    journals.emptied()
    assert await first.keep(written(WENT_ON)) is False
    assert await first.keep(written(BEGAN, whole=True)) is True
    assert await first.keep(written(WENT_ON)) is True
    assert [entry for entry in (await journals.of(2).restore()).entries if entry] == [BEGAN, WENT_ON]


async def test_S23_one_that_is_away_says_so(journals: Journals) -> None:
    first = journals.of(1)
    await first.restore()
    journals.away()
    with pytest.raises(JournalAway):
        await first.keep(written(BEGAN, whole=True))
    with pytest.raises(JournalAway):
        await journals.of(2).restore()
    assert await first.answers() is False
