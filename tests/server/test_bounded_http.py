"""Requests that never end: the server closes them, and people are served meanwhile."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from madang_server.bounded_http import REQUEST_BYTES_MAX, BoundedHttp

HEAD = b"GET / HTTP/1.1\r\nHost: office\r\n"
POST = b"POST / HTTP/1.1\r\nHost: office\r\n"
MIB = b"x" * (1 << 20)


class Hasty(BoundedHttp):
    """Waits for a request no longer than a test can wait."""

    seconds_max: ClassVar[float] = 0.2


async def read_all(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@asynccontextmanager
async def opened(http: type[BoundedHttp]) -> AsyncIterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    paths = ("/", "/o/jongno/api/attachments")
    app = Starlette(routes=[Route(path, read_all, methods=["GET", "POST"]) for path in paths])
    server = uvicorn.Server(uvicorn.Config(app, http=http, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


async def ask(port: int, *pieces: bytes) -> bytes:
    """Send these pieces and return all that comes until the server closes; a server that never does fails the test."""
    async with asyncio.timeout(120):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        sending = asyncio.gather(_send(writer, pieces), return_exceptions=True)
        answer = await _read(reader)
        await sending
        writer.close()
    return answer


async def _send(writer: asyncio.StreamWriter, pieces: tuple[bytes, ...]) -> None:
    for piece in pieces:
        writer.write(piece)
        await writer.drain()


async def _read(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read()
    except ConnectionError:
        return b"cut"


FLOODS: dict[str, tuple[bytes, ...]] = {
    "head": (HEAD, *[b"x-header: " + b"y" * 900 + b"\r\n"] * 200),
    "address": (b"GET /" + MIB,),
    "body": (POST + b"content-length: 2000000000\r\n\r\n", *[MIB] * 8),
    "chunks": (POST + b"transfer-encoding: chunked\r\n\r\n", *[b"100000\r\n" + MIB + b"\r\n"] * 8),
}


@pytest.mark.parametrize("flood", FLOODS)
async def test_a_request_past_the_bound_is_closed_and_others_are_served(flood: str) -> None:
    async with opened(BoundedHttp) as port:
        answer = await ask(port, *FLOODS[flood])
        assert answer == b"cut" or answer.startswith(b"HTTP/1.1 413")
        assert (await ask(port, HEAD + b"connection: close\r\n\r\n")).endswith(b"\r\n\r\n0")


async def test_a_request_within_the_bound_is_answered() -> None:
    body = b"x" * (REQUEST_BYTES_MAX - 200)
    async with opened(BoundedHttp) as port:
        head = POST + b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(body)
        assert (await ask(port, head, body)).endswith(b"%d" % len(body))


async def test_each_request_of_a_connection_is_counted_by_itself() -> None:
    async with opened(BoundedHttp) as port, asyncio.timeout(120):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(3):
            writer.write(POST + b"content-length: 40000\r\n\r\n" + b"x" * 40_000)
            assert (await reader.readuntil(b"\r\n\r\n40000")).startswith(b"HTTP/1.1 200")
        writer.close()


@pytest.mark.parametrize("start", [b"", HEAD, POST + b"content-length: 10\r\n\r\nabc"])
async def test_a_request_that_does_not_come_to_its_end_is_closed(start: bytes) -> None:
    async with opened(Hasty) as port:
        assert b"200 OK" not in await ask(port, start)


UPLOAD = b"POST /o/jongno/api/attachments?case=a HTTP/1.1\r\nHost: office\r\n"


class Dawdling(BoundedHttp):
    """Waits for a file for a while, and looks often whether it comes."""

    seconds_max: ClassVar[float] = 0.2
    reading_seconds: ClassVar[float] = 0.2


async def test_C24_a_file_may_come_for_longer_and_be_larger_than_other_requests() -> None:
    async with opened(Dawdling) as port, asyncio.timeout(120):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(UPLOAD + b"connection: close\r\ncontent-length: %d\r\n\r\n" % (8 * 40_000))
        for _ in range(8):
            writer.write(b"x" * 40_000)
            await asyncio.sleep(0.1)
        assert (await reader.read()).endswith(b"320000")
        writer.close()


async def test_C24_a_file_that_hardly_comes_is_cut() -> None:
    async with opened(Dawdling) as port, asyncio.timeout(120):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(UPLOAD + b"content-length: 100000\r\n\r\n" + b"x" * 20_000)
        assert await _read(reader) in {b"", b"cut"}
        writer.close()


class LookedAtAtOnce(BoundedHttp):
    """Looks at what comes as soon as the head of a request is there, as may happen on a connection that stays open."""

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._look_at_reader()


async def test_C24_a_file_that_has_just_begun_is_not_cut_by_a_look() -> None:
    async with opened(LookedAtAtOnce) as port, asyncio.timeout(120):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(UPLOAD + b"content-length: 100\r\n\r\n" + b"x" * 100)
            assert (await reader.readuntil(b"\r\n\r\n100")).startswith(b"HTTP/1.1 200")
        writer.close()


BEYOND = {
    "told": (UPLOAD + b"content-length: 11000000\r\n\r\n",),
    "untold": (UPLOAD + b"transfer-encoding: chunked\r\n\r\n", *[b"100000\r\n" + MIB + b"\r\n"] * 11),
    "by another method": (UPLOAD.replace(b"POST", b"PUT") + b"content-length: 100000\r\n\r\n",),
    "elsewhere": (UPLOAD.replace(b"attachments", b"attachments/x") + b"content-length: 100000\r\n\r\n",),
}


@pytest.mark.parametrize("way", BEYOND)
async def test_C24_no_request_is_larger_than_a_file_and_no_other_as_large(way: str) -> None:
    async with opened(BoundedHttp) as port:
        answer = await ask(port, *BEYOND[way])
        assert answer == b"cut" or b"413" in answer.splitlines()[0]
