"""What is told of a term, and when: a warning, an escalation, and word to the citizen."""

from dataclasses import replace
from math import inf

import pytest
from tests.office.samples import NOON, draft

from madang_office import case_terms
from madang_office.case_terms import PROGRESS_AFTER_S, WARNED_BEFORE_S
from madang_office.cases import Case, CaseState, ObjectionState, TermTold

DAY_S = 86_400.0


def waiting(**more: object) -> Case:
    return replace(draft(), **{"state": CaseState.RECEIVED, "submitted": NOON, "due": NOON + 10 * DAY_S, **more})


@pytest.mark.parametrize(
    ("case", "after", "what"),
    [
        (waiting(), 9 * DAY_S - 1, None),
        (waiting(), 9 * DAY_S, TermTold.SOON),
        (waiting(), 10 * DAY_S, TermTold.OVER),
        (waiting(due=NOON + 3 * 3_600), 1.5 * 3_600, TermTold.SOON),  # half of a short term
        (waiting(term_told=TermTold.SOON), 9 * DAY_S, None),
        (waiting(term_told=TermTold.SOON), 10 * DAY_S, TermTold.OVER),
        (waiting(term_told=TermTold.OVER), 20 * DAY_S, None),
        (waiting(due=None), 20 * DAY_S, None),
        (waiting(state=CaseState.SUPPLEMENT_ASKED), 20 * DAY_S, None),  # it stands still
        (waiting(state=CaseState.REFUSED), 20 * DAY_S, None),
        (
            waiting(
                state=CaseState.REFUSED,
                objection=ObjectionState.FILED,
                objected=NOON + 20 * DAY_S,
                objection_due=NOON + 30 * DAY_S,
            ),
            29 * DAY_S,
            TermTold.SOON,
        ),
    ],
)
def test_C43_of_a_term_is_told_what_is_due(case: Case, after: float, what: TermTold | None) -> None:
    assert case_terms.what_is_due(case, NOON + after) == what


def test_C43_a_citizen_is_told_once_after_thirty_days() -> None:
    case = waiting(due=NOON + 60 * DAY_S)
    assert case_terms.progress_at(case) == NOON + PROGRESS_AFTER_S
    assert case_terms.progress_at(case_terms.told(case, None, progress=NOON + PROGRESS_AFTER_S)) is None
    assert case_terms.progress_at(replace(case, state=CaseState.GRANTED)) is None


def test_C43_what_comes_next_is_told_next() -> None:
    case = waiting(due=NOON + 40 * DAY_S)
    assert case_terms.acts_next(case) == NOON + PROGRESS_AFTER_S
    case = case_terms.told(case, None, progress=NOON + PROGRESS_AFTER_S)
    assert case_terms.acts_next(case) == NOON + 40 * DAY_S - WARNED_BEFORE_S
    case = case_terms.told(case, TermTold.SOON, progress=None)
    assert case_terms.acts_next(case) == NOON + 40 * DAY_S
    assert case_terms.acts_next(case_terms.told(case, TermTold.OVER, progress=None)) == inf
