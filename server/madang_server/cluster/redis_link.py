"""The way to Redis: bounded in time, with one named fault. Knows redis-py, no key."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.client import Pipeline
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from madang_server.redis_url import SentinelAddress, sentinel_address

ANSWER_S = 2.0
# What redis-py raises when Redis does not answer, or not in time; the last is uvloop's word for a connection that was just lost.
FAULTS = (RedisError, OSError, TimeoutError, RuntimeError)


class RedisAway(Exception):
    """Redis did not answer, or not in time. What it was asked may have been done."""


class RedisAtSentinels(Redis):
    """The Redis that sentinels name; each new connection asks them where it is now."""

    sentinels: Sentinel

    async def aclose(self, close_connection_pool: bool | None = None) -> None:  # noqa: FBT001 - as redis-py has it
        """Let go of the connections to Redis and to the sentinels."""
        await super().aclose(close_connection_pool)
        await self.sentinels.aclose()


def redis_at(url: str) -> Redis:
    """Return a client of the Redis at this address; it connects when it is used first, and tries nothing twice."""
    address = sentinel_address(url)
    return Redis.from_url(url, **_options()) if address is None else _redis_behind(address)


def _options() -> dict[str, Any]:
    return {
        "protocol": 2,
        "driver_info": None,  # it would be read from the disk for each connection, and told by a command of Redis 7.2
        "socket_timeout": ANSWER_S,
        "socket_connect_timeout": ANSWER_S,
        "retry": Retry(NoBackoff(), 0),
    }


def _redis_behind(address: SentinelAddress) -> RedisAtSentinels:
    tls: dict[str, Any] = {} if address.tls is None else {"ssl": True, **address.tls}
    asked: dict[str, Any] = {**_options(), **tls, **address.sentinel_proof}
    wanted: dict[str, Any] = {**_options(), **tls, **address.proof, "db": address.db}
    sentinels = Sentinel(address.sentinels, sentinel_kwargs=asked)  # type: ignore[no-untyped-call]
    client: RedisAtSentinels = sentinels.master_for(address.service, RedisAtSentinels, **wanted)
    client.sentinels = sentinels
    return client


class RedisLink:
    """Connections to one Redis. A call that fails is not tried again: whoever asks does it anew with what is true then."""

    def __init__(self, url: str) -> None:
        """Nothing is opened yet. `url`: as the settings have checked it."""
        self._redis = redis_at(url)

    def pipeline(self) -> AbstractAsyncContextManager[Pipeline]:
        """Return commands that are sent together, each for itself; fill it, and hand it to `execute`."""
        return self._redis.pipeline(transaction=False)

    async def execute(self, pipe: Pipeline) -> list[Any]:
        """Send it and return the answers in order. Raises `RedisAway`."""
        try:
            return list(await pipe.execute())
        except FAULTS as error:
            raise RedisAway(type(error).__name__) from error

    async def messages(self, channel: str) -> AsyncIterator[bytes]:
        """Yield what is published, from now on. Raises `RedisAway` when it can no longer be heard."""
        try:
            async with self._redis.pubsub() as hearing:
                await hearing.subscribe(channel)
                while True:
                    message = await hearing.get_message(ignore_subscribe_messages=True, timeout=ANSWER_S / 2)
                    if message is not None:
                        yield message["data"]
        except FAULTS as error:
            raise RedisAway(type(error).__name__) from error

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.aclose()
