"""The hours of an office as its clocks show them, and what can be wrong with them. Pure: knows no date and no zone."""

from collections.abc import Iterator, Mapping
from datetime import time
from itertools import pairwise

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MIDNIGHT = time(0)  # as the end of a span: the end of that day
NIGHT_MINUTES_MAX = 12 * 60  # a longer span over midnight is one that was written backwards
DAY_MINUTES = 24 * 60
Span = tuple[time, time]  # an end that is not after the beginning is one of the next day
Hours = tuple[Span, ...]


def ends_next_day(span: Span) -> bool:
    """Tell whether the span is over on the day after the one on which it began; its own midnight is the next day's first."""
    return span[1] <= span[0]


def fault_of_day(spans: Hours) -> str | None:
    """Return what is wrong with the spans of one day, in one line; None when they are in order."""
    edges = [_edges(span) for span in spans]
    for span, (began, ended) in zip(spans, edges, strict=True):
        if ended > DAY_MINUTES and ended - began > NIGHT_MINUTES_MAX:
            most = f"{NIGHT_MINUTES_MAX // 60} hours"
            return f"{_text(span)} ends before it begins; over midnight it may last {most}, such as 22:00-02:00"
    for (one, (_, ended)), (other, (began, _)) in pairwise(zip(spans, edges, strict=True)):
        if began <= ended:
            return f"{_text(one)} and {_text(other)} must be in order and apart, such as 09:00-12:00 and 13:00-18:00"
    return None


def faults_of_week(hours: Mapping[int, Hours]) -> Iterator[tuple[int, str]]:
    """Yield each weekday (0 is Monday) whose spans have a fault, and what it is, in one line."""
    faults = {day: fault for day, spans in hours.items() if (fault := fault_of_day(spans))}
    for day, spans in sorted(hours.items()):
        if day in faults:
            yield day, faults[day]
        eve = hours.get((day - 1) % 7)
        if eve and spans and (day - 1) % 7 not in faults and _edges(eve[-1])[1] - DAY_MINUTES > _edges(spans[0])[0]:
            yield day, f"{_text(spans[0])} begins while {_text(eve[-1])} of {WEEKDAYS[(day - 1) % 7]} goes on"


def _edges(span: Span) -> tuple[int, int]:
    """Return beginning and end in minutes since the midnight before the beginning."""
    began, ended = (edge.hour * 60 + edge.minute for edge in span)
    return began, ended + DAY_MINUTES if ends_next_day(span) else ended


def said_hours(spans: Hours) -> str:
    """Return the spans as they are written: 09:00-12:00, 13:00-24:00."""
    return ", ".join(_text(span) for span in spans)


def _text(span: Span) -> str:
    began, ended = span
    return f"{began:%H:%M}-{'24:00' if ended == MIDNIGHT else format(ended, '%H:%M')}"
