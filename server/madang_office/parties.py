"""People beside a request: who helps its citizen, with what, for how long (SPEC C46 to C50). Pure: knows no code and no wire.

A party sees what its citizen has chosen, and nothing that was not named: answers that a form gains later are hidden. Instants are
unix seconds.

States and events, made by `make generate` from the table below:

    invited  join -> joined; end -> ended; expire -> expired
    joined   end -> ended; leave -> left; expire -> expired
    ended    the end
    left     the end
    expired  the end
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from madang_office.rejected import Rejected
from madang_protocol import Rejection

DAY_S = 24 * 3_600.0
CODE_KEPT_S = DAY_S  # so long an invitation is good
LOOK_S = 15 * 60.0  # so long after a look that is in the record the content is sent
AFTER_END_S = 7 * DAY_S  # so long after a request is over its parties read how it ended
DAYS = (1, 7, 30)  # for how long somebody may be let in; else `WHILE_OPEN`
WHILE_OPEN = 0
OPEN_MAX = 5  # of one request at a time
EVER_MAX = 50  # of one request


class PartyRole(StrEnum):
    COMPANION = "companion"
    GUARDIAN = "guardian"
    MENTOR = "mentor"
    DRIVER = "driver"
    INTERPRETER = "interpreter"


class PartyState(StrEnum):
    INVITED = "invited"
    JOINED = "joined"
    ENDED = "ended"  # by the citizen
    LEFT = "left"  # by the party
    EXPIRED = "expired"


class PartyEvent(StrEnum):
    JOIN = "join"
    END = "end"
    LEAVE = "leave"
    EXPIRE = "expire"


S, E = PartyState, PartyEvent
TRANSITIONS: dict[tuple[PartyState, PartyEvent], PartyState] = {
    (S.INVITED, E.JOIN): S.JOINED,
    (S.INVITED, E.END): S.ENDED,
    (S.INVITED, E.EXPIRE): S.EXPIRED,
    (S.JOINED, E.END): S.ENDED,
    (S.JOINED, E.LEAVE): S.LEFT,
    (S.JOINED, E.EXPIRE): S.EXPIRED,
}
OPEN_STATES = (S.INVITED, S.JOINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who was invited to a request.

    `fields`: the answers that they see; `writes`: whether they write in the talk, and give what is missing. `days`: of `DAYS`,
    from when they come; `WHILE_OPEN`: as long as the request goes on. `code_hash`: of the invitation.
    """

    id: str
    case: str
    role: PartyRole
    state: PartyState
    fields: tuple[str, ...]
    writes: bool
    days: int
    inviter: str  # the citizen's name, as it was then
    invited: float
    code_hash: str | None
    visitor: str | None = None
    name: str = ""
    joined: float | None = None
    looked: float | None = None  # when they looked last
    looks: int = 0
    ended: float | None = None


def room_for(parties: Sequence[Party]) -> Rejected | None:
    """Return why nobody more can be invited, or None."""
    full = len(parties) >= EVER_MAX or sum(each.state in OPEN_STATES for each in parties) >= OPEN_MAX
    return Rejected(Rejection.LIMIT) if full else None


def ends_at(party: Party) -> float:
    """Return when it ends by itself; infinity: with the request."""
    if party.state is S.INVITED:
        return party.invited + CODE_KEPT_S
    if party.days == WHILE_OPEN or party.joined is None:
        return inf
    return party.joined + party.days * DAY_S


def is_open(party: Party, now: float, over_since: float | None) -> bool:
    """Whether it is an invitation that is good, or somebody who is let in. `over_since`: since when the request is over."""
    outlived = over_since is not None and now >= over_since + AFTER_END_S
    return party.state in OPEN_STATES and now < ends_at(party) and not outlived


def is_let_in(party: Party, now: float, over_since: float | None) -> bool:
    return party.state is S.JOINED and is_open(party, now, over_since)


def is_looking(party: Party, now: float) -> bool:
    """Whether the content is sent to them: it is in the record that they look."""
    return party.looked is not None and party.looked <= now < party.looked + LOOK_S


def join(party: Party, now: float, *, visitor: str, name: str) -> Party | Rejected:
    """Let this visitor in. Rejected with WRONG_STATE when the invitation was used."""
    after = apply(party, E.JOIN, now)
    return after if isinstance(after, Rejected) else replace(after, visitor=visitor, name=name, joined=now)


def look(party: Party, now: float) -> Party:
    return replace(party, looked=now, looks=party.looks + 1)


def apply(party: Party, event: PartyEvent, now: float) -> Party | Rejected:
    """Let the event happen, or reject it with WRONG_STATE. What is over has no code any more."""
    state = TRANSITIONS.get((party.state, event))
    if state is None:
        return Rejected(Rejection.WRONG_STATE)
    if state in OPEN_STATES:
        return replace(party, state=state)
    return replace(party, state=state, ended=now, code_hash=None)
