"""What the server sends. Volatile messages carry the latest state and may be skipped; reliable ones are numbered by the lane."""

from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct

from madang_protocol import fields as f
from madang_protocol.codes import NoticeCode, Rejection


class Part(Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """A piece of a message."""


class Message(Struct, tag_field="t", forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """A message from the server."""

    reliable: ClassVar[bool] = False


class Numbered(Message, frozen=True):
    """A message of the reliable lane: `s` is its number, put in front by the lane (SPEC W9)."""

    reliable: ClassVar[bool] = True


class Words(Part, frozen=True):
    """The same sentence in both languages of the office. Data, never markup."""

    ko: str
    en: str


class Person(Part, frozen=True):
    """How one avatar is seen."""

    a: f.Slot
    id: f.Key
    name: str
    look: f.Ident
    role: f.Role = "citizen"
    counter: f.Ident | None = None  # an officer's desk


class ServiceLine(Part, frozen=True):
    """A service as the visitor sees it: words, desks, line, and the honest range."""

    id: f.Ident
    title: Words
    waiting: f.Count
    desks: f.Count  # open desks now
    kind: Literal["talk", "form"] = "talk"  # begins with a ticket, or with a form
    hint: Words | None = None
    low_s: f.Count | None = None  # range for one who takes a ticket now; none: no desk is open, or nothing is known
    high_s: f.Count | None = None
    broken: bool = False  # the backend is out of order


class CounterView(Part, frozen=True):
    """A counter of a place."""

    id: f.Ident
    place: f.Ident
    title: Words
    services: list[f.Ident]
    state: f.DeskState
    officer: str | None = None
    calling: str | None = None  # the number being called
    gone: bool = False  # its officer is gone: a colleague may take it over (SPEC T11)


class TicketView(Part, frozen=True):
    """My ticket."""

    id: f.Key
    number: str  # what people say: "상담 12", never an id
    service: f.Ident
    state: f.TicketState
    place: f.Count = 0  # 1: next; 0: not in the line
    low_s: f.Count | None = None
    high_s: f.Count | None = None
    counter: f.Ident | None = None
    booth: f.Ident | None = None
    officer: str | None = None
    case: f.Key | None = None
    calls: f.Count = 0
    until: f.UnixSeconds | None = None  # come before this instant
    left_s: f.Count | None = None  # until then, when this was sent (SPEC T18)
    answered: bool = False  # the called person has said that they come


class DocumentView(Part, frozen=True):
    """A document that was issued."""

    number: str
    title: Words
    url: str
    issued: f.UnixSeconds


class Entry(Part, frozen=True):
    """One line of a case's transcript."""

    n: f.Count
    at: f.UnixSeconds
    by: Literal["citizen", "officer", "office"]
    name: str
    text: str = ""
    code: f.Ident | None = None  # an event of the case instead of text; the words live in the client


class Act(Part, frozen=True):
    """Something that an officer may do with a case now."""

    id: f.Ident
    title: Words
    form: dict[str, Any] | None = None  # JSON Schema of what must be said with it


class CaseView(Part, frozen=True):
    """One request and its record, as its two sides may see it."""

    id: f.Key
    number: str
    service: f.Ident
    state: f.CaseState
    rev: f.Count = 0
    form: dict[str, Any] | None = None  # JSON Schema; titles and hints in both languages under `x-ko`, `x-en`
    fields: dict[str, f.FieldValue] = {}
    entries: list[Entry] = []
    documents: list[DocumentView] = []
    acts: list[Act] = []  # for officers
    due: f.UnixSeconds | None = None
    outcome: f.Ident | None = None
    outcome_title: Words | None = None  # where the backend declares that outcome
    reason: str | None = None
    citizen: str | None = None  # the name, for officers
    ticket: f.Key | None = None


class Outcome(Part, frozen=True):
    """A way in which a talk may end; the service's backend declares them."""

    id: f.Ident
    title: Words


class QueueTicket(Part, frozen=True):
    """A waiting ticket as an officer sees it."""

    id: f.Key
    number: str
    service: f.Ident
    name: str
    state: f.TicketState
    since: f.UnixSeconds
    ground: f.Ident | None = None
    here: bool = True  # the person is connected


class QueueCase(Part, frozen=True):
    """A case that waits for an officer."""

    id: f.Key
    number: str
    service: f.Ident
    name: str
    state: f.CaseState
    since: f.UnixSeconds
    due: f.UnixSeconds | None = None
    officer: str | None = None  # who has taken it on: for others it opens with a reason (SPEC C13)


# volatile ------------------------------------------------------------------------------------------------------------


class TickFrame(Message, tag="tick", frozen=True):
    """What moved in view. `d`: sections of packed records (SPEC R8); `v`: my view's cell when it changed."""

    n: f.Tick
    d: bytes
    v: f.Count | None = None


class Pong(Message, tag="pong", frozen=True):
    """The answer to `ping`: the server's tick and the milliseconds into it."""

    c: f.Milliseconds
    n: f.Tick
    ms: f.Byte


class Roster(Message, tag="roster", frozen=True):
    """Who is in the room: whole, or what changed since the roster before (SPEC R11)."""

    room: f.Key
    join: list[Person]
    leave: list[f.Slot] = []
    whole: bool = False
    count: f.Count = 0


class Office(Message, tag="office", frozen=True):
    """All services and counters as they stand now; always whole, the latest wins (SPEC T12)."""

    services: list[ServiceLine]
    counters: list[CounterView]
    zone: str = ""  # the office's time zone by its IANA name: days, opening hours and terms are in it


class Queue(Message, tag="queue", frozen=True):
    """The line and the case tray of an officer's desk; always whole, the latest wins."""

    tickets: list[QueueTicket]
    cases: list[QueueCase]


# reliable ------------------------------------------------------------------------------------------------------------


class Welcome(Message, tag="welcome", frozen=True):
    """The answer to `hello`. Not numbered: it opens the numbering (SPEC S3)."""

    version: f.Byte
    session: f.Key
    resumed: bool
    visitor: f.Key
    name: str
    look: f.Ident
    lang: f.Language
    role: f.Role
    tick: f.Tick
    tick_ms: f.Byte
    back_ms: f.Milliseconds  # after a drop, wait a random time within this window before coming back (SPEC S8)
    features: list[f.Ident] = []
    token: f.Secret | None = None  # only when it is new: keep it, it is who you are here
    seen: f.Sequence = 0  # the last reliable number before this connection


class Room(Numbered, tag="room", frozen=True):
    """I am now in this room, in this slot. A whole roster and a keyframe follow (SPEC R10)."""

    room: f.Key
    place: f.Ident
    title: Words
    slot: f.Slot
    x: f.Units
    y: f.Units
    map: str  # address of the floor plan
    cell: f.Count  # side of an interest cell in units
    capacity: f.Count
    publish: f.Byte  # ticks between frames at this density


class Said(Numbered, tag="said", frozen=True):
    """Somebody said something that I can hear."""

    a: f.Slot
    id: f.Key
    name: str
    scope: f.SayScope
    text: str
    at: f.UnixSeconds


class Done(Numbered, tag="done", frozen=True):
    """The command with this request id was accepted. `ref` names what came of it."""

    id: f.RequestId
    ref: str | None = None
    rev: f.Count | None = None


class Unprintable(Part, frozen=True):
    """Letters that the office cannot print in its documents (SPEC C11), and where: a field of a form, or a part of a document."""

    where: Words
    letters: str  # with a space between
    field: f.Ident | None = None  # of the form that was handed in


class Rejected(Numbered, tag="rejected", frozen=True):
    """The command with this request id was rejected, and nothing changed (SPEC W7)."""

    id: f.RequestId
    code: Rejection
    fields: dict[str, str] = {}  # for forms: field -> code of what is wrong
    retry_ms: f.Milliseconds | None = None
    unprintable: list[Unprintable] = []


class Tickets(Numbered, tag="tickets", frozen=True):
    """All my tickets that are not over, whole."""

    tickets: list[TicketView]


class Called(Numbered, tag="called", frozen=True):
    """My number is being called: seen, heard and read wherever I am (SPEC T5)."""

    ticket: TicketView
    title: Words
    again: bool = False


class Case(Numbered, tag="case", frozen=True):
    """One of my cases as it stands now, whole."""

    case: CaseView


class CaseEntry(Numbered, tag="entry", frozen=True):
    """One line was added to a case's transcript."""

    case: f.Key
    entry: Entry


class Desk(Numbered, tag="desk", frozen=True):
    """My desk, for an officer."""

    counter: f.Ident | None
    state: f.DeskState
    ticket: TicketView | None = None
    citizen: str | None = None
    reason: str | None = None
    outcomes: list[Outcome] = []  # of the ticket's service, while there is one


class Notice(Numbered, tag="notice", frozen=True):
    """The office tells me something; the words live in the client."""

    code: NoticeCode
    about: Annotated[dict[str, str], Meta(max_length=8)] = {}


AnyMessage = (
    Welcome | Room | Said | Done | Rejected | Tickets | Called | Case | CaseEntry | Desk | Notice
    | TickFrame | Pong | Roster | Office | Queue
)  # fmt: skip
