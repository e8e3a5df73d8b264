"""How officers are protected: advice on the time of a talk, warning, lawful end, alarm. Pure tables; knows no persons.

States and events, made by `make generate` from the table below:

    calm      warn -> warned; alarm -> alarmed
    warned    settle -> calm; alarm -> alarmed; end -> ended
    alarmed   accept -> accepted; settle -> calm; end -> ended
    accepted  settle -> calm; end -> ended
    ended     the end
"""

from enum import StrEnum

from madang_office.rejected import Rejected
from madang_protocol import Rejection

LONG_S = 15 * 60
OVERLONG_S = 20 * 60


class Advice(StrEnum):
    LONG = "long"  # the recommended time is nearly over
    OVERLONG = "overlong"  # it is over: the officer may offer an appointment and end the talk


def advice(serving_s: float) -> Advice | None:
    """Return what to show the officer after so many seconds of serving; None: nothing."""
    if serving_s >= OVERLONG_S:
        return Advice.OVERLONG
    return Advice.LONG if serving_s >= LONG_S else None


class TalkState(StrEnum):
    CALM = "calm"
    WARNED = "warned"
    ALARMED = "alarmed"  # a colleague was asked to come
    ACCEPTED = "accepted"  # a colleague is there
    ENDED = "ended"


class TalkEvent(StrEnum):
    """What may happen in a talk. END is the lawful end of an abusive talk; an ordinary end is not in this table."""

    WARN = "warn"
    ALARM = "alarm"
    ACCEPT = "accept"
    SETTLE = "settle"
    END = "end"


S, E = TalkState, TalkEvent
TRANSITIONS: dict[tuple[TalkState, TalkEvent], TalkState] = {
    (S.CALM, E.WARN): S.WARNED,
    (S.CALM, E.ALARM): S.ALARMED,  # a threat needs no warning first
    (S.WARNED, E.SETTLE): S.CALM,
    (S.WARNED, E.ALARM): S.ALARMED,
    (S.WARNED, E.END): S.ENDED,
    (S.ALARMED, E.ACCEPT): S.ACCEPTED,
    (S.ALARMED, E.SETTLE): S.CALM,
    (S.ALARMED, E.END): S.ENDED,
    (S.ACCEPTED, E.SETTLE): S.CALM,
    (S.ACCEPTED, E.END): S.ENDED,
}


def apply(state: TalkState, event: TalkEvent) -> TalkState | Rejected:
    """Return the state after the event, or WRONG_STATE without an entry: a talk ends only after a warning or an alarm."""
    return TRANSITIONS.get((state, event), Rejected(Rejection.WRONG_STATE))
