"""What an officer does with the desk itself: open, pause, resume, close; and what happens when they are lost."""

from collections.abc import Collection
from typing import Literal

from madang_office import desks as d
from madang_office import tickets as t
from madang_office.desks import Desk, DeskChanged, DeskEvent, DeskState, Officer
from madang_office.rejected import Rejected
from madang_office.tickets import TicketEvent
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_server.office_app.commands import case_news
from madang_server.office_app.commands.preferences import drop_preferences
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork

# Of a desk that the office closes: its officer was gone for long, their sign-in ended, or they left the office.
Why = Literal["gone", "signed_out", "left"]


def officer_of(context: OfficeContext, visitor: Visitor) -> Officer | None:
    """Return what this visitor's account allows at a desk (SPEC T10)."""
    row = context.state.staff.get(visitor.officer_id or "")
    if row is None or row.disabled:
        return None
    return Officer(id=row.id, services=frozenset(row.services), skills=frozenset(row.skills))


def own_desk(work: UnitOfWork, context: OfficeContext, visitor: Visitor) -> Desk | Rejected:
    """Return the desk that this officer opened."""
    desk = work.state.desk_of(visitor.officer_id)
    rejected = d.may_act(desk, officer_of(context, visitor))
    return rejected or desk or Rejected(Rejection.NO_DESK)


def open_desk(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskOpen) -> Outcome:
    """Sit down. The officer's own desk that was paused goes on; one at another counter, or one left behind, is closed first."""
    counter = context.counter_directory.counters.get(command.counter)
    if counter is None:
        return Rejected(Rejection.UNKNOWN_COUNTER)
    officer, sitting = officer_of(context, visitor), work.state.desk_of(visitor.officer_id)
    if sitting is not None and sitting.counter == command.counter and sitting.state is not DeskState.OPEN:
        return _step(work, sitting, DeskEvent.RESUME)
    rejected = d.may_open(work.desk(command.counter), officer, counter.services)
    if rejected is not None:
        return rejected
    _take_over(work, work.desk(command.counter), visitor)
    changed = d.open_desk(work.desk(command.counter), officer, counter.services, work.now)
    if isinstance(changed, Rejected):
        return changed
    left = d.apply(sitting, DeskEvent.CLOSE, work.now) if sitting is not None else None
    if isinstance(left, Rejected):
        return left
    if left is not None:
        _keep(work, left, goes_on_with=changed.desk.services)
    work.keep_desk(changed)
    _tell_tray(work, context, visitor, changed.desk)
    return Accepted(command.counter)


def _take_over(work: UnitOfWork, desk: Desk, visitor: Visitor) -> None:
    """Close what an officer who is gone has left behind (SPEC T11)."""
    if desk.lost is not None and desk.officer != visitor.officer_id:
        _step(work, desk, DeskEvent.CLOSE)
        _tell_closed(work, desk, NoticeCode.DESK_TAKEN_OVER, name=visitor.name)


def _tell_closed(work: UnitOfWork, desk: Desk, code: NoticeCode, **facts: str) -> None:
    """Keep for the officer who is gone what became of their counter, and when (SPEC T20)."""
    visitor = work.state.staff_visitors.get(desk.officer or "")
    work.keep_notice(visitor, code, {"counter": desk.counter, "at": str(int(work.wall)), **facts}, subject="desk")


def _tell_tray(work: UnitOfWork, context: OfficeContext, visitor: Visitor, desk: Desk) -> None:
    for case in context.views.tray(desk):
        citizen = context.state.names.get(case.record.citizen, "")
        work.note("case-read", case.record.id)
        work.audit_reading(case.record.id)
        case_news.tell_one(work, context, visitor.id, case, citizen=citizen)


def _keep(work: UnitOfWork, changed: DeskChanged, goes_on_with: Collection[str] = ()) -> None:
    """Write the desk, and give a ticket that it let go its place in the line again.

    `goes_on_with`: the services of the counter at which the officer of a closed one sits now.
    """
    work.keep_desk(changed)
    officer = work.state.desk(changed.desk.counter).officer
    if changed.event is DeskEvent.CLOSE and officer is not None:
        drop_preferences(work, officer, goes_on_with)
    ticket = work.ticket(changed.freed)
    returned = t.apply(ticket, TicketEvent.RETURN, work.now) if ticket is not None else None
    if returned is not None and not isinstance(returned, Rejected):
        work.keep_ticket(returned)


def _step(work: UnitOfWork, desk: Desk, event: DeskEvent, *, reason: str | None = None) -> Outcome:
    changed = d.apply(desk, event, work.now, reason=reason)
    if isinstance(changed, Rejected):
        return changed
    _keep(work, changed)
    return Accepted(desk.counter)


def pause(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.DeskPause) -> Outcome:
    desk = own_desk(work, context, visitor)
    return desk if isinstance(desk, Rejected) else _step(work, desk, DeskEvent.PAUSE, reason=command.reason)


def resume(work: UnitOfWork, context: OfficeContext, visitor: Visitor, _command: c.DeskResume) -> Outcome:
    desk = own_desk(work, context, visitor)
    return desk if isinstance(desk, Rejected) else _step(work, desk, DeskEvent.RESUME)


def close(work: UnitOfWork, context: OfficeContext, visitor: Visitor, _command: c.DeskClose) -> Outcome:
    desk = own_desk(work, context, visitor)
    return desk if isinstance(desk, Rejected) else _step(work, desk, DeskEvent.CLOSE)


def lose(work: UnitOfWork, officer: str) -> bool:
    """The officer is gone for longer than a session is kept (SPEC T11). False when there was nothing to change."""
    desk = work.state.desk_of(officer)
    if desk is None or desk.lost is not None:
        return False
    return isinstance(_step(work, desk, DeskEvent.LOST), Accepted)


def find(work: UnitOfWork, officer: str) -> bool:
    """The officer is here again: nobody may take the desk now. False when there was nothing to change."""
    desk = work.state.desk_of(officer)
    if desk is None or desk.lost is None:
        return False
    return isinstance(_step(work, desk, DeskEvent.BACK), Accepted)


def vacate(work: UnitOfWork, officer: str, why: Why) -> bool:
    """Close the officer's desk, whatever it is doing, and tell them why. False when they sit nowhere.

    What it had goes back into its line.
    """
    lose(work, officer)  # a desk with a ticket is closed only when its officer is gone
    desk = work.state.desk_of(officer)
    if desk is None or not isinstance(_step(work, work.desk(desk.counter), DeskEvent.CLOSE), Accepted):
        return False
    _tell_closed(work, desk, NoticeCode.DESK_CLOSED, why=why)
    return True
