"""The `[holidays]` table of services.toml: a country's holidays, the city's own, and days on which it works nevertheless."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from madang_office.calendar import DAYS_AHEAD_MAX
from madang_office.opening_hours import WEEKDAYS, Hours
from madang_protocol.messages import Words
from madang_server.hours_table import SpanText, read_day
from madang_server.public_holidays import PublicHolidays
from madang_server.site import Sentence

NO_COUNTRY = "none"
DAYS_MAX = 1000


def _day(written: object) -> object:
    """Take a day as text or as TOML's own, and nothing that is only like one, such as a number of seconds."""
    if type(written) is date:
        return written
    if isinstance(written, str) and len(written) == len("2026-10-15"):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise ValueError(f"{written} is no day such as 2026-10-15")


Day = Annotated[date, BeforeValidator(_day)]


class ClosedDay(Sentence):
    """A day of the city's own, by its name in both languages."""

    date: Day


class WorkedDay(BaseModel):
    """A day on which the office works nevertheless, in the hours of its weekday or in hours of its own."""

    model_config = ConfigDict(extra="forbid")
    date: Day
    hours: Annotated[list[SpanText], Field(min_length=1)] | None = None


class HolidaysTable(BaseModel):
    """What the table may say. All of it is optional."""

    model_config = ConfigDict(extra="forbid")
    country: Annotated[str, Field(pattern=f"^([A-Z][A-Z]|{NO_COUNTRY})$")] = "KR"
    subdivision: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    closed: Annotated[list[ClosedDay], Field(max_length=DAYS_MAX)] = []
    open: Annotated[list[WorkedDay], Field(max_length=DAYS_MAX)] = []


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days on which the office is closed whatever its hours are. The country's are read when first asked."""

    public: PublicHolidays | None
    own: Mapping[date, Words]
    worked: frozenset[date]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.name(day) is not None

    def name(self, day: date) -> Words | None:
        """Return what the day is called; None when the office is not closed for it."""
        if day in self.worked:
            return None
        return self.own.get(day) or (self.public.name(day) if self.public is not None else None)

    def after(self, day: date) -> tuple[date, Words] | None:
        """Return the next holiday after the day; None when there is none within DAYS_AHEAD_MAX days."""
        days = (day + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD_MAX))
        return next(((found, name) for found in days if (name := self.name(found)) is not None), None)

    def unknown_years(self, since: date) -> list[int]:
        """Return the years, of those through which a term from that day on may run, whose public holidays are not known."""
        last = since + timedelta(days=DAYS_AHEAD_MAX)
        return [year for year in range(since.year, last.year + 1) if self.public is not None and not self.public.knows(year)]


def read_holidays(table: HolidaysTable) -> Holidays:
    """Return the days on which the office is closed. The library is not loaded yet."""
    public = None if table.country == NO_COUNTRY else PublicHolidays(table.country, table.subdivision)
    own = {day.date: Words(day.ko, day.en) for day in table.closed}
    return Holidays(public, own, frozenset(day.date for day in table.open))


def read_worked_days(table: HolidaysTable, week: Mapping[int, Hours]) -> dict[date, Hours]:
    """Return the hours of each day on which the office works nevertheless; `week` has those of the weekdays."""
    return {day.date: read_day(day.hours) if day.hours else week.get(day.date.weekday(), ()) for day in table.open}


def faults_of_holidays(table: HolidaysTable, week: Mapping[int, Hours]) -> Iterator[str]:
    """Yield every fault of the table in one line that begins with its key; the library is not asked."""
    if table.country == NO_COUNTRY and table.subdivision is not None:
        yield "holidays.subdivision: needs a country; name it in holidays.country"
    yield from _twice("closed", [day.date for day in table.closed])
    yield from _twice("open", [day.date for day in table.open])
    closed = {day.date for day in table.closed}
    for number, day in enumerate(table.open):
        key = f"holidays.open.{number}"
        if day.date in closed:
            yield f"{key}.date: {day.date} is in holidays.closed too; keep one of them"
        yield from _faults_of_hours(key, day, week)


def _faults_of_hours(key: str, day: WorkedDay, week: Mapping[int, Hours]) -> Iterator[str]:
    if day.hours is None:
        if not week.get(day.date.weekday()):
            weekday = WEEKDAYS[day.date.weekday()]
            yield f'{key}: {day.date} is a {weekday}, which has no hours; give it its own, such as hours = ["09:00-12:00"]'
        return
    try:
        read_day(day.hours)
    except ValueError as error:
        yield f"{key}.hours: {error}"


def _twice(key: str, days: Iterable[date]) -> Iterator[str]:
    seen: set[date] = set()
    for number, day in enumerate(days):
        if day in seen:
            yield f"holidays.{key}.{number}.date: {day} is written twice; keep one of them"
        seen.add(day)
