"""The ticket as one row, and the words for what may happen to it. Pure: knows instants, not lines or sockets."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from madang_office.periods import TicketState
from madang_protocol.fields import Conduct

LINE_STATES = (TicketState.WAITING, TicketState.DEFERRED, TicketState.TRANSFERRED, TicketState.MISSED)
ENDED_STATES = (TicketState.DONE, TicketState.LEFT)
AT_DESK_STATES = (TicketState.CALLED, TicketState.SERVING)


class TicketEvent(StrEnum):
    """What may happen to a ticket. `tickets.apply` makes DROP of a MISS when the returns are used up (SPEC T6)."""

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
    END_TALK = "end_talk"  # its officer ends a talk that cannot go on (SPEC T45)
    EXPIRE = "expire"  # its day is over (SPEC T22)
    ABANDON = "abandon"  # its holder was away for longer than the office keeps a place (SPEC T23)
    LATER = "later"  # its holder asks not to be called for some minutes (SPEC T39)
    UNDO_LEAVE = "undo_leave"  # its holder had given it back by mistake (SPEC T37)
    UNDO_MISS = "undo_miss"  # its holder was there after all (SPEC T38)


class Placement(StrEnum):
    """Where in the new line a transferred ticket stands, among the favoured or among the ordinary tickets (SPEC T8)."""

    FRONT = "front"
    BACK = "back"
    AGE = "age"
    FIRST = "first"  # back to the counter that transferred it first, at the front


class Ending(StrEnum):
    FINISHED = "finished"
    LEFT = "left"
    MISSED = "missed"
    EXPIRED = "expired"
    ABANDONED = "abandoned"
    TALK_ENDED = "talk_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The last thing that was done with a ticket, and what it was before. Instants are unix seconds."""

    event: TicketEvent  # LEAVE or MISS
    until: float  # it can be undone before this instant
    counter: str | None  # the desk that called it then
    rank: float
    due: float | None
    favoured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A visitor's place in the line of a service; immutable. Instants are unix seconds.

    The order in the line comes from `favoured`, `rank` and `tie` (see `line.py`).
    """

    id: str
    number: str
    service: str
    visitor: str
    state: TicketState
    since: float  # the instant at which it came into this state
    created: float
    rank: float  # the instant at which it counts as having come: smaller is older
    day: date | None = None  # the day of the office to which its number belongs; None: taken before days were kept
    ends: float | None = None  # T22: until then it is good
    tie: str = ""  # decides between two of the same rank; empty: the own id; after a change of places the other's
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
    first_service: str | None = None  # the service and counter that transferred it first
    first_counter: str | None = None
    wanted_counter: str | None = None  # the counter that it was sent back to
    ending: Ending | None = None
    appointment: float | None = None  # T33: for when its holder has an appointment, by the clock on the wall
    due: float | None = None  # the same by the office's own time; from then on it is called before ordinary tickets
    not_before: float | None = None  # T39: its holder is not called before this instant
    laters: int | None = None  # how often they asked for that
    came: float | None = None  # T40: of a further number of the same visit, when the first was taken: it counts from then
    people: int | None = None  # T41: how many come with it; None: one
    preferred_officer: str | None = None  # T42: no other calls it as the next
    warned: Conduct | None = None  # T44: of what its holder was warned last, at this service
    undo: Undo | None = None  # what can be undone; nothing once another thing was done

    @property
    def live(self) -> bool:
        return self.state not in ENDED_STATES

    @property
    def in_line(self) -> bool:
        return self.state in LINE_STATES

    @property
    def at_desk(self) -> bool:
        """Whether a desk calls or serves it."""
        return self.state in AT_DESK_STATES

    @property
    def arrived(self) -> float:
        """When its holder took a number: this one, or the first of the same visit (SPEC T40)."""
        return self.created if self.came is None else self.came

    @property
    def turn(self) -> tuple[float, str]:
        """The key that orders favoured tickets among each other, and ordinary ones: smaller is called earlier."""
        return self.rank, self.tie or self.id

    def is_due(self, now: float) -> bool:
        """Whether it is called as an appointment whose time has come; a favoured one is called as that (SPEC T33)."""
        return self.due is not None and now >= self.due and not self.favoured

    def is_early(self, now: float) -> bool:
        """Whether the time of its appointment is still to come, and until then it stands behind all who came before that."""
        return self.due is not None and now < self.due <= self.rank and not self.favoured

    def of_past_day(self, now: float) -> bool:
        """Whether the day of its number is over."""
        return self.ends is not None and now >= self.ends

    def over(self, now: float) -> bool:
        """Whether it ends with its day: the caller applies EXPIRE. Who is called or served is served to the end (SPEC T22)."""
        return not self.at_desk and self.of_past_day(now)

    def is_later(self, now: float) -> bool:
        """Whether its holder asked not to be called yet (SPEC T39)."""
        return self.not_before is not None and now < self.not_before

    def can_undo(self, event: TicketEvent, now: float) -> bool:
        """Whether this was the last thing done with it, so shortly before that it can be undone (SPEC T37, T38)."""
        return self.undo is not None and self.undo.event is event and now < self.undo.until

    def overdue(self, now: float) -> bool:
        """Whether it is called and its holder did not come in time: the caller applies MISS (SPEC T6)."""
        return self.state is TicketState.CALLED and self.until is not None and now >= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the caller knows about an event. `tickets.apply` says which fields each event reads."""

    counter: str | None = None
    officer: str | None = None
    booth: str | None = None
    service: str | None = None
    to: Placement = Placement.AGE
    ends: float | None = None  # T22: until when numbers of `service` are good
    taken: frozenset[str] = frozenset()  # services at which the visitor's *other* live tickets stand (T1)
    not_before: float | None = None  # of LATER; None: now after all
    alarmed: bool = False  # of END_TALK: an alarm about this talk goes on
    for_good: bool = False  # more ends with it, such as a talk: it cannot be undone (T37)
