"""A waiting line whose order is kept instead of computed: the answers of `line.Line`, at once also when thousands wait. Pure.

Six lists, each by age: favoured, due and ordinary tickets (`line.Kind`), of holders who are here and of those who are aside:
away (SPEC T15), or to be called later by their own choice (T39), until `advance` finds that this time has come. The
order of SPEC T8 and T33 is a pattern over them, so that a place is arithmetic on three positions, and the next is one of three
heads. Whoever checked in before their appointment is ordinary until `advance` finds that its time has come.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from itertools import chain, islice
from math import inf
from operator import attrgetter

from madang_office.grounds import FAVOURED_CALLS_MAX
from madang_office.line import Kind, favoured_calls_after, kind_of
from madang_office.tickets import Ticket

_turn: Callable[[Ticket], tuple[float, str]] = attrgetter("turn")
Lists = tuple[list[Ticket], list[Ticket], list[Ticket]]  # by `Kind`


class KeptLine:
    """The line of one service, as it stands at `now` by the office's own time.

    `favoured_calls`: how many favoured tickets were called in a row before; `due_called`: whether the last other one was of an
    appointment. The caller keeps both.
    """

    __slots__ = (
        "_away", "_coming", "_early", "_held", "_later", "_present", "_returning",
        "due_called", "favoured_calls", "now", "service",
    )  # fmt: skip

    def __init__(
        self,
        service: str,
        tickets: Iterable[Ticket] = (),
        favoured_calls: int = 0,
        *,
        due_called: bool = False,
        now: float = -inf,
    ) -> None:
        self.service = service
        self.favoured_calls = favoured_calls
        self.due_called = due_called
        self.now = now
        self._present: Lists = ([], [], [])
        self._away: Lists = ([], [], [])
        self._held: dict[str, tuple[Ticket, bool, Kind]] = {}  # ticket id -> the ticket, whether it is aside, its list
        self._later: dict[str, bool] = {}  # ticket id -> whether its holder is away, of those to be called later
        self._returning: list[tuple[float, str]] = []  # a heap: when which of these can be called
        self._coming: list[tuple[float, str]] = []  # a heap: when which ticket is due
        self._early: dict[str, float] = {}  # ticket id -> when it is due, of those that are not yet
        for ticket in tickets:
            self.put(ticket, away=False)

    def __len__(self) -> int:
        return len(self._held)

    # changes ---------------------------------------------------------------------------------------------------------

    def put(self, ticket: Ticket, *, away: bool) -> None:
        """Take a ticket that waits, as it is now."""
        self.take_out(ticket.id)
        kind, later = kind_of(ticket, self.now), ticket.is_later(self.now)
        aside = away or later
        insort((self._away if aside else self._present)[kind], ticket, key=_turn)
        self._held[ticket.id] = ticket, aside, kind
        if later and ticket.not_before is not None:
            heappush(self._returning, (ticket.not_before, ticket.id))
            self._later[ticket.id] = away
        if ticket.due is not None and self.now < ticket.due and not ticket.favoured:
            heappush(self._coming, (ticket.due, ticket.id))
            self._early[ticket.id] = ticket.due

    def take_out(self, ticket_id: str) -> None:
        """Let go of a ticket, if it is here."""
        found = self._held.pop(ticket_id, None)
        if found is not None:
            ticket, away, kind = found
            tickets = (self._away if away else self._present)[kind]
            del tickets[bisect_left(tickets, ticket.turn, key=_turn)]
            self._early.pop(ticket_id, None)
            self._later.pop(ticket_id, None)

    def set_away(self, ticket_id: str, *, away: bool) -> None:
        """Let the holder of a ticket be away, or here again (SPEC T15)."""
        found = self._held.get(ticket_id)
        if found is not None and self._is_away(ticket_id) is not away:
            self.put(found[0], away=away)

    def _is_away(self, ticket_id: str) -> bool:
        return self._later.get(ticket_id, self._held[ticket_id][1])

    def advance(self, now: float) -> None:
        """Let the appointments be due whose time has come (SPEC T33), and those be called who asked for it later (T39)."""
        self.now = now
        for heap in (self._coming, self._returning):
            while heap and heap[0][0] <= now:
                _, ticket_id = heappop(heap)
                found = self._held.get(ticket_id)
                if found is not None:
                    self.put(found[0], away=self._is_away(ticket_id))

    def copy(self) -> "KeptLine":
        """Return a line of its own that is as this one is now."""
        line = KeptLine(self.service, favoured_calls=self.favoured_calls, due_called=self.due_called, now=self.now)
        line._present = self._present[0].copy(), self._present[1].copy(), self._present[2].copy()
        line._away = self._away[0].copy(), self._away[1].copy(), self._away[2].copy()
        line._held, line._coming, line._early = self._held.copy(), self._coming.copy(), self._early.copy()
        line._later, line._returning = self._later.copy(), self._returning.copy()
        return line

    def with_later(self) -> "KeptLine":
        """Return a line of its own in which those can be called now who are here and asked for it later."""
        line = self.copy()
        for ticket_id in [ticket_id for ticket_id, away in self._later.items() if not away]:
            line.put(replace(self._held[ticket_id][0], not_before=None), away=False)
        return line

    # answers ---------------------------------------------------------------------------------------------------------

    @property
    def present_count(self) -> int:
        """How many wait whose holders are here."""
        return sum(map(len, self._present))

    @property
    def newcomer_place(self) -> int:
        """The place of whoever takes a ticket now: behind all who are here but those whose appointment is still to come."""
        early = (self._held[ticket] for ticket in self._early)
        return self.present_count + 1 - sum(ticket.is_early(self.now) and not away for ticket, away, _ in early)

    @property
    def later_count(self) -> int:
        """How many asked to be called later."""
        return len(self._later)

    @property
    def coming_count(self) -> int:
        """How many checked in before their time."""
        return sum(1 for _ in self.coming())

    def coming(self) -> Iterable[float]:
        """Return the instants at which those are due who checked in before their time."""
        return (due for ticket, due in self._early.items() if self._held[ticket][0].is_early(self.now))

    def __iter__(self) -> Iterator[Ticket]:
        """Go through all that wait, in the order in which they will be called if nobody else comes (SPEC T8, T15)."""
        return chain(self.callable_now(), _in_turns(self._away, *self._counts_after_present()))

    def order(self) -> list[Ticket]:
        return list(self)

    def passed_over(self, called: Ticket) -> Iterator[Ticket]:
        """Go through those who are away and would have been called before `called`: older, and of the same right or more."""
        older = (_older(tickets, called) for tickets in self._away[: 1 if called.favoured else None])
        return (ticket for ticket in chain(*older) if ticket.id not in self._later)

    def callable_now(self) -> Iterator[Ticket]:
        """Go through those of the order whose holders are here: these alone are called as the next (SPEC T15)."""
        return _in_turns(self._present, self.favoured_calls, self.due_called)

    def present(self) -> list[Ticket]:
        return list(self.callable_now())

    def places(self) -> dict[str, int]:
        """Return ticket id -> place in the line, from 1, without gaps (SPEC T2)."""
        return {ticket.id: place for place, ticket in enumerate(self, 1)}

    def place_of(self, ticket_id: str) -> int:
        """Return the place of this ticket; 0 when it does not wait in this line. Of one that comes later: as if it came now."""
        found = self._held.get(ticket_id)
        if found is None:
            return 0
        ticket, _, kind = found
        away = self._is_away(ticket_id)
        lists = self._away if away else self._present
        calls, due_called = self._counts_after_present() if away else (self.favoured_calls, self.due_called)
        favoured, due, ordinary = map(len, lists)
        position = bisect_left(lists[kind], ticket.turn, key=_turn)
        if kind is Kind.FAVOURED:
            others = min(_others_before(position, calls), due + ordinary)
        else:
            position += min(position + due_called, ordinary) if kind is Kind.DUE else min(position + (not due_called), due)
            others = min(_favoured_before(position, calls), favoured)
        return position + 1 + others + (self.present_count if away else 0)

    def first_fitting(self, fits: Callable[[Ticket], bool]) -> Ticket | None:
        """Return the first who is here and fits, by the order of those that fit: who does not fit holds nobody up (T8)."""
        favoured, due, ordinary = (next(filter(fits, tickets), None) for tickets in self._present)
        plain = due if due is not None and not (self.due_called and ordinary is not None) else ordinary
        by_right = favoured is not None and (self.favoured_calls < FAVOURED_CALLS_MAX or plain is None)
        return favoured if by_right else plain

    def behind(self, ticket: Ticket) -> Iterator[Ticket]:
        """Go through those who are here and stand behind this ticket of a holder who is here, as if it waited."""
        if ticket.is_later(self.now):
            return iter(())
        line = self.copy()
        line.put(ticket, away=False)
        order = line.callable_now()
        return iter([]) if not any(other.id == ticket.id for other in order) else order

    def ways(self) -> "_Ways":
        """Return the lists of those who are here, from their beginning."""
        return _Ways(self._present, self.favoured_calls, due_called=self.due_called)

    def _counts_after_present(self) -> tuple[int, bool]:
        """Return `favoured_calls` and `due_called` as they are once all who are here were called."""
        favoured, due, ordinary = map(len, self._present)
        due_called = due > ordinary or (due == ordinary and self.due_called)
        if not due + ordinary:
            return min(self.favoured_calls + favoured, FAVOURED_CALLS_MAX) if favoured else self.favoured_calls, due_called
        before_last = min(_favoured_before(due + ordinary - 1, self.favoured_calls), favoured)
        return min(favoured - before_last, FAVOURED_CALLS_MAX), due_called


def _older(tickets: list[Ticket], called: Ticket) -> Iterator[Ticket]:
    return islice(tickets, bisect_left(tickets, called.turn, key=_turn))


def _favoured_before(position: int, calls: int) -> int:
    """Return after how many favoured tickets the other one of that position comes, if there are as many."""
    return FAVOURED_CALLS_MAX - calls + position * FAVOURED_CALLS_MAX


def _others_before(position: int, calls: int) -> int:
    """Return after how many others the favoured one of that position comes, if there are as many."""
    later = position - (FAVOURED_CALLS_MAX - calls)
    return later // FAVOURED_CALLS_MAX + 1 if later >= 0 else 0


def _in_turns(lists: Lists, calls: int, due_called: bool) -> Iterator[Ticket]:  # noqa: FBT001 - one of a pair of counts
    """Go through the three lists in the order of SPEC T8 and T33."""
    ways = _Ways(lists, calls, due_called=due_called)
    while (kind := ways.next_kind()) is not None:
        yield ways.take(kind)
        ways.due_called = kind is Kind.DUE if kind is not Kind.FAVOURED else ways.due_called


class _Ways:
    """How far each of a line's three lists was called."""

    __slots__ = ("_at", "_calls", "_lists", "due_called")

    def __init__(self, lists: Lists, calls: int, *, due_called: bool) -> None:
        self._lists = lists
        self._at = [0, 0, 0]
        self._calls = calls
        self.due_called = due_called

    def next_kind(self) -> Kind | None:
        """Return of which list the next is called; None: all were."""
        favoured, due, ordinary = (at < len(tickets) for at, tickets in zip(self._at, self._lists, strict=True))
        if favoured and (self._calls < FAVOURED_CALLS_MAX or not (due or ordinary)):
            return Kind.FAVOURED
        if due and not (self.due_called and ordinary):
            return Kind.DUE
        return Kind.ORDINARY if ordinary else None

    def head(self, kind: Kind) -> Ticket:
        return self._lists[kind][self._at[kind]]

    def take(self, kind: Kind) -> Ticket:
        ticket = self.head(kind)
        self._at[kind] += 1
        self._calls = favoured_calls_after(self._calls, ticket)
        return ticket


def merged_order(lines: Sequence[KeptLine]) -> Iterator[Ticket]:
    """Go through all tickets that one desk would call from these lines, if nobody else came and no other desk called.

    Of the heads of the lines it is as `line.next_for` says (SPEC T8, T33); who is away is not called.
    """
    ways = [line.ways() for line in lines]
    while True:
        heads = [(way, kind) for way in ways if (kind := way.next_kind()) is not None]
        if not heads:
            return
        way, kind = min(heads, key=lambda head: (_right(*head), head[0].head(head[1]).turn))
        yield way.take(kind)
        if kind is not Kind.FAVOURED:
            for each in ways:
                each.due_called = kind is Kind.DUE


def _right(way: _Ways, kind: Kind) -> int:
    return len(Kind) if kind is Kind.DUE and way.due_called else kind
