"""Golden motion and a golden floor for the tests of every language: `protocol/vectors/motion.json`, `floor.json` (R6, R8, R11).
`tile_data.json` (R16) has tile data that all read as `tiles`, and some that browsers do not read and `place check` rejects.

`python -m madang_worlds.vectors` writes them; `--check` only says whether they are what the code says (exit 1 when not).

floor:  what is published of a place (decision 0005), and `rows`, its walls as a drawing.
traces: from `start`, headings [tick, heading] take effect in that tick; positions[i] is [x, y] after tick i + 1.
views:  frames {n, d in hex, v or null}, in order; `seen` is [[slot, x, y, heading], ...] at tick n after each frame.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import madang_protocol
from madang_worlds.areas import Area
from madang_worlds.floor import floor_of
from madang_worlds.geometry import HEADINGS, TILE_UNITS, Point, Rect
from madang_worlds.plan import Door, Plan
from madang_worlds.room import Room
from madang_worlds.step import Grid, is_free, step
from madang_worlds.tile_data_vector import tile_data_vector
from madang_worlds.view import View

FILE = Path(madang_protocol.__file__).parents[1] / "vectors" / "motion.json"
TICKS = 120
SMALL_CELL_UNITS = 1_280  # so that a small drawing has many cells
PLANS = {
    "open": ["........"] * 6,
    "walls": ["........", ".##..#..", ".#...#..", ".#.#.##.", "...#....", ".###..#.", "......#."],
    "comb": ["#.#.#.#.#", "#.#.#.#.#", ".........", "#.#.#.#.#", "#.#.#.#.#"],
    "hall": ["." * 40 if row % 7 else "....####" * 5 for row in range(1, 29)],
}

Frame = tuple[int, bytes, int | None]  # n, d, v


class Numbers:
    """A fixed sequence of pseudorandom numbers, the same on every machine."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        """Return the next number: at least 0, less than `limit`."""
        self._state = (self._state * 1_103_515_245 + 12_345) % (1 << 31)
        return (self._state >> 8) % limit


def grid(rows: list[str]) -> Grid:
    """Return the blocked tiles of a drawing in which # is a wall."""
    return np.array([[tile == "#" for tile in row] for row in rows])


def vectors() -> dict[str, Any]:
    traces = [_trace(name, seed) for name in ("open", "walls", "comb") for seed in (1, 2, 3)]
    views = [_view_trace("hall", seed) for seed in (4, 5)]
    return {"plans": PLANS, "traces": traces, "views": views}


def floor_vector() -> dict[str, Any]:
    """Return a floor with a named area and a door, whose bits do not fill whole bytes, and the walls that it must be read as."""
    nave = Rect(0, 2 * TILE_UNITS, 9 * TILE_UNITS, TILE_UNITS)
    door = Door("gate", "plaza", "", Area("gate", Rect(TILE_UNITS, 0, TILE_UNITS, TILE_UNITS)))
    area = Area("nave", nave, {"title_ko": "마당길", "title_en": "Courtyard way"})
    plan = Plan.bare(grid(PLANS["comb"]), "comb", areas={"nave": area}, doors={"gate": door}, origin_px=(32, -64))
    return {"rows": PLANS["comb"], "floor": floor_of(plan, {"plaza": {"ko": "광장", "en": "Plaza"}})}


def _trace(name: str, seed: int) -> dict[str, Any]:
    blocked, numbers = grid(PLANS[name]), Numbers(seed)
    start = x, y = _free_point(blocked, numbers)
    headings = dict(_headings(numbers))
    positions, heading = [], 0
    for tick in range(1, TICKS + 1):
        heading = headings.get(tick, heading)
        x, y = step(blocked, x, y, heading)
        positions.append([x, y])
    return {"plan": name, "start": list(start), "headings": [list(pair) for pair in headings.items()], "positions": positions}


def _headings(numbers: Numbers) -> Iterator[tuple[int, int]]:
    tick = 1
    while tick <= TICKS:
        yield tick, numbers.below(HEADINGS)
        tick += 1 + numbers.below(9)


def _free_point(blocked: Grid, numbers: Numbers) -> Point:
    """Return a point where an avatar may stand, not only in the middle of tiles."""
    while True:
        point = numbers.below(blocked.shape[1] * 256), numbers.below(blocked.shape[0] * 256)
        if is_free(blocked, *point):
            return point


def _view_trace(name: str, seed: int) -> dict[str, Any]:
    """Return what one of two dozen walking people is told, and the view that must come of it after each frame."""
    plan, numbers = Plan.bare(grid(PLANS[name]), name, cell_units=SMALL_CELL_UNITS), Numbers(seed)
    room, view = Room(plan), View(plan.blocked, plan.cells)
    slots = [room.join(*_free_point(plan.blocked, numbers)) for _ in range(24)]
    room.advance(1)
    room.publish()
    frames: list[Frame] = [(1, room.whole(room.view_cell(slots[0])), room.view_cell(slots[0]))]
    for tick in range(2, TICKS + 1):
        _command(room, slots, numbers)
        room.advance(tick)
        frames += _frames_for(room, slots[0])
    return {"plan": name, "cell": SMALL_CELL_UNITS, "frames": [_shown(view, *frame) for frame in frames]}


def _command(room: Room, slots: list[int], numbers: Numbers) -> None:
    match numbers.below(16):
        case 0:
            room.leave(slots.pop())
            slots.append(room.join(*_free_point(room.plan.blocked, numbers)))
        case 1 | 2:
            room.go(slots[0], numbers.below(256), *_free_point(room.plan.blocked, numbers))
        case _:
            room.move(slots[1 + numbers.below(len(slots) - 1)], numbers.below(HEADINGS), numbers.below(256), numbers.below(6))


def _frames_for(room: Room, slot: int) -> list[Frame]:
    if not room.publishes_at(room.tick):
        return []
    before = room.view_cell(slot)
    publication = room.publish()
    after = room.view_cell(slot)
    data = publication.frame_for(before) if after == before else publication.frame_for_change(before, after)
    return [] if data is None else [(room.tick, data, None if after == before else after)]


def _shown(view: View, tick: int, data: bytes, view_cell: int | None) -> dict[str, Any]:
    view.apply(tick, data, view_cell)
    return {"n": tick, "d": data.hex(), "v": view_cell, "seen": sorted([slot, *seen] for slot, seen in view.at(tick).items())}


def main(arguments: list[str], file: Path = FILE) -> int:
    """Write the file and the floor beside it, or with `--check` name those that are stale. Returns the exit code."""
    documents = {
        file: vectors(),
        file.with_name("floor.json"): floor_vector(),
        file.with_name("tile_data.json"): tile_data_vector(),
    }
    texts = {path: json.dumps(document, separators=(",", ":")) + "\n" for path, document in documents.items()}
    if "--check" in arguments:
        stale = [path for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
        sys.stderr.writelines(f"stale: {path.name}; run `make generate`\n" for path in stale)
        return int(bool(stale))
    for path, text in texts.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
