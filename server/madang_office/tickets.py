"""A visitor's ticket: its states, and the table of what may happen to it. Pure: knows instants, not lines or sockets."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from madang_office.periods import Period, TicketState
from madang_office.refused import Refused, missing
from madang_protocol import Refusal

RECALLS_MAX = 3  # T5: after the first call
RETURNS_MAX = 1  # T6: how often a missed ticket goes back into the line
COME_WITHIN_S = 90.0  # how long one call waits for its holder
ANSWERED_WITHIN_S = 180.0  # who has answered is on the way: a longer wait
LIVE_TICKETS_MAX = 5  # of one visitor, at different services
FRONT_S = 1e9  # so much older a ticket counts that was sent to the front: older than any other, and those among each other by age


class TicketEvent(StrEnum):
    """What may happen to a ticket. `miss` becomes `drop` by itself once the returns are used up (T6)."""

    CALL = "call"
    RECALL = "recall"
    ANSWER = "answer"
    SERVE = "serve"
    MISS = "miss"
    DROP = "drop"
    HOLD = "hold"
    RETURN = "return"
    TRANSFER = "transfer"
    DEFER = "defer"
    LEAVE = "leave"
    FINISH = "finish"


class Placement(StrEnum):
    """Where in the new line a transferred ticket stands: always among those of its own standing (T8)."""

    FRONT = "front"
    BACK = "back"
    AGE = "age"
    FIRST = "first"  # back to the counter that transferred it first, at the front


class Ending(StrEnum):
    """Why a ticket is over."""

    FINISHED = "finished"
    LEFT = "left"
    MISSED = "missed"


S, E = TicketState, TicketEvent
LINE_STATES = (S.WAITING, S.DEFERRED, S.TRANSFERRED, S.MISSED)
ENDED_STATES = (S.DONE, S.LEFT)
AT_DESK_STATES = (S.CALLED, S.SERVING)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A visitor's place in the line of a service. Order in the line: `favoured` and `rank` (see line.py)."""

    id: str
    number: str
    service: str
    visitor: str
    state: TicketState
    since: float  # when it came into this state
    created: float
    rank: float  # the instant it counts as having come to the line: smaller is older
    favoured: bool = False
    ground: str | None = None  # the legal ground of priority
    skills: frozenset[str] = frozenset()  # beyond those of the service: a language, sign ...
    calls: int = 0  # of the present call: 1, and one more for each recall
    misses: int = 0
    called: float | None = None  # the last call that was not a recall
    until: float | None = None  # T6: come before this instant
    answered: float | None = None
    counter: str | None = None
    officer: str | None = None
    booth: str | None = None
    case: str | None = None
    first_service: str | None = None  # where it was transferred first ...
    first_counter: str | None = None
    wanted_counter: str | None = None  # ... and the counter that it was sent back to
    ending: Ending | None = None

    @property
    def live(self) -> bool:
        """True until it is done or left."""
        return self.state not in ENDED_STATES

    @property
    def in_line(self) -> bool:
        """True while it waits to be called."""
        return self.state in LINE_STATES

    @property
    def at_desk(self) -> bool:
        """True while a desk calls or serves it."""
        return self.state in AT_DESK_STATES

    def overdue(self, now: float) -> bool:
        """T6: called, and the holder did not come in time."""
        return self.state is S.CALLED and self.until is not None and now >= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the caller knows about an event. Each event reads its own; see `apply`."""

    counter: str | None = None
    officer: str | None = None
    booth: str | None = None
    service: str | None = None
    to: Placement = Placement.AGE
    taken: frozenset[str] = frozenset()  # services at which the visitor's *other* live tickets stand (T1)


@dataclass(frozen=True, slots=True)
class Changed:
    """The ticket as it is now, and its period rows: the one that ended and the one that began, if the state changed (T4)."""

    ticket: Ticket
    event: TicketEvent | None
    closed: Period | None = None
    opened: Period | None = None


NO_FACTS = Facts()
Fields = dict[str, Any]


def may_take(held: Collection[Ticket], service: str) -> Refused | None:
    """T1: refuse a second live ticket at a service, and more than a visitor can follow."""
    live = [ticket for ticket in held if ticket.live]
    if any(ticket.service == service for ticket in live):
        return Refused(Refusal.ALREADY_WAITING)
    return Refused(Refusal.LIMIT) if len(live) >= LIVE_TICKETS_MAX else None


def take(*, id: str, number: str, service: str, visitor: str, now: float, ground: str | None = None,  # noqa: A002
         skills: frozenset[str] = frozenset(), case: str | None = None) -> Changed:  # fmt: skip
    """Make a new waiting ticket and its first period. Ask `may_take` and `read_ground` before."""
    ticket = Ticket(
        id=id, number=number, service=service, visitor=visitor, state=S.WAITING, since=now, created=now, rank=now,
        favoured=ground is not None, ground=ground, skills=skills, case=case,
    )  # fmt: skip
    return Changed(ticket, None, opened=_period(ticket))


def apply(ticket: Ticket, event: TicketEvent, now: float, facts: Facts = NO_FACTS) -> Changed | Refused:
    """Let `event` happen, or refuse it and change nothing (T3).

    CALL reads counter, officer, booth; TRANSFER service, to, taken; the others read no facts. For DEFER use `line.defer`,
    which finds the ticket to change places with. A clock that went back cannot make a period end before it began.
    """
    event = E.DROP if event is E.MISS and ticket.misses >= RETURNS_MAX else event
    state = TRANSITIONS.get((ticket.state, event))
    if state is None:
        return Refused(Refusal.WRONG_STATE)
    now = max(now, ticket.since)
    fields = _EFFECTS[event](ticket, now, facts)
    return fields if isinstance(fields, Refused) else _changed(ticket, event, state, now, fields)


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


OFF_DESK: Fields = {"counter": None, "officer": None, "booth": None, "until": None, "answered": None, "calls": 0}


def _call(_: Ticket, now: float, facts: Facts) -> Fields | Refused:
    if facts.counter is None or facts.officer is None:
        return missing("counter", "officer")
    seat = {"counter": facts.counter, "officer": facts.officer, "booth": facts.booth}
    return {**OFF_DESK, **seat, "calls": 1, "called": now, "until": now + COME_WITHIN_S, "wanted_counter": None}


def _recall(ticket: Ticket, now: float, _: Facts) -> Fields | Refused:
    if ticket.calls > RECALLS_MAX:
        return Refused(Refusal.LIMIT)
    return {"calls": ticket.calls + 1, "until": max(ticket.until or now, now + COME_WITHIN_S)}


def _answer(ticket: Ticket, now: float, _: Facts) -> Fields | Refused:
    if ticket.answered is not None:
        return {}
    return {"answered": now, "until": max(ticket.until or now, now + ANSWERED_WITHIN_S)}


def _serve(_: Ticket, __: float, ___: Facts) -> Fields | Refused:
    return {"until": None}


def _miss(ticket: Ticket, now: float, _: Facts) -> Fields | Refused:
    return {**OFF_DESK, "misses": ticket.misses + 1, "rank": now, "favoured": ticket.ground is not None}


def _drop(ticket: Ticket, _: float, __: Facts) -> Fields | Refused:
    return {"misses": ticket.misses + 1, "until": None, "ending": Ending.MISSED}


def _off_desk(_: Ticket, __: float, ___: Facts) -> Fields | Refused:
    return dict(OFF_DESK)


def _transfer(ticket: Ticket, now: float, facts: Facts) -> Fields | Refused:
    if facts.to is Placement.FIRST and ticket.first_service is None:
        return Refused(Refusal.WRONG_STATE)
    service = ticket.first_service if facts.to is Placement.FIRST else facts.service
    if service is None:
        return missing("service")
    if service in facts.taken:
        return Refused(Refusal.ALREADY_WAITING)
    return {**OFF_DESK, **_origin(ticket, facts.to), "service": service, "rank": _rank(ticket, now, facts.to),
            "favoured": ticket.ground is not None}  # fmt: skip


def _origin(ticket: Ticket, to: Placement) -> Fields:
    """Remember the first counter for the way back, and want it when the way back is taken."""
    if to is Placement.FIRST:
        return {"first_service": None, "first_counter": None, "wanted_counter": ticket.first_counter}
    first = ticket.first_service is None
    return {"first_service": ticket.service, "first_counter": ticket.counter} if first else {}


def _rank(ticket: Ticket, now: float, to: Placement) -> float:
    match to:
        case Placement.FRONT | Placement.FIRST:
            return now - FRONT_S
        case Placement.BACK:
            return now
        case Placement.AGE:
            return ticket.created


def _stay(_: Ticket, __: float, ___: Facts) -> Fields | Refused:
    return {}


def _leave(_: Ticket, __: float, ___: Facts) -> Fields | Refused:
    return {"until": None, "ending": Ending.LEFT}


def _finish(_: Ticket, __: float, ___: Facts) -> Fields | Refused:
    return {"until": None, "ending": Ending.FINISHED}


_EFFECTS: dict[TicketEvent, Callable[[Ticket, float, Facts], Fields | Refused]] = {
    E.CALL: _call, E.RECALL: _recall, E.ANSWER: _answer, E.SERVE: _serve, E.MISS: _miss, E.DROP: _drop,
    E.HOLD: _off_desk, E.RETURN: _off_desk, E.TRANSFER: _transfer, E.DEFER: _stay, E.LEAVE: _leave, E.FINISH: _finish,
}  # fmt: skip
