"""The waiting line of one service: who is next and in which place each ticket stands. Pure: knows tickets, not sockets."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import attrgetter
from typing import Protocol

from madang_office import tickets as t
from madang_office.grounds import FAVOURED_CALLS_MAX
from madang_office.periods import TicketState
from madang_office.rejected import Rejected
from madang_office.tickets import Changed, Ticket, TicketEvent
from madang_protocol import Rejection

Fits = Callable[[Ticket], bool]


@dataclass(frozen=True, slots=True)
class Deferred:
    """Two tickets changed places: `mine` with its period rows, and `other`, whose state is as it was. The caller writes both."""

    mine: Changed
    other: Ticket


@dataclass(frozen=True, slots=True)
class Line:
    """The line of `service`. `tickets` may hold any tickets; those that do not wait in this line are left out.

    `favoured_calls`: how many favoured tickets were called in a row just before. The caller keeps it, by
    `favoured_calls_after`. `away`: the tickets whose holders are away; they keep rank and age, and stand behind all others
    until their holders are back (SPEC T15).
    """

    service: str
    tickets: tuple[Ticket, ...] = ()
    favoured_calls: int = 0
    away: frozenset[str] = frozenset()

    def order(self) -> list[Ticket]:
        """Return all that wait, in the order in which they will be called if nobody else comes (SPEC T8, T15)."""
        present = self.present()
        calls = reduce(favoured_calls_after, present, self.favoured_calls)
        return present + self._ordered(calls, away=True)

    def present(self) -> list[Ticket]:
        """Return those of the order whose holders are here: these alone are called as the next (SPEC T15)."""
        return self._ordered(self.favoured_calls, away=False)

    def _ordered(self, calls: int, *, away: bool) -> list[Ticket]:
        favoured, ordinary = self._by_age(favoured=True, away=away), self._by_age(favoured=False, away=away)
        ordered: list[Ticket] = []
        while favoured or ordinary:
            turn = favoured if favoured and (calls < FAVOURED_CALLS_MAX or not ordinary) else ordinary
            ordered.append(turn.pop())
            calls = favoured_calls_after(calls, ordered[-1])
        return ordered

    def _by_age(self, *, favoured: bool, away: bool) -> list[Ticket]:
        """Return the favoured or the ordinary tickets, the oldest last, where `pop` takes it."""
        mine = [x for x in self.tickets if x.service == self.service and x.in_line and x.favoured is favoured]
        return sorted((x for x in mine if (x.id in self.away) is away), key=attrgetter("turn"), reverse=True)

    def places(self) -> dict[str, int]:
        """Return ticket id -> place in the line, from 1, without gaps (SPEC T2)."""
        return {ticket.id: place for place, ticket in enumerate(self.order(), 1)}

    def place_of(self, ticket_id: str) -> int:
        """Return the place of this ticket; 0 when it does not wait in this line."""
        return self.places().get(ticket_id, 0)

    def first_fitting(self, fits: Fits) -> Ticket | None:
        """Return the first who is here and fits, by the order of those that fit: who does not fit holds nobody up (T8)."""
        fitting = tuple(ticket for ticket in self.tickets if fits(ticket))
        return next(iter(replace(self, tickets=fitting).present()), None)

    def behind(self, ticket: Ticket) -> Iterator[Ticket]:
        """Go through those who are here and stand behind this ticket, as if it waited."""
        line = replace(self, tickets=(*(other for other in self.tickets if other.id != ticket.id), ticket))
        return iter(line.order()[line.place_of(ticket.id) : len(line.present())])

    def called(self, ticket: Ticket) -> "Line":
        """Return the line after this ticket was called: without it, and with the call counted (SPEC T8)."""
        rest = tuple(other for other in self.tickets if other.id != ticket.id)
        return replace(self, tickets=rest, favoured_calls=favoured_calls_after(self.favoured_calls, ticket))


def favoured_calls_after(calls: int, ticket: Ticket) -> int:
    """Return the count of favoured calls in a row after a call of `ticket` (SPEC T8): 0 when it is ordinary.

    For a favoured one it is one more, at most FAVOURED_CALLS_MAX. The caller writes it with every call, and hands it to the
    next `Line` of the ticket's service.
    """
    return min(calls + 1, FAVOURED_CALLS_MAX) if ticket.favoured else 0


class Waiting(Protocol):
    """What is asked of a line; `Line` computes it, `KeptLine` (kept_line.py) keeps it."""

    @property
    def service(self) -> str:
        """Whose line it is."""
        ...

    def first_fitting(self, fits: Fits) -> Ticket | None:
        """Return the first who is here and fits, by the order of those that fit."""
        ...

    def place_of(self, ticket_id: str) -> int:
        """Return the place of this ticket; 0 when it does not wait in this line."""
        ...

    def behind(self, ticket: Ticket) -> Iterator[Ticket]:
        """Go through those who are here and stand behind this ticket of a holder who is here, as if it waited."""
        ...


def next_for(lines: Iterable[Waiting], fits: Fits) -> Ticket | None:
    """Return the ticket that a desk calls next, or None: nobody who waits in these lines, and is here, fits it (SPEC T8, T15).

    `lines`: those of the services that the desk offers; `fits` from `routing.fits`. Of each line it is the first that fits; of
    these a favoured one before an ordinary one, then the oldest. Nothing is changed: the caller applies CALL to ticket and
    desk, and writes `favoured_calls_after`.
    """
    heads = [head for line in lines if (head := line.first_fitting(fits)) is not None]
    return min(heads, key=lambda ticket: (not ticket.favoured, ticket.turn), default=None)


def call_order(lines: Sequence[Line], fits: Fits) -> list[Ticket]:
    """Return all tickets that one desk would call from these lines, in order, if nobody else came and no other desk called.

    `fits` as for `next_for`. It asks `next_for` once for each ticket, so the work grows faster than the line.
    """
    remaining = list(lines)
    ordered: list[Ticket] = []
    while (ticket := next_for(remaining, fits)) is not None:
        ordered.append(ticket)
        remaining = [line.called(ticket) if line.service == ticket.service else line for line in remaining]
    return ordered


def defer(line: Waiting, ticket: Ticket, now: float, busy: Collection[str] = ()) -> Deferred | Rejected:
    """Let `ticket` and the next one who can be called change places at `now` (unix seconds), or reject it (SPEC T13).

    `busy`: the visitors who are at a desk with another ticket (SPEC T19); with them nothing would be won. The two exchange rank,
    tie and standing, so nobody else moves. A called ticket goes back into the line for it; the caller frees its desk.
    Rejections: WRONG_STATE (it does neither wait in this line nor is it called), NOBODY_WAITING (nobody who is here and free
    stands behind it). The caller writes both tickets, and the period rows of `mine`.
    """
    called = ticket.state is TicketState.CALLED and ticket.service == line.service
    if not called and line.place_of(ticket.id) == 0:
        return Rejected(Rejection.WRONG_STATE)
    waiting = replace(ticket, state=TicketState.WAITING) if called else ticket
    behind = next((other for other in line.behind(waiting) if other.visitor not in busy), None)
    return _swapped(ticket, behind, now) if behind is not None else Rejected(Rejection.NOBODY_WAITING)


def _swapped(ticket: Ticket, other: Ticket, now: float) -> Deferred | Rejected:
    changed = t.apply(ticket, TicketEvent.DEFER, now)
    if isinstance(changed, Rejected):
        return changed
    mine = replace(changed.ticket, rank=other.rank, tie=other.turn[1], favoured=other.favoured)
    theirs = replace(other, rank=ticket.rank, tie=ticket.turn[1], favoured=ticket.favoured)
    return Deferred(replace(changed, ticket=mine), theirs)
