"""The ticket itself, as one row, and the words for what may happen to it. Pure: knows instants, not lines or sockets."""

from dataclasses import dataclass
from enum import StrEnum

from madang_office.periods import TicketState

LINE_STATES = (TicketState.WAITING, TicketState.DEFERRED, TicketState.TRANSFERRED, TicketState.MISSED)
ENDED_STATES = (TicketState.DONE, TicketState.LEFT)
AT_DESK_STATES = (TicketState.CALLED, TicketState.SERVING)


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
    tie: str = ""  # decides between two of the same rank: their own id, or once they changed places the other's
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

    @property
    def turn(self) -> tuple[float, str]:
        """By what the tickets of one standing are ordered."""
        return self.rank, self.tie or self.id

    def overdue(self, now: float) -> bool:
        """T6: called, and the holder did not come in time."""
        return self.state is TicketState.CALLED and self.until is not None and now >= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the caller knows about an event. Each event reads its own; see `apply`."""

    counter: str | None = None
    officer: str | None = None
    booth: str | None = None
    service: str | None = None
    to: Placement = Placement.AGE
    taken: frozenset[str] = frozenset()  # services at which the visitor's *other* live tickets stand (T1)
