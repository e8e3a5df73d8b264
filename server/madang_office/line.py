"""The waiting line of one service: who is next and in which place each ticket stands. Pure: knows tickets, not sockets."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from madang_office import tickets as t
from madang_office.priority import FAVOURED_CALLS_MAX
from madang_office.rejected import Rejected
from madang_office.tickets import Changed, Ticket, TicketEvent
from madang_protocol import Rejection

Fits = Callable[[Ticket], bool]


@dataclass(frozen=True, slots=True)
class Deferred:
    """Two tickets changed places: `mine` with its periods, and `other`, whose state is as it was. Keep both."""

    mine: Changed
    other: Ticket


@dataclass(frozen=True, slots=True)
class Line:
    """The line of `service`. `favoured_calls`: how many favoured tickets were called in a row just before (kept by the caller).

    `tickets` may hold any tickets; those that do not wait in this line are left out.
    """

    service: str
    tickets: tuple[Ticket, ...] = ()
    favoured_calls: int = 0

    def order(self) -> list[Ticket]:
        """T8: all that wait, in the order in which they will be called if nobody else comes."""
        favoured, ordinary = self._by_age(favoured=True), self._by_age(favoured=False)
        ordered: list[Ticket] = []
        calls = self.favoured_calls
        while favoured or ordinary:
            turn = favoured if favoured and (calls < FAVOURED_CALLS_MAX or not ordinary) else ordinary
            ordered.append(turn.pop())
            calls = favoured_calls_after(calls, ordered[-1])
        return ordered

    def _by_age(self, *, favoured: bool) -> list[Ticket]:
        """The tickets of one standing, the oldest last, where `pop` takes it."""
        mine = [x for x in self.tickets if x.service == self.service and x.in_line and x.favoured is favoured]
        return sorted(mine, key=attrgetter("turn"), reverse=True)

    def places(self) -> dict[str, int]:
        """The place of each ticket by its id, from 1, without gaps."""
        return {ticket.id: place for place, ticket in enumerate(self.order(), 1)}

    def place_of(self, ticket: str) -> int:
        """The place of this ticket; 0 when it does not wait in this line."""
        return self.places().get(ticket, 0)

    def called(self, ticket: Ticket) -> "Line":
        """The line after this ticket was called: without it, and with its call counted (T8)."""
        rest = tuple(other for other in self.tickets if other.id != ticket.id)
        return Line(self.service, rest, favoured_calls_after(self.favoured_calls, ticket))


def favoured_calls_after(calls: int, ticket: Ticket) -> int:
    """Count a call: of a favoured ticket one more in a row, of an ordinary one none."""
    return min(calls + 1, FAVOURED_CALLS_MAX) if ticket.favoured else 0


def next_for(lines: Iterable[Line], fits: Fits) -> Ticket | None:
    """The ticket that a desk calls next: the first of each line that fits the desk; favoured before ordinary, then the oldest."""
    heads = [head for line in lines if (head := _first_fitting(line, fits)) is not None]
    return min(heads, key=lambda ticket: (not ticket.favoured, ticket.turn), default=None)


def _first_fitting(line: Line, fits: Fits) -> Ticket | None:
    """T8 holds among those who fit: a ticket that this desk cannot serve must not hold up the others."""
    fitting = tuple(ticket for ticket in line.tickets if fits(ticket))
    return next(iter(replace(line, tickets=fitting).order()), None)


def call_order(lines: Sequence[Line], fits: Fits) -> list[Ticket]:
    """All that one desk would call from these lines, one after another, if nobody else came and no other desk called."""
    remaining = list(lines)
    ordered: list[Ticket] = []
    while (ticket := next_for(remaining, fits)) is not None:
        ordered.append(ticket)
        remaining = [line.called(ticket) if line.service == ticket.service else line for line in remaining]
    return ordered


def defer(line: Line, ticket: Ticket, now: float) -> Deferred | Rejected:
    """T13: change places with the next one in the line. The two change rank, tie and standing, so nobody else moves."""
    ordered = line.order()
    place = line.place_of(ticket.id)
    if place == 0:
        return Rejected(Rejection.WRONG_STATE)
    if place == len(ordered):
        return Rejected(Rejection.NOBODY_WAITING)
    return _swapped(ticket, ordered[place], now)


def _swapped(ticket: Ticket, other: Ticket, now: float) -> Deferred | Rejected:
    changed = t.apply(ticket, TicketEvent.DEFER, now)
    if isinstance(changed, Rejected):
        return changed
    mine = replace(changed.ticket, rank=other.rank, tie=other.turn[1], favoured=other.favoured)
    theirs = replace(other, rank=ticket.rank, tie=ticket.turn[1], favoured=ticket.favoured)
    return Deferred(replace(changed, ticket=mine), theirs)
