"""Opening hours and legal terms, against days one can look up."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from madang_office.calendar import MIDNIGHT, Calendar, CalendarFault, LegalTerm, Unit

SEOUL = ZoneInfo("Asia/Seoul")
DAY = ((time(9), time(12)), (time(13), time(18)))
OFFICE = Calendar(zone=SEOUL, hours=dict.fromkeys(range(5), DAY), holidays=frozenset({date(2026, 3, 2)}))
HOURS, DAYS = Unit.WORKING_HOURS, Unit.WORKING_DAYS


def at(text: str, zone: ZoneInfo = SEOUL) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()


@pytest.mark.parametrize(
    ("received", "amount", "unit", "due"),
    [
        ("2026-02-26T09:00", 3, HOURS, "2026-02-26T12:00"),
        ("2026-02-26T10:00", 3, HOURS, "2026-02-26T14:00"),
        ("2026-02-27T17:00", 3, HOURS, "2026-03-03T11:00"),
        ("2026-02-28T11:00", 3, HOURS, "2026-03-03T12:00"),
        ("2026-02-26T17:00", 1, DAYS, "2026-02-27T18:00"),
        ("2026-02-27T08:00", 1, DAYS, "2026-03-03T18:00"),
        ("2026-02-26T17:00", 7, DAYS, "2026-03-10T18:00"),
        ("2026-02-28T17:00", 1, DAYS, "2026-03-03T18:00"),
    ],
)
def test_a_legal_term_counts_working_time_alone(received, amount, unit, due):
    assert OFFICE.due(at(received), LegalTerm(amount, unit)) == at(due)


def test_a_day_with_a_changed_clock_keeps_its_hours():
    berlin = ZoneInfo("Europe/Berlin")
    office = Calendar(zone=berlin, hours={6: ((time(1), time(4)),)})
    assert office.due(at("2026-03-29T00:00", berlin), LegalTerm(2, HOURS)) == at("2026-03-29T04:00", berlin)


@pytest.mark.parametrize(("hours", "due"), [(2, "2026-02-24T00:00"), (4, "2026-02-24T02:00"), (5, "2026-02-24T10:00")])
def test_a_night_is_said_as_two_spans_and_goes_on_over_midnight(hours, due):
    office = Calendar(zone=SEOUL, hours={0: ((time(22), MIDNIGHT),), 1: ((time(0), time(2)), (time(9), MIDNIGHT))})
    assert office.due(at("2026-02-23T12:00"), LegalTerm(hours, HOURS)) == at(due)


def test_an_office_that_never_opens_is_a_fault():
    never = Calendar(zone=SEOUL, hours={})
    for unit in (HOURS, DAYS):
        with pytest.raises(CalendarFault):
            never.due(at("2026-02-26T17:00"), LegalTerm(1, unit))


@pytest.mark.parametrize(
    "spans",
    [
        ((time(12), time(9)),),
        ((time(9), time(9)),),
        ((time(9), time(13)), (time(12), time(18))),
        ((time(9), MIDNIGHT), (time(12), time(18))),
    ],
)
def test_hours_that_overlap_or_turn_are_a_fault(spans):
    with pytest.raises(CalendarFault, match=r"hours\.monday"):
        Calendar(zone=SEOUL, hours={0: spans})


def test_a_term_of_nothing_is_a_fault():
    with pytest.raises(CalendarFault):
        LegalTerm(0, DAYS)
