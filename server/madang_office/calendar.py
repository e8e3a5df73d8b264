"""The days and hours of an office, and when a legal term ends in them. Pure: time zone, hours and holidays are handed in.

Theory of operation. Hours are what the clocks of the office show, a term runs in real seconds between them. A span begins at
the first instant at which the clocks show its beginning, or are set past it, and ends so (`wall_clock.first_instant`): it is
one stretch of time whatever the clocks do in it, and no second is left out or counted twice. A span that goes over midnight
belongs to the day on which it began: that day's holiday closes all of it, the next day's none.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from madang_office.opening_hours import WEEKDAYS, Hours, Span, ends_next_day, faults_of_week
from madang_office.wall_clock import day_at, first_instant

DAYS_AHEAD_MAX = 800  # how many days are searched; a longer term is a fault of the configuration
TOMORROW = timedelta(days=1)


class CalendarFault(ValueError):
    """The calendar cannot answer: hours that overlap, or an office that never opens."""


class Unit(StrEnum):
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"  # days on which the office opens
    CALENDAR_DAYS = "calendar_days"  # all days; weeks are seven of them


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """Within how many working hours or days the office owes an answer. `CalendarFault` for an amount below 1."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise CalendarFault("a legal term is at least 1")


class Opening(NamedTuple):
    """A stretch of time in which the office is open, from `began` until `ended` (unix seconds); `day` is that of its hours."""

    day: date
    began: float
    ended: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Opening hours of one office. Instants are unix seconds; days and hours are those of `zone`.

    `hours`: for each weekday (0 is Monday) its spans, in order; a day that is not named is closed. `holidays`: days that are
    closed. `own_hours`: dates that have hours of their own, whatever the weekday's are, holiday or not. `CalendarFault` names
    the weekdays whose spans have a fault.
    """

    zone: tzinfo
    hours: Mapping[int, Hours]
    holidays: Container[date] = frozenset()
    own_hours: Mapping[date, Hours] = field(default_factory=dict)

    def __post_init__(self) -> None:
        faults = [f"hours.{WEEKDAYS[day]}: {fault}" for day, fault in faults_of_week(self.hours)]
        if faults:
            raise CalendarFault("; ".join(faults))

    def day(self, instant: float) -> date:
        """Return the office's date at the instant."""
        return day_at(instant, self.zone)

    def hours_of(self, day: date) -> Hours:
        """Return the spans that begin on the day; none when the office is closed."""
        if day in self.own_hours:
            return self.own_hours[day]
        return () if day in self.holidays else self.hours.get(day.weekday(), ())

    def due(self, received: float, term: LegalTerm) -> float:
        """Return the instant by which the office owes an answer to what it received at `received`; both in unix seconds.

        WORKING_HOURS counts opening hours from `received` on. WORKING_DAYS counts days on which the office opens; the day of
        receipt is the first, unless it is over for the office. CALENDAR_DAYS counts all days from that of receipt on. Both
        end when the office closes on the last day; a calendar day on which it is closed gives way to the next on which it
        opens. `CalendarFault` when the term does not end within DAYS_AHEAD_MAX days. The caller keeps the instant with the
        case (`CaseFacts.due`); later changes of the calendar do not move it.
        """
        match term.unit:
            case Unit.WORKING_HOURS:
                return self._after_working_s(received, term.amount * 3600.0)
            case Unit.WORKING_DAYS:
                return self._after_working_days(received, term.amount)
            case Unit.CALENDAR_DAYS:
                return self._after_days(received, term.amount)

    def _after_working_s(self, received: float, seconds: float) -> float:
        for opening in self.openings(received):
            begin = max(opening.began, received)
            if seconds <= opening.ended - begin:
                return begin + seconds
            seconds -= opening.ended - begin
        raise CalendarFault("the office never opens long enough")

    def _after_working_days(self, received: float, days: int) -> float:
        for counted, (_, closes) in enumerate(self._closings(received), start=1):
            if counted == days:
                return closes
        raise CalendarFault("the office never opens often enough")

    def _after_days(self, received: float, days: int) -> float:
        last = self.day(received) + timedelta(days=days - 1)
        for day, closes in self._closings(received):
            if day >= last:
                return closes
        raise CalendarFault("the office never opens often enough")

    def _closings(self, since: float) -> Iterator[tuple[date, float]]:
        """Yield each day on which the office is open yet, with the instant at which it closes for that day."""
        for day, openings in groupby(self.openings(since), key=lambda opening: opening.day):
            yield day, max(opening.ended for opening in openings)

    def openings(self, since: float) -> Iterator[Opening]:
        """Yield the openings that are not over at `since`, in order and apart; `CalendarFault` after DAYS_AHEAD_MAX days."""
        day = self.day(since) - TOMORROW
        reached = float("-inf")
        for ahead in range(DAYS_AHEAD_MAX + 1):
            for opening in self._openings_on(day + timedelta(days=ahead), reached):
                reached = opening.ended
                if opening.ended > max(opening.began, since):
                    yield opening
        raise CalendarFault(f"the office does not open within {DAYS_AHEAD_MAX} days")

    def openings_of(self, day: date) -> list[Opening]:
        """Return the openings of one day, in order and apart; none when the office is closed."""
        reached = float("-inf")
        for opening in self._openings_on(day - TOMORROW, reached):
            reached = opening.ended
        return [opening for opening in self._openings_on(day, reached) if opening.ended > opening.began]

    def _openings_on(self, day: date, reached: float) -> Iterator[Opening]:
        """Yield what the hours of the day are behind `reached`; where clocks are changed, one may have no length."""
        for span in self.hours_of(day):
            began = max(reached, first_instant(day, span[0], self.zone))
            reached = max(reached, self._end(day, span))
            yield Opening(day, began, reached)

    def _end(self, day: date, span: Span) -> float:
        return first_instant(day + TOMORROW if ends_next_day(span) else day, span[1], self.zone)
