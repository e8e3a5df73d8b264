"""What happened at the desks, from period rows: how long turns took, and how soon the next was called. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from madang_office.periods import Period, TicketState
from madang_office.tickets import AT_DESK_STATES, LINE_STATES

PAUSE_S = 900.0  # a longer gap was a break or a night, and says nothing about waiting


@dataclass(frozen=True, slots=True)
class Turn:
    """One ticket at one desk: from its call until the desk was free again. Instants are unix seconds."""

    ticket: str
    service: str
    counter: str
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class History:
    """What was observed of services, newest first, in seconds: the turns, and the gaps until a free desk called who waited."""

    turns_s: tuple[float, ...] = ()
    gaps_s: tuple[float, ...] = ()


def turns_of(periods: Iterable[Period]) -> list[Turn]:
    """Return the finished turns in these period rows, of any tickets and counters, oldest first."""
    by_ticket = groupby(sorted(periods, key=attrgetter("ticket", "began")), key=attrgetter("ticket"))
    turns = [turn for _, rows in by_ticket for turn in _turns_of_ticket(list(rows))]
    return sorted(turns, key=attrgetter("began", "ticket"))


def _turns_of_ticket(rows: Sequence[Period]) -> list[Turn]:
    """Return the turns of one ticket. A turn begins with a call and lasts as long as the ticket stays at that desk."""
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
    """Return the newest turns and gaps of these services, at most `newest` of each, for `estimate.ranges`.

    `periods` must hold the rows of all services at the counters concerned. Without those of another service at the same
    counter, its turns would look like gaps.
    """
    turns = turns_of(periods)
    lengths = [turn.ended - turn.began for turn in turns if turn.service in services]
    gaps = [gap for _, gap in sorted(_gaps(turns, _joined(periods)))]
    return History(tuple(lengths[-newest:][::-1]), tuple(gaps[-newest:][::-1]))


def _joined(periods: Iterable[Period]) -> dict[tuple[str, float], float]:
    """Return (ticket, instant of its call) -> the instant at which it had come to the line."""
    stays = [row for row in periods if row.state in LINE_STATES and row.ended is not None]
    return {(row.ticket, row.ended): row.began for row in stays if row.ended is not None}


def _gaps(turns: Sequence[Turn], joined: dict[tuple[str, float], float]) -> list[tuple[float, float]]:
    """Return (instant, seconds) of each gap: from when a desk was free and somebody waited, until it called."""
    found: list[tuple[float, float]] = []
    for _, rows in groupby(sorted(turns, key=attrgetter("counter", "began")), key=attrgetter("counter")):
        for before, after in pairwise(rows):
            came = joined.get((after.ticket, after.began))
            gap = None if came is None else after.began - max(came, before.ended)
            if gap is not None and 0 <= gap <= PAUSE_S:
                found.append((after.began, gap))
    return found
