"""Officers are protected by small tables."""

from itertools import product

import pytest
from tests.office.expected_tables import TALKS

from madang_office import Rejected, protection
from madang_office.protection import Advice, TalkEvent, TalkState
from madang_protocol import Rejection

LEADS_ON = [(state, event, after) for state, row in TALKS.items() for event, after in row.items()]
MISSING = [(state, event) for state, event in product(TalkState, TalkEvent) if event.value not in TALKS[state.value]]


@pytest.mark.parametrize(("state", "event", "after"), LEADS_ON)
def test_an_event_leads_where_the_table_says(state, event, after):
    assert protection.apply(TalkState(state), TalkEvent(event)) is TalkState(after)


@pytest.mark.parametrize(("state", "event"), MISSING, ids=str)
def test_an_event_that_is_not_in_the_table_is_rejected(state, event):
    assert protection.apply(state, event) == Rejected(Rejection.WRONG_STATE)


def test_nobody_is_sent_away_without_a_warning_or_an_alarm():
    assert protection.apply(TalkState.CALM, TalkEvent.END) == Rejected(Rejection.WRONG_STATE)


@pytest.mark.parametrize(
    ("minutes", "advice"), [(0, None), (14.9, None), (15, Advice.LONG), (19.9, Advice.LONG), (20, Advice.OVERLONG)]
)
def test_advice_comes_after_fifteen_and_twenty_minutes(minutes, advice):
    assert protection.advice(minutes * 60) is advice
