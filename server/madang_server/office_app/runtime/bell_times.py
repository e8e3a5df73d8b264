"""What time does to rings: a counter opens, or nobody came (SPEC O13). Finds what is due, and decides it."""

from functools import partial

from madang_server.office_app.commands import bells
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform


async def follow_bells(context: OfficeContext, now: float, perform: TryToPerform) -> None:
    """Do what is due. Call it every second. `now`: of the office's own time."""
    rung = context.state.contact.bells.values()
    open_at = {bell.service for bell in rung if context.waits.open_desks(bell.service)}
    met = [bell.id for bell in rung if bell.service in open_at]
    expired = [bell.id for bell in rung if bell.service not in open_at and bell.ends <= now]
    if met or expired:
        await perform(partial(bells.end, met=met, expired=expired))
    context.state.contact.forget_bells(now)
