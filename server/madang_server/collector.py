"""When Python's cycle collector runs: briefly and often, and over everything only in quiet. Knows the interpreter, no visit.

A full collection looks at every object of every visitor: for 4,000 of them it held all rooms for 100 to 200 ms, and left to
itself it came back every two seconds while people arrived.
"""

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

YOUNG_OBJECTS, MIDDLE_ROUNDS = 2_000, 10  # a look at 2,000 new objects takes well below a millisecond
NEVER = 1_000_000_000
TIDY_SECONDS = 600.0
QUIET_VISITS = 100  # with so few, even a look at everything is short


@contextmanager
def calm_collector() -> Iterator[None]:
    """For the block, no collection of everything comes by itself; call `tidy` now and then."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()  # what the server is made of stays: nobody need look at it again
    gc.set_threshold(YOUNG_OBJECTS, MIDDLE_ROUNDS, NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def tidy(visits: int) -> None:
    """Collect what became old since the last time and leave it alone from then on; in quiet, collect everything."""
    if visits <= QUIET_VISITS:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


async def keep_tidy(visits: Callable[[], int], *, every_s: float = TIDY_SECONDS) -> None:
    """Tidy for ever. `visits`: how many people are here now."""
    while True:
        await asyncio.sleep(every_s)
        tidy(visits())
