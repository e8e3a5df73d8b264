"""Commands about announcements, appointments, rings, messages, reports, and what tickets learned later. `commands.py` has all."""

from typing import Annotated

from msgspec import Meta, Struct

from madang_protocol import fields as f
from madang_protocol import limits


class Command(Struct, tag_field="t", forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """A message from a client."""


class AnnouncementPost(Command, tag="announcement.post", frozen=True):
    """A supervisor announces something (SPEC T24). One of the texts may be empty."""

    id: f.RequestId
    kind: f.AnnouncementKind
    until: f.UnixSeconds
    ko: f.Written = ""
    en: f.Written = ""
    service: f.Ident | None = None  # none: the whole office
    since: f.UnixSeconds | None = None  # none: now


class AnnouncementChange(Command, tag="announcement.change", frozen=True):
    """It is to say this from now on: all of it is given again."""

    id: f.RequestId
    announcement: f.Key
    kind: f.AnnouncementKind
    until: f.UnixSeconds
    ko: f.Written = ""
    en: f.Written = ""
    service: f.Ident | None = None
    since: f.UnixSeconds | None = None


class AnnouncementWithdraw(Command, tag="announcement.withdraw", frozen=True):
    """It is announced no longer."""

    id: f.RequestId
    announcement: f.Key


class AppointmentBook(Command, tag="appointment.book", frozen=True):
    """Keep this slot of the service for me (SPEC T30)."""

    id: f.RequestId
    service: f.Ident
    at: f.UnixSeconds


class AppointmentMove(Command, tag="appointment.move", frozen=True):
    """Keep this slot instead of mine."""

    id: f.RequestId
    appointment: f.Key
    at: f.UnixSeconds


class AppointmentCancel(Command, tag="appointment.cancel", frozen=True):
    """I do not come: the slot is free again."""

    id: f.RequestId
    appointment: f.Key


class AppointmentCheckIn(Command, tag="appointment.check_in", frozen=True):
    """I am here: give me a number for my appointment (SPEC T32)."""

    id: f.RequestId
    appointment: f.Key


class TicketUndo(Command, tag="ticket.undo", frozen=True):
    """I gave this place back by mistake: let me have it again (SPEC T37)."""

    id: f.RequestId
    ticket: f.Key


class DeskUndo(Command, tag="desk.undo", frozen=True):
    """Whoever I marked as missed is here: call them to my desk again (SPEC T38)."""

    id: f.RequestId
    ticket: f.Key


class DeskWarn(Command, tag="desk.warn", frozen=True):
    """Whoever I serve behaves so that the talk cannot go on like this (SPEC T44)."""

    id: f.RequestId
    reason: f.Conduct


class DeskEndTalk(Command, tag="desk.end_talk", frozen=True):
    """It went on after a warning, or I have called for help: the talk is over (SPEC T45)."""

    id: f.RequestId
    reason: f.Conduct


class DeskAlarm(Command, tag="desk.alarm", frozen=True):
    """I need a colleague at my counter, now (SPEC O23)."""

    id: f.RequestId


class AlarmAccept(Command, tag="alarm.accept", frozen=True):
    """I come to the colleague who raised this alarm (SPEC O24)."""

    id: f.RequestId
    alarm: f.Key


class AlarmClose(Command, tag="alarm.close", frozen=True):
    """Whoever raised the alarm, or came, needs it no more."""

    id: f.RequestId
    alarm: f.Key


AlarmCommand = DeskAlarm | AlarmAccept | AlarmClose  # they wait for no other command of the same officer


class BellRing(Command, tag="bell.ring", frozen=True):
    """Nobody is at a counter of this service: tell its officers that I am here (SPEC O12)."""

    id: f.RequestId
    service: f.Ident


class BellStop(Command, tag="bell.stop", frozen=True):
    """I wait for nobody any more."""

    id: f.RequestId
    bell: f.Key


class BellAnswer(Command, tag="bell.answer", frozen=True):
    """An officer comes (SPEC O13)."""

    id: f.RequestId
    bell: f.Key


class TicketLater(Command, tag="ticket.later", frozen=True):
    """Do not call me for so many minutes (SPEC T39). 0: I can come now after all."""

    id: f.RequestId
    ticket: f.Key
    minutes: Annotated[int, Meta(ge=0, le=limits.LATER_MINUTES_MAX)]


class DeskFurther(Command, tag="desk.further", frozen=True):
    """Give whoever I serve a number for a further service, which counts from the time of theirs (SPEC T40)."""

    id: f.RequestId
    service: f.Ident


class TicketPrefer(Command, tag="ticket.prefer", frozen=True):
    """Let the officer at this counter call me, and no other (SPEC T42). No counter: anybody may."""

    id: f.RequestId
    ticket: f.Key
    counter: f.Ident | None = None


class InquiryLeave(Command, tag="inquiry.leave", frozen=True):
    """Keep this message for the service, and a number to call if I give one (SPEC O14)."""

    id: f.RequestId
    service: f.Ident
    text: f.Written
    phone: f.Written = ""
    consent: bool = False  # that it is kept and read as the page says


class InquiryChange(Command, tag="inquiry.change", frozen=True):
    """It is to say this: all of it is given again."""

    id: f.RequestId
    inquiry: f.Key
    text: f.Written
    phone: f.Written = ""


class InquiryCancel(Command, tag="inquiry.cancel", frozen=True):
    """I need no answer any more."""

    id: f.RequestId
    inquiry: f.Key


class InquiryTake(Command, tag="inquiry.take", frozen=True):
    """An officer takes it on, and reads it (SPEC O15)."""

    id: f.RequestId
    inquiry: f.Key


class InquiryAnswer(Command, tag="inquiry.answer", frozen=True):
    """An officer answers in words."""

    id: f.RequestId
    inquiry: f.Key
    text: f.Written


class InquiryCalled(Command, tag="inquiry.called", frozen=True):
    """An officer has called: with whom they spoke, it is answered."""

    id: f.RequestId
    inquiry: f.Key
    reached: bool


class ReportMake(Command, tag="report.make", frozen=True):
    """Report a visitor. What they said to me lately is put beside it by the office, and by nobody else (SPEC O28)."""

    id: f.RequestId
    visitor: f.Key
    reason: f.ReportReason
    text: f.Written = ""


class ReportDecide(Command, tag="report.decide", frozen=True):
    """A supervisor decides on a report (SPEC O29). `term` and `reason`: of `barred`, and there they are needed."""

    id: f.RequestId
    report: f.Key
    decision: f.ReportDecision
    term: f.BarTerm | None = None
    reason: f.ReportReason | None = None


class ReportLift(Command, tag="report.lift", frozen=True):
    """A supervisor lets whoever was barred by this report into the rooms again."""

    id: f.RequestId
    report: f.Key
