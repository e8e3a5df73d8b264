"""Files are given to so many at once and for so long, and a turn ends however its download does (SPEC C28)."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack
from typing import Any

import pytest
from starlette.requests import ClientDisconnect
from tests.server.asking import Asking, asking
from tests.server.photos import pdf
from tests.server.running import Running, serving

from madang_server.web.downloads import AT_ONCE, AT_ONCE_OF_PERSON, AT_ONCE_OF_SOURCE, PIECE_BYTES, Download, download_turns

SCOPE = {"type": "http", "asgi": {"spec_version": "2.4"}}
CONTENT = b"x" * (3 * PIECE_BYTES + 1)
LARGE = pdf(b"%" + b"x" * 10_000_000 + b"\n")  # more than the system holds between a server and one who does not read


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("office")) as running:
        yield running


async def nothing_comes() -> Any:
    await asyncio.Event().wait()


def download(ends: list[str], **more: Any) -> Download:
    return Download(CONTENT, "application/pdf", {}, ended=lambda: ends.append("ended"), **more)


def given(persons: list[tuple[str, str]]) -> int:
    """How many of these have a turn side by side."""
    turns = download_turns()
    with ExitStack() as held:
        return sum(held.enter_context(turns.turn(person, source)) for person, source in persons)


async def test_C28_a_file_goes_out_in_pieces() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    ends: list[str] = []
    await download(ends)(SCOPE, nothing_comes, send)
    bodies = [message.get("body", b"") for message in sent[1:]]
    assert (b"content-length", str(len(CONTENT)).encode()) in sent[0]["headers"]
    assert (max(map(len, bodies)), b"".join(bodies), ends) == (PIECE_BYTES, CONTENT, ["ended"])


async def test_C28_who_goes_before_the_first_piece_holds_no_turn() -> None:
    async def send(_message: Any) -> None:
        raise OSError("gone")

    ends: list[str] = []
    with pytest.raises(ClientDisconnect):
        await download(ends)(SCOPE, nothing_comes, send)
    assert ends == ["ended"]


async def test_C28_what_is_not_taken_in_time_is_cut() -> None:
    async def send(_message: Any) -> None:
        await asyncio.Event().wait()

    ends: list[str] = []
    await download(ends, seconds_max=0.01)(SCOPE, nothing_comes, send)
    assert ends == ["ended"]


def test_C28_a_person_an_address_and_the_server_have_so_many_turns() -> None:
    assert given([("mina", f"source {number}") for number in range(9)]) == AT_ONCE_OF_PERSON
    assert given([(f"person {number}", "house") for number in range(9)]) == AT_ONCE_OF_SOURCE
    assert given([(f"person {number}", f"source {number}") for number in range(50)]) == AT_ONCE


def test_C28_a_turn_is_free_again() -> None:
    turns = download_turns()
    for _ in range(AT_ONCE_OF_PERSON + 1):
        with turns.turn("mina", "house") as has_turn:
            assert has_turn


def begun(port: int, mina: Asking, path: str) -> socket.socket:
    """A download that nobody reads on."""
    line = socket.create_connection(("127.0.0.1", port))
    bearer = mina.http.headers["authorization"]
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {bearer}\r\n\r\n".encode())
    assert line.recv(12) == b"HTTP/1.1 200"
    return line


async def test_C28_who_reads_nothing_gets_no_fourth_file_until_one_is_over(crowd: AsyncExitStack, server: Running) -> None:
    mina = await asking(crowd, server)
    path = f"/api/attachments/{await mina.uploaded(LARGE)}"
    lines = [await asyncio.to_thread(begun, server.port, mina, path) for _ in range(AT_ONCE_OF_PERSON)]
    fourth = await mina.http.get(path)
    assert (fourth.status_code, fourth.json()) == (429, {"code": "too_fast", "retry_ms": 2_000})
    for line in lines:
        line.close()
    async with asyncio.timeout(120):
        while (later := await mina.http.get(path)).status_code == 429:  # noqa: ASYNC110 - it is asked over HTTP
            await asyncio.sleep(0.05)
    assert later.content == LARGE
