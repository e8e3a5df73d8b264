"""A Redis that fails over by its sentinels: nodes find the new one by themselves, and sessions outlive nodes by it (N5, S22)."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.nodes import Cluster, cluster, url_of
from tests.live.live_server import eventually
from tests.live.wire import request_id
from tests.postgresql_server import PostgreSQL
from tests.redis_sentinels import WatchedRedis, watched
from tests.server.coming_back import Visit

from madang_protocol import commands as c
from madang_protocol import messages as m

META = "madang:{main}:meta"


@pytest.fixture
def redis() -> Iterator[WatchedRedis]:
    with watched() as servers:
        yield servers


@pytest.fixture
def made(tmp_path: Path, postgresql: PostgreSQL, redis: WatchedRedis) -> Iterator[Cluster]:
    with cluster(tmp_path, postgresql, redis, ("main",)) as nodes:
        yield nodes


def writes(redis: WatchedRedis) -> int:
    return int(redis.master.ask("HGET", META, "write") or 0)


async def kept(redis: WatchedRedis) -> None:
    """Wait until all that was told by now is in the journal of the Redis that is the master now."""
    before = writes(redis)
    await eventually(lambda: writes(redis) >= before + 2)


async def test_N5_S22_nodes_follow_redis_to_where_its_sentinels_have_it(made: Cluster, redis: WatchedRedis) -> None:
    await made.start_all("a", "b")
    owner = await made.owner()
    other = made.others(owner)[0]
    mina = await Visit.begin(url_of(other, made), "Mina")
    joon = await Visit.begin(url_of(other, made), "Joon")
    await asyncio.to_thread(redis.kill_master)
    await mina.client.send(c.TicketTake(id=request_id(), service="consultation"))
    await mina.client.until(m.Done)
    await asyncio.to_thread(made.wait_for, lambda: made.node_names() == {"a", "b"})
    assert made.owners()["main"].epoch == 1
    await mina.client.send(c.Say(id=request_id(), to="room", text="Are you here?"))
    await joon.hear("Are you here?")
    await kept(redis)
    made.nodes[owner].kill()
    assert (await joon.come_back(url_of(other, made), seen=0)).resumed
    await joon.hear("Are you here?")
    assert made.owners()["main"].epoch == 2
    for visit in (mina, joon):
        await visit.client.close()
