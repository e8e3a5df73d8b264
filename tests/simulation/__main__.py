"""`make sim`: seed after seed, and what they saw. Ends at the first that breaks a law, with code 1."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.simulation.happenings import CROWDED, HAPPENINGS, Happening
from tests.simulation.objecting import OBJECTING
from tests.simulation.seeds import FAILED
from tests.simulation.simulate import LawBroken, simulate
from tests.simulation.takeover import TAKEN_OVER


def main() -> int:
    parser = argparse.ArgumentParser(prog="make sim")
    parser.add_argument("--seeds", default="1-50", help="one seed, or first-last")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--crowded", action="store_true", help="many people act in the same instant")
    parser.add_argument("--objecting", action="store_true", help="people object to what officers decide")
    parser.add_argument("--taken-over", action="store_true", help="servers are held up while others take the office")
    given = parser.parse_args()
    others = OBJECTING if given.objecting else TAKEN_OVER if given.taken_over else HAPPENINGS
    happenings = CROWDED if given.crowded else others
    first, _, last = given.seeds.partition("-")
    seeds = [*FAILED, *range(int(first), int(last or first) + 1)] if last else [int(first)]
    seen: Counter[str] = Counter()
    for number, seed in enumerate(seeds, 1):
        began = time.monotonic()
        try:
            seen += run(seed, given.steps, happenings)
        except LawBroken as broken:
            print(broken, file=sys.stderr)
            return 1
        print(f"seed {seed} ({number} of {len(seeds)}): {given.steps} steps in {time.monotonic() - began:.1f} s", flush=True)
    for what, count in sorted(seen.items()):
        print(f"{count:8} {what}")
    return 0


def run(seed: int, steps: int, happenings: dict[Happening, int]) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(simulate(seed, steps, Path(folder), happenings)).happened


if __name__ == "__main__":
    sys.exit(main())
