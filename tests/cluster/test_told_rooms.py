"""What an owner tells of its rooms is there for who looks, and written when it changes or would be forgotten (SPEC N7)."""

import time
from collections.abc import AsyncIterator

import pytest
from tests.redis_server import RedisServer

from madang_server.cluster.hosting.told_rooms import KEPT_S, OfficeRooms, RoomTeller, ToldRoom, find_rooms
from madang_server.cluster.redis_link import RedisLink

KEY = "madang:rooms:main"
ONE = OfficeRooms([ToldRoom("city_hall", "city_hall", "a", 1)])
TWO = OfficeRooms([ToldRoom("city_hall", "city_hall", "a", 2)], ["b"])


class Clock:
    """Seconds as the test lets them pass."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def link(redis_server: RedisServer) -> AsyncIterator[RedisLink]:
    made = RedisLink(redis_server.url)
    yield made
    await made.close()


async def test_N7_rooms_are_told_when_they_change(redis_server: RedisServer, link: RedisLink, clock: Clock) -> None:
    teller = RoomTeller(link, "main", clock)
    for rooms in (ONE, TWO):
        await teller.tell(rooms)
        assert await find_rooms(link, ["main", "another"]) == {"main": rooms}
    redis_server.ask("DEL", KEY)
    await teller.tell(TWO)
    assert await find_rooms(link, ["main"]) == {}


async def test_N7_rooms_that_stay_as_they_are_are_told_again_before_they_are_forgotten(
    redis_server: RedisServer, link: RedisLink, clock: Clock
) -> None:
    teller = RoomTeller(link, "main", clock)
    await teller.tell(ONE)
    assert 0 < redis_server.ask("PTTL", KEY) <= KEPT_S * 1_000
    redis_server.ask("DEL", KEY)
    clock.now += KEPT_S / 2
    await teller.tell(ONE)
    assert await find_rooms(link, ["main"]) == {"main": ONE}


async def test_N7_what_redis_did_not_take_is_told_again_at_once(redis_server: RedisServer, link: RedisLink, clock: Clock) -> None:
    teller = RoomTeller(link, "main", clock)
    await teller.tell(ONE)
    redis_server.kill()
    await teller.tell(TWO)
    redis_server.start()
    ends = time.monotonic() + 60
    while not await find_rooms(link, ["main"]):  # the link may take a moment to find it again
        assert time.monotonic() < ends
        await teller.tell(TWO)
    assert await find_rooms(link, ["main"]) == {"main": TWO}
