"""What the server sends. Volatile messages carry the latest state and may be skipped; reliable ones are numbered by the lane."""

from typing import Annotated

from msgspec import Meta

from madang_protocol import fields as f
from madang_protocol.case_messages import Case, CaseEntry, CaseGone
from madang_protocol.codes import NoticeCode, Rejection
from madang_protocol.contact_parts import BellView, InquiryView, QueueAlarm, QueueBell, QueueInquiry
from madang_protocol.message_kinds import Message, Numbered
from madang_protocol.parts import (
    Act,
    Announcement,
    AppointmentView,
    AttachmentView,
    CaseView,
    CounterView,
    DocumentView,
    Entry,
    Note,
    ObjectionView,
    Outcome,
    Part,
    Person,
    QueueAppointment,
    QueueCase,
    QueueTicket,
    ServiceLine,
    TicketView,
    Undoable,
    Unprintable,
    Words,
)
from madang_protocol.report_parts import BarView, ReportView

__all__ = [
    "Act",
    "Announcement",
    "AnyMessage",
    "AppointmentView",
    "Appointments",
    "AttachmentView",
    "BellView",
    "Bells",
    "Called",
    "Case",
    "CaseEntry",
    "CaseGone",
    "CaseView",
    "CounterView",
    "Delayed",
    "Desk",
    "DocumentView",
    "Done",
    "Entry",
    "InquiryView",
    "LeftInquiry",
    "Message",
    "Note",
    "Notice",
    "Numbered",
    "ObjectionView",
    "Office",
    "Outcome",
    "Part",
    "Person",
    "Pong",
    "Queue",
    "QueueAlarm",
    "QueueAppointment",
    "QueueBell",
    "QueueCase",
    "QueueInquiry",
    "QueueTicket",
    "Rejected",
    "Reports",
    "Room",
    "Roster",
    "Said",
    "SeeOther",
    "ServiceLine",
    "TickFrame",
    "TicketView",
    "Tickets",
    "Undoable",
    "Unprintable",
    "Welcome",
    "Words",
]


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


class Delayed(Message, tag="delayed", frozen=True):
    """The office cannot say yet who I am, or what is mine, and asks again by itself (SPEC S20). I need send nothing anew."""

    code: Rejection  # what is wanting: `storage`
    retry_ms: f.Milliseconds  # when it asks again


class SeeOther(Message, tag="see_other", frozen=True):
    """The room is at another node: say hello there at once, with this seat. The connection closes with 4307 (SPEC N21)."""

    path: f.NodePath
    seat: f.Secret  # good once, and for fifteen seconds (SPEC N22)
    host: f.NodeHost | None = None  # by which name the node is reached; none: by the one that the page has (SPEC N28)


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
    away_minutes: f.Count = 0  # who is away for longer gives the place back (SPEC T23)
    announcements: list[Announcement] = []  # those that hold now, the newest first (SPEC T25)


class Queue(Message, tag="queue", frozen=True):
    """The line and the case tray of an officer's desk; always whole, the latest wins."""

    tickets: list[QueueTicket]
    cases: list[QueueCase]
    planned: list[Announcement] = []  # those that are still to come; they become public when they begin (SPEC T25)
    overdue: list[QueueCase] = []  # to who supervises: of all services, the longest overdue first (SPEC C43)
    appointments: list[QueueAppointment] = []  # of today, whose holders have not checked in, the earliest first (SPEC T36)
    bells: list[QueueBell] = []  # who rings at my services, the oldest first (SPEC O13)
    inquiries: list[QueueInquiry] = []  # what was left for my services and waits for an answer, the oldest first (SPEC O15)
    alarms: list[QueueAlarm] = []  # colleagues who call for help, and my own alarm, the oldest first (SPEC O23)
    reports: f.Count = 0  # to who supervises: how many wait for a decision (SPEC O29)


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
    undo: list[Undoable] = []  # those that I gave back just now, and can take back (SPEC T37)


class Appointments(Numbered, tag="appointments", frozen=True):
    """All my appointments that are booked, whole, the earliest first (SPEC T30)."""

    appointments: list[AppointmentView]


class Bells(Numbered, tag="bells", frozen=True):
    """All my rings that somebody may still answer, whole, the oldest first (SPEC O12)."""

    bells: list[BellView]


class LeftInquiry(Numbered, tag="inquiry", frozen=True):
    """A message that I left, as it is now (SPEC O14)."""

    inquiry: InquiryView


class Reports(Numbered, tag="reports", frozen=True):
    """My newest reports, the oldest first, and whether I may be in the rooms; all of them, the latest wins (SPEC O28, R24)."""

    reports: list[ReportView]
    bar: BarView | None = None


class Called(Numbered, tag="called", frozen=True):
    """My number is being called: seen, heard and read wherever I am (SPEC T5)."""

    ticket: TicketView
    title: Words
    again: bool = False


class Desk(Numbered, tag="desk", frozen=True):
    """My desk, for an officer."""

    counter: f.Ident | None
    state: f.DeskState
    ticket: TicketView | None = None
    citizen: str | None = None
    reason: str | None = None
    outcomes: list[Outcome] = []  # of the ticket's service, while there is one
    first: f.Ident | None = None  # the counter that transferred the ticket first (SPEC T28)
    talk_minutes: f.Count | None = None  # the talk has lasted so long: what is usual, and a little more (SPEC T43)
    talk_overlong: bool = False  # the longer of the two
    warned: f.Conduct | None = None  # of what I warned the citizen last (SPEC T44)
    may_end: bool = False  # I may end the talk (SPEC T45)
    undo: Undoable | None = None  # whom I marked as missed just now, and can call again (SPEC T38)


class Notice(Numbered, tag="notice", frozen=True):
    """The office tells me something; the words live in the client."""

    code: NoticeCode
    about: Annotated[dict[str, str], Meta(max_length=8)] = {}
    n: f.Count | None = None  # of one that the office keeps until it is acknowledged (SPEC T20)


AnyMessage = (
    Welcome | Room | Said | Done | Rejected | Tickets | Appointments | Bells | LeftInquiry | Reports | Called | Case |
    CaseEntry | CaseGone | Desk | Notice | TickFrame | Pong | Delayed | SeeOther | Roster | Office | Queue
)  # fmt: skip
