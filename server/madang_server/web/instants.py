"""An instant in words, as the client says it (words/words.ts): Korean without a 12 that could be noon or midnight. Pure."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

_SEOUL = "Asia/Seoul"  # what a Korean sentence means without saying it
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_korean(at: float, zone: tzinfo) -> str:
    """Return unix seconds as `2026년 11월 29일 오전 7:03`, of a full hour without its minutes."""
    told = datetime.fromtimestamp(at, zone)
    half = {0: "밤", 12: "낮"}.get(told.hour, "오전" if told.hour < 12 else "오후")
    hour = (told.hour - 1) % 12 + 1
    time = f"{hour}:{told.minute:02d}" if told.minute else f"{hour}시"
    place = "" if str(zone) == _SEOUL else f" ({_city(zone)})"
    return f"{told.year}년 {told.month}월 {told.day}일 {half} {time}{place}"


def in_english(at: float, zone: tzinfo) -> str:
    """Return unix seconds as `29 November 2026, 07:03 (Seoul)`."""
    told = datetime.fromtimestamp(at, zone)
    return f"{told.day} {_MONTHS[told.month - 1]} {told.year}, {told:%H:%M} ({_city(zone)})"


def opening_in_korean(at: float, zone: tzinfo) -> str:
    """Return unix seconds as one says when something opens: `11월 30일(월) 오전 9시`, without a year."""
    told = datetime.fromtimestamp(at, zone)
    day, _, time = in_korean(at, zone).partition("일 ")
    return f"{day.partition('년 ')[2]}일({'월화수목금토일'[told.weekday()]}) {time}"


def opening_in_english(at: float, zone: tzinfo) -> str:
    """Return unix seconds as one says when something opens: `Monday 30 November, 09:00 (Seoul)`, without a year."""
    told = datetime.fromtimestamp(at, zone)
    return f"{_DAYS[told.weekday()]} {told.day} {_MONTHS[told.month - 1]}, {told:%H:%M} ({_city(zone)})"


def _city(zone: tzinfo) -> str:
    return zone.key.rpartition("/")[2].replace("_", " ") if isinstance(zone, ZoneInfo) else str(zone)
