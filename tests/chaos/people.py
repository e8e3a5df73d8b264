"""People who come back whatever happens: they send, wait for the answer, and ask again with the same id until they have it.

They take tickets and write into cases, talk in their room, walk to others, leave and come again.
"""

import asyncio
import random
import time
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.chaos.history import Answer, Asked, History, What
from tests.chaos.page import PATIENCE_S, Page
from tests.chaos.rooms_seen import Eyes, RoomsSeen
from websockets.exceptions import WebSocketException

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m

AGAIN = {Rejection.STORAGE, Rejection.TOO_FAST}  # nothing was changed: the same command may be sent again
AWAY = (WebSocketException, OSError, EOFError, TimeoutError)
BACK_AFTER_S = 0.05
BACK_PER_PERSON_S = 0.003  # many come back later, one by one
COUNTERS = ("consult-1", "documents-1", "consult-2", "documents-2", "documents-3")
SERVICES = ("consultation", "resident-register-copy", "echo")
TALKS, WALKS, LEAVES, LOSES_LINE = 0.2, 0.03, 0.02, 0.01  # how often somebody does so instead of asking for something
TALKS_EVERY_S = 0.7  # who waits for an answer
GIVES_UP = 0.05  # how often who waits so long comes by another connection instead
DOORS = {"city_hall": "to-plaza", "plaza": "to-city-hall"}
DOUBTS = 0.05  # how often somebody asks again for what was answered
REMEMBERED = 20  # of the commands that they may doubt


@dataclass
class Crowd:
    """Everybody, and what they were told."""

    doors: Mapping[str, str] = field(default_factory=dict)  # where each node is, by its name
    pause_s: float = 0.0  # between two commands of one person, on the average
    count: int = 0
    history: History = field(default_factory=History)
    over: bool = False
    answered: int = 0
    rooms: RoomsSeen = field(default_factory=lambda: RoomsSeen(time.monotonic))
    pages: list[Page] = field(default_factory=list)
    _waiting: list[tuple[int, asyncio.Event]] = field(default_factory=list)

    @property
    def at(self) -> Counter[str]:
        """How many are at each node, as far as they know."""
        return Counter(page.node for page in self.pages if page.node is not None)

    async def more(self, count: int) -> None:
        """Return when so many more commands were answered."""
        event = asyncio.Event()
        self._waiting.append((self.answered + count, event))
        await event.wait()

    def tell(self, request: str, answer: Answer) -> None:
        self.history.answer(request, answer)
        self.answered += 1
        for wanted, event in self._waiting:
            if self.answered >= wanted:
                event.set()
        self._waiting = [(wanted, event) for wanted, event in self._waiting if not event.is_set()]


class Person:
    """Somebody with one connection at a time. `token`: of an officer's sign-in, who works at `counter`; none: a citizen.

    `follows`: their page goes where it is sent; else nodes pass it on.
    """

    def __init__(
        self,
        crowd: Crowd,
        name: str,
        chance: random.Random,
        token: str | None = None,
        counter: str | None = None,
        *,
        follows: bool = True,
    ) -> None:
        crowd.count += 1
        self._crowd = crowd
        self._counter = counter or COUNTERS[0]
        self._name = name
        self._chance = chance
        self._is_officer = token is not None
        self._eyes = Eyes(crowd.rooms, name)
        hello = {"officer": token} if token else {"name": name}
        self._page = Page(crowd.doors, self._eyes, chance, follows=follows, **hello)
        crowd.pages.append(self._page)
        self._id = ""
        self._count = 0
        self._asked: tuple[Asked, c.DurableCommand] | None = None  # and not answered yet
        self._before: deque[tuple[Asked, c.DurableCommand]] = deque(maxlen=REMEMBERED)
        self._tickets: list[str] = []
        self._case: str | None = None
        self._next = deque[c.DurableCommand]()

    async def live(self) -> None:
        """Come, send, and come back, until all is over and the last answer is there."""
        while not self._crowd.over or self._asked is not None:
            try:
                await self._visit()
            except AWAY:
                await asyncio.sleep(BACK_AFTER_S + self._chance.random() * BACK_PER_PERSON_S * self._crowd.count)

    async def _visit(self) -> None:
        try:
            self._id = (await self._page.come()).visitor
            while not self._crowd.over or self._asked is not None:
                if self._chance.random() < LOSES_LINE:
                    return
                if self._asked is None and self._chance.random() < LEAVES:
                    await self._page.leave()
                    return
                if self._asked is None and self._chance.random() < WALKS:
                    await self._walk()
                if self._chance.random() < TALKS:
                    await self._talk()
                self._asked = self._asked or self._choose()
                async with asyncio.timeout(PATIENCE_S):
                    await self._ask(*self._asked)
                if self._asked is None and self._crowd.pause_s:
                    await self._page.stay(self._chance.expovariate(1 / self._crowd.pause_s))
        finally:
            await self._page.drop()

    async def _walk(self) -> None:
        """Walk to a door; whether it leads anywhere is seen when they are there."""
        if (door := DOORS.get(self._page.place)) is not None:
            await self._page.send(c.Go(id=self._request(), n=1, kind="door", name=door))

    async def _talk(self) -> None:
        """Say something new to the room, unless what was said last is not answered yet."""
        if not self._page.is_talking:
            request = self._request()
            await self._page.say(c.Say(id=request, to="room", text=f"words {request}"))

    def _choose(self) -> tuple[Asked, c.DurableCommand]:
        if self._before and self._chance.random() < DOUBTS:
            return self._chance.choice(self._before)
        command = self._desk() if self._is_officer else self._citizen()
        what, about = _of(command)
        return Asked(self._id, command.id, what, about), command

    async def _ask(self, asked: Asked, command: c.DurableCommand) -> None:
        self._crowd.history.ask(asked)
        await self._page.send(command)
        reply = await self._reply(command)
        if isinstance(reply, m.Rejected) and reply.code in AGAIN:
            await self._page.stay((reply.retry_ms or 100) / 1_000)
            return
        self._crowd.tell(command.id, Answer(isinstance(reply, m.Done), getattr(reply, "ref", None)))
        self._asked = None
        self._before.append((asked, command))
        self._learn(command, reply)

    async def _reply(self, command: c.DurableCommand) -> m.Done | m.Rejected:
        """Wait for it, and talk meanwhile: rooms go on when nobody answers for the office. Raises `TimeoutError`."""
        now = asyncio.get_running_loop().time
        while not isinstance(came := await self._page.next(now() + TALKS_EVERY_S), m.Done | m.Rejected) or came.id != command.id:
            if came is None and self._chance.random() < GIVES_UP:
                raise TimeoutError
            if came is None:
                await self._talk()
            elif isinstance(came, m.Welcome):  # they are at another node now, and nobody has answered
                await self._page.send(command)
        return came

    # what they want ------------------------------------------------------------------------------------------------------

    def _citizen(self) -> c.DurableCommand:
        request = self._request()
        if self._case is None:
            return c.CaseOpen(id=request, service="resident-register-copy")
        wants = self._chance.random()
        if wants < 0.3:
            return c.CaseSay(id=request, case=self._case, text=f"line {request}")
        if self._tickets and wants < 0.7:
            return c.TicketLeave(id=request, ticket=self._tickets.pop())
        return c.TicketTake(id=request, service=self._chance.choice(SERVICES))

    def _desk(self) -> c.DurableCommand:
        if not self._next:
            self._next.extend((c.DeskCall(id=""), c.DeskServe(id=""), c.DeskFinish(id="", outcome="advised", note="")))
        return _with_id(self._next.popleft(), self._request())

    def _learn(self, command: c.DurableCommand, reply: m.Done | m.Rejected) -> None:
        if isinstance(reply, m.Rejected):
            if isinstance(command, c.DeskCall | c.DeskServe | c.DeskFinish):  # the desk is closed, or nobody waits
                self._next.clear()
                self._next.extend((c.DeskOpen(id="", counter=self._counter), c.DeskResume(id="")))
            return
        if isinstance(command, c.TicketTake) and reply.ref is not None and reply.ref not in self._tickets:
            self._tickets.append(reply.ref)
        if isinstance(command, c.CaseOpen):
            self._case = reply.ref

    def _request(self) -> str:
        self._count += 1
        return f"{self._name.replace(' ', '-').lower()}-{self._count:06d}"


def _of(command: c.DurableCommand) -> tuple[What, str]:
    match command:
        case c.TicketTake():
            return What.TAKE, ""
        case c.TicketLeave(ticket=ticket):
            return What.LEAVE, ticket
        case c.CaseSay(text=text):
            return What.SAY, text
        case _:
            return What.OTHER, ""


def _with_id(command: c.DurableCommand, request: str) -> c.DurableCommand:
    import msgspec

    return msgspec.structs.replace(command, id=request)
