"""Reports of a visitor by another, and bars from the rooms (SPEC O28, O29, R24)."""

from dataclasses import replace

import pytest

from madang_office import reports as r
from madang_office.rejected import Rejected
from madang_office.reports import AGAIN_S, OPEN_OF_OFFICE_MAX, OPEN_REPORTS_MAX, TERMS_S, Report, ReportEvent, ReportState
from madang_protocol import Rejection

ONE = Report(
    id="r1", reporter="mina", reported="jun", name="Jun", reason="insult", words="", lines=(), outcome=ReportState.OPEN,
    created=1_000.0, since=1_000.0,
)  # fmt: skip


def test_O28_one_report_of_the_same_visitor_in_ten_minutes() -> None:
    assert r.may_report([ONE], 1, "jun", ONE.created + AGAIN_S - 1) == Rejected(Rejection.TOO_EARLY)
    assert r.may_report([ONE], 1, "jun", ONE.created + AGAIN_S) is None
    assert r.may_report([ONE], 1, "sol", ONE.created) is None


def test_O28_so_many_wait_for_a_decision_at_most() -> None:
    mine = [replace(ONE, id=f"r{number}", reported=f"v{number}") for number in range(OPEN_REPORTS_MAX)]
    later = ONE.created + AGAIN_S
    assert r.may_report(mine, len(mine), "jun", later) == Rejected(Rejection.LIMIT)
    assert r.may_report([replace(mine[0], outcome=ReportState.WARNED), *mine[1:]], 4, "jun", later) is None
    assert r.may_report([], OPEN_OF_OFFICE_MAX, "jun", later) == Rejected(Rejection.LIMIT)


@pytest.mark.parametrize(("term", "seconds"), TERMS_S.items())
def test_O29_a_bar_has_a_term_and_ends_by_time_or_by_a_supervisor(term: str, seconds: float) -> None:
    barred = r.bar(ONE, "seo", 2_000.0, term=term, reason="harassment")
    assert isinstance(barred, Report)
    assert (barred.outcome, barred.bar_until, barred.bar_reason, barred.officer) == (
        ReportState.BARRED, 2_000.0 + seconds, "harassment", "seo",
    )  # fmt: skip
    for event, state in ((ReportEvent.LIFT, ReportState.LIFTED), (ReportEvent.LAPSE, ReportState.LAPSED)):
        ended = r.end(barred, event, 3_000.0)
        assert isinstance(ended, Report)
        assert (ended.outcome, ended.acted, ended.live) == (state, True, False)


@pytest.mark.parametrize(
    ("event", "state", "acted"),
    [(ReportEvent.DISMISS, ReportState.DISMISSED, False), (ReportEvent.WARN, ReportState.WARNED, True)],
)
def test_O29_a_report_is_decided_once(event: ReportEvent, state: ReportState, acted: bool) -> None:
    decided = r.decide(ONE, event, "seo", 2_000.0)
    assert isinstance(decided, Report)
    assert (decided.outcome, decided.acted, decided.live) == (state, acted, False)
    assert r.decide(decided, event, "seo", 2_001.0) == Rejected(Rejection.WRONG_STATE)
    assert r.bar(decided, "seo", 2_001.0, term="day", reason="insult") == Rejected(Rejection.WRONG_STATE)
    assert r.end(decided, ReportEvent.LIFT, 2_001.0) == Rejected(Rejection.WRONG_STATE)
