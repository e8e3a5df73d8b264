"""Checks the audit log of an office once a day, beside everything else, and tells the server's log. Knows the store, no HTTP.

The head that it logs is a place outside of the database that knows the chain: whoever writes all of the log anew, or cuts its end
off, does not change what was logged (SPEC A4).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from madang_server.faults import StorageFailed
from madang_server.store import Store, audit_log
from madang_server.store.audit_log import Checked

EVERY_S = 24 * 3_600.0
AGAIN_S = 60.0  # after a fault of the storage
REST_S = 0.05  # between portions: people are served meanwhile
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Looked:
    """When the log was checked, in unix seconds, and what was found."""

    at: float
    found: Checked


class AuditWatch:
    """One an office. `last`: what was found when it was checked last; None: it was not yet since the start."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now
        self.last: Looked | None = None

    async def run(self) -> None:
        """Check at once and then every day, for ever."""
        while True:  # noqa: ASYNC110 - a day passes by itself
            await asyncio.sleep(EVERY_S if await self.look() else AGAIN_S)

    async def look(self) -> bool:
        """Check now. False: the storage failed, and nothing was found."""
        try:
            found = await audit_log.check(self._store, rest=_rest)
        except StorageFailed as error:
            _log.error("the audit log could not be checked", office=self._store.office, cause=repr(error.__cause__))
            return False
        self.last = Looked(self._now(), found)
        of = {"office": self._store.office, "rows": found.rows}
        if found.fault is not None:
            _log.error("the audit log is broken", **of, row=found.fault.number, fault=found.fault.fault.value)
        else:
            _log.info("the audit log holds", **of, number=found.head.number, head=found.head.hash)
        return True


async def _rest() -> None:
    await asyncio.sleep(REST_S)
