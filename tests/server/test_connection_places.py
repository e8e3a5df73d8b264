"""How many connections there may be, and how long a reader may let an answer wait (SPEC S18)."""

import asyncio
import resource
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

import pytest
import uvicorn
import websockets.sync.client
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from tests.server.running import Running, serving
from websockets.exceptions import InvalidStatus

from madang_protocol.limits import SUBPROTOCOL
from madang_server.bounded_http import BoundedHttp
from madang_server.connection_places import ConnectionPlaces, Full, most_connections

LARGE = 64 * 1024 * 1024  # more than the system's buffers take
ASK = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


class Impatient(BoundedHttp):
    """Looks at readers more often than a test would wait."""

    reading_seconds: ClassVar[float] = 0.3


async def serve(maker: Callable[..., asyncio.Protocol]) -> tuple[uvicorn.Server, asyncio.Task[None], int]:
    async def large(_request: object) -> PlainTextResponse:
        return PlainTextResponse("~" * LARGE)

    listener = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/", large)])
    server = uvicorn.Server(uvicorn.Config(app, http=maker, log_config=None, lifespan="off"))  # type: ignore[arg-type]
    return server, asyncio.create_task(server.serve(sockets=[listener])), listener.getsockname()[1]


async def until(come: Callable[[], bool]) -> None:
    async with asyncio.timeout(120):
        while not come():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.02)


def places(in_all: int = 10, per_source: int = 10) -> ConnectionPlaces:
    return ConnectionPlaces(in_all=in_all, per_source=per_source, now=time.monotonic, turned_away=lambda *_: None)


async def test_S18_a_reader_that_never_reads_is_cut_and_its_place_is_free() -> None:
    here = places()
    server, serving_, port = await serve(lambda **given: Impatient(places=here, **given))
    with socket.create_connection(("127.0.0.1", port)) as peer:
        peer.sendall(ASK + b"\r\n")
        await until(lambda: here.taken == 1)
        await until(lambda: here.taken == 0)
    server.should_exit = True
    await serving_


async def test_S18_a_reader_that_reads_gets_all_of_the_answer() -> None:
    here = places()
    server, serving_, port = await serve(lambda **given: Impatient(places=here, **given))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(ASK + b"connection: close\r\n\r\n")
    assert (await reader.read()).count(b"~") == LARGE
    writer.close()
    await until(lambda: here.taken == 0)
    server.should_exit = True
    await serving_


def test_S18_a_place_too_many_is_not_given_and_one_given_back_is() -> None:
    here = places(in_all=2)
    assert [here.take() for _ in range(3)] == [True, True, False]
    here.give_back()
    assert here.take()


def test_S18_an_address_has_no_more_than_its_own_and_never_more_than_half() -> None:
    here = places(in_all=6, per_source=100)
    assert [here.take_of("a") for _ in range(4)] == [True, True, True, False]
    assert here.take_of("b")


def test_what_is_given_back_leaves_no_trace_of_an_address() -> None:
    here = places()
    here.take_of("a")
    here.give_back_of("a")
    assert here.sources == 0


def test_S18_that_it_is_full_is_told_once_a_minute_with_how_many() -> None:
    told: list[tuple[Full, int]] = []
    instant = [0.0]
    here = ConnectionPlaces(in_all=1, per_source=1, now=lambda: instant[0], turned_away=lambda *what: told.append(what))
    for second in range(0, 130, 10):
        instant[0] = float(second)
        here.take()
    assert told == [(Full.IN_ALL, 1), (Full.IN_ALL, 6)]


@pytest.mark.parametrize(("files", "connections"), [(1_048_576, 20_000), (1_024, 448), (100, 1)])
def test_S18_connections_leave_files_for_what_they_are_sent(files: int, connections: int) -> None:
    assert most_connections(20_000, files) == connections


def status_of(server: Running, *headers: str) -> bytes:
    """The first line of the answer to a request of a new connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=120) as peer:
        lines = "".join(f"{header}\r\n" for header in (f"Host: localhost:{server.port}", "Connection: close", *headers))
        peer.sendall(f"GET /healthz HTTP/1.1\r\n{lines}\r\n".encode())
        return peer.makefile("rb").readline()


def eventually(come: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 300
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def socket_to(server: Running, source: str) -> websockets.sync.client.ClientConnection:
    headers = {"X-Forwarded-For": source}
    return websockets.sync.client.connect(server.socket_url, subprotocols=[SUBPROTOCOL], additional_headers=headers, proxy=None)  # type: ignore[list-item]


def test_S18_sockets_count_for_the_address_that_the_proxy_tells(tmp_path: Path) -> None:
    with serving(tmp_path, MADANG_CONNECTIONS_PER_ADDRESS="2") as server, ExitStack() as held:
        for _ in range(2):
            held.enter_context(socket_to(server, "203.0.113.7"))
        assert status_of(server, "X-Forwarded-For: 203.0.113.7").split()[1] == b"503"
        with pytest.raises(InvalidStatus, match="503"):
            socket_to(server, "203.0.113.7")
        assert status_of(server, "X-Forwarded-For: 203.0.113.8").split()[1] == b"200"
        held.close()
        eventually(lambda: status_of(server, "X-Forwarded-For: 203.0.113.7").split()[1] == b"200")
        assert server.output.count("connections turned away") == 1
        assert "203.0.113.7" not in server.output


def test_S18_a_connection_too_many_in_all_is_told_so(tmp_path: Path) -> None:
    with serving(tmp_path, MADANG_CONNECTIONS="10") as server, ExitStack() as held:
        for _ in range(10):
            held.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        eventually(lambda: status_of(server).split()[1] == b"503")
        held.close()
        eventually(lambda: status_of(server).split()[1] == b"200")


def processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def test_open_files_used_up_is_logged_spins_not_and_passes(tmp_path: Path) -> None:
    with serving(tmp_path) as server, ExitStack() as held:
        soft, hard = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
        used = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (used + 3, hard))
        for _ in range(20):
            held.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        eventually(lambda: "open files are nearly used up" in server.output)
        before = processor_seconds(server.process.pid)
        time.sleep(2)
        assert processor_seconds(server.process.pid) - before < 1
        held.close()
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (soft, hard))
        eventually(lambda: "open files are free again" in server.output)
        assert status_of(server).split()[1] == b"200"
