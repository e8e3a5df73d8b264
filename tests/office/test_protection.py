"""Officers are protected by small tables."""

import pytest

from madang_office import Rejected, protection
from madang_office.protection import TRANSITIONS, Advice, TalkEvent, TalkState
from madang_protocol import Rejection

MISSING = [(state, event) for state in TalkState for event in TalkEvent if (state, event) not in TRANSITIONS]


@pytest.mark.parametrize(("state", "event"), TRANSITIONS, ids=str)
def test_an_entry_of_the_table_leads_to_its_state(state, event):
    assert protection.apply(state, event) is TRANSITIONS[state, event]


@pytest.mark.parametrize(("state", "event"), MISSING, ids=str)
def test_a_missing_entry_is_rejected(state, event):
    assert protection.apply(state, event) == Rejected(Rejection.WRONG_STATE)


def test_nobody_is_sent_away_without_a_warning_or_an_alarm():
    assert (TalkState.CALM, TalkEvent.END) in MISSING


@pytest.mark.parametrize(
    ("minutes", "advice"), [(0, None), (14.9, None), (15, Advice.LONG), (19.9, Advice.LONG), (20, Advice.OVERLONG)]
)
def test_advice_comes_after_fifteen_and_twenty_minutes(minutes, advice):
    assert protection.advice(minutes * 60) is advice
