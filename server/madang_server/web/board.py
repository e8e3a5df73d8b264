"""The board of an office for anybody: once as JSON, or as events that go on, for displays (SPEC O7). Knows no person.

The board is encoded at most once a second, whoever looks; every display gets the same bytes. A stream ends when this server has
the office no more, and the display asks whoever has it next.
"""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from madang_server.addresses import Proxies
from madang_server.faults import StorageFailed
from madang_server.web import files
from madang_server.web.callers import source_at

LOOK_EVERY_S = 1.0
BEAT_EVERY_LOOKS = 5  # a display that hears nothing for much longer says that it is out of date
DISPLAYS_MAX = 200  # of one office ...
DISPLAYS_OF_AN_ADDRESS_MAX = 50  # ... and of one address: a house has a few on each floor
RETRY_MS = 3_000
_FULL = {"retry-after": "10", "cache-control": "no-store"}
_EVENTS = {"cache-control": "no-store", "x-accel-buffering": "no"}  # a proxy passes each event on as it comes


class Board:
    """The board as bytes, at most `LOOK_EVERY_S` old. `read` gives it; `monotonic`: seconds; `now`: unix seconds."""

    def __init__(self, read: Callable[[], dict[str, Any]], monotonic: Callable[[], float], now: Callable[[], float]) -> None:
        self._read = read
        self._monotonic = monotonic
        self._now = now
        self._looked = float("-inf")
        self.body = b""
        self.event = b""

    def look(self) -> None:
        """See to it that `body`, and `event` with it, is as the office is now."""
        if self._monotonic() - self._looked < LOOK_EVERY_S / 2:
            return
        self._looked = self._monotonic()
        body = json.dumps(self._read(), ensure_ascii=False, separators=(",", ":")).encode()
        if body != self.body:
            self.body, self.event = body, b"event: board\ndata: " + body + b"\n\n"

    def beat(self) -> bytes:
        """Return the event that says what time it is."""
        return b"event: time\ndata: %d\n\n" % self._now()

    async def events(self, is_here: Callable[[], bool]) -> AsyncIterator[bytes]:
        """Yield the board, then each change of it and the time, as long as the office is here."""
        yield b"retry: %d\n\n" % RETRY_MS
        told, looks = b"", 0
        while is_here():
            self.look()
            if told is not self.event:
                told = self.event
                yield told
            if looks % BEAT_EVERY_LOOKS == 0:
                yield self.beat()
            looks += 1
            await asyncio.sleep(LOOK_EVERY_S)


class Places:
    """How many streams go on, in all and from each address."""

    def __init__(self) -> None:
        self._of: Counter[str] = Counter()

    @contextmanager
    def one_for(self, source: str) -> Iterator[bool]:
        """Keep a place for the block. False: there is none."""
        if self._of.total() >= DISPLAYS_MAX or self._of[source] >= DISPLAYS_OF_AN_ADDRESS_MAX:
            yield False
            return
        self._of[source] += 1
        try:
            yield True
        finally:
            self._of[source] -= 1
            self._of += Counter()  # who has none is forgotten


class _Stream(Response):
    """Events, for as long as somebody listens and there is a place."""

    def __init__(self, places: Places, source: str, events: Callable[[], AsyncIterator[bytes]]) -> None:
        super().__init__()
        self._places = places
        self._source = source
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._places.one_for(self._source) as has_place:
            answer = StreamingResponse(self._events(), media_type="text/event-stream", headers=_EVENTS) if has_place else _full()
            await answer(scope, receive, send)


def _full() -> Response:
    return JSONResponse({"code": "too_many_displays"}, 503, _FULL)


def board_routes(board: Board, is_here: Callable[[], bool], proxies: Proxies) -> APIRouter:
    """Return the routes. `is_here`: whether this server has the office now; 503 `storage` otherwise."""
    router, places = APIRouter(), Places()

    @router.api_route("/api/board", methods=["GET", "HEAD"])
    async def now(request: Request) -> Response:
        if not is_here():
            raise StorageFailed("storage")
        board.look()
        tag = f'"{hashlib.sha256(board.body).hexdigest()[:16]}"'
        headers = {"cache-control": files.ASK_AGAIN, "etag": tag}
        if files.has_already(request, tag):
            return Response(status_code=304, headers=headers)
        return Response(board.body, media_type="application/json", headers=headers)

    @router.get("/api/board/events")
    async def events(request: Request) -> Response:
        if not is_here():
            raise StorageFailed("storage")
        source = source_at(request, proxies)
        return _Stream(places, source, lambda: board.events(is_here))

    return router
