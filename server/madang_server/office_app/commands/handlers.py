"""Which function decides which command: the one table of all durable commands. Nothing else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from madang_office.rejected import Rejected
from madang_protocol import commands as c
from madang_server.office_app.commands import (
    acts,
    alarms,
    announcements,
    appointments,
    bells,
    calls,
    case_desk,
    cases,
    conduct,
    desks,
    further,
    inquiries,
    objections,
    parties,
    preferences,
    profile,
    reports,
    tickets,
    transcript,
    undo,
)
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.preparation import Prepared
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Outcome, UnitOfWork


@dataclass(frozen=True, slots=True)
class Handler:
    """Decides one kind of command at once. `officers_only`: a citizen who sends it is rejected with `not_allowed` (SPEC T10)."""

    decide: Callable[..., Outcome]  # work, context, visitor, command, and what else the live side knows of it
    officers_only: bool = False


@dataclass(frozen=True, slots=True)
class PreparedHandler:
    """Asks a counter's plug-in first, while nobody else waits for it; `decide` then gets what `prepare` brought."""

    prepare: Callable[[OfficeContext, Visitor, Any], Awaitable[Prepared | Rejected | None]]
    decide: Callable[[UnitOfWork, OfficeContext, Visitor, Any, Any], Outcome]
    officers_only: bool = False


HANDLERS: dict[type[c.Command], Handler | PreparedHandler] = {
    c.Profile: Handler(profile.change_profile),
    c.TicketTake: Handler(tickets.take),
    c.TicketAnswer: Handler(tickets.answer),
    c.TicketDefer: Handler(tickets.defer),
    c.TicketLeave: Handler(tickets.leave),
    c.TicketUndo: Handler(undo.take_back),
    c.TicketLater: Handler(tickets.later),
    c.TicketPrefer: Handler(preferences.prefer),
    c.CaseOpen: PreparedHandler(cases.prepare_open, cases.open_case),
    c.CaseDraft: Handler(cases.keep_draft),
    c.CaseSubmit: PreparedHandler(cases.prepare_submit, cases.submit),
    c.CaseSay: Handler(transcript.say),
    c.CaseWithdraw: Handler(cases.withdraw),
    c.CaseAct: PreparedHandler(acts.prepare_act, acts.act, officers_only=True),
    c.CaseObject: Handler(objections.object_to),
    c.CaseNote: Handler(case_desk.note, officers_only=True),
    c.CaseHandOver: Handler(case_desk.hand_over, officers_only=True),
    c.CaseLook: Handler(parties.look),
    c.PartyEnd: Handler(parties.end),
    c.DeskOpen: Handler(desks.open_desk, officers_only=True),
    c.DeskPause: Handler(desks.pause, officers_only=True),
    c.DeskResume: Handler(desks.resume, officers_only=True),
    c.DeskClose: Handler(desks.close, officers_only=True),
    c.DeskCall: Handler(calls.call, officers_only=True),
    c.DeskRecall: Handler(calls.recall, officers_only=True),
    c.DeskServe: PreparedHandler(calls.prepare_serve, calls.serve, officers_only=True),
    c.DeskMissed: Handler(calls.missed, officers_only=True),
    c.DeskUndo: Handler(undo.call_back, officers_only=True),
    c.DeskFurther: Handler(further.give_further, officers_only=True),
    c.DeskHold: Handler(calls.hold, officers_only=True),
    c.DeskTransfer: Handler(calls.transfer, officers_only=True),
    c.DeskFinish: PreparedHandler(calls.prepare_finish, calls.finish, officers_only=True),
    c.DeskWarn: Handler(conduct.warn, officers_only=True),
    c.DeskEndTalk: Handler(conduct.end_talk, officers_only=True),
    c.DeskAlarm: Handler(alarms.raise_alarm, officers_only=True),
    c.AlarmAccept: Handler(alarms.accept, officers_only=True),
    c.AlarmClose: Handler(alarms.close, officers_only=True),
    c.AnnouncementPost: Handler(announcements.post, officers_only=True),
    c.AnnouncementChange: Handler(announcements.change, officers_only=True),
    c.AnnouncementWithdraw: Handler(announcements.withdraw, officers_only=True),
    c.AppointmentBook: Handler(appointments.book),
    c.AppointmentMove: Handler(appointments.move),
    c.AppointmentCancel: Handler(appointments.cancel),
    c.AppointmentCheckIn: Handler(appointments.check_in),
    c.BellRing: Handler(bells.ring),
    c.BellStop: Handler(bells.stop),
    c.BellAnswer: Handler(bells.answer, officers_only=True),
    c.InquiryLeave: Handler(inquiries.leave),
    c.InquiryChange: Handler(inquiries.change),
    c.InquiryCancel: Handler(inquiries.cancel),
    c.InquiryTake: Handler(inquiries.take, officers_only=True),
    c.InquiryAnswer: Handler(inquiries.answer, officers_only=True),
    c.InquiryCalled: Handler(inquiries.called, officers_only=True),
    c.ReportMake: Handler(reports.make),
    c.ReportDecide: Handler(reports.decide, officers_only=True),
    c.ReportLift: Handler(reports.lift, officers_only=True),
}
