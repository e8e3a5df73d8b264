"""Tables of hours in services.toml, spans as people write them: the office's `[hours]`, and those of one service.

Names the key of every fault; knows no other table.
"""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Annotated

from pydantic import Field

from madang_office.opening_hours import MIDNIGHT, WEEKDAYS, Hours, Span, fault_of_day, faults_of_week
from madang_server.setting_faults import nearest

SpanText = Annotated[str, Field(pattern=r"^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$")]
HoursTable = dict[str, list[SpanText]]


def read_hours(table: Mapping[str, list[str]], key: str = "hours") -> tuple[dict[int, Hours], list[str]]:
    """Return the spans by weekday (0 is Monday), and every fault in one line that begins with its key; `key` is the table's."""
    found: dict[int, Hours] = {}
    faults = [f"{key}.{day}: {_unknown(day)}" for day in table if day not in WEEKDAYS]
    for number, day in enumerate(WEEKDAYS):
        wrong = list(_unreadable(table.get(day, ())))
        faults += [f"{key}.{day}: {fault}" for fault in wrong]
        found[number] = () if wrong else tuple(_span(text) for text in table.get(day, ()))
    faults += [f"{key}.{WEEKDAYS[day]}: {fault}" for day, fault in faults_of_week(found)]
    return found, faults


def read_day(spans: list[str]) -> Hours:
    """Return the spans of one day. Raises `ValueError` with what is wrong with them, without a key."""
    for unreadable in _unreadable(spans):
        raise ValueError(unreadable)
    found = tuple(_span(text) for text in spans)
    fault = fault_of_day(found)
    if fault is not None:
        raise ValueError(fault)
    return found


def _unknown(day: str) -> str:
    meant = nearest(day, WEEKDAYS)
    return f"the days are {', '.join(WEEKDAYS)}" + (f"; did you mean {meant}?" if meant is not None else "")


def _unreadable(spans: list[str] | tuple[()]) -> Iterator[str]:
    for text in spans:
        began, _, ended = text.partition("-")
        if not _is_time(began) or not (_is_time(ended) or ended == "24:00"):
            yield f"{text} is no span of a day, from 00:00 to 24:00"
        elif began == ended:
            yield f"{text} has no length; a whole day is 00:00-24:00"


def _is_time(text: str) -> bool:
    hour, _, minute = text.partition(":")
    return int(hour) < 24 and int(minute) < 60


def _span(text: str) -> Span:
    began, _, ended = text.partition("-")
    return time.fromisoformat(began), MIDNIGHT if ended == "24:00" else time.fromisoformat(ended)
