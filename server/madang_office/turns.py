"""What really happened at the desks, from period rows: how long turns took and how soon the next was called. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from madang_office.periods import Period, TicketState
from madang_office.tickets import AT_DESK_STATES, LINE_STATES

PAUSE_S = 900.0  # a longer gap was a break or a night, not the pace of the desk


@dataclass(frozen=True, slots=True)
class Turn:
    """One ticket at one desk: from its call until the desk was free again."""

    ticket: str
    service: str
    counter: str
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class History:
    """Of one service, newest first: seconds that turns took, and seconds until a free desk called somebody who waited."""

    turns_s: tuple[float, ...] = ()
    gaps_s: tuple[float, ...] = ()


def turns_of(periods: Iterable[Period]) -> list[Turn]:
    """The finished turns in these period rows, of any tickets and counters, oldest first."""
    by_ticket = groupby(sorted(periods, key=attrgetter("ticket", "began")), key=attrgetter("ticket"))
    turns = [turn for _, rows in by_ticket for turn in _turns_of_ticket(list(rows))]
    return sorted(turns, key=attrgetter("began", "ticket"))


def _turns_of_ticket(rows: Sequence[Period]) -> list[Turn]:
    """A turn begins with a call and lasts as long as the ticket stays at that desk."""
    turns: list[Turn] = []
    for row in rows:
        if row.ended is None or row.counter is None or row.state not in AT_DESK_STATES:
            continue
        if row.state is TicketState.CALLED or not turns:
            turns.append(Turn(row.ticket, row.service, row.counter, row.began, row.ended))
        else:
            turns[-1] = Turn(row.ticket, row.service, row.counter, turns[-1].began, row.ended)
    return turns


def history_of(periods: Sequence[Period], services: frozenset[str], *, newest: int) -> History:
    """The newest turns and gaps of these services. `periods` holds those of all services at the counters concerned.

    Two services that share a counter must be told together, or the one's turns would look like the other's gaps.
    """
    turns = turns_of(periods)
    lengths = [turn.ended - turn.began for turn in turns if turn.service in services]
    gaps = [gap for _, gap in sorted(_gaps(turns, _joined(periods)))]
    return History(tuple(lengths[-newest:][::-1]), tuple(gaps[-newest:][::-1]))


def _joined(periods: Iterable[Period]) -> dict[tuple[str, float], float]:
    """When a ticket that was called at an instant had come to the line: (ticket, called) -> joined."""
    stays = [row for row in periods if row.state in LINE_STATES and row.ended is not None]
    return {(row.ticket, row.ended): row.began for row in stays if row.ended is not None}


def _gaps(turns: Sequence[Turn], joined: dict[tuple[str, float], float]) -> list[tuple[float, float]]:
    """(instant, seconds) from when a desk was free and somebody waited until it called."""
    found: list[tuple[float, float]] = []
    for _, rows in groupby(sorted(turns, key=attrgetter("counter", "began")), key=attrgetter("counter")):
        for before, after in pairwise(rows):
            came = joined.get((after.ticket, after.began))
            gap = None if came is None else after.began - max(came, before.ended)
            if gap is not None and 0 <= gap <= PAUSE_S:
                found.append((after.began, gap))
    return found
