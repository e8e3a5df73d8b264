"""Officers are protected by small tables (SPEC T43, O23 to O25)."""

from dataclasses import replace
from itertools import product

import pytest
from tests.office.expected_tables import ALARMS

from madang_office import Rejected, protection
from madang_office.protection import OUTSIDE_AFTER_S, OUTSIDE_EVERY_S, Advice, Alarm, AlarmEvent, AlarmState, TalkTimes
from madang_office.rounds import Round
from madang_protocol import Rejection

LEADS_ON = [(state, event, after) for state, row in ALARMS.items() for event, after in row.items()]
MISSING = [(state, event) for state, event in product(AlarmState, AlarmEvent) if event.value not in ALARMS[state.value]]
RAISED = Alarm(
    id="a1", officer="han", counter="one", state=AlarmState.RAISED, raised=100.0, since=100.0, told=Round(id="a1", began=100.0)
)
ACCEPTED = replace(RAISED, state=AlarmState.ACCEPTED, helper="lee")


@pytest.mark.parametrize(("state", "event", "after"), LEADS_ON)
def test_an_event_leads_where_the_table_says(state, event, after):
    led = protection.apply(replace(RAISED, state=AlarmState(state)), AlarmEvent(event), 160.0)
    assert led == replace(RAISED, state=AlarmState(after), since=160.0)


@pytest.mark.parametrize(("state", "event"), MISSING, ids=str)
def test_an_event_that_is_not_in_the_table_is_rejected(state, event):
    assert protection.apply(replace(RAISED, state=state), event, 160.0) == Rejected(Rejection.WRONG_STATE)


@pytest.mark.parametrize(
    ("minutes", "advice"), [(0, None), (14.9, None), (15, Advice.LONG), (19.9, Advice.LONG), (20, Advice.OVERLONG)]
)
def test_T43_advice_comes_after_fifteen_and_twenty_minutes(minutes, advice):
    assert protection.advice(minutes * 60, TalkTimes()) is advice


def test_T43_an_office_may_have_times_of_its_own():
    assert protection.advice(600, TalkTimes(long_s=600, overlong_s=1_200)) is Advice.LONG


def test_O24_a_colleague_accepts_it_and_nobody_their_own():
    assert protection.accept(RAISED, "han", 110.0) == Rejected(Rejection.NOT_ALLOWED)
    assert protection.accept(RAISED, "lee", 110.0) == replace(ACCEPTED, since=110.0)
    assert protection.accept(ACCEPTED, "park", 110.0) == Rejected(Rejection.WRONG_STATE)


@pytest.mark.parametrize("officer", ["han", "lee"])
def test_O24_both_sides_close_it(officer):
    assert protection.close(ACCEPTED, officer, 110.0) == replace(ACCEPTED, state=AlarmState.CLOSED, since=110.0)


@pytest.mark.parametrize("alarm", [RAISED, ACCEPTED])
def test_O24_nobody_else_closes_it(alarm):
    assert protection.close(alarm, "park", 110.0) == Rejected(Rejection.NOT_YOURS)


@pytest.mark.parametrize(
    ("alarm", "after_s", "due"),
    [
        (RAISED, OUTSIDE_AFTER_S - 1, False),
        (RAISED, OUTSIDE_AFTER_S, True),
        (ACCEPTED, OUTSIDE_AFTER_S, False),
        (replace(RAISED, outside=100.0), OUTSIDE_EVERY_S, False),
        (replace(RAISED, outside=90.0, told=Round(id="a0", began=90.0)), OUTSIDE_EVERY_S - 11, False),
        (replace(RAISED, outside=90.0, told=Round(id="a0", began=90.0)), OUTSIDE_EVERY_S - 10, True),
        (replace(ACCEPTED, outside=90.0, told=Round(id="a0", began=90.0)), OUTSIDE_EVERY_S, False),
    ],
)
def test_O25_it_is_told_outside_once_when_nobody_accepts_it_in_time(alarm, after_s, due):
    assert alarm.is_for_outside(RAISED.raised + after_s) is due


def test_O25_what_one_officer_raises_within_a_minute_is_told_outside_once():
    before = replace(RAISED, state=AlarmState.WITHDRAWN, outside=130.0)
    assert protection.told_before([RAISED, before], 130.0 + OUTSIDE_EVERY_S - 1) == before
    assert protection.told_before([RAISED, before], 130.0 + OUTSIDE_EVERY_S) is None
