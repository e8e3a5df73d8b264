"""What the office looks after every second, and what it clears away every hour. Finds what is due; timers.py decides."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from madang_server.faults import StorageFailed
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime import timers
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import case_rows, command_replies, people
from madang_server.store.case_rows import TimerRow

PRUNE_EVERY_S = 3_600.0
Decide = Callable[[UnitOfWork], Awaitable[Outcome]]
Perform = Callable[[Decide], Awaitable[Outcome | None]]


async def do_what_is_due(context: OfficeContext, now: float, perform: Perform) -> None:
    for ticket in timers.overdue_tickets(context.state, now):
        await perform(partial(timers.miss, ticket_id=ticket))
    for ticket in timers.expired_tickets(context, now):
        await perform(partial(timers.expire, ticket_id=ticket))
    for officer in sorted(await desks_without_sign_in(context, now)):
        await perform(partial(timers.close_desk, officer=officer))
    for officer in timers.lost_officers(context.state, now):
        context.state.lost_at.pop(officer, None)
        await perform(partial(timers.lose_officer, officer=officer))
    for desk in timers.forsaken_desks(context.state, now):
        await perform(partial(timers.close_forsaken, desk=desk))


async def fire_timers(context: OfficeContext, now: float, perform: Perform) -> None:
    """Fire the plug-ins' timers that are due, side by side: a hung one holds up none but its own."""
    await asyncio.gather(*(_fire(context, timer, perform) for timer in await _due(context, now)))


async def _fire(context: OfficeContext, timer: TimerRow, perform: Perform) -> None:
    prepared = await timers.prepare_timer(context, timer)
    await perform(partial(timers.fire, context=context, timer=timer, prepared=prepared))


async def signed_out(context: OfficeContext, now: float) -> list[str]:
    """Return the officers here whose sign-in ended meanwhile: signed out, expired, or the account was closed (SPEC S10)."""
    here = dict(context.state.sign_ins)
    if not here:
        return []
    try:
        async with context.store.read() as sql:
            valid = await people.valid_sign_ins(sql, here.values(), now)
    except StorageFailed:
        return []
    return sorted(visitor for visitor, sign_in in here.items() if sign_in not in valid)


async def desks_without_sign_in(context: OfficeContext, now: float) -> set[str]:
    """Return the officers whose desk is kept though no sign-in of theirs proves anything any more (SPEC T11)."""
    sitting = {desk.officer for desk in context.state.desks.values() if desk.officer is not None}
    if not sitting:
        return set()
    try:
        async with context.store.read() as sql:
            return sitting - await people.signed_in(sql, sitting, now)
    except StorageFailed:
        return set()


async def _due(context: OfficeContext, now: float) -> list[TimerRow]:
    try:
        async with context.store.read() as sql:
            return await case_rows.due_timers(sql, now, limit=timers.TIMERS_AT_ONCE)
    except StorageFailed:
        return []


async def prune(work: UnitOfWork) -> Outcome:
    """Clear away what nobody will ask for again."""
    work.write(lambda sql: command_replies.forget_replies(sql, work.now))
    work.write(lambda sql: people.forget_expired_sign_ins(sql, work.now))
    return Accepted()
