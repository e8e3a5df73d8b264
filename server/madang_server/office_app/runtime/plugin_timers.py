"""The plug-ins' timers that are due: fired beside each other, by service, so that a hung plug-in holds up none but its own.

What the timers of one second need is read once: their cases, whole, and the names of the citizens. Decides nothing (timers.py).
"""

import asyncio
from functools import partial

import structlog

from madang_server.faults import StorageFailed
from madang_server.office_app.case_cache import WholeCase
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform
from madang_server.office_app.questions import whole_cases
from madang_server.office_app.runtime import timers
from madang_server.store import case_rows, people
from madang_server.store.case_rows import TimerRow

AT_ONCE = 8  # of one service
A_SECOND = 500  # of one service
_log = structlog.get_logger()


class PluginTimers:
    """Fires what is due. A service whose timers of before are still under way is passed over until they are done."""

    def __init__(self, context: OfficeContext, perform: TryToPerform) -> None:
        self._context = context
        self._perform = perform
        self._firing: dict[str, asyncio.Task[None]] = {}

    async def fire_due(self, now: float) -> None:
        """Begin to fire the timers that are due, of services that are offered: those of others wait (SPEC K8)."""
        self._firing = {service: task for service, task in self._firing.items() if not task.done()}
        idle = set(self._context.catalogue.offers) - self._firing.keys()
        try:
            async with self._context.store.read() as sql:
                services = await case_rows.services_with_due_timers(sql, now)
                due = {name: await case_rows.due_timers(sql, now, name, limit=A_SECOND) for name in sorted(services & idle)}
        except StorageFailed as error:
            _log.error("storage failed under the office's own look", cause=repr(error.__cause__))
            return
        for service, rows in due.items():
            self._firing[service] = asyncio.create_task(self._fire_all(service, rows), name=f"timers of {service}")

    async def fired(self) -> None:
        """Wait for those that are being fired."""
        if self._firing:
            await asyncio.wait(self._firing.values())

    async def _fire_all(self, service: str, rows: list[TimerRow]) -> None:
        try:
            cases, names = await self._read(rows)
        except StorageFailed as error:
            _log.error("storage failed under the timers of a service", service=service, cause=repr(error.__cause__))
            return
        places = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._fire(places, row, cases.get(row.case), names) for row in rows))

    async def _read(self, rows: list[TimerRow]) -> tuple[dict[str, WholeCase], dict[str, str]]:
        async with self._context.store.read() as sql:
            cases = await whole_cases(sql, {row.case for row in rows})
            names = await people.names_of(sql, {whole.case.record.citizen for whole in cases.values()})
        return cases, names

    async def _fire(self, places: asyncio.Semaphore, timer: TimerRow, whole: WholeCase | None, names: dict[str, str]) -> None:
        """Fire one timer. Whatever goes wrong is this one's alone: it stays due, and the next second tries again."""
        try:
            async with places:
                asked = await timers.ask_of(self._context, timer, whole, names)
            await self._perform(partial(timers.fire, context=self._context, timer=timer, asked=asked))
        except StorageFailed as error:
            _log.error("storage failed under a timer", case=timer.case, timer=timer.name, cause=repr(error.__cause__))
        except Exception:  # noqa: BLE001 - a bug under one timer must not end the others
            _log.exception("a timer failed", case=timer.case, timer=timer.name)
