"""A small client for tests: a real socket, commands out, messages in. Knows the wire alone; for any test that needs a visitor."""

import asyncio
from collections import deque
from itertools import count
from typing import Any, Self, TypeVar
from weakref import WeakSet

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from madang_protocol import codec, limits
from madang_protocol.commands import Ack, Bye, Command, Hello
from madang_protocol.messages import AnyMessage, Delayed, Message, Room, Welcome

M = TypeVar("M", bound=Message)
WAIT_SECONDS = 300.0  # only so that a broken server fails a test instead of holding it for ever
OPTIONS: dict[str, Any] = {
    "subprotocols": [limits.SUBPROTOCOL],
    "compression": None,
    "ping_interval": None,
    "proxy": None,
    "max_queue": None,  # reads on while the test looks elsewhere; one that shall read slowly says so
}
_numbers = count(1)
_opened: WeakSet[ClientConnection] = WeakSet()


def request_id() -> str:
    """A new request id."""
    return f"request-{next(_numbers):06d}"


def cut_all() -> None:
    """Cut every connection that is still there: a test that failed may have left one that reads no more."""
    for socket in list(_opened):
        socket.transport.abort()
    _opened.clear()


class Client:
    """One connection of one visitor. What `until` passes over is kept in `passed`, in order."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.welcome: Welcome | None = None
        self.seen = 0  # the last reliable number
        self.gaps: list[tuple[int, int]] = []  # (expected, got): a server keeps W9 when there are none
        self.passed: deque[AnyMessage] = deque()

    @classmethod
    async def open(cls, url: str, **options: Any) -> Self:
        """Connect, and say nothing yet."""
        socket = await connect(url, **OPTIONS | options)
        _opened.add(socket)
        return cls(socket)

    @classmethod
    async def arrive(cls, url: str, **hello: Any) -> Self:
        """Connect, say hello and wait for the welcome."""
        client = await cls.open(url)
        await client.greet(**hello)
        return client

    @classmethod
    async def enter(cls, url: str, **hello: Any) -> tuple[Self, Room]:
        """Arrive, and wait until the room says where I am."""
        client = await cls.arrive(url, **hello)
        return client, await client.until(Room)

    async def greet(self, **hello: Any) -> Welcome:
        """Say hello and wait for the welcome."""
        await self.send(Hello(versions=[1], **hello))
        while isinstance(first := await self.next(), Delayed):
            self.passed.append(first)
        assert isinstance(first, Welcome), first
        self.welcome = first
        self.seen = hello.get("seen", 0) if first.resumed else 0
        return first

    async def send(self, command: Command) -> None:
        """Send one command."""
        await self.socket.send(codec.encode_command(command))

    async def ack(self) -> None:
        """Acknowledge everything so far."""
        await self.send(Ack(s=self.seen))

    async def next(self) -> AnyMessage:
        """The next message."""
        async with asyncio.timeout(WAIT_SECONDS):
            return await self._next()

    async def _next(self) -> AnyMessage:
        frame = await self.socket.recv(decode=False)
        number, message = codec.decode_message(bytes(frame))
        if number is not None:
            if number != self.seen + 1:
                self.gaps.append((self.seen + 1, number))
            self.seen = number
        return message

    async def until(self, kind: type[M], **fields: Any) -> M:
        """The next message of this kind with these fields."""
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                message = await self._next()
                if isinstance(message, kind) and all(getattr(message, name) == value for name, value in fields.items()):
                    return message
                self.passed.append(message)

    async def until_closed(self) -> tuple[int | None, str]:
        """Read on until the connection is closed: its code and reason."""
        try:
            while True:
                self.passed.append(await self.next())
        except ConnectionClosed as end:
            return (end.rcvd.code, end.rcvd.reason) if end.rcvd is not None else (None, "")

    async def goodbye(self) -> None:
        """Leave for good."""
        await self.send(Bye())
        await self.until_closed()

    async def drop(self) -> None:
        """Lose the line, without a word."""
        self.socket.transport.abort()
        await self.socket.wait_closed()

    async def close(self) -> None:
        """Close the socket in order; the session is kept by the server."""
        await self.socket.close()
