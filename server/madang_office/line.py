"""The waiting line of one service: who is next and in which place each ticket stands. Pure: knows tickets, not sockets.

Theory of operation. Three kinds wait: *favoured* tickets, by a legal ground; *due* ones, of appointments whose time has come; and
*ordinary* ones. After two favoured calls in a row it is another's turn (SPEC T8). Of the others a due one is called before
ordinary ones, but after a due one an ordinary one: so appointments are never more than one in two calls, and nobody starves
(SPEC T33). Whoever checked in before their time is ordinary until then, and counts as having come at it: the last of all.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import reduce
from math import inf
from operator import attrgetter
from typing import NamedTuple, Protocol

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

    `favoured_calls`: how many favoured tickets were called in a row just before; `due_called`: whether the last call that was not
    favoured was of a due ticket. The caller keeps both, as `CountedCalls`. `away`: the tickets whose holders are away; they keep
    rank and age, and stand behind all others until their holders are back (SPEC T15); so do those whose holders asked to come
    later, until that time (T39). `now`: the instant by the office's own
    time, which says whose appointment is due.
    """

    service: str
    tickets: tuple[Ticket, ...] = ()
    favoured_calls: int = 0
    away: frozenset[str] = frozenset()
    due_called: bool = False
    now: float = inf

    def order(self) -> list[Ticket]:
        """Return all that wait, in the order in which they will be called if nobody else comes (SPEC T8, T15, T33)."""
        present = self.present()
        return present + reduce(Line.called, present, self).ordered(away=True)

    def present(self) -> list[Ticket]:
        """Return those of the order whose holders are here: these alone are called as the next (SPEC T15)."""
        return self.ordered(away=False)

    def ordered(self, *, away: bool) -> list[Ticket]:
        """Return those who are here, or those who are away, in the order of their calls."""
        favoured, due, ordinary = (self._by_age(kind, away=away) for kind in (Kind.FAVOURED, Kind.DUE, Kind.ORDINARY))
        calls, due_called, ordered = self.favoured_calls, self.due_called, list[Ticket]()
        while favoured or due or ordinary:
            plain = due if due and not (due_called and ordinary) else ordinary
            turn = favoured if favoured and (calls < FAVOURED_CALLS_MAX or not plain) else plain
            ordered.append(turn.pop())
            calls = favoured_calls_after(calls, ordered[-1])
            due_called = due_called_after(due_called, ordered[-1], self.now)
        return ordered

    def _by_age(self, kind: "Kind", *, away: bool) -> list[Ticket]:
        """Return the tickets of one kind, the oldest last, where `pop` takes it."""
        mine = [x for x in self.tickets if x.service == self.service and x.in_line and kind_of(x, self.now) is kind]
        aside = [x for x in mine if (x.id in self.away or x.is_later(self.now)) is away]
        return sorted(aside, key=attrgetter("turn"), reverse=True)

    def places(self) -> dict[str, int]:
        """Return ticket id -> place in the line, from 1, without gaps (SPEC T2)."""
        return {ticket.id: place for place, ticket in enumerate(self.order(), 1)}

    def place_of(self, ticket_id: str) -> int:
        """Return the place of this ticket; 0 when it does not wait in this line. Of one that comes later: as if it came now."""
        return self._with_later(ticket_id).places().get(ticket_id, 0)

    def _with_later(self, ticket_id: str) -> "Line":
        """Return the line as if the holder of this ticket, who is here, had not asked to come later."""
        now = (replace(one, not_before=None) if one.id == ticket_id not in self.away else one for one in self.tickets)
        return replace(self, tickets=tuple(now))

    def first_fitting(self, fits: Fits) -> Ticket | None:
        """Return the first who is here and fits, by the order of those that fit: who does not fit holds nobody up (T8)."""
        fitting = tuple(ticket for ticket in self.tickets if fits(ticket))
        return next(iter(replace(self, tickets=fitting).present()), None)

    def behind(self, ticket: Ticket) -> Iterator[Ticket]:
        """Go through those who are here and stand behind this ticket, as if it waited. Behind one that comes later: nobody."""
        if ticket.is_later(self.now):
            return iter(())
        line = replace(self, tickets=(*(other for other in self.tickets if other.id != ticket.id), ticket))
        return iter(line.order()[line.place_of(ticket.id) : len(line.present())])

    def called(self, ticket: Ticket) -> "Line":
        """Return the line after this ticket was called by a desk that serves it: without it, and with the call counted (T8, T33).

        The ticket may be of another line that the same desk serves.
        """
        before, own = CountedCalls(self.favoured_calls, self.due_called), ticket.service == self.service
        after = before.after(ticket, self.now, own=own)
        rest = tuple(other for other in self.tickets if other.id != ticket.id) if own else self.tickets
        return replace(self, tickets=rest, favoured_calls=after.favoured_calls, due_called=after.due_called)


class Kind(IntEnum):
    """By which right a ticket is called; the number is its place among the lists of `KeptLine`."""

    FAVOURED = 0
    DUE = 1
    ORDINARY = 2


def kind_of(ticket: Ticket, now: float) -> Kind:
    """Return by which right a ticket is called at `now` (unix seconds, by the office's own time)."""
    if ticket.favoured:
        return Kind.FAVOURED
    return Kind.DUE if ticket.is_due(now) else Kind.ORDINARY


class CountedCalls(NamedTuple):
    """What the caller keeps of the calls of a line: `Line.favoured_calls` and `Line.due_called`."""

    favoured_calls: int = 0
    due_called: bool = False

    def after(self, ticket: Ticket, now: float, *, own: bool) -> "CountedCalls":
        """Return the counts of a line after a call by a desk that serves it. `own`: the ticket is of this line (SPEC T8, T33)."""
        favoured_calls = favoured_calls_after(self.favoured_calls, ticket) if own else self.favoured_calls
        return CountedCalls(favoured_calls, due_called_after(self.due_called, ticket, now))


def counted_after(
    known: Mapping[str, CountedCalls], ticket: Ticket, services: Collection[str], now: float
) -> dict[str, CountedCalls]:
    """Return the counts that the caller writes after a call of `ticket` by a desk that offers these services, by service."""
    after: dict[str, CountedCalls] = {}
    for service in {ticket.service, *services}:
        before, own = known.get(service, CountedCalls()), service == ticket.service
        counted = before.after(ticket, now, own=own)
        if own or counted != before:
            after[service] = counted
    return after


def due_called_after(before: bool, ticket: Ticket, now: float) -> bool:  # noqa: FBT001 - it is what is counted
    """Return whether the last call that was not favoured was of a due ticket, after a call of `ticket` at `now` (SPEC T33)."""
    return before if ticket.favoured else ticket.is_due(now)


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

    @property
    def due_called(self) -> bool:
        """Whether the last call that was not favoured was of a due ticket."""
        ...

    @property
    def now(self) -> float:
        """The instant, by the office's own time, as of which the line stands."""
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
    these a favoured one, then one of an appointment that is due, then an ordinary one, then the oldest; after a call of an
    appointment an ordinary one of any of these lines comes first (SPEC T33). Nothing is changed: the caller applies CALL to
    ticket and desk, and writes `counted_after`.
    """
    heads = [(right_of(head, line), head) for line in lines if (head := line.first_fitting(fits)) is not None]
    return min(heads, key=lambda found: (found[0], found[1].turn), default=(0, None))[1]


def right_of(ticket: Ticket, line: Waiting) -> int:
    """Return by which right the first of a line is called before those of others: the smaller one is first."""
    kind = kind_of(ticket, line.now)
    return len(Kind) if kind is Kind.DUE and line.due_called else kind


def call_order(lines: Sequence[Line], fits: Fits) -> list[Ticket]:
    """Return all tickets that one desk would call from these lines, in order, if nobody else came and no other desk called.

    `fits` as for `next_for`. It asks `next_for` once for each ticket, so the work grows faster than the line.
    """
    remaining = list(lines)
    ordered: list[Ticket] = []
    while (ticket := next_for(remaining, fits)) is not None:
        ordered.append(ticket)
        remaining = [line.called(ticket) for line in remaining]
    return ordered


def defer(line: Waiting, ticket: Ticket, now: float, busy: Collection[str] = ()) -> Deferred | Rejected:
    """Let `ticket` and the next one who can be called change places at `now` (unix seconds), or reject it (SPEC T13).

    `busy`: the visitors who are at a desk with another ticket (SPEC T19); with them nothing would be won, and as little with who
    waits for a certain officer (T42). The two exchange rank,
    tie and standing, so nobody else moves. A called ticket goes back into the line for it; the caller frees its desk.
    Rejections: WRONG_STATE (it does neither wait in this line nor is it called), NOBODY_WAITING (nobody who is here and free
    stands behind it). The caller writes both tickets, and the period rows of `mine`.
    """
    called = ticket.state is TicketState.CALLED and ticket.service == line.service
    if not called and line.place_of(ticket.id) == 0:
        return Rejected(Rejection.WRONG_STATE)
    waiting = replace(ticket, state=TicketState.WAITING) if called else ticket
    free = (
        other
        for other in line.behind(waiting)
        if other.visitor not in busy and not other.is_early(line.now) and other.preferred_officer is None
    )
    behind = next(free, None)
    return _swapped(ticket, behind, now) if behind is not None else Rejected(Rejection.NOBODY_WAITING)


def _swapped(ticket: Ticket, other: Ticket, now: float) -> Deferred | Rejected:
    changed = t.apply(ticket, TicketEvent.DEFER, now)
    if isinstance(changed, Rejected):
        return changed
    mine = replace(changed.ticket, rank=other.rank, tie=other.turn[1], favoured=other.favoured, due=other.due)
    theirs = replace(other, rank=ticket.rank, tie=ticket.turn[1], favoured=ticket.favoured, due=ticket.due)
    return Deferred(replace(changed, ticket=mine), theirs)
