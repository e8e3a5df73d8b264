"""The case's table, who may send what, and how often."""

from dataclasses import replace
from itertools import product
from typing import get_args

import pytest
from tests.office.expected_tables import CASE_SENDERS, CASES
from tests.office.samples import NOON, draft

from madang_office import Rejected, cases
from madang_office.cases import SENDERS, CaseEvent, CaseFacts, CaseState, Side
from madang_protocol import Rejection, fields

FULL = CaseFacts(reason="because", remedy="objection within 90 days", due=NOON + 9_000, outcome="done")
LEADS_ON = [(state, event, after) for state, row in CASES.items() for event, after in row.items()]
MISSING = [(state, event) for state, event in product(CaseState, CaseEvent) if event.value not in CASES[state.value]]
ITS_OWN = [(event, side) for event, side in product(CaseEvent, Side) if side.value in CASE_SENDERS[event.value]]
FOREIGN = [(event, side) for event, side in product(CaseEvent, Side) if side.value not in CASE_SENDERS[event.value]]


def case_in(state: CaseState, **more: object) -> cases.Case:
    return replace(draft(), state=state, **{"due": NOON + 3_600, **more})


def happen(before: cases.Case, event: CaseEvent, facts: CaseFacts = FULL, now: float = NOON + 60) -> cases.CaseChanged | Rejected:
    return cases.apply(before, event, min(SENDERS[event]), now, facts)


def test_the_states_are_those_of_the_wire():
    assert tuple(CaseState) == get_args(fields.CaseState)


@pytest.mark.parametrize(("state", "event", "following"), LEADS_ON)
def test_C1_an_event_leads_where_the_table_says(state, event, following):
    after = happen(case_in(CaseState(state)), CaseEvent(event)).case
    assert (after.state.value, after.since) == (following, NOON + 60)


@pytest.mark.parametrize(("state", "event"), MISSING, ids=str)
def test_C1_an_event_that_is_not_in_the_table_is_rejected(state, event):
    assert happen(case_in(state), event) == Rejected(Rejection.WRONG_STATE)


@pytest.mark.parametrize(("event", "side"), FOREIGN, ids=str)
def test_C1_an_event_of_the_other_side_is_not_allowed(event, side):
    rejected = [cases.apply(case_in(state), event, side, NOON, FULL) for state in CaseState]
    assert rejected == [Rejected(Rejection.NOT_ALLOWED)] * len(rejected)


@pytest.mark.parametrize(("event", "side"), ITS_OWN, ids=str)
def test_C1_an_event_of_its_own_side_is_judged_by_the_table(event, side):
    results = [cases.apply(case_in(state), event, side, NOON, FULL) for state in CaseState]
    assert Rejected(Rejection.NOT_ALLOWED) not in results


def test_a_supplement_is_asked_at_most_twice():
    asked_twice = case_in(CaseState.RECEIVED, supplements=cases.SUPPLEMENTS_MAX)
    assert happen(asked_twice, CaseEvent.ASK_SUPPLEMENT) == Rejected(Rejection.LIMIT)


def test_the_legal_term_stands_still_while_a_supplement_is_asked():
    asked = happen(case_in(CaseState.RECEIVED), CaseEvent.ASK_SUPPLEMENT, now=NOON + 100).case
    assert (asked.supplements, asked.reason, asked.overdue(NOON + 9_999)) == (1, "because", False)
    answered = happen(asked, CaseEvent.SUBMIT, now=NOON + 600).case
    assert (answered.state, answered.due, answered.reason) == (CaseState.RECEIVED, NOON + 3_600 + 500, None)


def test_a_case_is_extended_once_even_after_a_supplement():
    extended = happen(case_in(CaseState.RECEIVED), CaseEvent.EXTEND).case
    assert (extended.due, extended.reason, extended.extensions) == (NOON + 9_000, "because", 1)
    assert happen(replace(extended, state=CaseState.RECEIVED), CaseEvent.EXTEND) == Rejected(Rejection.LIMIT)


@pytest.mark.parametrize(
    ("event", "facts", "faults"),
    [
        (CaseEvent.EXTEND, CaseFacts(), {"reason": "required", "due": "required"}),
        (CaseEvent.EXTEND, CaseFacts(reason="law", due=NOON + 3_600), {"due": "not_later"}),
        (CaseEvent.REFUSE, CaseFacts(reason=" "), {"reason": "required", "remedy": "required"}),
        (CaseEvent.REFUSE, CaseFacts(reason="late"), {"remedy": "required"}),
        (CaseEvent.ASK_SUPPLEMENT, CaseFacts(), {"reason": "required"}),
        (CaseEvent.CLOSE, CaseFacts(), {"outcome": "required"}),
    ],
)
def test_what_an_event_needs_is_named(event, facts, faults):
    assert happen(case_in(CaseState.RECEIVED), event, facts) == Rejected(Rejection.FORM_INVALID, faults)


def test_a_first_hand_in_starts_the_legal_term():
    submitted = happen(draft(), CaseEvent.SUBMIT).case
    assert (submitted.due, submitted.overdue(NOON + 9_000), submitted.overdue(NOON + 8_999)) == (NOON + 9_000, True, False)


def test_a_refusal_keeps_reason_remedy_and_outcome_until_the_end():
    refused = happen(case_in(CaseState.RECEIVED), CaseEvent.REFUSE).case
    closed = happen(refused, CaseEvent.CLOSE, CaseFacts()).case
    assert (closed.reason, closed.remedy, closed.outcome) == ("because", "objection within 90 days", "refused")
    assert (refused.live, closed.live) == (True, False)


def test_a_talk_is_received_at_once_and_may_be_closed_without_a_decision():
    talk = cases.open_case(id="c", number="n", service="tax", citizen="v", now=NOON, talk=True)
    assert happen(talk, CaseEvent.CLOSE).case.outcome == "done"


def test_a_clock_that_went_back_does_not_turn_time():
    assert happen(draft(), CaseEvent.SUBMIT, now=NOON - 60).case.since == NOON
