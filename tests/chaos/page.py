"""A person's page: says hello at any address, goes where it is sent, comes back to its session (SPEC N21, S5). Knows the wire.

What comes is told to the person's eyes. Whatever fails is raised; the person comes again.
"""

import asyncio
import random
from collections.abc import Mapping
from contextlib import suppress

from tests.chaos.history import Answer
from tests.chaos.rooms_seen import Eyes, Saying
from tests.live.wire import Client
from websockets.exceptions import ConnectionClosed

from madang_protocol import messages as m
from madang_protocol.commands import Bye, Command, Hello, Say

FEATURE = "see_other"
SENT_ON_MAX = 4  # without a welcome
ASTRAY = 0.1  # how often a balancer does not lead to the node whose path it is
ACK_EVERY = 50
PATIENCE_S = 15.0  # with a line on which nothing is answered


class Page:
    """`doors`: where each node is, by its name. `follows`: it may be sent on."""

    def __init__(
        self, doors: Mapping[str, str], eyes: Eyes, chance: random.Random, *, follows: bool, **hello: str | None
    ) -> None:
        """`hello`: what it says of its person."""
        self.node: str | None = None  # None: it is connected to none, or nobody knows to which
        self.place = ""  # where the person is
        self.token: str | None = None
        self._doors, self._eyes, self._chance = doors, eyes, chance
        self._follows = follows
        self._hello = hello
        self._client: Client | None = None
        self._session: str | None = None
        self._seen = 0
        self._acknowledged = 0
        self._words: tuple[Say, Saying] | None = None

    # hello -------------------------------------------------------------------------------------------------------------

    async def come(self) -> m.Welcome:
        """Say hello at the ordinary address."""
        node = self._chance.choice(list(self._doors))
        return await self._come(node, f"{self._doors[node]}/ws", 0)

    async def _come(self, node: str, url: str, sent_on: int, seat: str | None = None) -> m.Welcome:
        async with asyncio.timeout(PATIENCE_S):
            self._client = client = await Client.open(url)
            features = [FEATURE] if self._follows and sent_on < SENT_ON_MAX else []
            kept = {"token": self.token, "session": self._session, "seen": self._seen if self._session else 0}
            await client.send(Hello(versions=[1], features=features, seat=seat, **kept | self._hello))
            while isinstance(first := await client.next(), m.Delayed):
                pass
        if isinstance(first, m.SeeOther):
            await client.drop()
            return await self._sent_on(first, sent_on + 1)
        assert isinstance(first, m.Welcome), first
        self._welcomed(first, node if features else None)
        if self._words is not None:
            await self.say(self._words[0])
        return first

    async def _sent_on(self, told: m.SeeOther, sent_on: int) -> m.Welcome:
        node = told.path.split("/")[2]
        door = self._chance.choice(list(self._doors)) if self._chance.random() < ASTRAY else node
        return await self._come(node, self._doors[door] + told.path, sent_on, told.seat)

    def _welcomed(self, welcome: m.Welcome, node: str | None) -> None:
        assert self._client is not None
        self._eyes.welcomed(node, resumed=welcome.resumed, on_purpose=self._session is None)
        self.node, self._session = node, welcome.session
        self.token = welcome.token or self.token
        self._seen = self._client.seen = self._acknowledged = self._seen if welcome.resumed else 0

    # what is said ------------------------------------------------------------------------------------------------------

    @property
    def is_talking(self) -> bool:
        """Whether what was said last is not answered yet. A rejection is an answer, which stays (SPEC W12)."""
        return self._words is not None

    async def say(self, words: Say) -> None:
        """Say it now, and again after each welcome until it is answered."""
        self._words = words, self._eyes.says(words.text)
        await self.send(words)

    # what comes, and what is asked ------------------------------------------------------------------------------------

    async def send(self, command: Command) -> None:
        assert self._client is not None
        await self._client.send(command)

    async def next(self, until: float | None = None) -> m.AnyMessage | None:
        """The next message: a welcome when it was sent on. `until`: None is returned then (loop's time)."""
        assert self._client is not None
        try:
            async with asyncio.timeout_at(until):
                message = await self._client.next()
        except TimeoutError:
            return None
        if isinstance(message, m.SeeOther):
            self.node = None
            await self._client.drop()
            return await self._sent_on(message, 1)
        self._note(self._client, message)
        if self._client.seen >= self._acknowledged + ACK_EVERY:
            self._acknowledged = self._client.seen
            await self._client.ack()
        return message

    def _note(self, client: Client, message: m.AnyMessage) -> None:
        self._seen = client.seen
        if client.gaps:
            self._eyes.skipped(client.gaps)
            client.gaps = []
        match message:
            case m.Room(room=room, capacity=capacity):
                self.place = message.place
                self._eyes.in_room(room, capacity)
            case m.Roster(room=room, join=join, leave=leave, whole=whole):
                self._eyes.sees(room, whole=whole, leave=leave, join=[(person.a, person.id) for person in join])
            case m.Said(text=text, scope=scope):
                self._eyes.hears(text, to_all=scope == "room")
            case m.Done(id=request) | m.Rejected(id=request) if self._words is not None and self._words[0].id == request:
                (words, asked), self._words = self._words, None
                self._eyes.answered(words.text, Answer(isinstance(message, m.Done)), asked)

    async def stay(self, seconds: float) -> None:
        """Read on for a while."""
        ends = asyncio.get_running_loop().time() + seconds
        while await self.next(ends) is not None:
            pass

    async def leave(self) -> None:
        """Leave for good: who comes again begins anew."""
        await self.send(Bye())
        with suppress(ConnectionClosed):
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    await self.next()
        self._session = None

    async def drop(self) -> None:
        """Lose the line."""
        self.node = None
        client, self._client = self._client, None
        if client is not None:
            await client.drop()
