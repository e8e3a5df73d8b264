"""Work that is done beside a block and ends with it: nothing outlives its owner. Knows asyncio and the log alone."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress

import structlog

_log = structlog.get_logger()


@asynccontextmanager
async def background_task(work: Coroutine[None, None, None], name: str) -> AsyncIterator[None]:
    """Do this work, which has no end of its own, as long as the block lasts. A fault that ends it is said at once."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_say_if_it_failed)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _say_if_it_failed(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("work beside the server has ended with a fault", work=task.get_name(), exc_info=error)
