"""The drawing rule of docs/reference/drawing.md, and how it is measured."""

import numpy as np
import pytest
from tests.load.sketches import OPEN_FLOOR, changed, changes, entered, whole

from madang_load.drawing import DrawnError, drawn_tick, is_truth, points_at
from madang_load.picture import Picture
from madang_load.server_clock import ServerClock
from madang_protocol import limits


@pytest.fixture
def clock():
    """A server whose tick 0 was at second 0 of ours, without any delay on the way."""
    clock = ServerClock()
    clock._samples.append((0.0, 0.0))
    return clock


@pytest.fixture
def picture():
    picture = Picture(8, 5_120)
    take(picture, 100, whole(0, entered(1, 1_000, 2_000, 1, 0)))
    return picture


def take(picture, tick, data):
    list(picture.apply(tick, data, None))


def test_others_are_drawn_a_little_in_the_past():
    assert drawn_tick(100.0, 99, 1.5) == 98.5


def test_after_too_long_a_silence_the_drawing_stops():
    assert drawn_tick(500.0, 100, 1.5) == 100 + limits.QUIET_TICKS_MAX + 2


def test_between_two_ticks_people_are_drawn_in_between(picture):
    points = points_at(OPEN_FLOOR, picture.legs[[1]], 102.5)
    assert points.tolist() == [[1_000 + 2.5 * limits.STEP_UNITS, 2_000]]


def test_a_turn_at_the_next_tick_is_where_its_record_says(picture):
    take(picture, 104, changes(0, changed(1, 1_128, 2_064, 3, 1, age=1)))
    points = points_at(OPEN_FLOOR, picture.legs[[1]], 102.5)
    assert points.tolist() == [[1_128, 2_032]]


def test_who_stands_against_a_wall_goes_on_standing_there(picture):
    take(picture, 100, whole(0, entered(1, 40 * 256 - 80, 2_000, 1, 0)))
    assert points_at(OPEN_FLOOR, picture.legs[[1]], 90_000.0).tolist() == [[40 * 256 - 80, 2_000]]


def test_what_happened_before_a_keyframe_is_not_known_for_sure(picture):
    take(picture, 110, changes(0, changed(1, 1_576, 2_000, 3, 1, age=2)))
    take(picture, 130, whole(0, entered(1, 1_576, 3_000, 1, 4)))
    legs = picture.legs[[1]]
    assert [bool(is_truth(legs, tick)[0]) for tick in (105.0, 115.0, 135.0)] == [True, False, True]


def test_nobody_who_turned_is_off_by_what_was_not_known_yet(picture, clock):
    drawn = DrawnError(picture, 0, np.random.default_rng(1), behind=1.5)
    drawn.floor, drawn.framed_tick = OPEN_FLOOR, 104
    drawn.sample(clock, 104 * 0.05)  # drawn at tick 102.5, on the way east
    take(picture, 106, changes(0, changed(1, 1_000 + 3 * 64, 2_064, 3, 1, age=2)))  # it went south at tick 104
    assert drawn.settle(clock, 104 * 0.05 + 0.9).size == 0
    off = drawn.settle(clock, 104 * 0.05 + 1.0)
    assert off == pytest.approx([np.hypot(0.5 * 64, 64) / 8])
    assert drawn.settle(clock, 104 * 0.05 + 2.0).size == 0


def test_the_clock_trusts_the_shortest_round_trip():
    clock = ServerClock()
    assert not clock.known
    for sent, back, tick in ((1.0, 1.5, 20), (2.0, 2.002, 40), (3.0, 3.4, 60)):
        clock.learn(clock.ping(sent), tick, 0, back)
    assert clock.tick_at(2.001) == pytest.approx(40, abs=0.05)


def test_a_pong_that_nobody_asked_for_is_ignored():
    clock = ServerClock()
    clock.learn(5, 100, 0, 1.0)
    assert not clock.known
