"""Without Redis an office goes on; when it is back, the nodes are known again without a restart (SPEC N5)."""

import asyncio
from typing import Any

import pytest
import uvloop
from tests.cluster.nodes import Cluster, come_in, enter, url_of
from tests.live.wire import request_id
from tests.redis_server import RedisServer

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.cluster.redis_link import RedisAway, RedisLink


async def test_N5_people_talk_and_take_tickets_without_redis_and_it_is_used_again_when_it_is_back(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    owner = await one_office.owner()
    other = one_office.others(owner)[0]
    mina, _ = await enter(url_of(other, one_office), name="Mina")
    one_office.redis.kill()
    await asyncio.to_thread(one_office.wait_for, lambda: "redis is away" in one_office.nodes[owner].output)
    juno, _ = await enter(url_of(other, one_office), name="Juno")
    await juno.send(c.Say(id=request_id(), to="room", text="Still here"))
    assert (await mina.until(m.Said)).text == "Still here"
    await juno.send(c.TicketTake(id=request_id(), service="consultation"))
    await juno.until(m.Done)
    told = await asyncio.to_thread(one_office.status)
    assert told["redis"] == "ConnectionError"
    assert [office["id"] for office in told["offices"]] == ["main"]
    one_office.redis.start()
    await asyncio.to_thread(one_office.wait_for, lambda: one_office.node_names() == {"a", "b"})
    assert one_office.owners()["main"].epoch == 1
    await mina.close()
    await juno.close()


async def test_N5_an_office_is_taken_over_without_redis_too(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    owner = await one_office.owner()
    other = one_office.others(owner)[0]
    one_office.redis.kill()
    one_office.nodes[owner].kill()
    citizen = await come_in(url_of(other, one_office), name="Mina")
    assert one_office.owners()["main"].epoch == 2
    await citizen.close()


async def test_N5_a_redis_that_is_stopped_or_emptied_holds_nobody_up(one_office: Cluster) -> None:
    await one_office.start_all("a", "b")
    other = one_office.others(await one_office.owner())[0]
    one_office.redis.pause()
    citizen = await come_in(url_of(other, one_office), name="Mina")
    await citizen.send(c.TicketTake(id=request_id(), service="consultation"))
    await citizen.until(m.Done)
    one_office.redis.resume()
    one_office.redis.flush()
    await asyncio.to_thread(one_office.wait_for, lambda: one_office.node_names() == {"a", "b"})
    assert one_office.owners()["main"].epoch == 1
    await citizen.close()


def test_N5_a_connection_that_is_lost_between_two_writes_is_redis_away(redis_server: RedisServer) -> None:
    """Chaos, seed 12: uvloop has an error of its own for it, which ended what hears of tries elsewhere (N8) for good."""

    async def lose() -> None:
        link = RedisLink(redis_server.url)
        await set_it(link)
        connection = link._redis.connection_pool._available_connections[0]  # type: ignore[attr-defined]
        connection._writer.transport.abort()
        with pytest.raises(RedisAway):
            await set_it(link)
        assert await set_it(link) == [True]
        await link.close()

    async def set_it(link: RedisLink) -> list[Any]:
        async with link.pipeline() as pipe:
            pipe.set("some", "thing")
            return await link.execute(pipe)

    uvloop.run(lose())
