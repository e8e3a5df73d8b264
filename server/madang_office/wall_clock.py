"""The clock on the wall of an office, and instants. Pure: the zone is handed in, with its summer time."""

from datetime import date, datetime, time, tzinfo


def day_at(instant: float, zone: tzinfo) -> date:
    """Return the date that the clocks of `zone` show at the instant (unix seconds)."""
    return datetime.fromtimestamp(instant, zone).date()


def first_instant(day: date, at: time, zone: tzinfo) -> float:
    """Return the first instant (unix seconds) at which the clocks of `zone` show that time, or have gone past it.

    A time that comes twice, as clocks are set back, is meant when it comes first. One that is left out, as clocks are set
    ahead, is the instant at which they are set.
    """
    wall = datetime.combine(day, at)
    first, second = (wall.replace(tzinfo=zone, fold=fold).timestamp() for fold in (0, 1))
    return first if first <= second else _set_ahead(wall, zone, after=second, until=first)


def _set_ahead(wall: datetime, zone: tzinfo, *, after: float, until: float) -> float:
    """Return the instant between the two, in whole seconds, at which the clocks leave `wall` out."""
    before, found = int(after), int(until)
    while found - before > 1:
        middle = (before + found) // 2
        if datetime.fromtimestamp(middle, zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            found = middle
    return float(found)
