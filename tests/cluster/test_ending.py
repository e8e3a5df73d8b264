"""A node that is asked to end hands its offices over at once, whatever its listener waits for (SPEC N4)."""

import asyncio

import httpx
import uvicorn
from starlette.types import Receive, Scope, Send
from tests.server.running import free_port

from madang_server.listener import Listener


async def test_N4_handing_over_begins_before_the_listener_waits_for_what_is_under_way() -> None:
    asked, handing_over = asyncio.Event(), asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        assert scope["type"] == "http"
        asked.set()
        await handing_over.wait()  # what is under way ends after it has begun, or not within the listener's patience
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    config = uvicorn.Config(app, port=free_port(), lifespan="off", log_config=None)
    listener = Listener(config, lambda: None, handing_over.set)
    serving = asyncio.create_task(listener.serve())
    async with httpx.AsyncClient(trust_env=False) as visitor:
        while not listener.started:  # noqa: ASYNC110 - uvicorn tells nobody else
            await asyncio.sleep(0.01)
        answer = asyncio.create_task(visitor.get(f"http://127.0.0.1:{config.port}/"))
        await asked.wait()
        listener.should_exit = True
        assert (await answer).status_code == 204
    await serving
