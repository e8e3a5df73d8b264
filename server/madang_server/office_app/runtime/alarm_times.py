"""What time does to alarms: those who supervise are told outside, and one ends (SPEC O24, O25). Finds what is due, decides it."""

from functools import partial

from madang_server.office_app.commands import alarms
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform


async def follow_alarms(context: OfficeContext, now: float, perform: TryToPerform) -> None:
    """Do what is due. Call it every second. `now`: of the office's own time."""
    for alarm in list(context.state.contact.alarms.values()):
        if alarm.ends <= now:
            await perform(partial(alarms.expire, alarm_id=alarm.id))
        elif alarm.is_for_outside(now):
            await perform(partial(alarms.tell_outside, context=context, alarm_id=alarm.id))
    context.state.contact.forget_alarms(now)
