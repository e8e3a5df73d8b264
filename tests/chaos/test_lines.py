"""The proxy does to lines what it is told, and loses and reorders nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import pytest
from tests.chaos.proxied import Lines, Ways, proxy

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
LINE = "a>database"
HEAD = b"GET /ws HTTP/1.1\r\nhost: office\r\n"


@dataclass
class Echo:
    """An end that says what it hears, and how much of it it has heard."""

    heard: bytes = b""
    port: int = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65_536):
                self.heard += data
                writer.write(data)
        writer.close()


@asynccontextmanager
async def echo() -> AsyncIterator[Echo]:
    made = Echo()
    async with await asyncio.start_server(made.talk, "127.0.0.1", 0) as server:
        made.port = server.sockets[0].getsockname()[1]
        yield made


@asynccontextmanager
async def connected(
    lines: Lines, end: Echo, name: str | None = LINE
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    port = await lines.door(("127.0.0.1", end.port), "b", name)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield reader, writer
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def quiet(reader: asyncio.StreamReader) -> bool:
    """Whether nothing comes for a while."""
    try:
        async with asyncio.timeout(0.3):
            await reader.readexactly(1)
    except TimeoutError:
        return True
    return False


async def test_a_whole_line_carries_much_both_ways_and_its_end() -> None:
    much = bytes(range(256)) * 20_000
    async with proxy() as lines, echo() as end, connected(lines, end) as (reader, writer):
        writer.write(much)
        writer.write_eof()
        assert await reader.read() == much


@pytest.mark.parametrize(("ways", "heard"), [("both", b"one"), ("there", b"one"), ("back", b"onetwo")])
async def test_what_is_cut_stays_open_and_silent_and_goes_on_in_order(ways: Ways, heard: bytes) -> None:
    async with proxy() as lines, echo() as end, connected(lines, end) as (reader, writer):
        writer.write(b"one")
        assert await reader.readexactly(3) == b"one"
        assert await lines.cut(LINE, ways) == 1
        writer.write(b"two")
        assert await quiet(reader)
        assert end.heard == heard
        writer.write(b"three")
        await lines.mend(LINE)
        assert await reader.readexactly(8) == b"twothree"
        assert end.heard == b"onetwothree"


async def test_the_end_of_one_side_is_not_seen_by_the_other_while_the_line_is_cut() -> None:
    async with proxy() as lines, echo() as end, connected(lines, end) as (reader, writer):
        writer.write(b"one")
        await reader.readexactly(3)
        await lines.cut(LINE)
        writer.write_eof()
        assert await quiet(reader)
        await lines.mend(LINE)
        assert await reader.read() == b""


async def test_a_slow_line_takes_its_time_each_way() -> None:
    async with proxy() as lines, echo() as end, connected(lines, end) as (reader, writer):
        writer.write(b"one")
        await reader.readexactly(3)
        await lines.slow(LINE, 0.25)
        before = asyncio.get_running_loop().time()
        writer.write(b"two")
        assert await reader.readexactly(3) == b"two"
        assert asyncio.get_running_loop().time() - before >= 0.5


async def test_a_line_that_is_reset_is_reset_at_both_ends() -> None:
    async with proxy() as lines, echo() as end, connected(lines, end) as (reader, writer):
        writer.write(b"one")
        await reader.readexactly(3)
        assert await lines.reset(LINE) == 1
        with pytest.raises(ConnectionResetError):
            await reader.read(1)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (HEAD + b"\r\n", "visitors>b"),
        (HEAD + b"Madang-Passed-On-By: a\r\n\r\n", "a>b"),
        (HEAD + b"Madang-Link-Of: a\r\n\r\n", "a/link>b"),
    ],
)
async def test_a_door_of_a_node_knows_a_node_from_a_visitor(head: bytes, name: str) -> None:
    async with proxy() as lines, echo() as end, connected(lines, end, None) as (reader, writer):
        writer.write(head[:20])
        assert await quiet(reader)
        writer.write(head[20:])
        assert await reader.readexactly(len(head)) == head
        assert await lines.cut(name) == 1
