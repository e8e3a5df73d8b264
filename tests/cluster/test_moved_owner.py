"""A request that was passed on to a node which has the office no more is not waited for (SPEC N2)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tests.cluster.nodes import Cluster
from tests.cluster.test_relays import Owner, owner_at

from madang_server.cluster.http_relay import HttpRelay

NOBODY = "http://127.0.0.1:1"


class Place:
    """Where the office is, and who was asked for it."""

    def __init__(self) -> None:
        self.address: str | None = None
        self.asked: list[bytes] = []
        self.came = asyncio.Event()

    def silent(self) -> Owner:
        """An owner that takes requests and answers none, as one that is stopped."""

        async def owner(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                self.asked.append(await reader.readuntil(b"\r\n\r\n"))
                self.came.set()
                await reader.read()
            writer.close()

        return owner

    async def answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """An owner that is at work."""
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
        writer.close()


@asynccontextmanager
async def visitor_by(address: Callable[[], str | None]) -> AsyncIterator[httpx.AsyncClient]:
    relay = HttpRelay("a", lambda _office: address())

    async def ask(request: Request) -> Response:
        return await relay.ask("main", request)

    app = Starlette(routes=[Route("/api/waits", ask, methods=["GET", "POST"])])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://office") as visitor:
        yield visitor
    await relay.close()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_N2_a_question_is_asked_of_the_next_owner_when_its_owner_is_silent_and_the_office_moves(method: str) -> None:
    place = Place()
    async with owner_at(place.silent()) as first, owner_at(place.answers) as second, visitor_by(lambda: place.address) as visitor:
        place.address = first
        asking = asyncio.create_task(visitor.request(method, "/api/waits"))
        await place.came.wait()
        place.address = second
        assert (await asking).status_code == 204
        assert len(place.asked) == 2


@pytest.mark.parametrize(("method", "moves"), [("GET", False), ("POST", False), ("POST", True)])
async def test_N2_what_may_have_been_done_is_not_asked_for_again_but_answered_in_time(method: str, moves: bool) -> None:
    place = Place()
    async with owner_at(place.silent()) as first, owner_at(place.answers) as second, visitor_by(lambda: place.address) as visitor:
        place.address = first
        asking = asyncio.create_task(visitor.request(method, "/api/waits"))
        await place.came.wait()
        place.address = second if moves else None
        answer = await asking
        assert (answer.status_code, answer.json(), answer.headers["retry-after"]) == (503, {"code": "no_owner"}, "2")
        assert len(place.asked) == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_N2_what_was_never_sent_is_asked_of_the_next_owner(method: str) -> None:
    place = Place()
    async with owner_at(place.answers) as second:
        places = iter([NOBODY])
        async with visitor_by(lambda: next(places, second)) as visitor:
            assert (await visitor.request(method, "/api/waits")).status_code == 204
        async with visitor_by(lambda: NOBODY) as visitor:
            assert (await visitor.request(method, "/api/waits")).status_code == 503
    assert len(place.asked) == 1


async def test_N2_an_owner_that_dies_in_the_middle_of_an_answer_is_one_line_in_the_log(one_office: Cluster) -> None:
    async def dies(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n")
        await writer.drain()
        writer.close()

    async with owner_at(dies) as address:
        await asyncio.to_thread(one_office.run, "migrate")
        with one_office.postgresql.connect(one_office.database) as sql:
            sql.execute(
                "INSERT INTO shards (office, epoch, owner, boot, since, until, commits, address)"
                " VALUES ('main', 1, 'another', 'another', 0, extract(epoch from clock_timestamp()) + 1000, 0, %s)",
                [address],
            )
        node = await asyncio.to_thread(one_office.start, "b")
        async with httpx.AsyncClient(base_url=node.url, trust_env=False) as visitor:
            with pytest.raises(httpx.RemoteProtocolError):
                await visitor.get("/api/waits")
        assert await asyncio.to_thread(node.stop) == 0
    assert node.output.count("another node broke off an answer") == 1
    assert "Traceback" not in node.output
    assert "ASGI" not in node.output
