"""Takes names back that look like an officer who is new (SPEC S17). Knows who is here, and what their names are."""

from functools import partial

from madang_server.faults import StorageFailed
from madang_server.notifier import Notifier
from madang_server.office_app.commands import profile
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.runtime.arrivals import Arrivals
from madang_server.office_app.runtime.command_path import CommandPath


class NamesMinded:
    """One an office."""

    def __init__(self, context: OfficeContext, arrivals: Arrivals, path: CommandPath, notifier: Notifier) -> None:
        self._context = context
        self._arrivals = arrivals
        self._path = path
        self._notifier = notifier
        self._staff_names: list[str] = []

    async def mind(self) -> None:
        """Look at the names of who is here when the staff has changed. Call it every second."""
        try:
            staff = await self._arrivals.staff_names()
        except StorageFailed:
            return
        if staff == self._staff_names:
            return
        citizens = [visitor for visitor in self._context.state.visitors.values() if visitor.officer_id is None]
        for visitor in [visitor for visitor in citizens if self._arrivals.reserved(visitor.name, staff)]:
            if await self._path.perform_unless_storage_fails(partial(profile.take_name_back, visitor=visitor)) is None:
                return  # the next second tries again
            self._notifier.profile_changed(visitor.id)
        self._staff_names = staff
