"""What an office does once a second, in order. Knows who does each thing, and decides nothing."""

from collections.abc import Awaitable, Callable
from functools import partial

from madang_server.notifier import Notifier
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime import housekeeping, timers
from madang_server.office_app.runtime.alarm_times import follow_alarms
from madang_server.office_app.runtime.announcer import Announcer
from madang_server.office_app.runtime.arrivals import Arrivals
from madang_server.office_app.runtime.bell_times import follow_bells
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.runtime.inquiry_times import follow_inquiries
from madang_server.office_app.runtime.kept_cases import KeptCases
from madang_server.office_app.runtime.names_minded import NamesMinded
from madang_server.office_app.runtime.plugin_timers import PluginTimers
from madang_server.office_app.runtime.pruner import Pruner
from madang_server.office_app.runtime.report_times import follow_reports
from madang_server.office_app.runtime.staff_followed import StaffFollowed
from madang_server.office_app.runtime.talk_times import TalkTimesFollowed
from madang_server.office_app.runtime.wall_times import WallTimes


class EachSecond:
    """One an office."""

    def __init__(
        self,
        context: OfficeContext,
        path: CommandPath,
        announcer: Announcer,
        notifier: Notifier,
        arrivals: Arrivals,
        follow_outside: Callable[[float], Awaitable[None]],
    ) -> None:
        self._context = context
        self._path = path
        self._announcer = announcer
        self._notifier = notifier
        self._follow_outside = follow_outside
        self._staff = StaffFollowed(context)
        self._names = NamesMinded(context, arrivals, path, notifier)
        self._talk_times = TalkTimesFollowed(context, notifier)
        self._wall_times = WallTimes(context)
        self._plugin_timers = PluginTimers(context, path.perform_unless_storage_fails)
        self._kept_cases = KeptCases(context)
        self._pruner = Pruner(context)
        self._forgot_at = 0.0

    async def do(self, now: float, wall: float) -> None:
        """Let time do its part. `now`: by the office's own clock; `wall`: unix seconds. A storage fault is logged."""
        perform = self._path.perform_unless_storage_fails
        await self._announcer.follow_lines(await self._context.waits.refresh())
        self._announcer.follow_hours()
        for visitor in await housekeeping.signed_out(self._context, now):
            await self._sign_in_ended(visitor)
        await self._staff.follow(now)
        await self._names.mind()
        await self._follow_outside(now)
        await housekeeping.do_what_is_due(self._context, now, perform)
        await self._wall_times.follow(wall, perform)
        self._talk_times.follow(now)
        await follow_alarms(self._context, now, perform)
        await follow_bells(self._context, now, perform)
        await follow_inquiries(self._context, now, perform)
        await follow_reports(self._context, now, perform)
        await self._plugin_timers.fire_due(now)
        await self._kept_cases.follow(now, perform)
        await self._pruner.prune(now, perform)
        await housekeeping.note_seen(self._context, now)
        if now - self._forgot_at >= housekeeping.FORGET_EVERY_S:
            self._forgot_at = now
            self._context.state.forget_gone(now, wall)

    async def timers_fired(self) -> None:
        """Wait for the plug-ins' timers that are being fired."""
        await self._plugin_timers.fired()

    async def _sign_in_ended(self, visitor_id: str) -> None:
        officer = self._context.state.officer_of(visitor_id)
        if officer is not None and self._context.state.desk_of(officer) is not None:
            await self._path.perform_unless_storage_fails(partial(timers.close_desk, officer=officer, why="signed_out"))
        self._notifier.dismiss(visitor_id)
