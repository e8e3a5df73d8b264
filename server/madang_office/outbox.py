"""What an office sends to people who are not in it: when it is tried, how often, and what became of it (SPEC O10). Pure.

An outgoing message is written with the same commit as what it tells of. It waits until somebody has taken it, or it is too late.
It names people by ids alone: whoever sends it looks the address up then. Instants are of the office's own time.

States and events, made by `make generate` from the table below:

    waiting  try_again -> waiting; deliver -> sent; give_up -> failed
    sent     the end
    failed   the end
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from madang_office.rejected import Rejected
from madang_protocol import Rejection

TRIES_MAX = 8
WAITS_S = (5.0, 15.0, 45.0, 120.0, 300.0, 600.0, 1_200.0)  # after each try that failed
WAITING_MAX = 500  # of an office at a time, to officers and to its own receiver
CITIZENS_WAITING_MAX = 2_000  # to citizens
CALLS_HELP = "alarm."  # what the kinds of officers' alarms begin with: these are few, and go first
TO_CITIZEN = "citizen."  # what the kinds of mail to citizens begin with
WHY_CHARS_MAX = 80
assert len(WAITS_S) == TRIES_MAX - 1


class Way(StrEnum):
    """How it goes out."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class SendState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class SendEvent(StrEnum):
    TRY_AGAIN = "try_again"
    DELIVER = "deliver"
    GIVE_UP = "give_up"


S, E = SendState, SendEvent
TRANSITIONS: dict[tuple[SendState, SendEvent], SendState] = {
    (S.WAITING, E.TRY_AGAIN): S.WAITING,
    (S.WAITING, E.DELIVER): S.SENT,
    (S.WAITING, E.GIVE_UP): S.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to one receiver; immutable. `id` is the same at every try: who gets it twice knows it by that.

    `recipient`: the account of an officer, or a citizen (`to_citizen`); nothing: the office's own receiver. `kind`: what it
    tells; `about`: of what, so that what became of it is found; `facts`: what its words are made of, without anybody's name.
    `why`: of the last try that failed.
    """

    id: str
    way: Way
    recipient: str
    kind: str
    about: str
    created: float
    due: float
    until: float  # nobody is told of it after that
    state: SendState = SendState.WAITING
    tries: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)
    why: str | None = None
    settled: float | None = None

    @property
    def to_citizen(self) -> bool:
        return self.kind.startswith(TO_CITIZEN)

    @property
    def calls_help(self) -> bool:
        return self.kind.startswith(CALLS_HELP)


def deliver(one: Outgoing, now: float) -> Outgoing | Rejected:
    """Return it as one that was taken. Rejection: WRONG_STATE."""
    after = _after(one, E.DELIVER)
    return after if isinstance(after, Rejected) else replace(after, tries=one.tries + 1, why=None, settled=now)


def fail(one: Outgoing, why: str, now: float, *, lasting: bool = False) -> Outgoing | Rejected:
    """Return it as one of which a try failed: it waits for the next, or is given up. Rejection: WRONG_STATE.

    `lasting`: no other try would do better. So it is too after TRIES_MAX tries, and when the next would come too late.
    """
    tries = one.tries + 1
    wait_s = WAITS_S[min(tries, len(WAITS_S)) - 1]
    over = lasting or tries >= TRIES_MAX or now + wait_s >= one.until
    after = _after(one, E.GIVE_UP if over else E.TRY_AGAIN)
    if isinstance(after, Rejected):
        return after
    told = replace(after, tries=tries, why=why[:WHY_CHARS_MAX])
    return replace(told, settled=now) if over else replace(told, due=now + wait_s)


def give_up(one: Outgoing, why: str, now: float) -> Outgoing | Rejected:
    """Return it as one that nobody needs any more; it is not tried again. Rejection: WRONG_STATE."""
    after = _after(one, E.GIVE_UP)
    return after if isinstance(after, Rejected) else replace(after, why=why, settled=now)


def _after(one: Outgoing, event: SendEvent) -> Outgoing | Rejected:
    state = TRANSITIONS.get((one.state, event))
    return Rejected(Rejection.WRONG_STATE) if state is None else replace(one, state=state)
