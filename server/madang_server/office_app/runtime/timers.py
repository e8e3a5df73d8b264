"""What time does by itself: missed tickets, lost officers, plug-ins' timers. Each is the office's own unit of work."""

from dataclasses import replace

from madang_counters import TimerFired
from madang_office import tickets as t
from madang_office.desks import Desk
from madang_office.rejected import Rejected
from madang_office.tickets import TicketEvent
from madang_protocol import Rejection
from madang_protocol.limits import RESUME_SECONDS
from madang_server.office_app import steps
from madang_server.office_app.commands import case_news
from madang_server.office_app.commands.desks import find, lose, vacate
from madang_server.office_app.commands.tickets import release
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.preparation import Prepared, prepare
from madang_server.office_app.state import OfficeState
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_rows, people
from madang_server.store.case_rows import TimerRow

FREE_LOST_DESK_S = 30 * 60.0  # the desk of an officer who is gone closes by itself after this (SPEC T11)
TIMERS_AT_ONCE = 20
TIMER_AGAIN_S = 30.0  # when the counter of a timer is out of order, or its document could not be made
TRY_AGAIN = {Rejection.COUNTER_CLOSED, Rejection.DOCUMENT_FAILED}


def overdue_tickets(state: OfficeState, now: float) -> list[str]:
    """Return the called tickets whose holders did not come in time (SPEC T6)."""
    return [ticket.id for ticket in state.tickets.values() if ticket.overdue(now)]


def expired_tickets(context: OfficeContext, now: float) -> list[str]:
    """Return the tickets of days that are over, whose holders stayed away (SPEC T15)."""
    state, today = context.state, context.catalogue.day(now)
    waiting = [ticket for ticket in state.tickets.values() if not ticket.at_desk and state.is_away(ticket.visitor, now)]
    return [ticket.id for ticket in waiting if context.catalogue.day(ticket.created) < today]


def lost_officers(state: OfficeState, now: float) -> list[str]:
    """Return the officers who have been away for longer than a session is kept (SPEC T11)."""
    return [officer for officer, since in state.lost_at.items() if now - since >= RESUME_SECONDS]


def forsaken_desks(state: OfficeState, now: float) -> list[Desk]:
    """Return the desks whose officers were lost long ago, whatever they had paused for."""
    return [desk for desk in state.desks.values() if desk.lost is not None and now - desk.lost >= FREE_LOST_DESK_S]


async def miss(work: UnitOfWork, ticket_id: str) -> Outcome:
    """Let a called ticket be missed, if it still is overdue."""
    ticket = work.ticket(ticket_id)
    if ticket is None or not ticket.overdue(work.now):
        return Rejected(Rejection.WRONG_STATE)
    changed = t.apply(ticket, TicketEvent.MISS, work.now)
    if isinstance(changed, Rejected):
        return changed
    work.keep_ticket(changed)
    release(work, ticket)
    return Accepted()


async def expire(work: UnitOfWork, ticket_id: str) -> Outcome:
    """Let a ticket end whose day is over, if its holder is still away."""
    ticket = work.ticket(ticket_id)
    if ticket is None or not work.state.is_away(ticket.visitor, work.now):
        return Rejected(Rejection.WRONG_STATE)
    changed = t.apply(ticket, TicketEvent.EXPIRE, work.now)
    if isinstance(changed, Rejected):
        return changed
    work.keep_ticket(changed)
    return Accepted()


async def lose_officer(work: UnitOfWork, officer: str) -> Outcome:
    """Pause the desk of an officer who is gone."""
    return Accepted() if lose(work, officer) else Rejected(Rejection.NO_DESK)


async def find_officer(work: UnitOfWork, officer: str) -> Outcome:
    """Keep the desk for an officer who is here again."""
    return Accepted() if find(work, officer) else Rejected(Rejection.NO_DESK)


async def close_forsaken(work: UnitOfWork, desk: Desk) -> Outcome:
    if work.state.desk(desk.counter) != desk or desk.officer is None:
        return Rejected(Rejection.WRONG_STATE)
    return await close_desk(work, desk.officer)


async def close_desk(work: UnitOfWork, officer: str) -> Outcome:
    """Close the desk of somebody who does not work here any more, or not now (SPEC T11)."""
    return Accepted() if vacate(work, officer) else Rejected(Rejection.NO_DESK)


async def prepare_timer(context: OfficeContext, timer: TimerRow) -> Prepared | Rejected:
    """Ask the plug-in what its timer leads to."""
    async with context.store.read() as sql:
        case = await case_rows.stored_case(sql, timer.case)
        citizen = await people.visitor_by_id(sql, case.record.citizen) if case else None
    if case is None or case.record.service not in context.catalogue.offers or steps.is_over(case):
        return Rejected(Rejection.UNKNOWN_CASE)
    event = TimerFired(at=int(context.environment.now()), key=timer.key, name=timer.name)
    return await prepare(context, case, event, citizen=citizen.name if citizen else "")


async def fire(work: UnitOfWork, context: OfficeContext, timer: TimerRow, prepared: Prepared | Rejected) -> Outcome:
    """Do what the plug-in answered to its timer, once.

    One whose counter is out of order fires again later; one whose case changed meanwhile stays due, and is prepared again.
    """
    if isinstance(prepared, Rejected) and prepared.code in TRY_AGAIN:
        work.set_timer(replace(timer, at=work.now + TIMER_AGAIN_S))
        return Accepted()
    if isinstance(prepared, Prepared) and not await steps.is_fresh(
        work, await case_rows.stored_case(work.sql, timer.case), prepared
    ):
        return Rejected(Rejection.WRONG_STATE)
    work.write(lambda sql: case_rows.forget_timer(sql, timer.case, timer.name))
    if isinstance(prepared, Rejected):
        return Accepted()
    result = steps.follow(context, prepared.case, prepared, work.wall)
    if not isinstance(result, Rejected):
        await steps.commit_steps(work, result, prepared)
        work.note("case-timer", timer.case, name=timer.name)
        await case_news.tell_case(work, context, result.case)
    return Accepted()
