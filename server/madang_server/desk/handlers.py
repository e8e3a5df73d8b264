"""Which function decides which command: the one table of all durable commands. Nothing else."""

from collections.abc import Awaitable, Callable
from typing import Any

from madang_office.rejected import Rejected
from madang_protocol import commands as c
from madang_server.desk import act_commands, call_commands, case_commands, desk_commands, profile_commands, ticket_commands
from madang_server.desk.context import OfficeContext
from madang_server.desk.counter_events import Prepared
from madang_server.desk.unit_of_work import Accepted, UnitOfWork
from madang_server.desk.visitor import Visitor

Decide = Callable[[UnitOfWork, OfficeContext, Visitor, Any], Awaitable[Accepted | Rejected]]
DecidePrepared = Callable[[UnitOfWork, OfficeContext, Visitor, Any, Any], Awaitable[Accepted | Rejected]]
Prepare = Callable[[OfficeContext, Visitor, Any], Awaitable[Prepared | Rejected | None]]

AT_ONCE: dict[type, Decide] = {
    c.Profile: profile_commands.change_profile,
    c.TicketTake: ticket_commands.take,
    c.TicketAnswer: ticket_commands.answer,
    c.TicketDefer: ticket_commands.defer,
    c.TicketLeave: ticket_commands.leave,
    c.CaseDraft: case_commands.keep_draft,
    c.CaseSay: case_commands.say,
    c.CaseWithdraw: case_commands.withdraw,
    c.DeskOpen: desk_commands.open_desk,
    c.DeskPause: desk_commands.pause,
    c.DeskResume: desk_commands.resume,
    c.DeskClose: desk_commands.close,
    c.DeskCall: call_commands.call,
    c.DeskRecall: call_commands.recall,
    c.DeskMissed: call_commands.missed,
    c.DeskHold: call_commands.hold,
    c.DeskTransfer: call_commands.transfer,
}
# These ask a counter's plug-in first, while nobody else waits for it.
PREPARED: dict[type, tuple[Prepare, DecidePrepared]] = {
    c.CaseOpen: (case_commands.prepare_open, case_commands.open_case),
    c.CaseSubmit: (case_commands.prepare_submit, case_commands.submit),
    c.CaseAct: (act_commands.prepare_act, act_commands.act),
    c.DeskServe: (call_commands.prepare_serve, call_commands.serve),
    c.DeskFinish: (call_commands.prepare_finish, call_commands.finish),
}
OFFICER_COMMANDS = (
    c.CaseAct, c.DeskOpen, c.DeskPause, c.DeskResume, c.DeskClose, c.DeskCall, c.DeskRecall, c.DeskServe, c.DeskMissed,
    c.DeskHold, c.DeskTransfer, c.DeskFinish,
)  # fmt: skip
# A repeated storage failure may succeed later, so it is never kept as an answer; all others are (SPEC W6).
