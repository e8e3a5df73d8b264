"""How the lines of an office went by service and hour of the day: waits, ways, servings. Pure: knows stays, no person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from madang_office.periods import TicketState
from madang_office.tickets import Ending


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of a ticket in one state, as `Period`, and what is the same for the whole ticket: `ending`, None while it lives;
    `misses`, without those that were undone; `own_time`: its holder chose to wait longer (SPEC T39, T40, T42)."""

    ticket: str
    ending: str | None
    misses: int
    own_time: bool
    service: str
    state: str
    began: float
    ended: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Times in seconds: of every second of them at most, and of nine in ten."""

    count: int
    half_s: float
    most_s: float


@dataclass(slots=True)
class HourFigures:
    """Of one service in one hour of the day. `taken`: tickets by when they were taken; `served`: by when their serving ended;
    `missed`: calls to which nobody came. `waits`, `ways`, `servings`: seconds from the line to a call, from the call to the
    counter, and at the counter, by when each ended."""

    taken: int = 0
    served: int = 0
    missed: int = 0
    waits: list[float] = field(default_factory=list)
    ways: list[float] = field(default_factory=list)
    servings: list[float] = field(default_factory=list)


ByHour = dict[str, dict[int, HourFigures]]  # by service, by hour of the day: those in which something was


def by_hour(stays: Iterable[Stay], hour_of: Callable[[float], int]) -> ByHour:
    """Return the figures. `stays`: whole tickets, the stays of each in a row and in their order. `hour_of`: of an instant.

    A wait goes on over a deferral until the first call, and begins anew with a transfer; who waited longer by choice has none.
    """
    found: ByHour = {}

    def at(service: str, instant: float) -> HourFigures:
        return found.setdefault(service, {}).setdefault(hour_of(instant), HourFigures())

    for _, rows in groupby(stays, attrgetter("ticket")):
        _add_ticket(list(rows), at)
    return found


def _add_ticket(stays: list[Stay], at: Callable[[str, float], HourFigures]) -> None:
    first = stays[0]
    at(first.service, first.began).taken += 1
    waited: float | None = 0.0  # since they came into the line; None: they were called there already
    missed: list[HourFigures] = []
    for stay, then in zip(stays, [*stays[1:], None], strict=True):
        match stay.state:
            case TicketState.CALLED:
                if waited is not None and not first.own_time:
                    at(stay.service, stay.began).waits.append(waited)
                missed += _add_call(stay, then, at)
                waited = None
            case TicketState.SERVING:
                if stay.ended is not None:
                    at(stay.service, stay.ended).servings.append(stay.ended - stay.began)
            case TicketState.TRANSFERRED:
                waited = _seconds(stay)
            case _:
                waited = None if waited is None else waited + _seconds(stay)
    for figures in missed[max(0, len(missed) - first.misses) :]:
        figures.missed += 1
    if first.ending == Ending.FINISHED:
        last = next((stay for stay in reversed(stays) if stay.state == TicketState.SERVING), stays[-1])
        at(last.service, last.began if last.ended is None else last.ended).served += 1


def _seconds(stay: Stay) -> float:
    return 0.0 if stay.ended is None else stay.ended - stay.began


def _add_call(called: Stay, then: Stay | None, at: Callable[[str, float], HourFigures]) -> list[HourFigures]:
    """Count the way to a counter, or return where a missed call counts. `then`: where the ticket was next; None: nowhere yet."""
    if called.ended is None:
        return []
    if then is not None and then.state == TicketState.SERVING:
        at(then.service, then.began).ways.append(_seconds(called))
    is_missed = called.ending == Ending.MISSED if then is None else then.state == TicketState.MISSED
    return [at(called.service, called.ended)] if is_missed else []


def spread(times: list[float]) -> Spread | None:
    """Return how these times are spread; None of none."""
    if not times:
        return None
    ordered = sorted(times)
    half, most = (ordered[-(-len(ordered) * tenths // 10) - 1] for tenths in (5, 9))
    return Spread(len(ordered), half, most)


def whole_day(hours: Mapping[int, HourFigures]) -> HourFigures:
    """Return the figures of all hours together."""
    total = HourFigures()
    for one in hours.values():
        total.taken, total.served, total.missed = total.taken + one.taken, total.served + one.served, total.missed + one.missed
        total.waits += one.waits
        total.ways += one.ways
        total.servings += one.servings
    return total
