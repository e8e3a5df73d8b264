"""What the office looks after every second. Finds what is due; timers.py decides."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from madang_server.faults import StorageFailed
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform
from madang_server.office_app.runtime import closing, timers
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import notice_rows, people

FORGET_EVERY_S = 3_600.0
SEEN_EVERY_S = 60.0
T = TypeVar("T")
_log = structlog.get_logger()


async def do_what_is_due(context: OfficeContext, now: float, perform: TryToPerform) -> None:
    context.state.forget_undoable(now)
    for ticket in timers.overdue_tickets(context.state, now):
        await perform(partial(timers.miss, ticket_id=ticket))
    await end_days(context, now, perform)
    for tickets in _some(closing.abandoned(context, now)):
        await perform(partial(closing.abandon, context=context, tickets=tickets))
    for officer in sorted(await desks_without_sign_in(context, now)):
        await perform(partial(timers.close_desk, officer=officer, why="signed_out"))
    for officer in timers.lost_officers(context.state, now):
        if await perform(partial(timers.lose_officer, officer=officer)) is not None:
            context.state.lost_at.pop(officer, None)
    for officer in timers.found_officers(context.state):
        await perform(partial(timers.find_officer, officer=officer))
    for desk in timers.forsaken_talks(context.state, now):
        await perform(partial(timers.give_back_talk, desk=desk))
    for desk in timers.forsaken_desks(context.state, now):
        await perform(partial(timers.close_forsaken, desk=desk))


async def end_days(context: OfficeContext, now: float, perform: TryToPerform) -> None:
    """Let the tickets end whose day is over (SPEC T22). At a start too: the day may have ended meanwhile."""
    for service, over in closing.over_by_service(context.state, now).items():
        for number, tickets in enumerate(_some(over)):
            told = 0 if number else len(over)
            await perform(partial(closing.end_day, context=context, service=service, tickets=tickets, told=told))


def _some(tickets: list[str]) -> Iterator[list[str]]:
    return (tickets[first : first + closing.AT_ONCE] for first in range(0, len(tickets), closing.AT_ONCE))


async def signed_out(context: OfficeContext, now: float) -> list[str]:
    """Return the officers here whose sign-in ended meanwhile: signed out, expired, or the account was closed (SPEC S10)."""
    here = dict(context.state.sign_ins)
    valid = await asked(context, lambda sql: people.valid_sign_ins(sql, here.values(), now)) if here else None
    return [] if valid is None else sorted(visitor for visitor, sign_in in here.items() if sign_in not in valid)


async def note_seen(context: OfficeContext, now: float) -> None:
    """Write down that the officers who are here use their sign-ins: they read it when they look at their devices (SPEC S27)."""
    here = sorted(set(context.state.sign_ins.values()))
    if not here or now - context.state.sign_ins_noted < SEEN_EVERY_S:
        return
    context.state.sign_ins_noted = now
    try:
        await context.store.write_rows([people.sign_in_seen(sign_in, now) for sign_in in here])
    except StorageFailed as error:
        _log.error("which sign-ins are used could not be written", cause=repr(error.__cause__))


async def desks_without_sign_in(context: OfficeContext, now: float) -> set[str]:
    """Return the officers whose desk is kept though no sign-in of theirs proves anything any more (SPEC T11)."""
    sitting = {desk.officer for desk in context.state.desks.values() if desk.officer is not None}
    signed_in = await asked(context, lambda sql: people.signed_in(sql, sitting, now)) if sitting else None
    return set() if signed_in is None else sitting - signed_in


async def asked(context: OfficeContext, question: Callable[[AsyncConnection], Awaitable[T]]) -> T | None:
    """Return what the store answers. None: it does not; the log says so, and the next second asks again."""
    try:
        async with context.store.read() as sql:
            return await question(sql)
    except StorageFailed as error:
        _log.error("storage failed under the office's own look", cause=repr(error.__cause__))
        return None


def forget_shown(work: UnitOfWork, visitor_id: str, numbers: tuple[int, ...]) -> Outcome:
    """Forget what this visitor's client has acknowledged."""
    work.rows.extend(notice_rows.forget_shown(visitor_id, numbers))
    return Accepted()
