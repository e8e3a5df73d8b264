"""A waiting line whose order is kept instead of computed: the answers of `line.Line`, at once also when thousands wait. Pure.

Four lists, each by age: favoured and ordinary tickets, of holders who are here and of those who are away. The order of SPEC T8 is
a pattern over them, so that a place is arithmetic on two positions, and the next is one of two heads.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import chain, islice
from operator import attrgetter

from madang_office.grounds import FAVOURED_CALLS_MAX
from madang_office.tickets import Ticket

_turn: Callable[[Ticket], tuple[float, str]] = attrgetter("turn")


class KeptLine:
    """The line of one service. `favoured_calls`: how many favoured tickets were called in a row before; the caller keeps it."""

    __slots__ = ("_away", "_held", "_present", "favoured_calls", "service")

    def __init__(self, service: str, tickets: Iterable[Ticket] = (), favoured_calls: int = 0) -> None:
        self.service = service
        self.favoured_calls = favoured_calls
        self._present: tuple[list[Ticket], list[Ticket]] = ([], [])  # favoured, ordinary
        self._away: tuple[list[Ticket], list[Ticket]] = ([], [])
        self._held: dict[str, tuple[Ticket, bool]] = {}  # ticket id -> the ticket, and whether its holder is away
        for ticket in tickets:
            self.put(ticket, away=False)

    def __len__(self) -> int:
        return len(self._held)

    # changes ---------------------------------------------------------------------------------------------------------

    def put(self, ticket: Ticket, *, away: bool) -> None:
        """Take a ticket that waits, as it is now."""
        self.take_out(ticket.id)
        insort(self._list(ticket, away=away), ticket, key=_turn)
        self._held[ticket.id] = ticket, away

    def take_out(self, ticket_id: str) -> None:
        """Let go of a ticket, if it is here."""
        found = self._held.pop(ticket_id, None)
        if found is not None:
            ticket, away = found
            tickets = self._list(ticket, away=away)
            del tickets[bisect_left(tickets, ticket.turn, key=_turn)]

    def set_away(self, ticket_id: str, *, away: bool) -> None:
        """Let the holder of a ticket be away, or here again (SPEC T15)."""
        found = self._held.get(ticket_id)
        if found is not None and found[1] is not away:
            self.put(found[0], away=away)

    def copy(self) -> "KeptLine":
        """Return a line of its own that is as this one is now."""
        line = KeptLine(self.service, favoured_calls=self.favoured_calls)
        line._present = self._present[0].copy(), self._present[1].copy()
        line._away = self._away[0].copy(), self._away[1].copy()
        line._held = self._held.copy()
        return line

    def _list(self, ticket: Ticket, *, away: bool) -> list[Ticket]:
        return (self._away if away else self._present)[not ticket.favoured]

    # answers ---------------------------------------------------------------------------------------------------------

    @property
    def present_count(self) -> int:
        """How many wait whose holders are here."""
        return len(self._present[0]) + len(self._present[1])

    def __iter__(self) -> Iterator[Ticket]:
        """Go through all that wait, in the order in which they will be called if nobody else comes (SPEC T8, T15)."""
        return chain(self.callable_now(), _in_turns(*self._away, self._calls_after_present()))

    def order(self) -> list[Ticket]:
        return list(self)

    def passed_over(self, called: Ticket) -> Iterator[Ticket]:
        """Go through those who are away and would have been called before `called`: older, and of the same right or more."""
        older = (_older(tickets, called) for tickets in (self._away if not called.favoured else self._away[:1]))
        return chain(*older)

    def callable_now(self) -> Iterator[Ticket]:
        """Go through those of the order whose holders are here: these alone are called as the next (SPEC T15)."""
        return _in_turns(*self._present, self.favoured_calls)

    def present(self) -> list[Ticket]:
        return list(self.callable_now())

    def places(self) -> dict[str, int]:
        """Return ticket id -> place in the line, from 1, without gaps (SPEC T2)."""
        return {ticket.id: place for place, ticket in enumerate(self, 1)}

    def place_of(self, ticket_id: str) -> int:
        """Return the place of this ticket; 0 when it does not wait in this line."""
        found = self._held.get(ticket_id)
        if found is None:
            return 0
        ticket, away = found
        favoured, ordinary = self._away if away else self._present
        calls = self._calls_after_present() if away else self.favoured_calls
        position = bisect_left(self._list(ticket, away=away), ticket.turn, key=_turn)
        if ticket.favoured:
            others = min(_ordinary_before(position, calls), len(ordinary))
        else:
            others = min(_favoured_before(position, calls), len(favoured))
        return position + 1 + others + (self.present_count if away else 0)

    def first_fitting(self, fits: Callable[[Ticket], bool]) -> Ticket | None:
        """Return the first who is here and fits, by the order of those that fit: who does not fit holds nobody up (T8)."""
        favoured, ordinary = (next(filter(fits, tickets), None) for tickets in self._present)
        by_right = favoured is not None and (self.favoured_calls < FAVOURED_CALLS_MAX or ordinary is None)
        return favoured if by_right else ordinary

    def behind(self, ticket: Ticket) -> Iterator[Ticket]:
        """Go through those who are here and stand behind this ticket of a holder who is here, as if it waited."""
        line = self.copy()
        line.put(ticket, away=False)
        order = line.callable_now()
        return iter([]) if not any(other.id == ticket.id for other in order) else order

    def _calls_after_present(self) -> int:
        favoured, ordinary = map(len, self._present)
        if not ordinary:
            return min(self.favoured_calls + favoured, FAVOURED_CALLS_MAX) if favoured else self.favoured_calls
        return min(favoured - min(_favoured_before(ordinary - 1, self.favoured_calls), favoured), FAVOURED_CALLS_MAX)


def _older(tickets: list[Ticket], called: Ticket) -> Iterator[Ticket]:
    return islice(tickets, bisect_left(tickets, called.turn, key=_turn))


def _favoured_before(position: int, calls: int) -> int:
    """Return after how many favoured tickets the ordinary one of that position comes, if there are as many."""
    return FAVOURED_CALLS_MAX - calls + position * FAVOURED_CALLS_MAX


def _ordinary_before(position: int, calls: int) -> int:
    """Return after how many ordinary tickets the favoured one of that position comes, if there are as many."""
    later = position - (FAVOURED_CALLS_MAX - calls)
    return later // FAVOURED_CALLS_MAX + 1 if later >= 0 else 0


def _in_turns(favoured: list[Ticket], ordinary: list[Ticket], calls: int) -> Iterator[Ticket]:
    at_favoured = at_ordinary = 0
    while at_favoured < len(favoured) or at_ordinary < len(ordinary):
        if at_favoured < len(favoured) and (calls < FAVOURED_CALLS_MAX or at_ordinary == len(ordinary)):
            yield favoured[at_favoured]
            at_favoured, calls = at_favoured + 1, min(calls + 1, FAVOURED_CALLS_MAX)
        else:
            yield ordinary[at_ordinary]
            at_ordinary, calls = at_ordinary + 1, 0


def merged_order(lines: Sequence[KeptLine]) -> Iterator[Ticket]:
    """Go through all tickets that one desk would call from these lines, if nobody else came and no other desk called (SPEC T8).

    Of the heads of the lines a favoured one comes before an ordinary one, then the oldest; who is away is not called.
    """
    orders = [line.callable_now() for line in lines]
    heads: list[tuple[bool, tuple[float, str], int, Ticket]] = []
    for number, order in enumerate(orders):
        _push(heads, number, order)
    while heads:
        _, _, number, ticket = heappop(heads)
        yield ticket
        _push(heads, number, orders[number])


def _push(heads: list[tuple[bool, tuple[float, str], int, Ticket]], number: int, order: Iterator[Ticket]) -> None:
    ticket = next(order, None)
    if ticket is not None:
        heappush(heads, (not ticket.favoured, ticket.turn, number, ticket))
