"""Gives an office its second, for ever. Knows its clock, and nothing of what the office does with it."""

import asyncio

import structlog

from madang_server.office_app import OfficeService

OFFICE_TICK_S = 1.0
_log = structlog.get_logger()


async def tick(office: OfficeService) -> None:
    """Give the office its second, for ever. A bug in one second is logged and does not end the next.

    A second in which much was told is no longer for it; one that took longer than it should is followed by a whole one.
    """
    clock = asyncio.get_running_loop().time
    due = clock()
    while True:
        due += OFFICE_TICK_S
        if due <= clock():
            due = clock() + OFFICE_TICK_S
        await asyncio.sleep(due - clock())
        try:
            await office.tick()
        except Exception:  # noqa: BLE001 - whatever it is, the office must have its next second
            _log.exception("the office's tick failed")
