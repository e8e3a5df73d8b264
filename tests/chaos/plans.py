"""What may be done to a cluster, and which of it by chance. Pure: knows names.

A fault of a line is written `cut owner>database`. `owner` has the office, `other` is one of the nodes that have it not, `host` is
one of those that have rooms of it in which people are (SPEC N23), and `host/link` the connection by which it hosts.
"""

import random
import time
from collections.abc import Iterator, Sequence

KILL_OWNER, STOP_OWNER, END_OWNER, KILL_OTHER, KILL_REDIS, EMPTY_REDIS, KILL_DATABASE, SET_CLOCK = PARTS = (
    "owner killed", "owner stopped", "owner ended", "other killed", "redis killed", "redis emptied", "database killed",
    "owner with a wrong clock",
)  # fmt: skip
KILL_HOST, STOP_HOST, HOLD_UP_HOST, CUT_OFF_HOST, END_HOST, DRAIN_HOST, KILL_BOTH = HOSTS = (
    "host killed", "host stopped", "host stopped past its right", "host cut off past its right", "host ended", "host drained",
    "owner and host killed",
)  # fmt: skip
CUT, CUT_THERE, CUT_BACK, SLOW, RESET = KINDS = ("cut", "cut there", "cut back", "slow", "reset")
LINES = ("owner>database", "other>database", "owner>redis", "other>redis", "other>owner", "visitors>owner", "visitors>other")
LINES_OF_HOSTS = ("host/link>owner", "host>database", "host>redis", "visitors>host", "owner>host")
FAULTS = (*PARTS, *HOSTS, *(f"{kind} {line}" for line in (*LINES, *LINES_OF_HOSTS) for kind in KINDS))
CLOCKS_WRONG_BY_S = (-5 * 3_600.0, -90.0, -3.0, 3.0, 90.0, 5 * 3_600.0)


def by_chance(chance: random.Random) -> Iterator[str]:
    """Yield faults for ever, every kind equally often."""
    while True:
        yield from chance.sample(FAULTS, len(FAULTS))


def plan_of(count: int, chance: random.Random) -> Sequence[str]:
    """So many of them."""
    endless = by_chance(chance)
    return [next(endless) for _ in range(count)]


def plan_for(minutes: float, chance: random.Random) -> Iterator[str]:
    """As many as there is time for."""
    ends = time.monotonic() + minutes * 60
    for fault in by_chance(chance):
        if time.monotonic() >= ends:
            return
        yield fault
