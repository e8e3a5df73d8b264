"""Reports as the live side hands them in, and as supervisors read them (SPEC O28, O29). Decides nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from madang_office.reports import HeardLine
from madang_protocol.commands import ReportMake
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.queries.report_views import for_supervisors
from madang_server.office_app.runtime.command_path import CommandPath
from madang_server.office_app.runtime.idempotency import CommandReply
from madang_server.office_app.state import OfficeState, Visitor
from madang_server.store import report_rows


class ReportDesk:
    """Of one office."""

    def __init__(self, context: OfficeContext, path: CommandPath) -> None:
        self._context = context
        self._path = path

    async def make(self, visitor: Visitor, command: ReportMake, heard: Sequence[HeardLine]) -> CommandReply:
        """Carry a report out, with what its author was told by the reported."""
        return await self._path.execute(seen(self._context.state, visitor), command, tuple(heard))

    async def told(self) -> dict[str, Any]:
        """Return what a supervisor sees. Raises `StorageFailed`."""
        state = self._context.state
        reported = sorted({one.reported for one in state.contact.open_reports()})
        async with self._context.store.read() as sql:
            acted = await report_rows.acted_upon(sql, reported)
        return for_supervisors(state, acted, self._context.environment.office.shown)


def seen(state: OfficeState, visitor: Visitor) -> Visitor:
    """Return the visitor as they want to be seen now, and whether they may be in the rooms (SPEC R24)."""
    found = state.visitors.get(visitor.id, visitor)
    barred = state.contact.bar_of(found.id) is not None
    return found if found.barred is barred else replace(found, barred=barred)
