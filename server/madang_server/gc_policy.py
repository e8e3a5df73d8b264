"""When Python's cycle collector runs: briefly and often, and over everything only in quiet. Knows the interpreter, no session.

A full collection looks at every object of every visitor: for 4,000 of them it held all rooms for 100 to 200 ms, and left to
itself it came back every two seconds while people arrived.
"""

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

YOUNG_OBJECTS, MIDDLE_ROUNDS = 2_000, 10  # a look at 2,000 new objects takes well below a millisecond
NEVER = 1_000_000_000
COLLECT_SECONDS = 600.0
QUIET_SESSIONS = 100  # with so few, even a look at everything is short
ROUNDS_MAX = 144  # once a day everything is looked at, however many are here


@contextmanager
def without_full_collections() -> Iterator[None]:
    """For the block, no collection of everything comes by itself; call `collect` now and then."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()  # what the server is made of stays: nobody need look at it again
    gc.set_threshold(YOUNG_OBJECTS, MIDDLE_ROUNDS, NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def collect(*, everything: bool) -> None:
    """Collect what became old since the last time, or everything, and leave what stays alone from then on."""
    if everything:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


async def collect_periodically(sessions: Callable[[], int], *, every_s: float = COLLECT_SECONDS) -> None:
    """Collect for ever. `sessions`: how many people are here now."""
    for number in count(1):
        await asyncio.sleep(every_s)
        collect(everything=sessions() <= QUIET_SESSIONS or number % ROUNDS_MAX == 0)
