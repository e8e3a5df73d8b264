"""The step: integers, walls, sliding; the many-at-once form equals the scalar one; the golden traces."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.worlds.sketches import YARD, drawings, free_points, grid, plan_of

from madang_protocol.limits import STEP_UNITS
from madang_worlds import TILE_UNITS, is_free, step, vectors
from madang_worlds.geometry import tile_of

HEADINGS = st.integers(0, 8)
OPEN = grid(YARD)


@pytest.mark.parametrize(
    ("heading", "off"),
    [
        (0, (0, 0)),
        (1, (64, 0)),
        (2, (45, 45)),
        (3, (0, 64)),
        (4, (-45, 45)),
        (5, (-64, 0)),
        (6, (-45, -45)),
        (7, (0, -64)),
        (8, (45, -45)),
    ],
)
def test_R2_a_step_is_64_units_straight_and_45_by_45_diagonally(heading, off):
    assert step(OPEN, 1_000, 1_000, heading) == (1_000 + off[0], 1_000 + off[1])


def test_R3_the_foot_box_holds_its_lower_edge_and_not_its_upper_one():
    blocked = grid(["...", ".#.", "..."])
    assert is_free(blocked, TILE_UNITS - 80, 400)
    assert not is_free(blocked, TILE_UNITS - 79, 400)
    assert is_free(blocked, 2 * TILE_UNITS + 80, 400)
    assert not is_free(blocked, 2 * TILE_UNITS + 79, 400)
    assert is_free(blocked, 384, TILE_UNITS)
    assert not is_free(blocked, 384, TILE_UNITS + 1)
    assert is_free(blocked, 384, 2 * TILE_UNITS + 64)
    assert not is_free(blocked, 384, 2 * TILE_UNITS + 63)


def test_R3_the_foot_box_stays_in_the_place():
    assert is_free(OPEN, 80, 64)
    assert not is_free(OPEN, 79, 64)
    assert not is_free(OPEN, 80, 63)
    assert is_free(OPEN, 12 * TILE_UNITS - 80, 10 * TILE_UNITS)
    assert not is_free(OPEN, 12 * TILE_UNITS - 79, 10 * TILE_UNITS)
    assert not is_free(OPEN, 12 * TILE_UNITS - 80, 10 * TILE_UNITS + 1)


def test_R3_a_diagonal_step_slides_along_a_wall():
    blocked = grid(["..#", "..#", "..#"])
    assert step(blocked, 2 * TILE_UNITS - 80, 200, 2) == (2 * TILE_UNITS - 80, 245)


def test_R3_x_is_tried_before_y():
    """At a corner where either axis alone would be free, but not both, the step goes along x."""
    blocked = grid(["...", "..."])
    blocked[1, 2] = True
    x, y = 2 * TILE_UNITS - 80, TILE_UNITS
    assert step(blocked, x, y, 2) == (x + 45, y)


@given(drawings(), st.data())
def test_R3_no_step_ends_in_a_wall(rows, data):
    plan = plan_of(rows)
    x, y = data.draw(free_points(plan))
    for heading in data.draw(st.lists(HEADINGS, max_size=30)):
        x, y = step(plan.blocked, x, y, heading)
        assert is_free(plan.blocked, x, y)


@given(drawings(), st.data())
def test_R2_no_step_is_longer_than_64_units(rows, data):
    plan = plan_of(rows)
    x, y = data.draw(free_points(plan))
    for heading in data.draw(st.lists(HEADINGS, max_size=30)):
        next_x, next_y = step(plan.blocked, x, y, heading)
        assert (next_x - x) ** 2 + (next_y - y) ** 2 <= STEP_UNITS**2
        x, y = next_x, next_y


@given(drawings(), st.data())
def test_R6_many_steps_at_once_equal_the_scalar_step(rows, data):
    plan = plan_of(rows)
    points = data.draw(st.lists(free_points(plan), min_size=1, max_size=20))
    headings = data.draw(st.lists(HEADINGS, min_size=len(points), max_size=len(points)))
    x, y = (np.array(axis, np.int32) for axis in zip(*points, strict=True))
    stepped = plan.ground.step(x, y, np.array(headings, np.uint8))
    expected = [step(plan.blocked, x, y, heading) for (x, y), heading in zip(points, headings, strict=True)]
    assert list(zip(*(axis.tolist() for axis in stepped), strict=True)) == expected


@given(drawings(), st.data())
def test_R6_the_tables_know_the_same_free_points(rows, data):
    plan = plan_of(rows)
    x = data.draw(st.integers(-STEP_UNITS, plan.width_tiles * TILE_UNITS + STEP_UNITS))
    y = data.draw(st.integers(-STEP_UNITS, plan.height_tiles * TILE_UNITS + STEP_UNITS))
    assert plan.ground.free(np.array([x]), np.array([y])).tolist() == [plan.is_free(x, y)]


@given(drawings(), st.data())
def test_the_middle_of_a_foot_box_is_in_a_free_tile(rows, data):
    plan = plan_of(rows)
    column, row = tile_of(*data.draw(free_points(plan)))
    assert not plan.blocked[row, column]


def test_R6_the_golden_motion_is_what_the_code_says():
    assert vectors.main(["--check"]) == 0


def test_R6_a_stale_golden_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "motion.json"
    assert vectors.main(["--check"], file) == 1
    assert "stale: motion.json" in capsys.readouterr().err
    assert vectors.main([], file) == 0
    assert vectors.main(["--check"], file) == 0


def test_R6_the_golden_traces_replay():
    golden = json.loads(vectors.FILE.read_text("utf-8"))
    for trace in golden["traces"]:
        headings, heading = dict(trace["headings"]), 0
        positions = [trace["start"], *trace["positions"]]
        for tick, (before, after) in enumerate(pairwise(positions), start=1):
            heading = headings.get(tick, heading)
            assert list(step(grid(golden["plans"][trace["plan"]]), before[0], before[1], heading)) == after
