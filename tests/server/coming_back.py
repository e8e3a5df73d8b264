"""People who come back by themselves to whoever has the office, as the page does: by session key and number, again and again."""

import asyncio
from dataclasses import dataclass, field

from msgspec.structs import replace
from tests.live.wire import Client
from websockets.exceptions import WebSocketException

from madang_protocol import messages as m

TRIES_MAX = 6_000
TRY_EVERY_S = 0.05


@dataclass
class Visit:
    """One visitor over all of their connections: what they saw and heard, and where they are."""

    client: Client
    room: m.Room
    heard: list[str] = field(default_factory=list)

    @classmethod
    async def begin(cls, url: str, name: str) -> "Visit":
        client, room = await Client.enter(url, name=name)
        return cls(client, room)

    @property
    def token(self) -> str:
        assert self.client.welcome is not None
        assert self.client.welcome.token is not None
        return self.client.welcome.token

    async def hear(self, text: str) -> None:
        """Read on until these words come; everything that is said is noted."""
        while not self.heard or self.heard[-1] != text:
            self.heard.append((await self.client.until(m.Said)).text)

    async def come_back(self, url: str, *, seen: int | None = None) -> m.Welcome:
        """Connect until somebody who has the office says welcome and where they are, as the page does. Returns that welcome."""
        for _ in range(TRIES_MAX):
            try:
                return await self._try(url, self.client.seen if seen is None else seen)
            except (OSError, WebSocketException):
                await asyncio.sleep(TRY_EVERY_S)
        raise AssertionError("nobody has the office")

    async def _try(self, url: str, seen: int) -> m.Welcome:
        assert self.client.welcome is not None
        token = self.token
        client = await Client.open(url)
        welcome = await client.greet(token=token, session=self.client.welcome.session, seen=seen)
        client.welcome = replace(welcome, token=token)
        self.client = client
        self.room = await client.until(m.Room)
        self.heard += [message.text for message in client.passed if isinstance(message, m.Said)]
        return welcome
