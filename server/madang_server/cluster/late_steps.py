"""Runs the steps of the database that waited for older servers, once those are gone (SPEC N12). Knows the store alone."""

import asyncio
from collections.abc import Callable

import structlog

from madang_server.faults import Misconfigured, StorageFailed
from madang_server.revisions import newest_revision
from madang_server.store import BESIDE_NODES, Store, bring_up_to_date

LOOK_EVERY_S = 5.0
_log = structlog.get_logger()


async def run_late_steps(store: Store, revision: Callable[[], str | None]) -> None:
    """Try for ever. `revision`: of the database as last seen; while nothing waits, nothing is asked."""
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        now = revision()
        if now is None or now >= newest_revision():
            continue
        try:
            plan = await bring_up_to_date(store, beside=BESIDE_NODES)
        except (StorageFailed, Misconfigured) as error:
            _log.warning("steps of the database could not be run yet", cause=repr(error.__cause__ or error))
            continue
        if plan.steps:
            _log.info("the database is brought up to date", before=plan.present, steps=[step.revision for step in plan.steps])
