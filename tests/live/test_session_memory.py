"""What a visitor costs in memory: bounds well above what it is today, and below what a kept HTTP request would make of it."""

import asyncio
import gc
import socket
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from urllib.parse import urlsplit

from httptools import HttpRequestParser
from tests.live.live_server import Site, eventually, plans, running
from websockets.http11 import Request

from madang_protocol import codec, limits
from madang_protocol.commands import Hello
from madang_server.bounded_http import BoundedHttp
from madang_server.connection_places import ConnectionPlaces
from madang_server.live.session import Flow

VISITORS = 60
SESSION_BYTES_MAX = 8_000
UPGRADE = (
    f"GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {limits.SUBPROTOCOL}\r\n\r\n"
)


def places() -> ConnectionPlaces:
    return ConnectionPlaces(in_all=1_000, per_source=500, now=lambda: 0.0, turned_away=lambda *_: None)


async def enter(site: Site, number: int) -> socket.socket:
    """A visitor whose own side costs next to nothing: a socket that reads no further than to the handshake's answer."""
    line, loop, server = socket.socket(), asyncio.get_running_loop(), urlsplit(site.url)
    line.setblocking(False)
    await loop.sock_connect(line, (server.hostname, server.port))
    await loop.sock_sendall(line, UPGRADE.encode())
    assert b" 101 " in await loop.sock_recv(line, 1_024)
    hello = codec.encode_command(Hello(versions=[limits.VERSION], name=f"Visitor {number}"))
    await loop.sock_sendall(line, bytes((0x82, 0x80 | len(hello))) + bytes(4) + hello)  # masked with zeros
    return line


async def enter_all(site: Site, lines: ExitStack, visitors: int) -> None:
    """Come in, and be told everything that is told at first."""
    sessions = site.live.parts.sessions.sessions
    before = len(sessions)
    for number in range(visitors):
        lines.enter_context(await enter(site, before + number))
    await eventually(lambda: sum(each.flow is Flow.CURRENT for each in sessions.values()) == before + visitors)


def held_bytes() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


@contextmanager
def counted() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
    finally:
        tracemalloc.stop()


@contextmanager
def uncollected() -> Iterator[None]:
    """As in a server with many visitors: no collection of everything comes for a long while."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def of_requests() -> list[object]:
    return [each for each in gc.get_objects() if isinstance(each, BoundedHttp | HttpRequestParser | Request)]


async def test_a_visitor_who_only_stands_there_costs_a_few_kilobytes() -> None:
    with counted(), ExitStack() as lines:
        async with running(places=plans(capacity=200), http=partial(BoundedHttp, places=places())) as site:
            await enter_all(site, lines, 20)
            before = held_bytes()
            await enter_all(site, lines, VISITORS)
            assert (held_bytes() - before) / VISITORS < SESSION_BYTES_MAX


async def test_of_the_request_that_a_connection_was_nothing_waits_for_the_garbage_collector() -> None:
    with uncollected(), ExitStack() as lines:
        async with running(places=plans(capacity=200), http=partial(BoundedHttp, places=places())) as site:
            before = set(map(id, of_requests()))  # of a client of another test that is not collected yet
            await enter_all(site, lines, VISITORS)
            assert [each for each in of_requests() if id(each) not in before] == []
