"""A ring at a service whose hours say that it is open, and at whose desks nobody is: who is told, and who comes (O12). Pure.

Theory of operation. A ring starts a *round*: every officer of the service who can be told is told once. Somebody else who rings
within a minute joins that round, so that nobody gets a mail for each of a crowd; what becomes of it is told to all of them.
Whoever rings again later starts the next round. Whoever stops has rung nevertheless: the next ring goes on with the count.
Instants are of the office's own time.

States and events, made by `make generate` from the table below:

    ringing     ring -> ringing; come -> coming; open -> met; expire -> unanswered; stop -> stopped
    coming      open -> met; expire -> unanswered; stop -> stopped
    met         the end
    unanswered  the end
    stopped     the end
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from madang_office.rejected import Rejected
from madang_office.rounds import Round
from madang_protocol import Rejection

AGAIN_S = 180.0  # so long after a ring one may ring again
JOIN_S = 60.0  # so long after its beginning a round is joined
LIVE_S = 1_800.0  # after the last ring, or after somebody has said that they come
RINGS_MAX = 5
BELLS_MAX = 3  # of a visitor, at different services
BELLS_OF_SERVICE_MAX = 100
assert JOIN_S < AGAIN_S, "whoever rings again starts a round"


class BellState(StrEnum):
    RINGING = "ringing"
    COMING = "coming"  # an officer has said so
    MET = "met"  # a counter of the service is open
    UNANSWERED = "unanswered"
    STOPPED = "stopped"  # who rang waits no longer


class BellEvent(StrEnum):
    RING = "ring"
    COME = "come"
    OPEN = "open"
    EXPIRE = "expire"
    STOP = "stop"


S, E = BellState, BellEvent
TRANSITIONS: dict[tuple[BellState, BellEvent], BellState] = {
    (S.RINGING, E.RING): S.RINGING,
    (S.RINGING, E.COME): S.COMING,
    (S.RINGING, E.OPEN): S.MET,
    (S.RINGING, E.EXPIRE): S.UNANSWERED,
    (S.RINGING, E.STOP): S.STOPPED,
    (S.COMING, E.OPEN): S.MET,
    (S.COMING, E.EXPIRE): S.UNANSWERED,
    (S.COMING, E.STOP): S.STOPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bell:
    """One visitor's ring; immutable. `rung`: the newest ring; `officer`: who comes."""

    id: str
    service: str
    visitor: str
    state: BellState
    created: float
    rung: float
    since: float
    round: Round
    rings: int = 1
    officer: str | None = None

    @property
    def live(self) -> bool:
        return self.state in {S.RINGING, S.COMING}

    @property
    def again(self) -> float | None:
        """From when on one may ring again; None: no more."""
        return self.rung + AGAIN_S if self.state is S.RINGING and self.rings < RINGS_MAX else None

    @property
    def ends(self) -> float:
        """When nobody waits any more for somebody to come."""
        return (self.since if self.state is S.COMING else self.rung) + LIVE_S

    def counts(self, now: float) -> bool:
        """Whether its rings count for the next one: it is live, or was stopped by who rang."""
        return self.live or (self.state is S.STOPPED and now < self.rung + LIVE_S)


def rung_before(mine: Iterable[Bell], service: str, now: float) -> Bell | None:
    """Return a visitor's ring at the service that the next one goes on with; None: theirs is the first.

    `mine`: those that are live, and those that were over in the last LIVE_S.
    """
    newest = max((bell for bell in mine if bell.service == service), key=lambda bell: (bell.live, bell.rung), default=None)
    return newest if newest is not None and newest.counts(now) else None


def may_ring(mine: Iterable[Bell], of_service: Iterable[Bell], service: str, now: float) -> Rejected | None:
    """Return why a visitor may not ring at a service, or None. Both: the live ones, and those that were over in the last LIVE_S.

    TOO_EARLY: they rang a moment ago; WRONG_STATE: somebody comes; LIMIT: too many rings.
    """
    mine = list(mine)
    before = rung_before(mine, service, now)
    if before is None or not before.live:
        elsewhere = {bell.service for bell in mine if bell.counts(now) and (bell.live or now < bell.rung + AGAIN_S)} - {service}
        if len(elsewhere) >= BELLS_MAX or sum(bell.live for bell in of_service) >= BELLS_OF_SERVICE_MAX:
            return Rejected(Rejection.LIMIT)
    if before is None:
        return None
    if before.state is S.COMING:
        return Rejected(Rejection.WRONG_STATE)
    if before.rings >= RINGS_MAX:
        return Rejected(Rejection.LIMIT)
    return Rejected(Rejection.TOO_EARLY) if now < before.rung + AGAIN_S else None


def round_to_join(of_service: Iterable[Bell], now: float) -> Round | None:
    """Return the newest round of a service when it began so lately that who rings now joins it, whoever of it still rings.

    None too when nobody could be told of that one.
    """
    rounds = [bell.round for bell in of_service if now < bell.round.began + JOIN_S]
    newest = max(rounds, key=lambda one: one.began, default=None)
    return newest if newest is not None and newest.anybody else None


def who_comes(of_service: Iterable[Bell], told: Round) -> str | None:
    """Return the officer who has said, to somebody of this round, that they come."""
    answered = (bell for bell in of_service if bell.round.id == told.id and bell.state in {S.COMING, S.STOPPED})
    return next((bell.officer for bell in answered if bell.officer is not None), None)


def ring_again(bell: Bell, of: Round, now: float) -> Bell | Rejected:
    """Return it rung once more. Rejection: WRONG_STATE."""
    after = _after(bell, E.RING, now)
    return after if isinstance(after, Rejected) else replace(after, rung=now, rings=bell.rings + 1, round=of)


def come(bell: Bell, officer: str, now: float) -> Bell | Rejected:
    """Return it with somebody who comes. Rejection: WRONG_STATE, somebody else does, or it is over."""
    after = _after(bell, E.COME, now)
    return after if isinstance(after, Rejected) else replace(after, officer=officer)


def apply(bell: Bell, event: BellEvent, now: float) -> Bell | Rejected:
    """Return it after an event that says nothing more. Rejection: WRONG_STATE."""
    return _after(bell, event, now)


def _after(bell: Bell, event: BellEvent, now: float) -> Bell | Rejected:
    state = TRANSITIONS.get((bell.state, event))
    return Rejected(Rejection.WRONG_STATE) if state is None else replace(bell, state=state, since=now)
