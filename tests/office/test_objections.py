"""An objection: within its term, once, decided by another officer, and what follows."""

from dataclasses import replace
from datetime import date, time
from itertools import product
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from tests.office.expected_tables import OBJECTIONS
from tests.office.samples import NOON, draft

from madang_office import Rejected, objections
from madang_office.calendar import Calendar, LegalTerm, Unit
from madang_office.cases import Case, CaseState, ObjectionState
from madang_office.objections import TRANSITIONS, ObjectionEvent, ObjectionRules
from madang_protocol import Rejection, fields

SEOUL = ZoneInfo("Asia/Seoul")
WEEKDAYS = Calendar(zone=SEOUL, hours={day: ((time(9), time(18)),) for day in range(5)})
RULES = ObjectionRules(days=10, term=LegalTerm(3, Unit.WORKING_DAYS))
DAY_S = 86_400.0
# NOON is Monday 16 June 2025, 00:06 in Seoul: ten days later is Thursday the 26th, which ends as Friday begins.
UNTIL = 1_750_950_000.0


def refused(**more: object) -> Case:
    case = replace(draft(), state=CaseState.REFUSED, outcome="refused", reason="late", remedy="object", since=NOON)
    return replace(objections.decided(case, "han", WEEKDAYS, RULES), **more)


def filed(**more: object) -> Case:
    case = objections.file(refused(**more), WEEKDAYS, RULES, NOON + 60, officer=None)
    assert isinstance(case, Case), case
    return case


def test_the_states_are_those_of_the_wire() -> None:
    assert tuple(ObjectionState) == get_args(fields.ObjectionState)


@pytest.mark.parametrize(("state", "event"), list(product(ObjectionState, ObjectionEvent)), ids=str)
def test_C42_an_objection_goes_as_the_table_says(state: ObjectionState, event: ObjectionEvent) -> None:
    following = TRANSITIONS.get((state, event))
    assert (following.value if following else None) == OBJECTIONS[state.value].get(event.value)


def test_C41_the_term_ends_with_its_last_day() -> None:
    until = objections.last_instant(WEEKDAYS, NOON, RULES)
    assert until == UNTIL
    assert WEEKDAYS.day(until - 1) == date(2025, 6, 26)


def test_C41_a_last_day_that_is_closed_gives_way_to_the_next_open_one() -> None:
    assert objections.last_instant(WEEKDAYS, NOON, replace(RULES, days=12)) == UNTIL + 4 * DAY_S  # a Saturday: until Monday ends


def test_C41_an_office_without_hours_has_its_terms_all_the_same() -> None:
    never = Calendar(zone=SEOUL, hours={})
    assert objections.last_instant(never, NOON, RULES) == UNTIL
    case = objections.file(refused(), never, RULES, NOON + 60, officer=None)
    assert isinstance(case, Case)
    assert case.objection_due == UNTIL - 8 * DAY_S  # the end of the third day, that of receipt the first


@pytest.mark.parametrize(
    ("case", "until"),
    [
        (refused(), UNTIL),
        (refused(state=CaseState.DELIVERED, outcome="granted_in_part"), UNTIL),
        (refused(object_until=None), UNTIL),  # decided before objections were known
        (refused(state=CaseState.GRANTED, outcome="granted"), None),
        (refused(state=CaseState.CLOSED), None),
        (refused(state=CaseState.RECEIVED, outcome=None), None),
        (refused(objection=ObjectionState.DISMISSED), None),
    ],
)
def test_C41_one_objects_to_what_was_refused_or_granted_in_part(case: Case, until: float | None) -> None:
    assert objections.may_object_until(case, WEEKDAYS, RULES) == until


def test_C41_an_objection_has_a_term_of_its_own() -> None:
    case = filed()
    assert (case.objection, case.objected, case.objection_due) == (
        ObjectionState.FILED, NOON + 60, WEEKDAYS.due(NOON + 60, RULES.term),
    )  # fmt: skip
    assert (case.state, case.decided_by) == (CaseState.REFUSED, "han")


def test_C41_after_its_term_and_a_second_time_nobody_objects() -> None:
    assert objections.file(refused(), WEEKDAYS, RULES, UNTIL, officer=None) == Rejected(Rejection.TERM_OVER)
    assert objections.file(filed(), WEEKDAYS, RULES, NOON + 90, officer=None) == Rejected(Rejection.WRONG_STATE)


def test_C42_of_an_older_decision_who_has_the_case_counts_as_who_decided() -> None:
    case = objections.file(refused(decided_by=None), WEEKDAYS, RULES, NOON + 60, officer="lee")
    assert isinstance(case, Case)
    assert objections.bars(case, "lee")


def test_C42_who_decided_does_not_decide_on_the_objection() -> None:
    rejected = [
        objections.uphold(filed(), "han", NOON + 90, due=None),
        objections.dismiss(filed(), "han", reason="no", remedy="court"),
    ]
    assert rejected == [Rejected(Rejection.OWN_DECISION)] * 2


def test_C42_an_upheld_objection_takes_the_decision_back() -> None:
    case = objections.uphold(filed(), "lee", NOON + 90, due=NOON + 900)
    assert isinstance(case, Case)
    assert (case.state, case.due, case.outcome, case.reason, case.remedy) == (CaseState.RECEIVED, NOON + 900, None, None, None)
    assert (case.objection, objections.bars(case, "han"), objections.bars(case, "lee")) == (ObjectionState.UPHELD, True, False)


def test_C42_a_dismissed_objection_leaves_the_decision_with_its_own_reason_and_remedy() -> None:
    case = objections.dismiss(filed(), "lee", reason="no", remedy="court")
    assert isinstance(case, Case)
    assert (case.state, case.outcome, case.reason, case.remedy) == (CaseState.REFUSED, "refused", "no", "court")
    assert objections.uphold(case, "lee", NOON + 99, due=None) == Rejected(Rejection.WRONG_STATE)
