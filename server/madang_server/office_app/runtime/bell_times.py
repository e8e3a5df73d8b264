"""What time does to rings: a counter opens, or nobody came (SPEC O13). Finds what is due, and decides it."""

from collections.abc import Awaitable, Callable
from functools import partial

from madang_server.office_app.commands import bells
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.unit_of_work import Outcome, UnitOfWork

Perform = Callable[[Callable[[UnitOfWork], Outcome]], Awaitable[Outcome | None]]


async def follow_bells(context: OfficeContext, now: float, perform: Perform) -> None:
    """Do what is due. Call it every second. `now`: of the office's own time."""
    for bell in list(context.state.contact.bells.values()):
        if context.waits.open_desks(bell.service):
            await perform(partial(bells.met, bell_id=bell.id))
        elif bell.ends <= now:
            await perform(partial(bells.expire, bell_id=bell.id))
    context.state.contact.forget_bells(now)
