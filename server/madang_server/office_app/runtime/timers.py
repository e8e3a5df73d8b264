"""What time does by itself: missed tickets, lost officers, plug-ins' timers. Each is the office's own unit of work."""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from madang_counters import TimerFired
from madang_office import tickets as t
from madang_office.desks import Desk, DeskState
from madang_office.rejected import Rejected
from madang_office.tickets import TicketEvent
from madang_protocol import NoticeCode, Rejection
from madang_protocol.limits import RESUME_SECONDS
from madang_server.office_app import steps
from madang_server.office_app.case_cache import WholeCase
from madang_server.office_app.commands import case_news
from madang_server.office_app.commands.desks import Why, find, lose, vacate
from madang_server.office_app.commands.tickets import release
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.preparation import Prepared, prepare
from madang_server.office_app.questions import whole_cases
from madang_server.office_app.state import OfficeState
from madang_server.office_app.ticket_news import about_ticket
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_rows, people
from madang_server.store.case_rows import EntryRow, StoredCase, TimerRow

GIVE_BACK_S = 2 * 60.0  # whom an officer who is gone was serving waits again after this (SPEC T11)
FREE_LOST_DESK_S = 30 * 60.0  # the desk of an officer who is gone closes by itself after this (SPEC T11)
TIMER_AGAIN_S = 30.0  # when the counter of a timer is out of order, or its document could not be made
TRY_AGAIN = {Rejection.COUNTER_CLOSED, Rejection.DOCUMENT_FAILED}
TIMER_FAILED = "timer-failed"  # the line of a case whose timer led to nothing
_log = structlog.get_logger()


def overdue_tickets(state: OfficeState, now: float) -> list[str]:
    """Return the called tickets whose holders did not come in time (SPEC T6)."""
    return [ticket.id for ticket in state.tickets.values() if ticket.overdue(now)]


def lost_officers(state: OfficeState, now: float) -> list[str]:
    """Return the officers who have been away for longer than a session is kept (SPEC T11)."""
    return [officer for officer, since in state.lost_at.items() if now - since >= RESUME_SECONDS]


def found_officers(state: OfficeState) -> list[str]:
    """Return the officers who are here, and whose desks still say that they are gone."""
    lost = [desk.officer for desk in state.desks.values() if desk.lost is not None and desk.officer is not None]
    return [officer for officer in lost if state.staff_visitors.get(officer) in state.visitors]


def forsaken_desks(state: OfficeState, now: float, after_s: float = FREE_LOST_DESK_S) -> list[Desk]:
    """Return the desks whose officers were lost that long ago, whatever they had paused for."""
    return [desk for desk in state.desks.values() if desk.lost is not None and now - desk.lost >= after_s]


def forsaken_talks(state: OfficeState, now: float) -> list[Desk]:
    """Return the desks whose officers have been gone for a while in the middle of a talk."""
    return [desk for desk in forsaken_desks(state, now, GIVE_BACK_S) if desk.state is DeskState.AWAY]


def miss(work: UnitOfWork, ticket_id: str) -> Outcome:
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


def wait_again(work: UnitOfWork, called: list[str]) -> Outcome:
    """Let calls wait their whole time again: the office was not there meanwhile (SPEC T14)."""
    for ticket in filter(None, map(work.ticket, called)):
        work.put_ticket(t.wait_again(ticket, work.now))
    return Accepted()


def lose_officer(work: UnitOfWork, officer: str) -> Outcome:
    """Pause the desk of an officer who is gone."""
    return Accepted() if lose(work, officer) else Rejected(Rejection.NO_DESK)


def find_officer(work: UnitOfWork, officer: str) -> Outcome:
    """Keep the desk for an officer who is here again."""
    return Accepted() if find(work, officer) else Rejected(Rejection.NO_DESK)


def close_forsaken(work: UnitOfWork, desk: Desk) -> Outcome:
    if work.state.desk(desk.counter) != desk or desk.officer is None:
        return Rejected(Rejection.WRONG_STATE)
    return close_desk(work, desk.officer, "gone")


def give_back_talk(work: UnitOfWork, desk: Desk) -> Outcome:
    """Let whom an officer who is still gone was serving wait again at their old age, and tell both."""
    ticket = work.ticket(desk.ticket)
    if ticket is None or work.state.desk(desk.counter) != desk:
        return Rejected(Rejection.WRONG_STATE)
    changed = t.apply(ticket, TicketEvent.RETURN, work.now)
    if isinstance(changed, Rejected):
        return changed
    work.keep_ticket(changed)
    release(work, ticket)
    visitor = work.state.staff_visitors.get(desk.officer or "")
    work.keep_notice(visitor, NoticeCode.RETURNED, about_ticket(ticket), subject=f"ticket {ticket.id}")
    return Accepted()


def close_desk(work: UnitOfWork, officer: str, why: Why) -> Outcome:
    """Close the desk of an officer who is not at work any more (SPEC T11)."""
    return Accepted() if vacate(work, officer, why) else Rejected(Rejection.NO_DESK)


@dataclass(frozen=True, slots=True)
class AskedTimer:
    """What the plug-in answered to its timer, and the case as it was then. None: there is nothing to do any more."""

    case: StoredCase | None
    answer: Prepared | Rejected


async def ask_timer(context: OfficeContext, timer: TimerRow) -> AskedTimer:
    """Ask the plug-in what its timer leads to. Raises `StorageFailed`."""
    async with context.store.read() as sql:
        whole = (await whole_cases(sql, {timer.case})).get(timer.case)
        names = await people.names_of(sql, {whole.case.record.citizen} if whole else ())
    return await ask_of(context, timer, whole, names)


async def ask_of(context: OfficeContext, timer: TimerRow, whole: WholeCase | None, names: Mapping[str, str]) -> AskedTimer:
    """Ask the plug-in what its timer leads to, of the case as it was read. `names`: of citizens, by id."""
    if whole is None or steps.is_over(whole.case):
        return AskedTimer(None, Rejected(Rejection.UNKNOWN_CASE))
    event = TimerFired(at=int(context.environment.now()), key=timer.key, name=timer.name)
    citizen = names.get(whole.case.record.citizen, "")
    return AskedTimer(whole.case, await prepare(context, whole.case, event, citizen=citizen, entries=whole.entries))


def fire(work: UnitOfWork, context: OfficeContext, timer: TimerRow, asked: AskedTimer) -> Outcome:
    """Do what the plug-in answered to its timer, once (SPEC K8).

    One whose counter is out of order fires again later; one whose case changed meanwhile stays due, and is asked again. One
    whose answer can never be taken ends, and both sides are told.
    """
    current = work.case(timer.case)
    if asked.case is None:
        return _end(work, timer)
    if current != asked.case:
        return Rejected(Rejection.WRONG_STATE)
    answer = asked.answer
    if isinstance(answer, Rejected):
        return _not_prepared(work, context, timer, asked.case, answer)
    if not steps.is_fresh(work, current, answer):
        return Rejected(Rejection.WRONG_STATE)
    result = steps.follow(context, answer.case, answer, work.wall)
    if isinstance(result, Rejected):
        return _fail(work, context, timer, asked.case, result)
    _end(work, timer)
    steps.commit_steps(work, result, answer)
    work.note("case-timer", timer.case, name=timer.name)
    case_news.tell_case(work, context, result.case)
    return Accepted()


def _end(work: UnitOfWork, timer: TimerRow) -> Outcome:
    work.write(case_rows.forget_timer(timer))
    return Accepted()


def _not_prepared(work: UnitOfWork, context: OfficeContext, timer: TimerRow, case: StoredCase, rejected: Rejected) -> Outcome:
    if rejected.code not in TRY_AGAIN:
        return _fail(work, context, timer, case, rejected)
    work.write(case_rows.postpone_timer(timer, at=work.now + TIMER_AGAIN_S))
    return Accepted()


def _fail(work: UnitOfWork, context: OfficeContext, timer: TimerRow, case: StoredCase, rejected: Rejected) -> Outcome:
    """End a timer whose answer can never be taken: a line of the case, the audit log, the log and the officers say so."""
    _log.error(
        "a timer's steps were not taken", service=case.record.service, case=timer.case, timer=timer.name, code=rejected.code
    )
    _end(work, timer)
    work.add_entry(EntryRow(case=timer.case, n=0, at=work.wall, by="office", name="", code=TIMER_FAILED))
    work.note(f"case-{TIMER_FAILED}", timer.case, name=timer.name, code=rejected.code.value)
    case_news.tell_case(work, context, case)
    case_news.tell_officers(work, context, case, NoticeCode.TIMER_FAILED)
    return Accepted()
