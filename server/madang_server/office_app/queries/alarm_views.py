"""Alarms of officers as messages to officers. From records to the wire; decides nothing."""

from collections.abc import Callable

from msgspec import structs

from madang_office.protection import Alarm, AlarmState
from madang_protocol import messages as m
from madang_server.office_app.state import OfficeState

SHOWN_MAX = 50


def colleagues_here(state: OfficeState, officer: str) -> int:
    """Return how many other officers are on the page of the office."""
    here = {visitor.officer_id for visitor in state.visitors.values() if visitor.officer_id not in {None, officer}}
    return sum((row := state.staff.get(one or "")) is not None and not row.disabled for one in here)


def told_to(state: OfficeState, officer: str, shown: Callable[[float], float]) -> list[m.QueueAlarm]:
    """Return the alarms that go on, as this officer sees them, the oldest first (SPEC O23)."""
    going_on = sorted(state.contact.alarms.values(), key=lambda alarm: (alarm.raised, alarm.id))
    return [_view(state, alarm, officer, shown) for alarm in going_on[:SHOWN_MAX]]


def _view(state: OfficeState, alarm: Alarm, officer: str, shown: Callable[[float], float]) -> m.QueueAlarm:
    mine, told = alarm.officer == officer, alarm.told
    view = m.QueueAlarm(
        id=alarm.id,
        counter=alarm.counter,
        officer=state.officer_name(alarm.officer) or "",
        raised=int(shown(alarm.raised)),
        state="accepted" if alarm.state is AlarmState.ACCEPTED else "raised",
        mine=mine,
        helper=state.officer_name(alarm.helper),
        coming=alarm.helper == officer,
    )
    if not mine:
        return view
    return structs.replace(
        view,
        here=colleagues_here(state, officer),
        outside=alarm.outside is not None,
        mails=told.mails,
        mails_sent=told.mails_sent,
        mails_failed=told.mails_failed,
        hooks=told.hooks,
        hooks_sent=told.hooks_sent,
        hooks_failed=told.hooks_failed,
    )
