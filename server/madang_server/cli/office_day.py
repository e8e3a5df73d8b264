"""Today of an office in one line, for who runs it: its hours and the next holiday. Decides nothing."""

from datetime import date

from madang_office.opening_hours import said_hours
from madang_protocol.messages import Words
from madang_server.catalogue import Catalogue


def said_day(catalogue: Catalogue, now: float) -> str:
    """Return the hours of today, the next holiday, and the years whose public holidays are not known, in one line."""
    today = catalogue.day(now)
    said = f"{_date(today)} in {catalogue.calendar.zone}: {_hours(catalogue, today)}; {_next_holiday(catalogue, today)}"
    unknown = ", ".join(str(year) for year in catalogue.holidays.unknown_years(today))
    return f"{said}; WARNING: public holidays of {unknown} are not known; name them in holidays.closed" if unknown else said


def _hours(catalogue: Catalogue, day: date) -> str:
    hours = catalogue.calendar.hours_of(day)
    if hours:
        return said_hours(hours)
    holiday = catalogue.holidays.name(day)
    return "closed" if holiday is None else f"closed, {_name(holiday)}"


def _next_holiday(catalogue: Catalogue, day: date) -> str:
    found = catalogue.holidays.after(day)
    return "no holiday is known after it" if found is None else f"next holiday {_date(found[0])}, {_name(found[1])}"


def _date(day: date) -> str:
    return f"{day:%A} {day}"


def _name(words: Words) -> str:
    return words.en if words.en == words.ko else f"{words.en} ({words.ko})"
