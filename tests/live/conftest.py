"""Fixtures of the live side's tests: the loop that the server runs on, and a server."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import uvloop
from tests.live.live_server import Site, running


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"uvloop": uvloop.new_event_loop}


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running() as server:
        yield server
