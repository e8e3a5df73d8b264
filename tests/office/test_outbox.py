"""What is sent to people outside: when it is tried, and what becomes of it (SPEC O10)."""

from dataclasses import replace

import pytest

from madang_office.outbox import TRANSITIONS, TRIES_MAX, WAITS_S, Outgoing, SendState, Way, deliver, fail, give_up
from madang_office.rejected import Rejected
from madang_protocol import Rejection

DAY_S = 86_400.0
NEW = Outgoing(id="o1", way=Way.MAIL, recipient="han", kind="test", about="test", created=0.0, due=0.0, until=DAY_S)


def after(outcome: Outgoing | Rejected) -> Outgoing:
    assert isinstance(outcome, Outgoing)
    return outcome


def test_O10_the_table_is_what_was_agreed() -> None:
    assert {(state.value, event.value): end.value for (state, event), end in TRANSITIONS.items()} == {
        ("waiting", "try_again"): "waiting",
        ("waiting", "deliver"): "sent",
        ("waiting", "give_up"): "failed",
    }


def test_O10_it_is_tried_again_after_longer_and_longer_and_given_up_after_the_last_try() -> None:
    one, now, waits = NEW, 0.0, []
    while one.state is SendState.WAITING:
        one = after(fail(one, "unreachable", now))
        waits.append(one.due - now)
        now = one.due
    assert (one.state, one.tries, one.why, one.settled) == (SendState.FAILED, TRIES_MAX, "unreachable", now)
    assert waits[:-1] == [*WAITS_S] == sorted(WAITS_S)


def test_O10_nobody_is_told_when_it_is_too_late() -> None:
    short = replace(NEW, until=WAITS_S[0] + 1)
    again = after(fail(short, "unreachable", 0.0))
    assert again.state is SendState.WAITING
    assert after(fail(again, "unreachable", again.due)).state is SendState.FAILED


def test_O10_what_no_other_try_would_mend_is_given_up_at_once() -> None:
    assert after(fail(NEW, "smtp_550", 3.0, lasting=True)).state is SendState.FAILED


def test_O10_what_nobody_needs_any_more_is_given_up_without_a_try() -> None:
    over = after(give_up(NEW, "over", 3.0))
    assert (over.state, over.tries, over.why, over.settled) == (SendState.FAILED, 0, "over", 3.0)


@pytest.mark.parametrize("over", [SendState.SENT, SendState.FAILED])
def test_O10_what_is_settled_stays_so(over: SendState) -> None:
    assert deliver(replace(NEW, state=over), 1.0) == Rejected(Rejection.WRONG_STATE)
    assert fail(replace(NEW, state=over), "x", 1.0) == Rejected(Rejection.WRONG_STATE)
    assert give_up(replace(NEW, state=over), "x", 1.0) == Rejected(Rejection.WRONG_STATE)


def test_O10_what_was_taken_is_sent() -> None:
    sent = after(deliver(after(fail(NEW, "unreachable", 0.0)), 9.0))
    assert (sent.state, sent.tries, sent.why, sent.settled) == (SendState.SENT, 2, None, 9.0)
