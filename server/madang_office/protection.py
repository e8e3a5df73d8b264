"""How officers are protected: advice on the length of a talk (T43), and the alarm that a colleague accepts (O23 to O25). Pure.

How a talk is warned of and ended is the ticket's (T44, T45; `ticket_effects.py`). Instants are of the office's own time.

States and events, made by `make generate` from the table below:

    raised      accept -> accepted; close -> withdrawn; expire -> unanswered
    accepted    close, expire -> closed
    withdrawn   the end
    unanswered  the end
    closed      the end
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from madang_office.rejected import Rejected
from madang_office.rounds import Round
from madang_protocol import Rejection

OUTSIDE_AFTER_S = 30.0  # nobody has accepted it by then: those who supervise are told outside
OUTSIDE_EVERY_S = 60.0  # of one officer: what is raised meanwhile is told outside with the one before
LIVE_S = 1_800.0  # after it was raised, or accepted
KNOWN_S = 300.0  # so long one that is over is known: it counts for OUTSIDE_EVERY_S
assert OUTSIDE_AFTER_S + OUTSIDE_EVERY_S < KNOWN_S


@dataclass(frozen=True, slots=True)
class TalkTimes:
    """After how many seconds of serving a talk is long, and overlong."""

    long_s: float = 15 * 60.0
    overlong_s: float = 20 * 60.0


class Advice(StrEnum):
    LONG = "long"  # the time that is usual is nearly over
    OVERLONG = "overlong"  # it is over: the officer may offer an appointment; nobody is cut off


def advice(serving_s: float, times: TalkTimes) -> Advice | None:
    """Return what to show the officer after so many seconds of serving; None: nothing."""
    if serving_s >= times.overlong_s:
        return Advice.OVERLONG
    return Advice.LONG if serving_s >= times.long_s else None


class AlarmState(StrEnum):
    RAISED = "raised"
    ACCEPTED = "accepted"  # a colleague comes
    WITHDRAWN = "withdrawn"  # whoever raised it needs nobody any more
    UNANSWERED = "unanswered"
    CLOSED = "closed"


class AlarmEvent(StrEnum):
    ACCEPT = "accept"
    CLOSE = "close"
    EXPIRE = "expire"


S, E = AlarmState, AlarmEvent
TRANSITIONS: dict[tuple[AlarmState, AlarmEvent], AlarmState] = {
    (S.RAISED, E.ACCEPT): S.ACCEPTED,
    (S.RAISED, E.CLOSE): S.WITHDRAWN,
    (S.RAISED, E.EXPIRE): S.UNANSWERED,
    (S.ACCEPTED, E.CLOSE): S.CLOSED,
    (S.ACCEPTED, E.EXPIRE): S.CLOSED,
}


LIVE_STATES = frozenset({S.RAISED, S.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One officer's call for help; immutable. `ticket`: whom they served. `helper`: the officer who comes.

    `outside`: when those who supervise were told outside; `told`: what became of that. Both may be those of an alarm that the
    same officer raised a moment before.
    """

    id: str
    officer: str
    counter: str
    state: AlarmState
    raised: float
    since: float
    told: Round
    ticket: str | None = None
    helper: str | None = None
    outside: float | None = None

    @property
    def live(self) -> bool:
        return self.state in LIVE_STATES

    @property
    def ends(self) -> float:
        """When it ends by itself."""
        return self.since + LIVE_S

    def is_for_outside(self, now: float) -> bool:
        """Whether nobody has accepted it for so long that those who supervise are told outside (SPEC O25).

        One that was told with another is told by itself as soon as it may be.
        """
        if self.outside is None:
            return self.state is S.RAISED and now >= self.raised + OUTSIDE_AFTER_S
        is_of_another = self.told.id != self.id
        return self.state is S.RAISED and is_of_another and now >= self.outside + OUTSIDE_EVERY_S


def is_about(alarm: Alarm | None, ticket: str) -> bool:
    """Whether the alarm was raised while its officer served this ticket."""
    return alarm is not None and alarm.ticket == ticket


def told_before(of_officer: Iterable[Alarm], now: float) -> Alarm | None:
    """Return the officer's alarm that was told outside so lately that a further one is told with it."""
    lately = [one for one in of_officer if one.outside is not None and now < one.outside + OUTSIDE_EVERY_S]
    return max(lately, key=lambda one: one.outside or 0.0, default=None)


def accept(alarm: Alarm, officer: str, now: float) -> Alarm | Rejected:
    """Return it with a colleague who comes. NOT_ALLOWED: it is their own; WRONG_STATE: somebody comes, or it is over."""
    if officer == alarm.officer:
        return Rejected(Rejection.NOT_ALLOWED)
    after = apply(alarm, E.ACCEPT, now)
    return after if isinstance(after, Rejected) else replace(after, helper=officer)


def close(alarm: Alarm, officer: str, now: float) -> Alarm | Rejected:
    """Return it closed, or withdrawn. NOT_YOURS: they neither raised nor accepted it; WRONG_STATE: it is over."""
    return apply(alarm, E.CLOSE, now) if officer in {alarm.officer, alarm.helper} else Rejected(Rejection.NOT_YOURS)


def apply(alarm: Alarm, event: AlarmEvent, now: float) -> Alarm | Rejected:
    """Return it after the event. Rejection: WRONG_STATE."""
    state = TRANSITIONS.get((alarm.state, event))
    return Rejected(Rejection.WRONG_STATE) if state is None else replace(alarm, state=state, since=now)
