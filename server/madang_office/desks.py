"""An officer's desk at a counter: its states, the table of what may happen, and who may do it. Pure: knows no sockets.

States and events, made by `make generate` from the table below:

    closed   open -> open
    open     lost, pause -> paused; close -> closed; call -> calling
    calling  serve -> serving; release -> open; lost -> paused
    serving  release -> open; lost -> away
    paused   resume -> open; close -> closed; back, lost -> paused
    away     resume -> serving; release -> paused; close -> closed; back, lost -> away
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from madang_office.rejected import Rejected, missing
from madang_protocol import Rejection, fields


class DeskState(StrEnum):
    """What a desk is doing. The wire knows four states (`shown`): CALLING is shown as open, AWAY as paused."""

    CLOSED = "closed"
    OPEN = "open"
    CALLING = "calling"
    SERVING = "serving"
    PAUSED = "paused"
    AWAY = "away"  # the officer is gone while serving; the ticket stays (T11)

    @property
    def shown(self) -> fields.DeskState:
        return _SHOWN[self]


_SHOWN: dict[DeskState, fields.DeskState] = {
    DeskState.CLOSED: "closed",
    DeskState.OPEN: "open",
    DeskState.CALLING: "open",
    DeskState.SERVING: "serving",
    DeskState.PAUSED: "paused",
    DeskState.AWAY: "paused",
}


class DeskEvent(StrEnum):
    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    CALL = "call"
    SERVE = "serve"
    RELEASE = "release"  # it has no ticket any more: finished, held, transferred, missed, left
    LOST = "lost"  # the officer is disconnected for longer than a session is kept
    BACK = "back"  # the officer is connected again, and has not yet said that they go on


S, E = DeskState, DeskEvent
TRANSITIONS: dict[tuple[DeskState, DeskEvent], DeskState] = {
    (S.CLOSED, E.OPEN): S.OPEN,
    (S.OPEN, E.PAUSE): S.PAUSED,
    (S.OPEN, E.CLOSE): S.CLOSED,
    (S.OPEN, E.CALL): S.CALLING,
    (S.OPEN, E.LOST): S.PAUSED,
    (S.PAUSED, E.RESUME): S.OPEN,
    (S.PAUSED, E.CLOSE): S.CLOSED,
    (S.PAUSED, E.LOST): S.PAUSED,
    (S.PAUSED, E.BACK): S.PAUSED,
    (S.CALLING, E.SERVE): S.SERVING,
    (S.CALLING, E.RELEASE): S.OPEN,
    (S.CALLING, E.LOST): S.PAUSED,
    (S.SERVING, E.RELEASE): S.OPEN,
    (S.SERVING, E.LOST): S.AWAY,
    (S.AWAY, E.RESUME): S.SERVING,
    (S.AWAY, E.RELEASE): S.PAUSED,
    (S.AWAY, E.CLOSE): S.CLOSED,
    (S.AWAY, E.LOST): S.AWAY,
    (S.AWAY, E.BACK): S.AWAY,
}
WITH_TICKET = (S.CALLING, S.SERVING, S.AWAY)
TAKING_CALLS = (S.OPEN, S.CALLING, S.SERVING)  # the desks that a range is computed with (T7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An officer who is signed in, and the services and skills of their account."""

    id: str
    services: frozenset[str]
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The desk at one counter; immutable. Instants are unix seconds.

    `services`: what it offers while it is open. `officer` and `skills`: who sits there.
    """

    counter: str
    state: DeskState = DeskState.CLOSED
    since: float = 0.0
    officer: str | None = None
    services: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    ticket: str | None = None
    reason: str | None = None  # of a pause
    lost: float | None = None  # since when the officer is gone, whatever the reason of the pause (T11)

    @property
    def open(self) -> bool:
        """Whether it takes people from the line, now or after its present ticket."""
        return self.state in TAKING_CALLS


@dataclass(frozen=True, slots=True)
class DeskChanged:
    """The desk as it is now. `freed`: a ticket that it let go, on which the caller applies RETURN (SPEC T11)."""

    desk: Desk
    event: DeskEvent
    freed: str | None = None


def may_open(desk: Desk, officer: Officer | None, offered: frozenset[str]) -> Rejected | None:
    """Return why this officer may not open this desk, or None (SPEC T10, T11). `offered`: the services of the counter.

    NOT_ALLOWED: no officer, or none of the officer's services is offered. DESK_TAKEN: another officer sits there and is not
    gone.
    """
    if officer is None or not officer.services & offered:
        return Rejected(Rejection.NOT_ALLOWED)
    taken = desk.officer not in {None, officer.id} and desk.lost is None
    return Rejected(Rejection.DESK_TAKEN) if taken else None


def may_act(desk: Desk | None, officer: Officer | None) -> Rejected | None:
    """Return why this officer may not act at this desk, or None: ask it before `apply` (SPEC T10).

    NOT_ALLOWED: no officer, or the desk is another officer's. NO_DESK: none, or a closed one.
    """
    if officer is None:
        return Rejected(Rejection.NOT_ALLOWED)
    if desk is None or desk.state is S.CLOSED:
        return Rejected(Rejection.NO_DESK)
    return None if desk.officer == officer.id else Rejected(Rejection.NOT_ALLOWED)


def open_desk(desk: Desk, officer: Officer | None, offered: frozenset[str], now: float) -> DeskChanged | Rejected:
    """Let an officer sit down at `now` (unix seconds), at a counter that offers these services (SPEC T10).

    Rejections: those of `may_open`, and WRONG_STATE when the desk is not closed. When an officer who is gone left it behind,
    apply CLOSE first and return the ticket that it frees (T11). The desk offers the services that counter and officer have in
    common.
    """
    rejected = may_open(desk, officer, offered)
    if rejected is not None or officer is None:
        return rejected or Rejected(Rejection.NOT_ALLOWED)
    if (desk.state, E.OPEN) not in TRANSITIONS:
        return Rejected(Rejection.WRONG_STATE)
    seated = Desk(counter=desk.counter, officer=officer.id, services=officer.services & offered, skills=officer.skills)
    return DeskChanged(replace(seated, state=S.OPEN, since=now), E.OPEN)


def apply(desk: Desk, event: DeskEvent, now: float, *, ticket: str | None = None, reason: str | None = None
          ) -> DeskChanged | Rejected:  # fmt: skip
    """Let `event` happen at `now` (unix seconds), or reject it and change nothing (SPEC T11).

    CALL needs `ticket`, PAUSE takes a `reason`. Rejections: WRONG_STATE, also for OPEN, which goes through `open_desk`;
    FORM_INVALID for a CALL without ticket. Ask `may_act` before, unless the office itself acts (RELEASE, LOST, BACK, a
    supervisor's CLOSE). The caller applies the matching event to the ticket, RETURN to one that is `freed`, and writes both in
    one transaction.
    """
    state = TRANSITIONS.get((desk.state, event))
    if state is None or event is E.OPEN:
        return Rejected(Rejection.WRONG_STATE)
    if event is E.CALL and ticket is None:
        return missing("ticket")
    kept = {E.CALL: ticket, E.RELEASE: None}.get(event, desk.ticket) if state in WITH_TICKET else None
    after = _moved(desk, state, now, ticket=kept, reason=_reason(desk, event, state, reason), lost=_lost(desk, event, now))
    freed = desk.ticket if event in (E.LOST, E.CLOSE) and kept is None else None
    return DeskChanged(after, event, freed)


def _reason(desk: Desk, event: DeskEvent, state: DeskState, reason: str | None) -> str | None:
    if event is E.PAUSE:
        return reason
    if event is E.LOST:
        return desk.reason or "lost"
    return desk.reason if state in (S.PAUSED, S.AWAY) else None


def _lost(desk: Desk, event: DeskEvent, now: float) -> float | None:
    if event is E.LOST:
        return now if desk.lost is None else desk.lost
    return desk.lost if event is E.RELEASE else None  # all other events are the officer's own, or close the desk


def _moved(desk: Desk, state: DeskState, now: float, **fields: Any) -> Desk:
    if state is S.CLOSED:
        return Desk(counter=desk.counter, since=now)
    since = desk.since if state is desk.state else now
    return replace(desk, state=state, since=since, **fields)
