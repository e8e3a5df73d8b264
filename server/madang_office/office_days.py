"""The days of a service: to which of them an instant belongs, until when its numbers are good, and whether it is open.

Theory of operation. A day ends some time after its last closing (`after_closing_s`), so that those who wait then can still be
served; but at the latest, for whoever comes anew, when the next day opens. A day without hours ends at midnight. So days follow
one another without gap or overlap, and each instant belongs to one. Where the service does not close between two days, the
numbers of the first are good until the second one closes, one day at most. Pure: the calendar is handed in; instants are unix
seconds by the clock on the wall.
"""

from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from madang_office.calendar import TOMORROW, Calendar, CalendarFault, Opening
from madang_office.wall_clock import first_instant

STRETCH_MAX = 8  # openings one behind the other without a gap; a service with more of them does not close
ASK_AGAIN_S = 24 * 3_600.0  # of a service that opens on no day that is known


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """One day of a service. Who comes in `since <= instant < until` gets a number of it, which is good until `ends`.

    `closes`: the last closing of the day; None: it has no hours.
    """

    day: date
    since: float
    until: float
    closes: float | None
    ends: float


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether a service is open at every instant in `since <= instant < until`.

    `closes`: when it closes next, while it is open; None: not within a week. `opens`: when it opens next, while it is closed;
    None: on no day that is known.
    """

    since: float
    until: float
    open: bool
    closes: float | None = None
    opens: float | None = None


class OfficeDays:
    """The days of one service in its calendar. Cheap to ask again: the day and the state of now are kept."""

    __slots__ = ("_after_closing_s", "_calendar", "_day", "_open_state")

    def __init__(self, calendar: Calendar, after_closing_s: float) -> None:
        self._calendar = calendar
        self._after_closing_s = after_closing_s
        self._day: OfficeDay | None = None
        self._open_state: OpenState | None = None

    @property
    def calendar(self) -> Calendar:
        """The days and hours of the service."""
        return self._calendar

    def at(self, instant: float) -> OfficeDay:
        """Return the day to which the instant belongs."""
        known = self._day
        if known is None or not known.since <= instant < known.until:
            known = self._day = self._day_at(instant)
        return known

    def open_state(self, instant: float) -> OpenState:
        """Return whether the service is open at the instant, and until when that is so."""
        known = self._open_state
        if known is None or not known.since <= instant < known.until:
            known = self._open_state = self._state_at(instant)
        return known

    def _day_at(self, instant: float) -> OfficeDay:
        day = self._calendar.day(instant) - TOMORROW  # its hours may go on over midnight
        since = self._until(day - TOMORROW)
        while (until := self._until(day)) <= instant:
            day, since = day + TOMORROW, until
        closes = self._closing(day)
        return OfficeDay(day, since, until, closes, until if closes is None else closes + self._after_closing_s)

    def _until(self, day: date) -> float:
        """Return the instant from which on whoever comes belongs to the next day."""
        openings = self._calendar.openings_of(day)
        if not openings:
            return first_instant(day + TOMORROW, time(0), self._calendar.zone)
        ends = openings[-1].ended + self._after_closing_s
        following = self._calendar.openings_of(day + TOMORROW)
        return min(ends, following[0].began) if following else ends

    def _closing(self, day: date) -> float | None:
        """Return the last closing of the day, or of the stretch that goes on into the next one."""
        openings = self._calendar.openings_of(day)
        if not openings:
            return None
        return _end_of_stretch([openings[-1], *self._calendar.openings_of(day + TOMORROW)])

    def _state_at(self, instant: float) -> OpenState:
        ahead: list[Opening] = []
        try:
            for opening in self._calendar.openings(instant):
                ahead.append(opening)
                if len(ahead) > STRETCH_MAX or (len(ahead) > 1 and ahead[-2].ended < opening.began):
                    break
        except CalendarFault:  # there are no more; what was found stands
            pass
        if not ahead:
            return OpenState(instant, instant + ASK_AGAIN_S, open=False)
        if ahead[0].began > instant:
            return OpenState(instant, ahead[0].began, open=False, opens=ahead[0].began)
        closes = _end_of_stretch(ahead)
        always = len(ahead) > STRETCH_MAX and closes == ahead[-1].ended
        return OpenState(instant, ahead[0].ended, open=True, closes=None if always else closes)


def _end_of_stretch(openings: list[Opening]) -> float:
    """Return when the first opening ends, together with those that follow it without a gap."""
    ended = openings[0].ended
    for before, after in pairwise(openings):
        if after.began > before.ended:
            break
        ended = after.ended
    return ended
