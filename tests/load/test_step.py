"""The lab draws people with the step that everybody shares."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest

from madang_load.drawing import points_at
from madang_load.picture import Picture
from madang_load.step import Floor, read_floor

VECTORS = json.loads((Path(__file__).parents[2] / "protocol" / "vectors" / "motion.json").read_text("utf-8"))
TRACES = VECTORS["traces"]
VIEWS = VECTORS["views"]
TILE_UNITS = 256


def floor_of(name):
    return Floor(np.array([[tile == "#" for tile in row] for row in VECTORS["plans"][name]]), TILE_UNITS)


@pytest.mark.parametrize("trace", TRACES, ids=range(len(TRACES)))
def test_R6_the_step_for_many_walks_the_golden_traces(trace):
    floor, headings = floor_of(trace["plan"]), dict(trace["headings"])
    x, y = (np.array([at, at]) for at in trace["start"])
    heading, walked = 0, []
    for tick in range(1, len(trace["positions"]) + 1):
        heading = headings.get(tick, heading)
        x, y = floor.step(x, y, np.array([heading, heading]))
        walked.append([int(x[1]), int(y[1])])
    assert walked == trace["positions"]


@pytest.mark.parametrize("view", VIEWS, ids=range(len(VIEWS)))
def test_R11_the_picture_of_an_observer_follows_the_golden_frames(view):
    floor, picture = floor_of(view["plan"]), Picture(64, view["cell"])
    picture.lay(floor.width_units)
    for frame in view["frames"]:
        list(picture.apply(frame["n"], bytes.fromhex(frame["d"]), frame["v"]))
        slots = picture.in_view
        points = points_at(floor, picture.legs[slots], frame["n"])
        headings = picture.legs[slots, 0, 3]
        seen = [[int(s), int(x), int(y), int(h)] for s, (x, y), h in zip(slots, points, headings, strict=True)]
        assert sorted(seen) == frame["seen"]


def test_the_published_floor_is_read_row_by_row():
    blocked = np.zeros((3, 5), np.bool_)
    blocked[1, 4] = True
    document = {
        "columns": 5,
        "rows": 3,
        "tile_units": 256,
        "blocked": base64.b64encode(np.packbits(blocked).tobytes()).decode(),
    }
    floor = read_floor(document)
    assert np.array_equal(floor.blocked, blocked)
    assert floor.width_units == 5 * 256


def test_a_floor_that_is_none_is_rejected():
    with pytest.raises(ValueError, match="ASCII"):
        read_floor({"columns": 5, "rows": 3, "tile_units": 256, "blocked": "§"})
