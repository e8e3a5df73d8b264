"""How long a tick and a publishing of one room take: medians over a few hundred ticks. `python scripts/bench_room.py`.

No thresholds: numbers are of the machine that prints them. Everything but chance and the clock is the code of the product.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from madang_worlds import Plan, Room

TICKS = 300
SIDE_TILES = 60
SEED = 20_270_101


def plan_of(cell_units: int) -> Plan:
    """Return a hall with pillars, so that steps meet walls."""
    blocked = np.zeros((SIDE_TILES, SIDE_TILES), np.bool_)
    blocked[4::8, 4::8] = True
    return Plan.bare(blocked, "bench", capacity=5_000, cell_units=cell_units)


def crowd(plan: Plan, people: int, chance: random.Random) -> Room:
    """Return a room in which that many stand at random spots, already told to all."""
    room = Room(plan)
    for _ in range(people):
        room.join(chance.randrange(SIDE_TILES * 256), chance.randrange(SIDE_TILES * 256))
    room.advance(1)
    room.publish()
    return room


def timed(task: Callable[[], object]) -> float:
    """Return the milliseconds that the task takes."""
    began = time.perf_counter()
    task()
    return (time.perf_counter() - began) * 1e3


def measure(room: Room, changes: int, chance: random.Random) -> tuple[float, float, float]:
    """Return median ms of a tick, of a publishing with a frame for every view, and of a keyframe of the middle view."""
    ticks, publishings, keyframes = [], [], []
    views = range(room.plan.cells.count)
    for tick in range(room.tick + 1, room.tick + 1 + TICKS):
        for slot in chance.sample(room.slots(), changes):
            room.move(slot, chance.randrange(1, 9), tick % 256)
        ticks.append(timed(lambda tick=tick: room.advance(tick)))
        publishings.append(timed(lambda: [publication.frame_for(view) for publication in [room.publish()] for view in views]))
        keyframes.append(timed(lambda: room.whole(room.view_cell(0))))
    return statistics.median(ticks), statistics.median(publishings), statistics.median(keyframes)


def rows() -> Iterator[tuple[str, float, float, float]]:
    """Yield what `measure` returns for each case, behind its name."""
    cases = [(f"{people:,} walking, {people // 20:,} turn a tick", people, people // 20, 5_120) for people in (200, 1_000, 5_000)]
    for label, people, changes, cell_units in [*cases, ("5,000 in one cell, 250 turn a tick", 5_000, 250, 65_535)]:
        chance = random.Random(SEED)  # noqa: S311 - the same crowd every time
        room = crowd(plan_of(cell_units), people, chance)
        for slot in room.slots():
            room.move(slot, chance.randrange(1, 9))
        yield label, *measure(room, changes, chance)


def main() -> None:
    """Print one line a case."""
    print(f"{'case':<44}{'tick ms':>10}{'publish ms':>12}{'keyframe ms':>13}")
    for label, tick, publishing, keyframe in rows():
        print(f"{label:<44}{tick:>10.3f}{publishing:>12.3f}{keyframe:>13.3f}")


if __name__ == "__main__":
    main()
