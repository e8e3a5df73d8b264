"""Small plans and strategies for the tests of worlds: drawn with # for walls and . for floor."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from madang_worlds import TILE_UNITS, Plan, Room

YARD = ["." * 12] * 10
WALLED = ["........", ".##..#..", ".#...#..", ".#.#.##.", "...#....", ".###..#.", "......#."]


def grid(rows: list[str]) -> np.ndarray:
    return np.array([[tile == "#" for tile in row] for row in rows])


def plan_of(rows: list[str], **parts: Any) -> Plan:
    return Plan.bare(grid(rows), "sketch", **parts)


def room_of(rows: list[str], **parts: Any) -> Room:
    return Room(plan_of(rows, **parts))


def stand(column: int, row: int) -> tuple[int, int]:
    """The foot point in the middle of a tile."""
    return column * TILE_UNITS + 128, row * TILE_UNITS + 160


def walker(room: Room, column: int = 1, row: int = 1) -> int:
    """An avatar that stands in that tile, there since the tick that has just passed."""
    slot = room.join(*stand(column, row))
    room.advance(room.tick + 1)
    return slot


@st.composite
def drawings(draw: st.DrawFn, side_max: int = 14) -> list[str]:
    """Rows of walls and floor with at least one floor tile."""
    width, height = draw(st.integers(1, side_max)), draw(st.integers(1, side_max))
    rows = draw(st.lists(st.text(alphabet="...#", min_size=width, max_size=width), min_size=height, max_size=height))
    return [rows[0][:-1] + ".", *rows[1:]]


@st.composite
def free_points(draw: st.DrawFn, plan: Plan) -> tuple[int, int]:
    """Any point where an avatar may stand."""
    x = draw(st.integers(0, plan.width_tiles * TILE_UNITS))
    y = draw(st.integers(0, plan.height_tiles * TILE_UNITS))
    return plan.nearest_free(x, y)


# One command each: (what, which avatar, and what it is about).
commands = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(0, 9), st.integers(0, 8), st.integers(0, 255), st.sampled_from([0, 1, 2, 5, 255])),
        st.tuples(st.just("go"), st.integers(0, 9), st.integers(0, 255), st.integers(-500, 5_000), st.integers(-500, 5_000)),
        st.tuples(st.just("place"), st.integers(0, 9), st.integers(-500, 5_000), st.integers(-500, 5_000)),
        st.tuples(st.just("join"), st.integers(-500, 5_000), st.integers(-500, 5_000)),
        st.tuples(st.just("leave"), st.integers(0, 9)),
    ),
    max_size=4,
)
histories = st.lists(commands, min_size=1, max_size=40)


def execute(room: Room, command: tuple[Any, ...]) -> None:
    """Execute a command of a history in the room; it is about the n-th avatar that is there."""
    what, *about = command
    if what == "join":
        _join(room, *about)
    else:
        _about_somebody(room, what, *about)


def _join(room: Room, x: int, y: int) -> None:
    if room.count < room.capacity:
        room.join(x, y)


def _about_somebody(room: Room, what: str, which: int, *about: int) -> None:
    slots = room.slots()
    if slots:
        getattr(room, what)(slots[which % len(slots)], *about)
