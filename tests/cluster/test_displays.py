"""Displays and announcements in a cluster: at any node, at a host, and over the end of the office's node (SPEC O7, T24, T25)."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import httpx
from tests.cluster.nodes import Cluster, url_of
from tests.cluster.test_rooms_elsewhere import with_host
from tests.cluster.travelling import Traveller
from tests.live.wire import request_id

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.live.welcome import FEATURES

PATIENCE_S = 120.0  # only so that a broken cluster fails a test instead of holding it for ever
MANY = 120  # more than a client of HTTP keeps connections to one address unless it is told to


@asynccontextmanager
async def board_events(made: Cluster, node: str, address: str = "127.0.0.1") -> AsyncIterator[AsyncIterator[str]]:
    """The kinds of the events of the board, as they come by that node."""
    async with (
        httpx.AsyncClient(base_url=made.nodes[node].url, trust_env=False, timeout=PATIENCE_S) as http,
        http.stream("GET", "/api/board/events", headers={"x-forwarded-for": address}) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        yield (line.removeprefix("event: ") async for line in answer.aiter_lines() if line.startswith("event: "))


async def announce(supervisor: Traveller, text: str) -> None:
    said = c.AnnouncementPost(id=request_id(), kind="other", ko=text, until=int(time.time()) + 3_600)
    assert isinstance(await supervisor.ask(said), m.Done)


async def test_O7_any_node_serves_the_display_and_its_events(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    other = one_office.others(await one_office.owner())[0]
    with one_office.nodes[other].client() as far:
        assert (await asyncio.to_thread(far.get, "/display")).status_code == 200
        board = (await asyncio.to_thread(far.get, "/api/board")).json()
    async with board_events(one_office, other) as events:
        assert [await anext(events), await anext(events)] == ["board", "time"]
    assert board["services"][0]["id"] == "consultation"


async def test_O7_displays_that_are_passed_on_hold_up_nobody_else(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    other = one_office.others(await one_office.owner())[0]
    async with AsyncExitStack() as kept:
        sources = [f"203.0.113.{number}" for number in range(MANY)]
        displays = [await kept.enter_async_context(board_events(one_office, other, source)) for source in sources]
        assert {await anext(events) for events in displays} == {"board"}
        with one_office.nodes[other].client() as far:
            assert (await asyncio.to_thread(far.get, "/api/waits")).status_code == 200


async def test_O7_a_display_learns_by_the_same_node_who_has_the_office_next(one_office: Cluster) -> None:
    await one_office.start_all("a", "b", "c")
    owner = await one_office.owner()
    by = one_office.others(owner)[0]
    async with board_events(one_office, by) as events:
        assert await anext(events) == "board"
        one_office.nodes[owner].kill()
        with suppress(httpx.HTTPError):
            async for _ in events:
                pass
    assert await one_office.owner() != owner
    async with asyncio.timeout(PATIENCE_S):
        while not await told_by(one_office, by):
            pass


async def told_by(made: Cluster, node: str) -> bool:
    """Whether the board's events come by that node now."""
    with suppress(AssertionError, httpx.HTTPError, StopAsyncIteration):
        async with board_events(made, node) as events:
            return await anext(events) == "board"
    return False


async def test_T24_T25_who_is_at_a_host_announces_and_reads_what_is_announced(one_office: Cluster) -> None:
    owner, first = await with_host(one_office)
    token = await asyncio.to_thread(one_office.officer_token, owner, "Supervisor Seo", "consultation", "--supervisor")
    mina = await Traveller.begin(url_of(owner, one_office), name="Mina")
    supervisor = await Traveller.begin(url_of(owner, one_office), officer=token)
    assert mina.node == one_office.others(owner)[0]
    await announce(supervisor, "쉽니다")
    for person in (first, mina):
        while [one.ko for one in (await person.until(m.Office)).announcements] != ["쉽니다"]:
            pass
    assert supervisor.welcome.features == mina.welcome.features == list(FEATURES)
