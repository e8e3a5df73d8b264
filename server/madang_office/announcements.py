"""What an office announces: to whom it belongs, when it holds, and what one must say of it. Pure: knows wall time, no words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class AnnouncementKind(StrEnum):
    HOLIDAY = "holiday"
    OUTAGE = "outage"
    LINE_CLOSED = "line_closed"  # no new numbers are given while it holds (SPEC T26)
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One announcement. It holds in `since <= instant < until` (unix seconds by the clock on the wall).

    `ko`, `en`: its text; one of them may be empty. `service`: for whose people it is; None: the whole office's.
    """

    id: str
    kind: AnnouncementKind
    since: float
    until: float
    ko: str
    en: str
    service: str | None = None

    def holds(self, instant: float) -> bool:
        return self.since <= instant < self.until

    def is_over(self, instant: float) -> bool:
        return instant >= self.until

    def closes_line(self, service: str, instant: float) -> bool:
        """Whether that service gives no new numbers at the instant because of it."""
        return self.kind is AnnouncementKind.LINE_CLOSED and self.holds(instant) and self.service in {None, service}


def faults_of(announcement: Announcement, instant: float, *, chars_max: int, seconds_max: float) -> dict[str, str]:
    """Return what is wrong with an announcement at the instant, by field: `missing`, `too_long`, `out_of_range`."""
    faults = {name: "too_long" for name in ("ko", "en") if len(getattr(announcement, name)) > chars_max}
    if not announcement.ko and not announcement.en:
        faults |= {"ko": "missing", "en": "missing"}
    if not instant < announcement.until <= instant + seconds_max:
        faults["until"] = "out_of_range"
    elif announcement.since >= announcement.until:
        faults["since"] = "out_of_range"
    return faults


def line_closed_until(announcements: Iterable[Announcement], service: str, instant: float) -> float | None:
    """Return until when that service gives no new numbers; None: it gives them."""
    closing = list(announcements)
    ends: float | None = None
    at = instant
    while (later := max((one.until for one in closing if one.closes_line(service, at)), default=None)) is not None:
        ends = at = later  # one may follow another without a gap
    return ends
