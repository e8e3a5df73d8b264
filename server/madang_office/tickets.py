"""A visitor's ticket: the table of what may happen to it, and its period rows. Pure: knows instants, not lines or sockets."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from madang_office.periods import Period, TicketState
from madang_office.rejected import Rejected
from madang_office.ticket_effects import ANSWERED_WITHIN_S, COME_WITHIN_S, EFFECTS, RECALLS_MAX, RETURNS_MAX, Fields
from madang_office.ticket_record import AT_DESK_STATES, ENDED_STATES, LINE_STATES, Ending, Facts, Placement, Ticket, TicketEvent
from madang_protocol import Rejection

__all__ = [
    "ANSWERED_WITHIN_S",
    "AT_DESK_STATES",
    "COME_WITHIN_S",
    "ENDED_STATES",
    "LINE_STATES",
    "LIVE_TICKETS_MAX",
    "RECALLS_MAX",
    "RETURNS_MAX",
    "TRANSITIONS",
    "Changed",
    "Ending",
    "Facts",
    "Placement",
    "Ticket",
    "TicketEvent",
    "TicketState",
    "apply",
    "may_take",
    "take",
]

LIVE_TICKETS_MAX = 5  # of one visitor, at different services

S, E = TicketState, TicketEvent
TRANSITIONS: dict[tuple[TicketState, TicketEvent], TicketState] = {
    **{(state, E.CALL): S.CALLED for state in (*LINE_STATES, S.HELD)},
    **{(state, E.DEFER): S.DEFERRED for state in LINE_STATES},
    **{(state, E.LEAVE): S.LEFT for state in TicketState if state not in ENDED_STATES},
    **{(state, E.RETURN): S.WAITING for state in (S.CALLED, S.SERVING, S.HELD)},
    **{(state, E.TRANSFER): S.TRANSFERRED for state in AT_DESK_STATES},
    (S.CALLED, E.RECALL): S.CALLED,
    (S.CALLED, E.ANSWER): S.CALLED,
    (S.CALLED, E.SERVE): S.SERVING,
    (S.CALLED, E.MISS): S.MISSED,
    (S.CALLED, E.DROP): S.LEFT,
    (S.SERVING, E.HOLD): S.HELD,
    (S.SERVING, E.FINISH): S.DONE,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """The ticket as it is now, and its period rows: the one that ended and the one that began, if the state changed (T4)."""

    ticket: Ticket
    event: TicketEvent | None
    closed: Period | None = None
    opened: Period | None = None


NO_FACTS = Facts()


def may_take(held: Collection[Ticket], service: str) -> Rejected | None:
    """T1: reject a second live ticket at a service, and more than a visitor can follow."""
    live = [ticket for ticket in held if ticket.live]
    if any(ticket.service == service for ticket in live):
        return Rejected(Rejection.ALREADY_WAITING)
    return Rejected(Rejection.LIMIT) if len(live) >= LIVE_TICKETS_MAX else None


def take(*, id: str, number: str, service: str, visitor: str, now: float, ground: str | None = None,  # noqa: A002
         skills: frozenset[str] = frozenset(), case: str | None = None) -> Changed:  # fmt: skip
    """Make a new waiting ticket and its first period. Ask `may_take` and `read_ground` before."""
    ticket = Ticket(
        id=id, number=number, service=service, visitor=visitor, state=S.WAITING, since=now, created=now, rank=now,
        favoured=ground is not None, ground=ground, skills=skills, case=case,
    )  # fmt: skip
    return Changed(ticket, None, opened=_period(ticket))


def apply(ticket: Ticket, event: TicketEvent, now: float, facts: Facts = NO_FACTS) -> Changed | Rejected:
    """Let `event` happen, or reject it and change nothing (T3).

    CALL reads counter, officer, booth; TRANSFER service, to, taken; the others read no facts. For DEFER use `line.defer`,
    which finds the ticket to change places with. A clock that went back cannot make a period end before it began.
    """
    event = E.DROP if event is E.MISS and ticket.misses >= RETURNS_MAX else event
    state = TRANSITIONS.get((ticket.state, event))
    if state is None:
        return Rejected(Rejection.WRONG_STATE)
    now = max(now, ticket.since)
    fields = EFFECTS[event](ticket, now, facts)
    return fields if isinstance(fields, Rejected) else _changed(ticket, event, state, now, fields)


def _changed(ticket: Ticket, event: TicketEvent, state: TicketState, now: float, fields: Fields) -> Changed:
    if state is ticket.state:
        return Changed(replace(ticket, **fields), event)
    after = replace(ticket, state=state, since=now, **fields)
    return Changed(after, event, closed=_period(ticket, ended=now), opened=_period(after) if after.live else None)


def _period(ticket: Ticket, *, ended: float | None = None) -> Period:
    return Period(
        ticket=ticket.id, service=ticket.service, state=ticket.state, began=ticket.since, ended=ended,
        counter=ticket.counter, officer=ticket.officer,
    )  # fmt: skip
