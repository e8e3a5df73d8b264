"""The waiting range: honest, monotone, silent when nothing is known."""

from itertools import islice
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.office.simulated_day import Office

from madang_office import estimate, promises
from madang_office.estimate import Basis, OpenDesk, Range, Stretch, range_of, ranges
from madang_office.services import UsualLength
from madang_office.turns import History

KNOWN = History(tuple(100.0 + 7 * each for each in range(40)), (5.0, 10.0, 20.0))
FEW = History(KNOWN.turns_s[: estimate.OBSERVATIONS_MIN - 1], KNOWN.gaps_s)
FREE, BUSY = OpenDesk(), OpenDesk(60.0)
USUAL = UsualLength(120, 600)
SECONDS = st.floats(0, 3_600)
DESKS = st.lists(st.builds(OpenDesk, st.none() | SECONDS), min_size=1, max_size=6)
HISTORIES = st.builds(
    History, st.lists(SECONDS, min_size=8, max_size=40).map(tuple), st.lists(st.floats(0, 900), max_size=20).map(tuple)
)


def test_T7_without_an_open_desk_there_is_no_range():
    assert ranges(3, [], KNOWN, usual=USUAL) == []
    assert range_of(3, [], KNOWN, usual=USUAL) is None


def test_T7_with_too_few_observations_there_is_no_range():
    assert range_of(1, [FREE], FEW) is None


def test_T7_a_declared_usual_length_gives_a_wide_range_that_says_what_it_rests_on():
    told = ranges(3, [BUSY, BUSY], FEW, usual=USUAL)
    assert [(each.low_s, each.high_s) for each in told] == [(0, 660), (0, 660), (0, 1260)]
    assert {each.basis for each in told} == {Basis.DECLARED}


def test_T7_the_first_in_a_line_before_a_free_desk_is_not_told_to_wait_for_a_turn():
    told = ranges(3, [FREE], FEW, usual=USUAL)
    assert told[0].high_s == estimate.FIRST_CALL_S
    assert told[1].high_s == estimate.FIRST_CALL_S + USUAL.high_s
    assert ranges(1, [BUSY], FEW, usual=USUAL)[0].high_s == estimate.FIRST_CALL_S + USUAL.high_s


def test_T7_what_was_observed_goes_before_what_was_declared():
    assert range_of(1, [BUSY], KNOWN, usual=USUAL).basis is Basis.OBSERVED


@pytest.mark.parametrize("place", [0, -1, estimate.PLACES_MAX + 1])
def test_T7_a_place_that_is_none_or_too_far_has_no_range(place):
    assert range_of(place, [FREE], KNOWN) is None


def test_T7_the_same_past_gives_the_same_range():
    assert ranges(9, [BUSY, FREE], KNOWN) == ranges(9, [BUSY, FREE], KNOWN)


def test_T7_a_free_desk_calls_the_first_within_the_gaps_that_were_observed():
    told = range_of(1, [FREE], KNOWN)
    assert (told.low_s, told.high_s) == (5, 20)


def test_T7_more_desks_wait_less_and_a_longer_present_turn_ends_sooner():
    alone, together = range_of(6, [BUSY], KNOWN), range_of(6, [BUSY] * 3, KNOWN)
    assert together.high_s < alone.low_s
    assert range_of(1, [OpenDesk(300.0)], KNOWN).high_s < range_of(1, [OpenDesk(0.0)], KNOWN).high_s


def test_T7_little_knowledge_makes_a_wider_range():
    little = range_of(200, [BUSY], History(KNOWN.turns_s[::5], KNOWN.gaps_s))
    much = range_of(200, [BUSY], KNOWN)
    assert little.high_s - little.low_s > 1.5 * (much.high_s - much.low_s)


def test_the_fixed_draws_spread_like_draws_by_chance():
    """Each replay believes in a mean: the means must lie as far apart as those of samples do."""
    turns = KNOWN.turns_s[::5]
    means = [fmean(draws.one_of(turns) for _ in turns) for draws in (estimate.Draws(n, len(turns)) for n in range(2_000))]
    assert fmean(means) == pytest.approx(fmean(turns), rel=0.01)
    assert pstdev(means) == pytest.approx(pstdev(turns) / len(turns) ** 0.5, rel=0.05)


def test_a_turn_and_a_gap_are_drawn_together_as_one_after_the_other():
    turns, gaps = KNOWN.turns_s, (1.0, 2.0, 5.0)
    together, each = estimate.Draws(7, 40), estimate.Draws(7, 64)
    assert list(islice(together.pairs(turns, gaps), 20)) == [each.one_of(turns) + each.one_of(gaps) for _ in range(20)]


def test_T7_a_turn_longer_than_any_observed_still_has_an_end_in_sight():
    assert range_of(1, [OpenDesk(99_999.0)], KNOWN).low_s >= min(KNOWN.turns_s)


@given(HISTORIES, DESKS, st.builds(Stretch, st.floats(1, 4), st.floats(1, 4)))
def test_T7_a_later_place_never_waits_less(history, desks, stretch):
    told = ranges(12, desks, history, stretch=stretch)
    assert len(told) == 12
    assert [each.low_s for each in told] == sorted(each.low_s for each in told)
    assert [each.high_s for each in told] == sorted(each.high_s for each in told)
    assert all(0 <= each.low_s <= each.high_s for each in told)
    assert all(each.low_s <= each.plain_low_s <= each.plain_high_s <= each.high_s for each in told)


@given(st.integers(1, 40), st.integers(1, 8), SECONDS, SECONDS)
def test_T7_a_declared_range_grows_with_the_place(places, desk_count, one, other):
    usual = UsualLength(min(one, other), max(one, other))
    told = ranges(places, [BUSY] * desk_count, History(), usual=usual)
    bounds = [(each.low_s, each.high_s) for each in told]
    assert bounds == sorted(bounds)
    assert all(low <= high for low, high in bounds)


def test_T7_the_range_of_shared_desks_reaches_from_the_own_line_to_all_lines():
    low, high = range_of(1, [BUSY], KNOWN), range_of(4, [BUSY], KNOWN)
    both = estimate.joined(low, high)
    assert (both.low_s, both.high_s, both.basis) == (low.low_s, high.high_s, Basis.OBSERVED)
    assert estimate.joined(low, range_of(4, [BUSY], FEW, usual=USUAL)).basis is Basis.DECLARED
    assert estimate.joined(low, None) is None


SEEDS = (1, 2)
OFFICES = {
    "three desks, turns of any length": {"desk_count": 3, "length": lambda chance: chance.expovariate(1 / 200), "apart_s": 80},
    "one desk, some long turns": {"desk_count": 1, "length": lambda chance: chance.lognormvariate(5.2, 0.6), "apart_s": 270},
    "five desks, even turns": {"desk_count": 5, "length": lambda chance: chance.uniform(60, 600), "apart_s": 75},
    "two desks, favoured people come in between": {
        "desk_count": 2, "length": lambda chance: chance.lognormvariate(5.2, 0.6), "apart_s": 130, "favoured_share": 0.15
    },
    "four desks, half as many again at lunch": {
        "desk_count": 4, "length": lambda chance: chance.lognormvariate(5.2, 0.6), "apart_s": 75, "peak": 1.5
    },
    "four desks, of which one closes at noon": {
        "desk_count": 4, "length": lambda chance: chance.lognormvariate(5.2, 0.6), "apart_s": 85, "closes": True
    },
}  # fmt: skip


@pytest.mark.parametrize("office", OFFICES.values(), ids=OFFICES)
def test_T7_in_simulated_days_the_ranges_hold_as_often_as_stated(office):
    came = [told for seed in SEEDS for told in Office(seed, **office).run(300)]
    judged = promises.calibrate(came)
    assert abs(judged.share - estimate.HELD_SHARE) <= 0.05
    assert judged.total > 250 * len(SEEDS)


def promised(waited_s: float, *, low: int = 100, high: int = 300, wider: int = 0) -> promises.Promise:
    return promises.promise(Range(low - wider, high + wider, low, high), waited_s)


def test_T7_past_ranges_are_counted_as_held_sooner_and_later():
    judged = promises.calibrate([promised(100), promised(300), promised(99), promised(301), promised(999)])
    assert (judged.total, judged.held, judged.sooner, judged.later) == (5, 2, 1, 2)


def test_T7_too_few_past_ranges_say_nothing():
    judged = promises.calibrate([promised(999)] * (promises.PROMISES_MIN - 1))
    assert (judged.share, judged.stretch) == (None, Stretch())
    assert promises.calibrate([]).share is None


def test_T7_ranges_that_ended_too_soon_are_stretched_upwards_and_only_there():
    judged = promises.calibrate([promised(200)] * 80 + [promised(500)] * 20)
    assert judged.stretch == Stretch(low=promises.STRETCH_MIN, high=3.0)
    assert promises.calibrate([promised(500, wider=200)] * 100).share == 1.0


def test_T7_ranges_that_began_too_late_are_stretched_downwards_within_a_bound():
    assert promises.calibrate([promised(5_000, low=9_000, high=9_200)] * 50).stretch == Stretch(
        promises.STRETCH_MAX, promises.STRETCH_MIN
    )


def test_T7_a_stretch_that_is_at_work_does_not_undo_itself():
    late = [promised(500, wider=200)] * 50
    assert promises.calibrate(late).stretch.high == 3.0


@given(DESKS, HISTORIES, st.lists(SECONDS, max_size=12).map(sorted), st.integers(1, 20))
def test_T7_T33_appointments_to_come_make_no_range_shorter(desks, past, coming, places):
    without = ranges(places, desks, past)
    told = ranges(places, desks, past, coming=coming)
    assert [each.high_s for each in told] == sorted(each.high_s for each in told)
    assert all(each.plain_high_s >= before.plain_high_s for each, before in zip(told, without, strict=True))
    assert ranges(places, desks, past, coming=[10_000_000.0]) == without


def test_T7_T33_who_may_come_makes_a_declared_range_longer_by_one_in_two_calls():
    now = [0.0] * 9
    told = [ranges(3, [BUSY], FEW, usual=USUAL, coming=coming)[-1].high_s for coming in ([], [10_000.0], now)]
    assert told == [1_860, 1_860, 3_660]
