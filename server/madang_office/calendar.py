"""The hours of an office, and when a legal term ends in them. Pure: time zone, hours and holidays are handed in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

DAYS_AHEAD_MAX = 800  # how many days are searched; a longer term is a fault of the configuration
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MIDNIGHT = time(0)  # as the end of a span: the end of that day
Hours = tuple[tuple[time, time], ...]


class CalendarFault(ValueError):
    """The calendar cannot answer: hours that overlap, or an office that never opens."""


class Unit(StrEnum):
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"  # the day of receipt does not count; the term ends when the office closes on the last


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """Within how many working hours or working days the office owes an answer. `CalendarFault` for an amount below 1."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise CalendarFault("a legal term is at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Opening hours of one office. Instants are unix seconds; days and hours are those of `zone`.

    `hours`: for each weekday (0 is Monday) its spans, in order; a day that is not named is closed. A span that goes on after
    midnight is one until MIDNIGHT and one of the next day. `CalendarFault` names the weekday whose spans are empty, out of
    order, touching or overlapping.
    """

    zone: tzinfo
    hours: Mapping[int, Hours]
    holidays: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        for day, spans in self.hours.items():
            edges = [edge for began, ended in spans for edge in (began, time.max if ended == MIDNIGHT else ended)]
            if edges != sorted(set(edges)):
                raise CalendarFault(f"hours.{WEEKDAYS[day]}: must be in order and apart, such as 09:00-12:00 and 13:00-18:00")

    def due(self, received: float, term: LegalTerm) -> float:
        """Return the instant by which the office owes an answer to what it received at `received`; both in unix seconds.

        WORKING_HOURS counts opening hours from `received` on. WORKING_DAYS counts days on which the office opens, without the
        day of receipt; the term ends when the office closes on the last one. `CalendarFault` when it does not end within
        DAYS_AHEAD_MAX days. The caller keeps the instant with the case (`CaseFacts.due`); later changes of the calendar do not
        move it.
        """
        if term.unit is Unit.WORKING_HOURS:
            return self._after_working_s(received, term.amount * 3600.0)
        return self._after_working_days(received, term.amount)

    def _after_working_s(self, received: float, seconds: float) -> float:
        for began, ended in self._spans_after(received):
            begin = max(began, received)
            if seconds <= ended - begin:
                return begin + seconds
            seconds -= ended - begin
        raise CalendarFault("the office never opens long enough")

    def _after_working_days(self, received: float, days: int) -> float:
        first = self._day(received)
        for began, ended in self._spans_after(received):
            last_of_day = ended == self._spans_of(self._day(began))[-1][1]
            days -= last_of_day and self._day(began) > first
            if days == 0:
                return ended
        raise CalendarFault("the office never opens often enough")

    def _spans_after(self, now: float) -> Iterator[tuple[float, float]]:
        """Yield the openings that are not over at `now`, in order."""
        first = self._day(now)
        for ahead in range(DAYS_AHEAD_MAX):
            for began, ended in self._spans_of(first + timedelta(days=ahead)):
                if ended > now:
                    yield began, ended
        raise CalendarFault(f"the office does not open within {DAYS_AHEAD_MAX} days")

    def _day(self, now: float) -> date:
        return datetime.fromtimestamp(now, self.zone).date()

    def _spans_of(self, day: date) -> list[tuple[float, float]]:
        spans = () if day in self.holidays else self.hours.get(day.weekday(), ())
        return [(self._instant(day, began), self._end(day, ended)) for began, ended in spans]

    def _end(self, day: date, at: time) -> float:
        return self._instant(day + timedelta(days=1) if at == MIDNIGHT else day, at)

    def _instant(self, day: date, at: time) -> float:
        return datetime.combine(day, at, tzinfo=self.zone).timestamp()
