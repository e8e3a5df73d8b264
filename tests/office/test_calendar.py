"""Opening hours and legal terms, against days one can look up."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from madang_office.calendar import Calendar, CalendarFault, LegalTerm, Opening, Unit
from madang_office.opening_hours import MIDNIGHT, said_hours

SEOUL, BERLIN = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin")
DAY = ((time(9), time(12)), (time(13), time(18)))
OFFICE = Calendar(zone=SEOUL, hours=dict.fromkeys(range(5), DAY), holidays=frozenset({date(2026, 3, 2)}))
HOURS, DAYS, ALL_DAYS = Unit.WORKING_HOURS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS
NIGHT = (time(22), time(2))


def at(text: str, zone: ZoneInfo = SEOUL) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()


@pytest.mark.parametrize(
    ("received", "amount", "unit", "due"),
    [
        ("2026-02-26T09:00", 3, HOURS, "2026-02-26T12:00"),
        ("2026-02-26T10:00", 3, HOURS, "2026-02-26T14:00"),
        ("2026-02-27T17:00", 3, HOURS, "2026-03-03T11:00"),
        ("2026-02-28T11:00", 3, HOURS, "2026-03-03T12:00"),
        ("2026-02-26T17:00", 1, DAYS, "2026-02-26T18:00"),
        ("2026-02-26T18:00", 1, DAYS, "2026-02-27T18:00"),
        ("2026-02-26T17:00", 7, DAYS, "2026-03-09T18:00"),
        ("2026-02-28T17:00", 1, DAYS, "2026-03-03T18:00"),
        ("2026-02-26T17:00", 2, ALL_DAYS, "2026-02-27T18:00"),
        ("2026-02-26T17:00", 3, ALL_DAYS, "2026-03-03T18:00"),
        ("2026-02-26T20:00", 14, ALL_DAYS, "2026-03-11T18:00"),
    ],
)
def test_C18_a_legal_term_counts_the_hours_and_days_of_the_office(received, amount, unit, due):
    assert OFFICE.due(at(received), LegalTerm(amount, unit)) == at(due)


@pytest.mark.parametrize(
    ("zone", "span", "day", "opens", "closes"),
    [
        # Berlin sets its clocks ahead from 02:00 to 03:00 on 29 March, and back from 03:00 to 02:00 on 25 October.
        ("Europe/Berlin", (time(1), time(4)), date(2026, 3, 29), "2026-03-29T00:00Z", "2026-03-29T02:00Z"),
        ("Europe/Berlin", (time(2, 30), time(4)), date(2026, 3, 29), "2026-03-29T01:00Z", "2026-03-29T02:00Z"),
        ("Europe/Berlin", (time(1), time(2, 30)), date(2026, 3, 29), "2026-03-29T00:00Z", "2026-03-29T01:00Z"),
        ("Europe/Berlin", (time(1), time(4)), date(2026, 10, 25), "2026-10-24T23:00Z", "2026-10-25T03:00Z"),
        ("Europe/Berlin", (time(2), time(2, 30)), date(2026, 10, 25), "2026-10-25T00:00Z", "2026-10-25T00:30Z"),
        ("Europe/Berlin", NIGHT, date(2026, 10, 24), "2026-10-24T20:00Z", "2026-10-25T00:00Z"),
        # Beirut sets them back at midnight: the evening of 30 October comes twice, and so does its date.
        ("Asia/Beirut", (time(22), MIDNIGHT), date(2027, 10, 30), "2027-10-30T19:00Z", "2027-10-30T22:00Z"),
        # Samoa left 30 December 2011 out: of the night before there is what is left of it.
        ("Pacific/Apia", NIGHT, date(2011, 12, 29), "2011-12-30T08:00Z", "2011-12-30T10:00Z"),
    ],
)
def test_C18_hours_are_what_the_clock_shows_when_it_is_changed(zone, span, day, opens, closes):
    office = Calendar(zone=ZoneInfo(zone), hours={}, own_hours={day: (span,)})
    began, ended = (datetime.fromisoformat(instant).timestamp() for instant in (opens, closes))
    assert next(office.openings(began - 3600)) == Opening(day, began, ended)


def test_C18_a_span_that_the_clock_leaves_out_is_no_opening():
    office = Calendar(zone=BERLIN, hours={6: ((time(2, 10), time(2, 50)),)})
    assert next(office.openings(at("2026-03-28T00:00", BERLIN))).day == date(2026, 4, 5)


@pytest.mark.parametrize(("hours", "due"), [(2, "2026-02-24T00:00"), (4, "2026-02-24T02:00"), (5, "2026-02-24T10:00")])
@pytest.mark.parametrize("night", [{0: (NIGHT,), 1: ()}, {0: ((time(22), MIDNIGHT),), 1: ((time(0), time(2)),)}])
def test_C18_a_term_goes_on_over_midnight(night, hours, due):
    office = Calendar(zone=SEOUL, hours={0: night[0], 1: (*night[1], (time(9), MIDNIGHT))})
    assert office.due(at("2026-02-23T12:00"), LegalTerm(hours, HOURS)) == at(due)


def test_C18_a_night_belongs_to_the_day_on_which_it_began():
    nights = Calendar(zone=SEOUL, hours=dict.fromkeys(range(7), (NIGHT,)), holidays={date(2026, 3, 2)})
    opened = nights.openings(at("2026-03-01T12:00"))
    assert [next(opened) for _ in range(2)] == [
        Opening(date(2026, 3, 1), at("2026-03-01T22:00"), at("2026-03-02T02:00")),
        Opening(date(2026, 3, 3), at("2026-03-03T22:00"), at("2026-03-04T02:00")),
    ]
    assert nights.due(at("2026-03-02T01:00"), LegalTerm(1, DAYS)) == at("2026-03-02T02:00")
    assert nights.due(at("2026-03-02T01:00"), LegalTerm(2, DAYS)) == at("2026-03-04T02:00")


def test_C21_a_day_with_hours_of_its_own_is_open_on_a_holiday():
    office = Calendar(
        zone=SEOUL, hours=OFFICE.hours, holidays=OFFICE.holidays, own_hours={date(2026, 3, 2): ((time(10), time(12)),)}
    )
    assert office.due(at("2026-02-28T11:00"), LegalTerm(1, HOURS)) == at("2026-03-02T11:00")


def test_T21_the_day_is_the_one_that_the_clocks_of_the_office_show():
    beirut = Calendar(zone=ZoneInfo("Asia/Beirut"), hours={})
    instants = ("2027-10-30T20:30Z", "2027-10-30T21:05Z", "2027-10-30T22:00Z")
    assert [beirut.day(datetime.fromisoformat(instant).timestamp()).day for instant in instants] == [30, 30, 31]


def test_an_office_that_never_opens_is_a_fault():
    never = Calendar(zone=SEOUL, hours={})
    for unit in Unit:
        with pytest.raises(CalendarFault):
            never.due(at("2026-02-26T17:00"), LegalTerm(1, unit))


@pytest.mark.parametrize(
    ("spans", "says"),
    [
        (((time(18), time(9)),), r"18:00-09:00 ends before it begins; over midnight it may last 12 hours"),
        (((time(9), time(9)),), r"09:00-09:00 ends before it begins"),
        (((time(9), time(13)), (time(12), time(18))), r"09:00-13:00 and 12:00-18:00 must be in order and apart"),
        (((time(13), time(18)), (time(9), time(12))), r"13:00-18:00 and 09:00-12:00 must be in order and apart"),
        (((time(9), MIDNIGHT), (time(12), time(18))), r"09:00-24:00 and 12:00-18:00 must be in order and apart"),
        ((NIGHT, (time(3), time(4))), r"22:00-02:00 and 03:00-04:00 must be in order and apart"),
    ],
)
def test_hours_that_overlap_or_turn_are_a_fault(spans, says):
    with pytest.raises(CalendarFault, match=rf"^hours\.monday: {says}"):
        Calendar(zone=SEOUL, hours={0: spans})


def test_a_night_into_the_hours_of_the_next_day_is_a_fault_also_over_the_week():
    with pytest.raises(CalendarFault, match=r"^hours\.monday: 01:00-09:00 begins while 22:00-02:00 of sunday goes on$"):
        Calendar(zone=SEOUL, hours={6: (NIGHT,), 0: ((time(1), time(9)),)})


def test_all_days_with_a_fault_are_named_at_once():
    with pytest.raises(CalendarFault, match=r"hours\.monday: .*; hours\.friday: "):
        Calendar(zone=SEOUL, hours={0: ((time(9), time(9)),), 4: ((time(18), time(9)),)})


def test_hours_are_said_as_they_are_written():
    assert said_hours(((time(9), time(12)), (time(13), MIDNIGHT))) == "09:00-12:00, 13:00-24:00"


def test_a_term_of_nothing_is_a_fault():
    with pytest.raises(CalendarFault):
        LegalTerm(0, DAYS)
