"""A ring at a service at whose desks nobody is: the table, the bounds, and whose round it is (SPEC O12, O13)."""

from dataclasses import replace

import pytest

from madang_office.bells import (
    AGAIN_S,
    BELLS_MAX,
    BELLS_OF_SERVICE_MAX,
    JOIN_S,
    LIVE_S,
    RINGS_MAX,
    TRANSITIONS,
    Bell,
    BellEvent,
    BellState,
    apply,
    come,
    may_ring,
    ring_again,
    round_to_join,
    rung_before,
)
from madang_office.outbox import SendState, Way
from madang_office.rejected import Rejected
from madang_office.rounds import Round
from madang_protocol import Rejection

ROUND = Round(id="r1", began=0.0, mails=2, hooks=1)
RUNG = Bell(
    id="b1", service="consultation", visitor="mina", state=BellState.RINGING, created=0.0, rung=0.0, since=0.0, round=ROUND
)


def test_O12_the_table_is_what_was_agreed() -> None:
    assert {(state.value, event.value): end.value for (state, event), end in TRANSITIONS.items()} == {
        ("ringing", "ring"): "ringing",
        ("ringing", "come"): "coming",
        ("ringing", "open"): "met",
        ("ringing", "expire"): "unanswered",
        ("ringing", "stop"): "stopped",
        ("coming", "open"): "met",
        ("coming", "expire"): "unanswered",
        ("coming", "stop"): "stopped",
    }


def test_O12_one_rings_again_after_a_while_and_not_for_ever() -> None:
    assert may_ring([RUNG], [RUNG], "consultation", AGAIN_S - 1) == Rejected(Rejection.TOO_EARLY)
    bell, now = RUNG, 0.0
    for _ in range(RINGS_MAX - 1):
        now += AGAIN_S
        assert may_ring([bell], [bell], "consultation", now) is None
        rung = ring_again(bell, replace(ROUND, id=f"r{now}", began=now), now)
        assert isinstance(rung, Bell)
        bell = rung
    assert (bell.rings, bell.again) == (RINGS_MAX, None)
    assert may_ring([bell], [bell], "consultation", now + AGAIN_S) == Rejected(Rejection.LIMIT)


def test_O12_a_ring_that_was_stopped_counts_for_the_next() -> None:
    stopped = replace(RUNG, state=BellState.STOPPED, rings=2)
    assert may_ring([stopped], [stopped], "consultation", AGAIN_S - 1) == Rejected(Rejection.TOO_EARLY)
    assert may_ring([stopped], [stopped], "consultation", AGAIN_S) is None
    assert rung_before([stopped], "consultation", AGAIN_S) == stopped
    last = replace(stopped, rings=RINGS_MAX)
    assert may_ring([last], [last], "consultation", LIVE_S - 1) == Rejected(Rejection.LIMIT)
    assert may_ring([last], [last], "consultation", LIVE_S) is None
    met = replace(stopped, id="b2", state=BellState.MET, rung=1.0)
    assert may_ring([stopped, met], [], "consultation", 2.0) is None
    many = [replace(stopped, id=f"b{n}", service=f"s{n}") for n in range(BELLS_MAX)]
    assert may_ring(many, [], "consultation", AGAIN_S - 1) == Rejected(Rejection.LIMIT)
    assert may_ring(many, [], "consultation", AGAIN_S) is None


def test_O12_nobody_rings_at_many_services_and_no_service_has_endless_rings() -> None:
    mine = [replace(RUNG, id=f"b{n}", service=f"s{n}") for n in range(BELLS_MAX)]
    assert may_ring(mine, [], "consultation", 0.0) == Rejected(Rejection.LIMIT)
    others = [replace(RUNG, id=f"b{n}", visitor=f"v{n}") for n in range(BELLS_OF_SERVICE_MAX)]
    assert may_ring([], others, "consultation", 0.0) == Rejected(Rejection.LIMIT)
    assert may_ring([], others[1:], "consultation", 0.0) is None


def test_O12_who_rings_soon_after_another_joins_their_round() -> None:
    assert round_to_join([RUNG], JOIN_S - 1) == ROUND
    assert round_to_join([RUNG], JOIN_S) is None
    newer = replace(RUNG, round=replace(ROUND, id="r2", began=30.0))
    assert round_to_join([RUNG, newer], 31.0) == newer.round
    assert round_to_join([replace(RUNG, state=BellState.STOPPED)], JOIN_S - 1) == ROUND
    assert round_to_join([replace(RUNG, round=replace(ROUND, mails_failed=2, hooks_failed=1))], 1.0) is None


def test_O12_a_round_counts_what_became_of_its_messages() -> None:
    told = ROUND.settled(Way.MAIL, SendState.SENT).settled(Way.MAIL, SendState.FAILED).settled(Way.WEBHOOK, SendState.SENT)
    assert (told.mails_sent, told.mails_failed, told.hooks_sent, told.hooks_failed) == (1, 1, 1, 0)


def test_O13_one_comes_and_no_second_one_takes_it_from_them() -> None:
    coming = come(RUNG, "han", 5.0)
    assert isinstance(coming, Bell)
    assert (coming.officer, coming.again, coming.ends) == ("han", None, 5.0 + LIVE_S)
    assert come(coming, "jang", 6.0) == Rejected(Rejection.WRONG_STATE)
    assert may_ring([coming], [coming], "consultation", AGAIN_S) == Rejected(Rejection.WRONG_STATE)


@pytest.mark.parametrize("over", [BellState.MET, BellState.UNANSWERED, BellState.STOPPED])
def test_O13_what_is_over_stays_so(over: BellState) -> None:
    for event in (BellEvent.OPEN, BellEvent.EXPIRE, BellEvent.STOP):
        assert apply(replace(RUNG, state=over), event, 1.0) == Rejected(Rejection.WRONG_STATE)
