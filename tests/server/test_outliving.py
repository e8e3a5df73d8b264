"""Sessions outlive the server that has the office: on either database, whatever becomes of Redis meanwhile (SPEC S22, S23)."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.live.live_server import eventually
from tests.live.wire import request_id
from tests.postgresql_server import running as postgresql_running
from tests.redis_server import RedisServer
from tests.server.coming_back import Visit
from tests.server.running import Running, free_port, serving
from tests.server.test_standby import OPEN, line_with, standing_by

from madang_protocol import commands as c
from madang_protocol import messages as m

META = "madang:{main}:meta"


@dataclass
class Two:
    """Two servers of one office, one after the other."""

    first: Running
    redis: RedisServer
    next: Callable[[], str]  # kills the first; returns the address of the sockets of the one that has the office then

    async def taken_over(self) -> str:
        return await asyncio.to_thread(self.next)

    async def kept(self) -> None:
        """Wait until all that was told by now is in the journal: the second write from now on began later."""
        before = self._writes()
        await eventually(lambda: self._writes() >= before + 2)

    def _writes(self) -> int:
        return int(self.redis.ask("HGET", META, "write") or 0)


@contextmanager
def one_after_the_other(folder: Path, kind: str, redis: RedisServer) -> Iterator[Two]:
    with ExitStack() as opened:
        settings = f'redis = "{redis.url}"\n'
        if kind == "postgresql":
            database = opened.enter_context(postgresql_running(durable=True))
            settings += f'database = "{database.url(database.empty())}"\n'
        (folder / "madang.toml").write_text(settings, "utf-8")
        first = opened.enter_context(serving(folder))
        port = free_port()
        second = opened.enter_context(standing_by(folder, port)) if kind == "postgresql" else None

        def take_over() -> str:
            first.kill()
            if second is None:
                return opened.enter_context(serving(folder)).socket_url
            line_with(second, OPEN)
            return f"ws://127.0.0.1:{port}/ws"

        yield Two(first, redis, take_over)


@pytest.fixture(params=["sqlite", "postgresql"])
def two(request: pytest.FixtureRequest, tmp_path: Path, redis_server: RedisServer) -> Iterator[Two]:
    with one_after_the_other(tmp_path, request.param, redis_server) as servers:
        yield servers


def say(text: str) -> c.Say:
    return c.Say(id=request_id(), to="room", text=text)


async def test_S22_after_kill_9_people_are_back_where_they_were_and_nothing_is_lost_or_doubled(two: Two) -> None:
    mina, joon = [await Visit.begin(two.first.socket_url, name) for name in ("Mina", "Joon")]
    lines = [say(f"line {number}") for number in range(6)]
    await mina.client.send(c.Move(n=1, h=1))
    for line in lines[:3]:
        await mina.client.send(line)
        await mina.client.until(m.Done, id=line.id)
    await joon.hear("line 1")  # the last one is on its way to them, or was written and not read
    await joon.client.drop()
    await mina.client.send(c.TicketTake(id=request_id(), service="echo"))
    await mina.client.until(m.Tickets)
    await mina.client.send(c.Move(n=2, h=0))
    await two.kept()
    url = await two.taken_over()
    assert [(await visit.come_back(url)).resumed for visit in (mina, joon)] == [True, True]
    assert mina.room.room == joon.room.room == "city_hall"
    for line in lines[2:]:  # the first of these was answered before: the page that did not read the answer asks again
        await mina.client.send(line)
        await mina.client.until(m.Done, id=line.id)
    await joon.hear("line 5")
    assert joon.heard == [f"line {number}" for number in range(6)]
    assert (mina.client.gaps, joon.client.gaps) == ([], [])


async def test_S22_a_number_beyond_the_journal_begins_anew_with_everything(two: Two) -> None:
    mina = await Visit.begin(two.first.socket_url, "Mina")
    await mina.client.send(c.TicketTake(id=request_id(), service="echo"))
    await mina.client.until(m.Done)
    await two.kept()
    url = await two.taken_over()
    welcome = await mina.come_back(url, seen=mina.client.seen + 5)
    assert not welcome.resumed
    told = [message for message in mina.client.passed if isinstance(message, m.Tickets)]
    tickets = told[-1] if told else await mina.client.until(m.Tickets)
    assert [ticket.service for ticket in tickets.tickets] == ["echo"]
    assert mina.client.gaps == []


@pytest.mark.parametrize("fault", ["restart_empty", "flush", "pause"])
async def test_S23_whatever_becomes_of_redis_people_talk_on_and_the_journal_is_written_again(
    tmp_path: Path, redis_server: RedisServer, fault: str
) -> None:
    with one_after_the_other(tmp_path, "sqlite", redis_server) as two:
        mina = await Visit.begin(two.first.socket_url, "Mina")
        await two.kept()
        getattr(redis_server, fault)()
        for text in ("one", "two", "three"):
            await mina.client.send(say(text))
            await mina.hear(text)
        redis_server.resume()
        await two.kept()
        welcome = await mina.come_back(await two.taken_over())
        assert (welcome.resumed, mina.client.gaps) == (True, [])


async def test_S23_without_redis_the_next_server_begins_anew_and_says_so_once(tmp_path: Path, redis_server: RedisServer) -> None:
    with one_after_the_other(tmp_path, "sqlite", redis_server) as two:
        mina = await Visit.begin(two.first.socket_url, "Mina")
        await two.kept()
        redis_server.kill()
        await mina.client.send(say("alone"))
        await mina.hear("alone")
        await eventually(lambda: two.first.output.count("the journal of sessions cannot be written") == 1)
        assert not (await mina.come_back(await two.taken_over())).resumed
        assert two.first.output.count("the journal of sessions cannot be read") == 1


async def test_S22_a_server_that_is_ended_in_order_leaves_its_sessions_to_the_next(
    tmp_path: Path, redis_server: RedisServer
) -> None:
    with one_after_the_other(tmp_path, "sqlite", redis_server) as two:
        mina = await Visit.begin(two.first.socket_url, "Mina")
        await mina.client.send(say("a last word"))
        await mina.hear("a last word")
        assert await asyncio.to_thread(two.first.stop) == 0
        await mina.client.until_closed()
        welcome = await mina.come_back(await two.taken_over())
        assert (welcome.resumed, mina.client.gaps) == (True, [])
