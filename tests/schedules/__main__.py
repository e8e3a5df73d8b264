"""`make sim CLUSTER=1`: schedule after schedule, and what they saw. Ends at the first that breaks a law, with code 1."""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing import Pool

from tests.schedules.moves.schedule import run_moves
from tests.schedules.moves.seeds import FAILED as FAILED_MOVES
from tests.schedules.schedule import ScheduleFailed, quietly, run_schedule
from tests.schedules.seeds import FAILED

AT_ONCE = 250  # schedules that a process runs before it says so
MOVES_EVERY = (
    25  # one in so many seeds has people on the way between nodes, too: such a schedule takes as long as dozens of others
)
TELLS_EVERY_S = 5.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="make sim CLUSTER=1")
    parser.add_argument("--seeds", default="1-10000", help="one seed, or first-last")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    given = parser.parse_args()
    first, _, last = given.seeds.partition("-")
    seeds = [*FAILED, *FAILED_MOVES, *range(int(first), int(last or first) + 1)] if last else [int(first)]
    parts = [seeds[start : start + AT_ONCE] for start in range(0, len(seeds), AT_ONCE)]
    seen: Counter[str] = Counter()
    try:
        with Pool(min(given.jobs, len(parts))) as pool:
            told = _Progress(len(seeds))
            for part, saw in zip(parts, pool.imap(run_part, parts), strict=True):
                seen += saw
                told.more(len(part))
    except ScheduleFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    for what, count in sorted(seen.items()):
        print(f"{count:10,} {what}")
    return 0


def run_part(seeds: Sequence[int]) -> Counter[str]:
    seen: Counter[str] = Counter()
    with quietly():
        for seed in seeds:
            seen.update(run_schedule(seed).seen)
            if len(seeds) == 1 or seed % MOVES_EVERY == 0 or seed in FAILED_MOVES:
                seen.update({f"moves: {what}": number for what, number in run_moves(seed).seen.items()})
    return seen


class _Progress:
    """Says now and then how far it is."""

    def __init__(self, of: int) -> None:
        self._of, self._done = of, 0
        self._began = self._told_at = time.monotonic()

    def more(self, schedules: int) -> None:
        self._done += schedules
        now = time.monotonic()
        if now - self._told_at >= TELLS_EVERY_S or self._done == self._of:
            self._told_at = now
            print(f"{self._done:,} of {self._of:,} schedules, {self._done / (now - self._began):,.0f} a second", flush=True)


if __name__ == "__main__":
    sys.exit(main())
