"""The published floor says what the plan says."""

import base64
from pathlib import Path

import numpy as np
import pytest

from madang_worlds import floor_of, load_places

PLANS = load_places(Path(__file__).parents[2] / "worlds" / "madang_worlds" / "places")

TITLES = {plan.name: plan.title for plan in PLANS.values()}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())
def test_R6_the_published_floor_has_the_walls_of_the_plan(plan):
    floor = floor_of(plan, TITLES)
    bits = np.unpackbits(np.frombuffer(base64.b64decode(floor["blocked"]), np.uint8), count=floor["columns"] * floor["rows"])
    assert np.array_equal(bits.reshape(floor["rows"], floor["columns"]).astype(bool), plan.blocked)


def test_every_named_area_and_door_of_the_hall_is_published():
    floor = floor_of(PLANS["city_hall"], TITLES)
    assert {"welcome", "consultation", "documents"} <= {area["name"] for area in floor["areas"]}
    assert [(door["place"], door["title"]) for door in floor["doors"]] == [("plaza", PLANS["plaza"].title)]
    assert all(area["width"] > 0 and area["title"]["ko"] and area["title"]["en"] for area in floor["areas"])
