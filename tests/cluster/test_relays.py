"""What passes people on, against an owner of our own: it keeps nothing of what is over, and adds nothing (SPEC N2)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import httpx
from fastapi import APIRouter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.server import ServerState

from madang_server.cluster.http_relay import HttpRelay
from madang_server.cluster.socket_relay import SocketRelays

HEAD = b"GET /ws HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
CONNECTIONS_OF_ONE_CLIENT = 100  # as httpx has it
MUCH = b"x" * 20_000_000  # more than a connection of this machine keeps
Owner = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def owner_at(owner: Owner) -> AsyncIterator[str]:
    async with await asyncio.start_server(owner, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@asynccontextmanager
async def visitor_by(relays: SocketRelays) -> AsyncIterator[asyncio.StreamReader]:
    """A visitor who has asked for a socket."""
    state = ServerState()
    node = await asyncio.get_running_loop().create_server(lambda: relays.make("main", state), "127.0.0.1", 0)
    async with node:
        reader, writer = await asyncio.open_connection("127.0.0.1", node.sockets[0].getsockname()[1])
        writer.write(HEAD)
        yield reader
        writer.close()


async def until_none_is_left(relays: SocketRelays) -> None:
    async with asyncio.timeout(300):
        while relays.count:  # noqa: ASYNC110 - what it looks at tells nobody
            await asyncio.sleep(0.01)


async def test_N2_who_does_not_read_is_cut_also_when_the_owner_cannot_tell() -> None:
    gone = asyncio.Event()

    async def owner(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(MUCH)
        await gone.wait()
        writer.transport.abort()

    async with owner_at(owner) as address:
        relays = SocketRelays("a", lambda _office: address, reading_s=0.2)
        async with visitor_by(relays) as reader:
            reader._transport.pause_reading()  # type: ignore[attr-defined]
            await asyncio.sleep(0.1)
            assert relays.count == 1
            await until_none_is_left(relays)
            gone.set()


async def test_N2_who_reads_slowly_gets_all_of_it() -> None:
    async def owner(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(MUCH)
        await writer.drain()
        writer.close()

    async with owner_at(owner) as address:
        relays = SocketRelays("a", lambda _office: address)
        async with visitor_by(relays) as reader:
            assert len(await reader.read()) == len(MUCH)
        await until_none_is_left(relays)


async def test_N2_a_request_is_passed_on_as_it_came() -> None:
    heads: list[list[bytes]] = []

    async def owner(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nset-cookie: of=one visitor\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        writer.close()

    async with owner_at(owner) as address:
        relay = HttpRelay("a", lambda _office: address)

        async def ask(request: Request) -> Response:
            return await relay.ask("main", request)

        app = Starlette(routes=[Route("/api/waits", ask)])
        for _ in range(2):
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://office") as visitor:
                asked = httpx.Request("GET", "http://office/api/waits", headers={"x-own": "1"})
                assert (await visitor.send(asked)).headers["set-cookie"] == "of=one visitor"
        await relay.close()
    for head in heads:
        assert sorted(line.partition(b":")[0] for line in head[1:] if line) == [
            b"host", b"madang-passed-on-by", b"x-forwarded-for", b"x-own",
        ]  # fmt: skip


def test_N2_every_route_is_passed_on_also_those_of_a_router_within_a_router() -> None:
    outer, inner = APIRouter(), APIRouter()
    inner.add_api_route("/api/inner", lambda: None, methods=["POST"])
    outer.add_api_route("/api/outer", lambda: None, methods=["GET"])
    outer.include_router(inner)
    relayed = HttpRelay("a", lambda _office: None).routes_like("main", [outer])
    passed_on = {route.path: "POST" in (route.methods or ()) for route in relayed.routes if isinstance(route, Route)}
    assert passed_on == {"/api/inner": True, "/api/outer": False}


async def test_N2_who_leaves_in_the_middle_of_a_request_is_no_fault() -> None:
    relay = HttpRelay("a", lambda _office: "http://127.0.0.1:1")
    messages = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> dict[str, object]:
        return next(messages)

    scope = {"type": "http", "method": "POST", "path": "/", "raw_path": b"/", "query_string": b"", "headers": []}
    answer = await relay.ask("main", Request(scope, receive))  # type: ignore[arg-type]
    assert answer.status_code == 400
    await relay.close()


async def test_N2_an_owner_that_answers_nothing_holds_up_nobody_who_asks_another() -> None:
    asked, handlers = asyncio.Event(), list[asyncio.Task[None] | None]()

    async def stopped(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.append(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            asked.set()
            await reader.read()
        writer.close()

    async def alive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
        writer.close()

    async with owner_at(stopped) as first, owner_at(alive) as second:
        relay = HttpRelay("a", {"jongno": first, "mapo": second}.get)
        waiting = [asyncio.create_task(relay.ask("jongno", get())) for _ in range(CONNECTIONS_OF_ONE_CLIENT)]
        await asked.wait()
        answer = await relay.ask("mapo", get())
        assert answer.status_code == 204
        assert not all(task.done() for task in waiting)  # on a busy machine some may have given up connecting
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await relay.close()
        await asyncio.gather(*filter(None, handlers), return_exceptions=True)


def get() -> Request:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"", "headers": []}
    return Request(scope, receive)  # type: ignore[arg-type]
