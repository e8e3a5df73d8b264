"""The days of a service: when each begins, closes and ends, against days one can look up."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang_office.calendar import Calendar
from madang_office.office_days import OfficeDays
from madang_office.opening_hours import MIDNIGHT, Hours

SEOUL, BERLIN = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin")
HALF_AN_HOUR_S = 1_800.0
WITH_PAUSE = ((time(9), time(12)), (time(13), time(18)))
NIGHT = ((time(22), time(2)),)
WHOLE_DAY = ((time(0), MIDNIGHT),)
UNTIL_MIDNIGHT = ((time(9), MIDNIGHT),)
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 1, day) for day in (2, 3, 4, 5))


def days(hours: dict[int, Hours], *, zone: ZoneInfo = SEOUL, after_s: float = HALF_AN_HOUR_S, **more: object) -> OfficeDays:
    return OfficeDays(Calendar(zone=zone, hours=hours, **more), after_s)


def at(text: str, zone: ZoneInfo = SEOUL) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()


def shown(instant: float | None, zone: ZoneInfo = SEOUL) -> str | None:
    return None if instant is None else datetime.fromtimestamp(instant, zone).strftime("%m-%dT%H:%M")


OFFICE = days(dict.fromkeys(range(5), WITH_PAUSE), holidays=frozenset({date(2026, 1, 6)}))
AT_NIGHT = days({4: NIGHT, 6: NIGHT})
ALWAYS = days(dict.fromkeys(range(7), WHOLE_DAY))
LATE_FRIDAY = days({4: UNTIL_MIDNIGHT, 5: ((time(0), time(3)), (time(9), time(12)))})
NEVER = days({})
CLOSE = days({4: NIGHT, 5: ((time(2, 10), time(6)),)})


@pytest.mark.parametrize(
    ("office", "instant", "day", "closes", "ends"),
    [
        (OFFICE, "2026-01-02T08:00", FRIDAY, "01-02T18:00", "01-02T18:30"),  # before it opens
        (OFFICE, "2026-01-02T12:30", FRIDAY, "01-02T18:00", "01-02T18:30"),  # a pause is no end
        (OFFICE, "2026-01-02T18:29", FRIDAY, "01-02T18:00", "01-02T18:30"),
        (OFFICE, "2026-01-02T18:30", SATURDAY, None, "01-04T00:00"),  # the next day has no hours
        (OFFICE, "2026-01-04T00:00", SUNDAY, None, "01-05T00:00"),
        (OFFICE, "2026-01-05T00:00", MONDAY, "01-05T18:00", "01-05T18:30"),
        (OFFICE, "2026-01-06T10:00", date(2026, 1, 6), None, "01-07T00:00"),  # a holiday
        (AT_NIGHT, "2026-01-03T01:59", FRIDAY, "01-03T02:00", "01-03T02:30"),  # of the day on which it opened
        (AT_NIGHT, "2026-01-03T02:30", SATURDAY, None, "01-04T00:00"),
        (AT_NIGHT, "2026-01-05T02:29", SUNDAY, "01-05T02:00", "01-05T02:30"),
        (ALWAYS, "2026-01-02T23:59", FRIDAY, "01-04T00:00", "01-04T00:30"),  # it does not close: good for one day more
        (ALWAYS, "2026-01-03T00:00", SATURDAY, "01-05T00:00", "01-05T00:30"),
        (LATE_FRIDAY, "2026-01-02T23:00", FRIDAY, "01-03T03:00", "01-03T03:30"),  # until it really closes
        (LATE_FRIDAY, "2026-01-03T01:00", SATURDAY, "01-03T12:00", "01-03T12:30"),
        (NEVER, "2026-01-02T12:00", FRIDAY, None, "01-03T00:00"),
        (CLOSE, "2026-01-03T02:05", FRIDAY, "01-03T02:00", "01-03T02:30"),
        (CLOSE, "2026-01-03T02:10", SATURDAY, "01-03T06:00", "01-03T06:30"),  # the next day opens before the line is served
    ],
)
def test_T22_the_day_of_a_number_and_until_when_it_is_good(office, instant, day, closes, ends):
    found = office.at(at(instant))
    assert (found.day, shown(found.closes), shown(found.ends)) == (day, closes, ends)


@pytest.mark.parametrize(
    ("instant", "closes", "ends"),
    [
        ("2026-03-29T01:30", "2026-03-29T01:00Z", "2026-03-29T01:30Z"),  # 02:30 is left out: it closes as the clocks are set
        ("2026-10-25T01:30", "2026-10-25T00:30Z", "2026-10-25T01:00Z"),  # 02:30 comes twice: it closes the first time
    ],
)
def test_T22_a_day_ends_right_in_the_night_in_which_clocks_are_changed(instant, closes, ends):
    office = days(dict.fromkeys(range(7), ((time(1), time(2, 30)),)), zone=BERLIN)
    found = office.at(at(instant, BERLIN))
    assert (found.closes, found.ends) == tuple(datetime.fromisoformat(text).timestamp() for text in (closes, ends))


@pytest.mark.parametrize(
    ("office", "instant", "is_open", "closes", "opens"),
    [
        (OFFICE, "2026-01-02T08:59", False, None, "01-02T09:00"),
        (OFFICE, "2026-01-02T09:00", True, "01-02T12:00", None),
        (OFFICE, "2026-01-02T18:00", False, None, "01-05T09:00"),
        (OFFICE, "2026-01-05T18:00", False, None, "01-07T09:00"),  # over the holiday
        (AT_NIGHT, "2026-01-03T01:00", True, "01-03T02:00", None),
        (LATE_FRIDAY, "2026-01-02T23:00", True, "01-03T03:00", None),
        (ALWAYS, "2026-01-02T23:00", True, None, None),
        (NEVER, "2026-01-02T12:00", False, None, None),
    ],
)
def test_T12_whether_a_service_is_open_and_when_that_changes(office, instant, is_open, closes, opens):
    found = office.open_state(at(instant))
    assert (found.open, shown(found.closes), shown(found.opens)) == (is_open, closes, opens)


SPAN = st.tuples(st.integers(0, 23), st.integers(1, 12)).map(lambda one: (time(one[0]), time((one[0] + one[1]) % 24)))
WEEKS = st.dictionaries(st.integers(0, 6), SPAN.map(lambda span: (span,)))


def calendar_of(week: dict[int, Hours]) -> Calendar | None:
    try:
        return Calendar(zone=BERLIN, hours=week)
    except ValueError:
        return None  # two nights that overlap


@given(WEEKS.map(calendar_of).filter(bool), st.sampled_from((0.0, HALF_AN_HOUR_S, 4 * 3_600.0)), st.integers(0, 364))
def test_T22_days_follow_one_another_and_no_number_outlives_the_next_day(calendar, after_s, number):
    office = OfficeDays(calendar, after_s)
    first = office.at(at("2026-01-01T12:00", BERLIN) + number * 86_400.0)
    second = office.at(first.until)
    assert first.since < first.until == second.since < second.until
    assert second.day == first.day + timedelta(days=1)
    assert first.until <= first.ends <= second.ends
