"""Work beside a block ends with it, and does not die in silence."""

import asyncio

import pytest
from structlog.testing import capture_logs

from madang_server.background_task import background_task


async def fails() -> None:
    """A loop with a fault."""
    raise LookupError("a bug")


async def test_a_fault_that_ends_the_work_is_said_at_once_and_raised_at_the_end() -> None:
    with capture_logs() as said, pytest.raises(LookupError):
        async with background_task(fails(), "looks"):
            while not said:  # noqa: ASYNC110 - the log rings no bell
                await asyncio.sleep(0)
            assert [(line["log_level"], line["work"]) for line in said] == [("error", "looks")]
