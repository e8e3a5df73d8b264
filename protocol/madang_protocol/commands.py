"""What a client may send. Each struct is one message; its tag is the value of `t`. Strict: unknown fields are rejected."""

from typing import Annotated, Literal

from msgspec import Meta

from madang_protocol import fields as f
from madang_protocol.case_commands import CaseAct as CaseAct
from madang_protocol.case_commands import CaseDraft as CaseDraft
from madang_protocol.case_commands import CaseHandOver as CaseHandOver
from madang_protocol.case_commands import CaseLook as CaseLook
from madang_protocol.case_commands import CaseNote as CaseNote
from madang_protocol.case_commands import CaseObject as CaseObject
from madang_protocol.case_commands import CaseOpen as CaseOpen
from madang_protocol.case_commands import CaseSay as CaseSay
from madang_protocol.case_commands import CaseSubmit as CaseSubmit
from madang_protocol.case_commands import CaseWithdraw as CaseWithdraw
from madang_protocol.case_commands import PartyEnd as PartyEnd
from madang_protocol.office_commands import AlarmAccept as AlarmAccept
from madang_protocol.office_commands import AlarmClose as AlarmClose
from madang_protocol.office_commands import AlarmCommand as AlarmCommand
from madang_protocol.office_commands import AnnouncementChange as AnnouncementChange
from madang_protocol.office_commands import AnnouncementPost as AnnouncementPost
from madang_protocol.office_commands import AnnouncementWithdraw as AnnouncementWithdraw
from madang_protocol.office_commands import AppointmentBook as AppointmentBook
from madang_protocol.office_commands import AppointmentCancel as AppointmentCancel
from madang_protocol.office_commands import AppointmentCheckIn as AppointmentCheckIn
from madang_protocol.office_commands import AppointmentMove as AppointmentMove
from madang_protocol.office_commands import BellAnswer as BellAnswer
from madang_protocol.office_commands import BellRing as BellRing
from madang_protocol.office_commands import BellStop as BellStop
from madang_protocol.office_commands import Command as Command
from madang_protocol.office_commands import DeskAlarm as DeskAlarm
from madang_protocol.office_commands import DeskEndTalk as DeskEndTalk
from madang_protocol.office_commands import DeskFurther as DeskFurther
from madang_protocol.office_commands import DeskUndo as DeskUndo
from madang_protocol.office_commands import DeskWarn as DeskWarn
from madang_protocol.office_commands import InquiryAnswer as InquiryAnswer
from madang_protocol.office_commands import InquiryCalled as InquiryCalled
from madang_protocol.office_commands import InquiryCancel as InquiryCancel
from madang_protocol.office_commands import InquiryChange as InquiryChange
from madang_protocol.office_commands import InquiryLeave as InquiryLeave
from madang_protocol.office_commands import InquiryTake as InquiryTake
from madang_protocol.office_commands import ReportDecide as ReportDecide
from madang_protocol.office_commands import ReportLift as ReportLift
from madang_protocol.office_commands import ReportMake as ReportMake
from madang_protocol.office_commands import TicketLater as TicketLater
from madang_protocol.office_commands import TicketPrefer as TicketPrefer
from madang_protocol.office_commands import TicketUndo as TicketUndo


class Hello(Command, tag="hello", frozen=True):
    """The first message of every connection (SPEC S1). Who I am, what I speak, and what I saw last."""

    versions: Annotated[list[f.Byte], Meta(min_length=1, max_length=8)]
    lang: f.Language = "ko"
    token: f.Secret | None = None  # proves who comes back; given out in `welcome`
    officer: f.Secret | None = None  # an officer's sign-in, from POST /api/officer/sign-in
    session: f.Key | None = None  # the session to resume ...
    seen: f.Sequence = 0  # ... and the last reliable message seen in it
    name: f.WrittenName | None = None
    look: f.Ident | None = None
    place: f.Ident | None = None
    entry: f.Ident | None = None
    features: Annotated[list[f.Ident], Meta(max_length=16)] = []  # `see_other`: send me to the node that has my room (SPEC N21)
    seat: f.Secret | None = None  # from `see_other`, at its address: good once (SPEC N22)


class Move(Command, tag="move", frozen=True):
    """I head that way from now on (heading 0: I stop). Never a position (SPEC R2).

    `k` is how many ticks the heading before lasted on the client; 255 or absent: no matter (SPEC R4).
    """

    n: f.InputNumber
    h: f.Heading
    k: f.Byte = 255


class Go(Command, tag="go", frozen=True):
    """Take me there: the server finds the way (SPEC R5). `name` for all kinds but `point`, which has x and y."""

    id: f.RequestId
    n: f.InputNumber
    kind: f.TargetKind
    name: f.Key | None = None
    x: f.Units = 0
    y: f.Units = 0


class Say(Command, tag="say", frozen=True):
    """Say something to those near, or to the room. In a booth it is heard by those in it alone (SPEC R12)."""

    id: f.RequestId
    to: f.Audience
    text: f.Written


class Profile(Command, tag="profile", frozen=True):
    """Change how I am seen."""

    id: f.RequestId
    name: f.WrittenName | None = None
    look: f.Ident | None = None
    lang: f.Language | None = None


class TicketTake(Command, tag="ticket.take", frozen=True):
    """Give me a place in the line of this service."""

    id: f.RequestId
    service: f.Ident
    ground: f.Ident | None = None  # a named legal ground for priority
    people: f.People = 1  # how many of us come (SPEC T41)


class TicketAnswer(Command, tag="ticket.answer", frozen=True):
    """I have heard the call and come."""

    id: f.RequestId
    ticket: f.Key


class TicketDefer(Command, tag="ticket.defer", frozen=True):
    """Let the next one go before me."""

    id: f.RequestId
    ticket: f.Key


class TicketLeave(Command, tag="ticket.leave", frozen=True):
    """I give my place up."""

    id: f.RequestId
    ticket: f.Key


class DeskOpen(Command, tag="desk.open", frozen=True):
    """I sit down at this counter."""

    id: f.RequestId
    counter: f.Ident


class DeskPause(Command, tag="desk.pause", frozen=True):
    """I step away for a moment."""

    id: f.RequestId
    reason: Literal["break", "meeting", "paperwork"] = "break"


class DeskResume(Command, tag="desk.resume", frozen=True):
    """I am back."""

    id: f.RequestId


class DeskClose(Command, tag="desk.close", frozen=True):
    """I leave the counter."""

    id: f.RequestId


class DeskCall(Command, tag="desk.call", frozen=True):
    """Call the next ticket, or this one."""

    id: f.RequestId
    ticket: f.Key | None = None


class DeskRecall(Command, tag="desk.recall", frozen=True):
    """Call the same ticket once more."""

    id: f.RequestId


class DeskServe(Command, tag="desk.serve", frozen=True):
    """The person is here: begin."""

    id: f.RequestId


class DeskMissed(Command, tag="desk.missed", frozen=True):
    """The person did not come."""

    id: f.RequestId


class DeskHold(Command, tag="desk.hold", frozen=True):
    """Set this ticket aside for now (papers to fetch)."""

    id: f.RequestId


class DeskTransfer(Command, tag="desk.transfer", frozen=True):
    """Send this ticket to another service."""

    id: f.RequestId
    service: f.Ident
    to: Literal["front", "back", "age", "first"] = "age"


class DeskFinish(Command, tag="desk.finish", frozen=True):
    """We are done. The outcome goes into the case."""

    id: f.RequestId
    outcome: f.Ident
    note: f.Written = ""


class Ack(Command, tag="ack", frozen=True):
    """I have seen every reliable message up to this one."""

    s: f.Sequence


class Ping(Command, tag="ping", frozen=True):
    """How late is it? `c` comes back as it was sent."""

    c: f.Milliseconds


class Bye(Command, tag="bye", frozen=True):
    """I am leaving on purpose: do not keep my session."""


DurableCommand = (
    Profile
    | TicketTake
    | TicketAnswer
    | TicketDefer
    | TicketLeave
    | CaseOpen
    | CaseDraft
    | CaseSubmit
    | CaseSay
    | CaseWithdraw
    | CaseAct
    | CaseObject
    | CaseNote
    | CaseHandOver
    | CaseLook
    | PartyEnd
    | DeskOpen
    | DeskPause
    | DeskResume
    | DeskClose
    | DeskCall
    | DeskRecall
    | DeskServe
    | DeskMissed
    | DeskHold
    | DeskTransfer
    | DeskFinish
    | AnnouncementPost
    | AnnouncementChange
    | AnnouncementWithdraw
    | AppointmentBook
    | AppointmentMove
    | AppointmentCancel
    | AppointmentCheckIn
    | TicketUndo
    | TicketLater
    | TicketPrefer
    | DeskUndo
    | BellRing
    | BellStop
    | BellAnswer
    | DeskFurther
    | DeskWarn
    | DeskEndTalk
    | DeskAlarm
    | AlarmAccept
    | AlarmClose
    | InquiryLeave
    | InquiryChange
    | InquiryCancel
    | InquiryTake
    | InquiryAnswer
    | InquiryCalled
    | ReportMake
    | ReportDecide
    | ReportLift
)
FormCommand = CaseDraft | CaseSubmit | CaseAct  # those that carry a form's answers
RoomCommand = Move | Go | Say
AnyCommand = Hello | RoomCommand | DurableCommand | Ack | Ping | Bye
