"""Tries to sign in count over the whole cluster: each node tells the others of those that it looked at (SPEC N8).

By Redis, as it happens; nothing is stored there. Without Redis every node counts its own alone.
"""

import asyncio
from collections import deque

import msgspec

from madang_server.cluster.redis_link import RedisAway, RedisLink
from madang_server.web import Throttle

CHANNEL = "madang:tries"
AGAIN_S = 1.0
UNTOLD_MAX = 10_000


class Try(msgspec.Struct, frozen=True, array_like=True):
    """One try: in which life of a process it was looked at, for which name and from where, and whether it is taken back."""

    boot: str
    name: str
    source: str
    taken_back: bool


_decoder = msgspec.msgpack.Decoder(Try)


class SharedTries:
    """Tells the other nodes what this one counts, and counts what they tell."""

    def __init__(self, link: RedisLink, throttle: Throttle, boot: str) -> None:
        self._link = link
        self._throttle = throttle
        self._boot = boot
        self._untold: deque[Try] = deque(maxlen=UNTOLD_MAX)
        self._some = asyncio.Event()
        throttle.tell = self._tell

    def _tell(self, name: str, source: str, *, taken_back: bool) -> None:
        self._untold.append(Try(self._boot, name, source, taken_back))
        self._some.set()

    async def tell(self) -> None:
        """Tell the others, for ever. What Redis does not take is not told: it is about the last minute."""
        while True:
            await self._some.wait()
            self._some.clear()
            told = [self._untold.popleft() for _ in range(len(self._untold))]
            try:
                async with self._link.pipeline() as pipe:
                    for one in told:
                        pipe.publish(CHANNEL, msgspec.msgpack.encode(one))
                    await self._link.execute(pipe)
            except RedisAway:
                await asyncio.sleep(AGAIN_S)

    async def listen(self) -> None:
        """Count what the others tell, for ever."""
        while True:
            try:
                async for message in self._link.messages(CHANNEL):
                    self._count(message)
            except RedisAway:
                await asyncio.sleep(AGAIN_S)

    def _count(self, message: bytes) -> None:
        try:
            one = _decoder.decode(message)
        except msgspec.DecodeError:
            return  # of another version
        if one.boot != self._boot:
            self._throttle.count(one.name, one.source, taken_back=one.taken_back)
