"""A visitor who goes where the server sends them and comes back by themselves, as the page does (SPEC N21, S9)."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from tests.live.wire import WAIT_SECONDS, Client
from websockets.exceptions import ConnectionClosed, WebSocketException

from madang_protocol import messages as m
from madang_protocol.commands import Command, Hello

M = TypeVar("M", bound=m.Message)
TRY_EVERY_S = 0.05
FEATURES = ["see_other"]


async def open_at_loopback(url: str, **options: Any) -> Client:
    """Connect to this machine by whatever name the address has."""
    return await Client.open(url, host="127.0.0.1", port=urlsplit(url).port, **options)


@dataclass
class Traveller:
    """One visitor over all of their connections. `url`: the ordinary address."""

    url: str
    features: list[str] = field(default_factory=lambda: list(FEATURES))
    officer: str | None = None
    origin: str | None = None  # of their page; none: they are a program
    token: str | None = None
    client: Client = field(init=False)
    welcome: m.Welcome = field(init=False)
    room: m.Room | None = None
    session: str | None = None
    seen: int = 0
    ways: list[str] = field(default_factory=list)  # the paths to which they were sent
    hosts: list[str] = field(default_factory=list)  # and the names, where they were told one
    welcomes: list[m.Welcome] = field(default_factory=list)
    passed: deque[m.AnyMessage] = field(default_factory=deque)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    dropped: int = 0  # how often the connection was lost, or closed without a way
    latest: dict[type[m.Message], Any] = field(default_factory=dict)  # of each kind that came
    unacknowledged: dict[str, Command] = field(default_factory=dict)

    @classmethod
    async def begin(
        cls,
        url: str,
        *,
        officer: str | None = None,
        features: list[str] | None = None,
        origin: str | None = None,
        **hello: Any,
    ) -> "Traveller":
        """Come in, and wait until the room says where I am."""
        made = cls(url, FEATURES if features is None else features, officer, origin)
        await made.come(url, **hello)
        await made.until(m.Room)
        return made

    @property
    def visitor(self) -> str:
        return self.welcome.visitor

    @property
    def node(self) -> str | None:
        """To which node they were sent last; None: to none."""
        return self.ways[-1].split("/")[2] if self.ways else None

    async def come(self, url: str, **hello: Any) -> m.Welcome:
        """Say hello at this address until somebody says welcome, wherever that is."""
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                try:
                    return await self._come(url, **hello)
                except (OSError, WebSocketException):
                    url = self.url
                    hello.pop("seat", None)
                    await asyncio.sleep(TRY_EVERY_S)

    async def _come(self, url: str, **hello: Any) -> m.Welcome:
        named = urlsplit(url).netloc != urlsplit(self.url).netloc  # N28: there the seat alone says who comes
        self.client = client = await open_at_loopback(url, origin=self.origin)
        who = {} if named else {"token": self.token, "officer": self.officer}
        kept = who | {"session": self.session, "seen": self.seen if self.session else 0}
        await client.send(Hello(versions=[1], features=self.features, **kept | hello))
        while isinstance(first := await client.next(), m.Delayed):
            pass
        if isinstance(first, m.SeeOther):
            return await self._come(self._address(first), **hello | {"seat": first.seat})
        assert isinstance(first, m.Welcome), first
        client.seen = self.seen = self.seen if first.resumed else 0
        self.welcome, self.session = first, first.session
        self.token = first.token or self.token
        self.welcomes.append(first)
        for command in self.unacknowledged.values():
            await client.send(command)
        return first

    def _address(self, told: m.SeeOther) -> str:
        self.ways.append(told.path)
        if told.host is not None:
            self.hosts.append(told.host)
        ordinary = urlsplit(self.url)
        return f"{ordinary.scheme}://{told.host or ordinary.netloc}{told.path}"

    async def send(self, command: Command) -> None:
        """Send one command now, and again after each welcome until it is answered."""
        if (request := getattr(command, "id", None)) is not None:
            self.unacknowledged[request] = command
        with suppress(ConnectionClosed):
            await self.client.send(command)

    async def ask(self, command: Command) -> m.Done | m.Rejected:
        """Send it and wait for its reply."""
        await self.send(command)
        request: str = command.id  # type: ignore[attr-defined]
        return await self.hear(lambda message: message if getattr(message, "id", None) == request else None, m.Done, m.Rejected)

    async def until(self, kind: type[M], **fields: Any) -> M:
        """The next message of this kind with these fields, wherever it comes."""

        def fits(message: M) -> M | None:
            return message if all(getattr(message, name) == value for name, value in fields.items()) else None

        return await self.hear(fits, kind)

    async def hear(self, choose: Callable[[Any], Any], *kinds: type[m.Message]) -> Any:
        """The next message of these kinds that is chosen. Goes on where the server says, and comes back after a drop."""
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                self._note(message := await self._next())
                if isinstance(message, kinds) and (found := choose(message)) is not None:
                    return found
                self.passed.append(message)

    def _note(self, message: m.AnyMessage) -> None:
        self.latest[type(message)] = message
        if isinstance(message, m.Room):
            self.room = message
        if isinstance(message, m.Done | m.Rejected):
            self.unacknowledged.pop(message.id, None)

    async def _next(self, ends: float | None = None) -> m.AnyMessage:
        """`ends`: after which nothing new is waited for; who is on the way arrives all the same."""
        while True:
            try:
                async with asyncio.timeout_at(ends):
                    message = await self.client.next()
            except ConnectionClosed:
                self._left_behind()
                self.dropped += 1
                await self.come(self.url)
                continue
            if not isinstance(message, m.SeeOther):
                self.seen = self.client.seen
                return message
            self._left_behind()
            await self.come(self._address(message), seat=message.seat)

    def _left_behind(self) -> None:
        self.gaps += self.client.gaps
        self.client.gaps = []

    async def stay(self, seconds: float) -> None:
        """Read on for a while."""
        ends = asyncio.get_running_loop().time() + seconds
        with suppress(TimeoutError):
            while True:
                self._note(await self._next(ends))

    async def close(self) -> None:
        await self.client.close()
