"""Working time over changes of the clock, against a slow reckoning that walks from minute to minute."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from madang_office.calendar import Calendar, LegalTerm, Opening, Unit
from madang_office.opening_hours import Hours

MINUTE_S = 60
DAYS_WALKED = 6
ZONES = [ZoneInfo(name) for name in ("Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")]
CHANGES = [date(2026, 3, 27), date(2026, 10, 23), date(2026, 3, 6), date(2026, 10, 30), date(2026, 4, 3), date(2026, 10, 2)]
BEGINS = [*CHANGES, date(2026, 6, 1)]  # two days before clocks are changed in one of the zones, and a plain day
QUARTER_MINUTES, NIGHT_ENDS, NIGHT_BEGINS = 15, 8, 60  # 02:00 and 15:00, in quarters of an hour


def clock(quarter: int) -> time:
    hour, minute = divmod(quarter * QUARTER_MINUTES, 60)
    return time(hour % 24, minute)


def days(earliest: int, last_night: int) -> st.SearchStrategy[Hours]:
    """Draw the spans of a day from `earliest` on; the last may go over midnight, until `last_night`."""
    edges = st.lists(st.integers(earliest, 96), min_size=2, max_size=6, unique=True).map(sorted)
    whole = edges.map(lambda found: tuple((clock(began), clock(ended)) for began, ended in batched(found)))
    night = st.tuples(st.integers(NIGHT_BEGINS, 95), st.integers(0, last_night)).map(
        lambda edge: ((clock(edge[0]), clock(edge[1])),)
    )
    return st.one_of(whole, night)


def batched(edges: list[int]) -> list[tuple[int, int]]:
    return list(zip(edges[::2], edges[1::2], strict=False))


weeks = st.one_of(
    st.dictionaries(st.integers(0, 6), days(0, 0), min_size=1),
    st.dictionaries(st.integers(0, 6), days(NIGHT_ENDS, NIGHT_ENDS), min_size=1),
)
calendars = st.builds(
    lambda zone, hours, holidays: Calendar(zone=zone, hours=hours, holidays=holidays),
    st.sampled_from(ZONES),
    weeks,
    st.frozensets(st.sampled_from([begin + timedelta(days=ahead) for begin in BEGINS for ahead in range(4)]), max_size=4),
)


def edges_of(calendar: Calendar, begin: date) -> list[tuple[datetime, datetime]]:
    """Return beginning and end of every span of these days as clocks show them, without knowing any zone."""
    found = []
    for day in (begin + timedelta(days=ahead) for ahead in range(-1, DAYS_WALKED + 1)):
        plan: Hours = () if day in calendar.holidays else calendar.hours.get(day.weekday(), ())
        for began, ended in plan:
            last = day + timedelta(days=ended <= began)
            found.append((datetime.combine(day, began), datetime.combine(last, ended)))
    return found


def open_minutes(calendar: Calendar, begin: date) -> list[float]:
    """Return each minute at which the office is open: the furthest that the clocks have ever shown lies in a span."""
    edges = edges_of(calendar, begin)
    now = datetime.combine(begin, time(0), tzinfo=UTC)
    shown = now.replace(tzinfo=None) - timedelta(days=2)
    found = []
    for _ in range(DAYS_WALKED * 24 * 60):
        shown = max(shown, now.astimezone(calendar.zone).replace(tzinfo=None))
        if any(began <= shown < ended for began, ended in edges):
            found.append(now.timestamp())
        now += timedelta(minutes=1)
    return found


def opened(calendar: Calendar, begin: float, end: float) -> list[Opening]:
    """Return what is open between the two instants, cut off there."""
    found = []
    for opening in calendar.openings(begin):
        if opening.began >= end:
            return found
        found.append(Opening(opening.day, max(opening.began, begin), min(opening.ended, end)))
    return found


AHEAD = Calendar(
    zone=ZONES[1], hours=dict.fromkeys(range(7), ((time(1), time(2, 30)), (time(2, 45), time(4)), (time(22), time(0))))
)
BACK = Calendar(
    zone=ZONES[3], hours=dict.fromkeys(range(7), ((time(1, 30), time(1, 45)), (time(1, 50), time(5)), (time(23), time(1))))
)


@settings(max_examples=40, deadline=None)
@given(calendars, st.sampled_from(BEGINS))
@example(AHEAD, date(2026, 3, 27))
@example(AHEAD, date(2026, 10, 23))
@example(BACK, date(2026, 4, 3))
@example(BACK, date(2026, 10, 2))
def test_C18_no_minute_is_lost_or_counted_twice(calendar: Calendar, begin: date) -> None:
    minutes = open_minutes(calendar, begin)
    first = datetime.combine(begin, time(0), tzinfo=UTC).timestamp()
    openings = opened(calendar, first, first + DAYS_WALKED * 86_400)
    counted = [at for _, began, ended in openings for at in range(int(began), int(ended), MINUTE_S)]
    assert counted == minutes
    assert all(one.ended <= other.began for one, other in pairwise(openings))
    hours = len(minutes) // 60
    assert [calendar.due(first, LegalTerm(amount, Unit.WORKING_HOURS)) for amount in range(1, hours + 1)] == [
        minutes[amount * 60 - 1] + MINUTE_S for amount in range(1, hours + 1)
    ]


@pytest.mark.parametrize("zone", ZONES, ids=str)
@given(st.integers(1_700_000_000, 1_900_000_000))
def test_T21_the_day_begins_and_ends_by_the_clocks_of_the_zone(zone: ZoneInfo, instant: int) -> None:
    told = Calendar(zone=zone, hours={}).day(instant)
    begins, ends = (datetime.combine(told + timedelta(days=ahead), time(0), tzinfo=zone).timestamp() for ahead in (0, 1))
    assert begins <= instant < ends
