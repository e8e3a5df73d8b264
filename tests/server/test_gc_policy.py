"""When the cycle collector runs: not by itself over everything, and yet nothing is kept for ever."""

import asyncio
import gc
import weakref

from madang_server.background_task import background_task
from madang_server.gc_policy import QUIET_SESSIONS, ROUNDS_MAX, collect, collect_periodically, without_full_collections


class Cycle:
    """Refers to itself: only the cycle collector can free it."""

    def __init__(self) -> None:
        self.self = self


def full_collections() -> int:
    return gc.get_stats()[2]["collections"]


def test_no_full_collection_comes_by_itself():
    with without_full_collections():
        before = full_collections()
        kept = [[number] for number in range(500_000)]
        assert full_collections() == before
    assert len(kept) == 500_000


def test_the_interpreter_is_as_before_afterwards():
    before = gc.get_threshold()
    with without_full_collections():
        assert gc.get_threshold() != before
        assert gc.get_freeze_count() > 0
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


def test_what_became_garbage_since_the_last_time_is_freed_also_with_many_sessions():
    with without_full_collections():
        collect(everything=False)
        gone = weakref.ref(Cycle())
        collect(everything=False)
        assert gone() is None


def test_what_was_left_alone_and_became_garbage_later_is_freed_in_quiet():
    with without_full_collections():
        cycle = Cycle()
        collect(everything=False)
        gone = weakref.ref(cycle)
        del cycle
        collect(everything=False)
        assert gone() is not None
        collect(everything=True)
        assert gone() is None


async def test_a_server_that_is_never_quiet_is_collected_whole_once_a_day():
    cycle, asked = Cycle(), asyncio.Queue[None]()
    gone = weakref.ref(cycle)
    with without_full_collections():
        collect(everything=False)
        del cycle

        def sessions() -> int:
            asked.put_nowait(None)
            return QUIET_SESSIONS + 1

        async with background_task(collect_periodically(sessions, every_s=0), "garbage collection"):
            for _ in range(ROUNDS_MAX - 1):
                await asked.get()
                assert gone() is not None
            await asked.get()
        assert gone() is None


async def test_it_is_done_again_and_again():
    asked: asyncio.Queue[None] = asyncio.Queue()

    def sessions() -> int:
        asked.put_nowait(None)
        return 0

    async with background_task(collect_periodically(sessions, every_s=0.001), "garbage collection"):
        for _ in range(3):
            await asked.get()
    gc.unfreeze()
