"""What is counted adds up over seconds and processes."""

import pickle

import numpy as np
from tests.load.sketches import tally_of_a_run

from madang_load.tally import Tally


def test_samples_are_kept_by_second():
    tally = tally_of_a_run()
    assert tally.samples("seen").tolist() == [10_000, 20_000, 30_000, 400_000]
    assert tally.samples("seen", 1).tolist() == [400_000]
    assert tally.samples("chat").tolist() == []


def test_two_tallies_add_up_after_a_pipe():
    total = Tally()
    for part in (tally_of_a_run(), pickle.loads(pickle.dumps(tally_of_a_run()))):  # noqa: S301 - our own bytes
        total.add(part)
    assert total.histogram("seen").get_total_count() == 8
    assert total.counts["changes_delivered"] == 198
    assert total.closes[1006] == 2
    assert total.cpu_share_max == 0.25
    assert len(total.lags_ms) == 6


def test_the_histogram_is_exact_to_three_digits():
    tally = Tally()
    tally.latencies("seen", np.linspace(0.001, 1.0, 1_000))
    assert abs(tally.histogram("seen").get_value_at_percentile(99) / 990_000 - 1) < 0.002


def test_a_call_is_timed_when_officer_and_citizen_were_in_two_processes():
    officers, citizens, total = Tally(), Tally(), Tally()
    officers.call("t1", asked=10.0)
    citizens.call("t1", heard=10.5)
    citizens.call("t1", heard=12.0)  # called again
    citizens.call("t2", heard=11.0)  # nobody of ours called that one
    total.add(officers)
    total.add(citizens)
    total.pair_calls()
    assert total.samples("called").tolist() == [500_000]


def test_what_was_counted_before_measuring_is_forgotten():
    tally = tally_of_a_run()
    tally.begin()
    assert not tally.counts
    assert tally.samples("seen").size == 0
    assert not len(tally.lags_ms)


def test_who_is_told_a_place_is_told_of_all_calls_that_moved_the_line_there():
    one, other = Tally(), Tally()
    one.line_calls += [(10.0, 9.5), (12.0, 11.0)]  # answered at, due at
    other.line_calls.append((11.0, 10.0))  # the second call, of a desk of another process
    other.tellings += [(12.5, 0, 2), (13.0, 2, 3)]
    one.add(other)
    one.pair_tellings()
    assert sorted(one.samples("told")) == [2_000_000, 2_500_000, 3_000_000]


def test_a_call_that_was_told_and_never_answered_is_no_sample():
    tally = Tally(line_calls=[(10.0, 9.0)], tellings=[(11.0, 0, 2)])
    tally.pair_tellings()
    assert tally.samples("told").tolist() == [2_000_000]
