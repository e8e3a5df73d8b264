"""Which hosts there were, as a new owner learns it, and may not know it yet (SPEC N27)."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import NoReturn

import pytest
from tests.redis_server import RedisServer, running

from madang_server.cluster.hosting.right import RIGHT_S
from madang_server.cluster.hosting.succession import Succession
from madang_server.cluster.redis_link import RedisLink

HOST, NUMBER = "boot-of-a-host", 7


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with running() as server:
        yield server


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def no_journal(_owner: object) -> NoReturn:
    raise AssertionError


@asynccontextmanager
async def succession(redis: RedisServer, clock: Clock) -> AsyncIterator[Succession]:
    link = RedisLink(redis.url)
    yield Succession(office="main", redis=link, epoch=lambda: 2, make_journal=no_journal, clock=clock)
    await link.close()


async def test_N27_an_owner_whom_redis_tells_nothing_waits_as_if_there_were_hosts(redis: RedisServer) -> None:
    clock = Clock()
    async with succession(redis, clock) as owner:
        redis.kill()
        await owner.begin()
        assert owner.is_open
        await owner.learn()
        assert owner.is_open
        redis.start()
        await owner.learn()
        assert not owner.is_open  # there was none


async def test_N27_an_owner_waits_no_longer_than_any_host_can_go_on(redis: RedisServer) -> None:
    clock = Clock()
    async with succession(redis, clock) as owner:
        redis.kill()
        await owner.begin()
        clock.now += RIGHT_S + 0.01
        assert (owner.is_open, owner.lapsed()) == (False, [])


async def test_N27_hosts_are_noted_again_in_a_redis_that_was_emptied(redis: RedisServer) -> None:
    clock = Clock()
    async with succession(redis, clock) as before, succession(redis, clock) as owner:
        await before.registered(HOST, NUMBER)
        redis.flush()
        await before.note({HOST: NUMBER})
        await owner.begin()
        assert owner.is_open
        clock.now += RIGHT_S + 0.01
        assert owner.lapsed() == [(HOST, NUMBER)]


async def test_N27_a_host_that_is_over_is_not_expected_when_redis_is_back(redis: RedisServer) -> None:
    clock = Clock()
    async with succession(redis, clock) as before, succession(redis, clock) as owner:
        await before.registered(HOST, NUMBER)
        await owner.over(HOST)
        await before.note({HOST: NUMBER})
        await owner.begin()
        assert not owner.is_open
