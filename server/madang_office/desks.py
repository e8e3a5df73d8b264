"""An officer's desk at a counter: its states, the table of what may happen, and who may do it. Pure: knows no sockets."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from madang_office.rejected import Rejected, missing
from madang_protocol import Rejection, fields


class DeskState(StrEnum):
    """What a desk is doing. `calling` is shown as open and `away` as paused: the wire knows four states (`shown`)."""

    CLOSED = "closed"
    OPEN = "open"
    CALLING = "calling"
    SERVING = "serving"
    PAUSED = "paused"
    AWAY = "away"  # the officer was lost while serving: the ticket stays (T11)

    @property
    def shown(self) -> fields.DeskState:
        """The state in the words of the wire."""
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
    """What may happen to a desk."""

    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    CALL = "call"
    SERVE = "serve"
    RELEASE = "release"  # its ticket went: finished, held, transferred, missed, left
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
TAKING_CALLS = (S.OPEN, S.CALLING, S.SERVING)  # those that the wait is reckoned with


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An officer signed in, and what their account lets them do."""

    id: str
    services: frozenset[str]
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The desk at one counter. `services`: what it offers while it is open; `skills` and `officer`: who sits there."""

    counter: str
    state: DeskState = DeskState.CLOSED
    since: float = 0.0
    officer: str | None = None
    services: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    ticket: str | None = None
    reason: str | None = None  # of a pause
    lost: float | None = None  # since when the officer has been gone, whatever the pause was for (T11)

    @property
    def open(self) -> bool:
        """True while it takes people from the line."""
        return self.state in TAKING_CALLS


@dataclass(frozen=True, slots=True)
class DeskChanged:
    """The desk as it is now. `freed`: a ticket that it let go and that the caller must `return` to its line."""

    desk: Desk
    event: DeskEvent
    freed: str | None = None


def may_open(desk: Desk, officer: Officer | None, offered: frozenset[str]) -> Rejected | None:
    """T10: only an officer, with a service of theirs among those offered, at a counter that is free or whose officer is gone."""
    if officer is None or not officer.services & offered:
        return Rejected(Rejection.NOT_ALLOWED)
    taken = desk.officer not in {None, officer.id} and desk.lost is None
    return Rejected(Rejection.DESK_TAKEN) if taken else None


def may_act(desk: Desk | None, officer: Officer | None) -> Rejected | None:
    """T10: only an officer may act, and only at the desk they opened."""
    if officer is None:
        return Rejected(Rejection.NOT_ALLOWED)
    if desk is None or desk.state is S.CLOSED:
        return Rejected(Rejection.NO_DESK)
    return None if desk.officer == officer.id else Rejected(Rejection.NOT_ALLOWED)


def open_desk(desk: Desk, officer: Officer | None, offered: frozenset[str], now: float) -> DeskChanged | Rejected:
    """Sit down at a counter that offers these services. Close it first when another officer left it behind."""
    rejected = may_open(desk, officer, offered)
    if rejected is not None or officer is None:
        return rejected or Rejected(Rejection.NOT_ALLOWED)
    if (desk.state, E.OPEN) not in TRANSITIONS:
        return Rejected(Rejection.WRONG_STATE)
    seated = Desk(counter=desk.counter, officer=officer.id, services=officer.services & offered, skills=officer.skills)
    return DeskChanged(replace(seated, state=S.OPEN, since=now), E.OPEN)


def apply(desk: Desk, event: DeskEvent, now: float, *, ticket: str | None = None, reason: str | None = None
          ) -> DeskChanged | Rejected:  # fmt: skip
    """Let `event` happen or reject it (T11). CALL needs the ticket, PAUSE takes a reason; OPEN goes through `open_desk`.

    Ask `may_act` before, unless the office itself acts (RELEASE, LOST, a supervisor's CLOSE).
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
    return desk.lost if event is E.RELEASE else None  # all else is the officer's own doing


def _moved(desk: Desk, state: DeskState, now: float, **fields: Any) -> Desk:
    if state is S.CLOSED:
        return Desk(counter=desk.counter, since=now)
    since = desk.since if state is desk.state else now
    return replace(desk, state=state, since=since, **fields)
