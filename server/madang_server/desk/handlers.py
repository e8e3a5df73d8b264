"""Which function decides which wish: the one table of all durable wishes. Nothing else."""

from collections.abc import Awaitable, Callable
from typing import Any

from madang_office.refused import Refused
from madang_protocol import wishes as w
from madang_server.desk import act_wishes, call_wishes, case_wishes, desk_wishes, profile_wishes, ticket_wishes
from madang_server.desk.bureau import Bureau
from madang_server.desk.counter_events import Prepared
from madang_server.desk.deed import Deed, Granted
from madang_server.desk.visitor import Visitor

Decide = Callable[[Deed, Bureau, Visitor, Any], Awaitable[Granted | Refused]]
DecidePrepared = Callable[[Deed, Bureau, Visitor, Any, Any], Awaitable[Granted | Refused]]
Prepare = Callable[[Bureau, Visitor, Any], Awaitable[Prepared | Refused | None]]

AT_ONCE: dict[type, Decide] = {
    w.Profile: profile_wishes.change_profile,
    w.TicketTake: ticket_wishes.take,
    w.TicketAnswer: ticket_wishes.answer,
    w.TicketDefer: ticket_wishes.defer,
    w.TicketLeave: ticket_wishes.leave,
    w.CaseDraft: case_wishes.keep_draft,
    w.CaseSay: case_wishes.say,
    w.CaseWithdraw: case_wishes.withdraw,
    w.DeskOpen: desk_wishes.open_desk,
    w.DeskPause: desk_wishes.pause,
    w.DeskResume: desk_wishes.resume,
    w.DeskClose: desk_wishes.close,
    w.DeskCall: call_wishes.call,
    w.DeskRecall: call_wishes.recall,
    w.DeskMissed: call_wishes.missed,
    w.DeskHold: call_wishes.hold,
    w.DeskTransfer: call_wishes.transfer,
}
# These ask a counter's plug-in first, while nobody else waits for it.
PREPARED: dict[type, tuple[Prepare, DecidePrepared]] = {
    w.CaseOpen: (case_wishes.prepare_open, case_wishes.open_case),
    w.CaseSubmit: (case_wishes.prepare_submit, case_wishes.submit),
    w.CaseAct: (act_wishes.prepare_act, act_wishes.act),
    w.DeskServe: (call_wishes.prepare_serve, call_wishes.serve),
    w.DeskFinish: (call_wishes.prepare_finish, call_wishes.finish),
}
OFFICER_WISHES = (
    w.CaseAct, w.DeskOpen, w.DeskPause, w.DeskResume, w.DeskClose, w.DeskCall, w.DeskRecall, w.DeskServe, w.DeskMissed,
    w.DeskHold, w.DeskTransfer, w.DeskFinish,
)  # fmt: skip
# A repeated storage failure may succeed later, so it is never kept as an answer; all others are (SPEC W6).
