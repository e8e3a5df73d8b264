"""A visitor's ticket: the table of what may happen to it, and its period rows. Pure: knows instants, not lines or sockets.

How a decision is made, here and likewise in `desks.py` and `cases.py`:
1. The caller has the ticket, an event, the instant, and `Facts`: what it knows about the event (which counter, which service).
   Whether this person may do it at all is asked before: `may_take`, `desks.may_open`, `desks.may_act`, `routing.may_call`; of
   cases `apply` asks it itself.
2. TRANSITIONS gives the state that follows (state, event). A missing entry is a rejection with WRONG_STATE (SPEC T3).
3. EFFECTS (`ticket_effects.py`) computes the other fields from ticket, instant and facts, or rejects with the code of what is
   wrong: a fact is missing, a limit is reached.
4. The result is a value. `Rejected` has a code, and nothing was changed. `Changed` has the new ticket, and the period rows that
   ended and began when the state changed (T4). The old ticket is as it was: all records are immutable.
5. The caller writes the new ticket and its rows in one transaction, together with what belongs to it, such as the desk that
   calls it. It answers, and tells others, after the commit (C2).

States and events, made by `make generate` from the table below:

    waiting      call -> called; defer, later -> deferred; abandon, expire, leave -> left
    called       defer, later -> deferred; drop, leave -> left; return -> waiting; transfer -> transferred;
                 answer, recall -> called; serve -> serving; miss -> missed
    serving      leave -> left; return -> waiting; transfer -> transferred; hold -> held; end_talk, finish -> done
    held         call -> called; expire, leave -> left; return -> waiting
    deferred     call -> called; defer, later -> deferred; abandon, expire, leave -> left
    transferred  call -> called; defer, later -> deferred; abandon, expire, leave -> left
    missed       call, undo_miss -> called; defer, later -> deferred; abandon, expire, leave -> left
    done         the end
    left         undo_leave -> waiting; undo_miss -> called
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from madang_office.periods import Period, TicketState
from madang_office.rejected import Rejected
from madang_office.ticket_effects import (
    ANSWERED_WITHIN_S,
    COME_WITHIN_S,
    EFFECTS,
    LATERS_MAX,
    RECALLS_MAX,
    RETURNS_MAX,
    UNDO_WITHIN_S,
    Fields,
    come_within_s,
)
from madang_office.ticket_record import (
    AT_DESK_STATES,
    ENDED_STATES,
    LINE_STATES,
    Ending,
    Facts,
    Placement,
    Ticket,
    TicketEvent,
    Undo,
)
from madang_protocol import Rejection

__all__ = [
    "ANSWERED_WITHIN_S",
    "AT_DESK_STATES",
    "COME_WITHIN_S",
    "ENDED_STATES",
    "LATERS_MAX",
    "LINE_STATES",
    "LIVE_TICKETS_MAX",
    "RECALLS_MAX",
    "RETURNS_MAX",
    "TRANSITIONS",
    "UNDO_WITHIN_S",
    "Changed",
    "Ending",
    "Facts",
    "Placement",
    "Ticket",
    "TicketEvent",
    "TicketState",
    "Undo",
    "apply",
    "may_take",
    "take",
    "with_appointment",
]

LIVE_TICKETS_MAX = 5  # of one visitor, at different services

S, E = TicketState, TicketEvent
TRANSITIONS: dict[tuple[TicketState, TicketEvent], TicketState] = {
    **{(state, E.CALL): S.CALLED for state in (*LINE_STATES, S.HELD)},
    **{(state, E.DEFER): S.DEFERRED for state in (*LINE_STATES, S.CALLED)},
    **{(state, E.LATER): S.DEFERRED for state in (*LINE_STATES, S.CALLED)},
    **{(state, E.LEAVE): S.LEFT for state in TicketState if state not in ENDED_STATES},
    **{(state, E.RETURN): S.WAITING for state in (S.CALLED, S.SERVING, S.HELD)},
    **{(state, E.EXPIRE): S.LEFT for state in (*LINE_STATES, S.HELD)},
    **{(state, E.ABANDON): S.LEFT for state in LINE_STATES},
    **{(state, E.TRANSFER): S.TRANSFERRED for state in AT_DESK_STATES},
    (S.CALLED, E.RECALL): S.CALLED,
    (S.CALLED, E.ANSWER): S.CALLED,
    (S.CALLED, E.SERVE): S.SERVING,
    (S.CALLED, E.MISS): S.MISSED,
    (S.CALLED, E.DROP): S.LEFT,
    (S.SERVING, E.HOLD): S.HELD,
    (S.SERVING, E.FINISH): S.DONE,
    (S.SERVING, E.END_TALK): S.DONE,
    (S.LEFT, E.UNDO_LEAVE): S.WAITING,
    (S.MISSED, E.UNDO_MISS): S.CALLED,
    (S.LEFT, E.UNDO_MISS): S.CALLED,  # missed for good
}


@dataclass(frozen=True, slots=True)
class Changed:
    """The ticket as it is now. `closed` and `opened`: the period rows that ended and began, when the state changed (SPEC T4).

    `opened` is None when the ticket is over. `closed` is a whole new row when a ticket that was over goes on (T37): while it was
    over it had none. The caller writes ticket and rows in one transaction.
    """

    ticket: Ticket
    event: TicketEvent | None
    closed: Period | None = None
    opened: Period | None = None


NO_FACTS = Facts()


def may_take(held: Collection[Ticket], service: str) -> Rejected | None:
    """Return why a visitor may not take a ticket at `service`, or None: ask it before `take` (SPEC T1).

    `held`: all tickets of this visitor. ALREADY_WAITING: a live one is of this service. LIMIT: LIVE_TICKETS_MAX are live.
    """
    live = [ticket for ticket in held if ticket.live]
    if any(ticket.service == service for ticket in live):
        return Rejected(Rejection.ALREADY_WAITING)
    return Rejected(Rejection.LIMIT) if len(live) >= LIVE_TICKETS_MAX else None


def take(*, id: str, number: str, service: str, visitor: str, now: float, day: date | None = None,  # noqa: A002
         ends: float | None = None, ground: str | None = None, skills: frozenset[str] = frozenset(),
         case: str | None = None, appointment: float | None = None, due: float | None = None,
         came: float | None = None, people: int | None = None) -> Changed:  # fmt: skip
    """Return a new waiting ticket with its first period row. Ask `may_take` and `grounds.read_ground` before (SPEC T1, T8).

    `now` in unix seconds; `number` from `numbers.ticket_number`; `id` new; `day` and `ends` from `office_days` (T22).
    With a `ground` the ticket is favoured in the line (T8). `appointment` (by the wall) and `due` (by the office's own time) are
    the instant of an appointment: it counts as having come then (T33). `came`: when the first number of the same visit was taken,
    of a further one: it counts from then (T40). `people`: how many come with it (T41). The caller writes both rows before it says
    the number to anybody (T9).
    """
    rank = next(instant for instant in (due, came, now) if instant is not None)
    ticket = Ticket(
        id=id, number=number, service=service, visitor=visitor, state=S.WAITING, since=now, created=now, rank=rank,
        day=day, ends=ends, favoured=ground is not None, ground=ground, skills=skills, case=case,
        appointment=appointment, due=due, came=came, people=people,
    )  # fmt: skip
    return Changed(ticket, None, opened=_period(ticket))


def with_appointment(ticket: Ticket, appointment: float, due: float) -> Ticket:
    """Return a ticket that waits as one of an appointment; it keeps its number, and an older rank (SPEC T33)."""
    return replace(ticket, appointment=appointment, due=due, rank=min(ticket.rank, due), undo=None, not_before=None)


def apply(ticket: Ticket, event: TicketEvent, now: float, facts: Facts = NO_FACTS) -> Changed | Rejected:
    """Let `event` happen at `now` (unix seconds), or reject it and change nothing (SPEC T3, T5, T6).

    CALL and UNDO_MISS read counter, officer and booth of the facts, TRANSFER service, to and ends, LEAVE for_good, LATER
    not_before, END_TALK alarmed; TRANSFER, UNDO_LEAVE and UNDO_MISS read taken; the others read none. Rejections: WRONG_STATE
    (also END_TALK without a warning or an alarm), FORM_INVALID (a fact is missing, named in `fields`), LIMIT (RECALL, after
    RECALLS_MAX; LATER, after LATERS_MAX), ALREADY_WAITING (TRANSFER, UNDO_LEAVE, UNDO_MISS), TOO_LATE (UNDO_LEAVE, UNDO_MISS,
    after UNDO_WITHIN_S; LATER, when the day is over by then).

    MISS of a ticket that was missed RETURNS_MAX times becomes DROP (T6). An instant before the ticket's own counts as that one,
    so that no period ends before it began. DEFER changes the state alone: use `line.defer`, which also finds the other ticket.
    The caller writes what changed, and moves the desk on with its own event.
    """
    event = E.DROP if event is E.MISS and ticket.misses >= RETURNS_MAX else event
    state = TRANSITIONS.get((ticket.state, event))
    if state is None:
        return Rejected(Rejection.WRONG_STATE)
    now = max(now, ticket.since)
    fields = EFFECTS[event](ticket, now, facts)
    return fields if isinstance(fields, Rejected) else _changed(ticket, event, state, now, fields)


def wait_again(ticket: Ticket, now: float) -> Ticket:
    """Return the ticket as it goes on after a start of the office at `now` (SPEC T14).

    Nobody could come while the office was not there: a call waits its whole time again. The caller writes it.
    """
    return replace(ticket, until=now + come_within_s(ticket)) if ticket.state is S.CALLED else ticket


def _changed(ticket: Ticket, event: TicketEvent, state: TicketState, now: float, fields: Fields) -> Changed:
    if state is ticket.state:
        return Changed(replace(ticket, **fields), event)
    after = replace(ticket, state=state, since=now, **{"undo": None, **fields})
    return Changed(after, event, closed=_period(ticket, ended=now), opened=_period(after) if after.live else None)


def _period(ticket: Ticket, *, ended: float | None = None) -> Period:
    return Period(
        ticket=ticket.id, service=ticket.service, state=ticket.state, began=ticket.since, ended=ended,
        counter=ticket.counter, officer=ticket.officer,
    )  # fmt: skip
