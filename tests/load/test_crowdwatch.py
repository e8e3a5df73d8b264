"""An observer counts what came and misses what did not."""

import pytest
from tests.load.sketches import changed, changes, entered, left, whole

from madang_load.crowdwatch import Observer, RoomWatch
from madang_load.picture import Picture
from madang_load.tally import Tally

OWN = 0


@pytest.fixture
def observer():
    seen = Observer(RoomWatch(16), Tally(), Picture(16, 5_120), OWN)
    seen.tick(10, whole(0, entered(OWN, 500, 500, 0, 0), entered(3, 1_000, 1_000, 0, 7)), 0, 1.0)
    return seen


def test_a_change_that_comes_is_delivered_and_timed(observer):
    observer.watch.sent(3, 8, 2.0)
    assert observer.missing() == 1
    observer.tick(20, changes(0, changed(3, 1_064, 1_000, 1, 8, age=1)), None, 2.125)
    assert observer.missing() == 0
    assert observer.tally.counts["changes_delivered"] == 1
    assert observer.tally.samples("seen").tolist() == pytest.approx([125_000], abs=1)


def test_a_newer_change_stands_for_those_before_it(observer):
    for number, now in ((8, 2.0), (9, 2.1), (10, 2.2)):
        observer.watch.sent(3, number, now)
    observer.tick(20, changes(0, changed(3, 1_064, 1_000, 1, 9)), None, 2.5)
    assert (observer.tally.counts["changes_delivered"], observer.missing()) == (2, 1)
    assert observer.tally.samples("seen").tolist() == pytest.approx([400_000], abs=1)


def test_input_numbers_wrap(observer):
    for count in range(600):
        observer.watch.sent(3, (8 + count) % 256, 2.0)
    observer.tick(20, changes(0, changed(3, 1_064, 1_000, 1, (8 + 599) % 256)), None, 2.5)
    assert (observer.tally.counts["changes_delivered"], observer.missing()) == (600, 0)


def test_my_own_changes_are_none_that_others_show_me(observer):
    observer.watch.sent(OWN, 1, 2.0)
    observer.tick(20, changes(0, changed(OWN, 564, 500, 1, 1)), None, 2.1)
    assert (observer.tally.counts["changes_delivered"], observer.missing()) == (0, 0)


def test_who_left_the_view_is_not_missed(observer):
    observer.watch.sent(3, 8, 2.0)
    observer.tick(20, changes(0, left(3)), None, 2.1)
    assert (observer.tally.counts["changes_delivered"], observer.missing()) == (0, 0)


def test_who_walks_from_cell_to_cell_in_one_frame_stays_in_view(observer):
    observer.watch.sent(3, 8, 2.0)
    observer.tick(20, changes(0, left(3)) + changes(1, entered(3, 5_200, 1_000, 1, 8)), None, 2.1)
    assert (observer.tally.counts["changes_delivered"], observer.missing()) == (1, 0)
    assert observer.picture.in_view.tolist() == [OWN, 3]


def test_a_keyframe_delivers_what_was_skipped(observer):
    observer.watch.sent(3, 8, 2.0)
    observer.watch.sent(3, 9, 2.1)
    observer.tick(40, whole(0, entered(OWN, 500, 500, 0, 0), entered(3, 1_500, 1_000, 0, 9)), 0, 3.0)
    assert (observer.tally.counts["changes_delivered"], observer.missing()) == (2, 0)


def test_somebody_else_in_the_same_slot_owes_nothing(observer):
    observer.watch.sent(3, 8, 2.0)
    observer.watch.enter(3)
    observer.tick(20, changes(0, entered(3, 2_000, 2_000, 0, 0)), None, 2.1)
    observer.watch.sent(3, 1, 2.2)
    observer.tick(22, changes(0, changed(3, 2_064, 2_000, 1, 1)), None, 2.3)
    assert observer.missing() == 0
    assert observer.tally.samples("seen").tolist() == pytest.approx([100_000], abs=1)


def test_who_is_in_a_cell_out_of_view_is_forgotten(observer):
    observer.picture.lay(40 * 256)
    observer.tick(20, changes(1, entered(5, 5_200, 1_000, 0, 0)), None, 2.0)
    assert observer.picture.in_view.tolist() == [OWN, 3, 5]
    observer.tick(22, b"", 2, 2.1)
    assert observer.picture.in_view.tolist() == [5]
