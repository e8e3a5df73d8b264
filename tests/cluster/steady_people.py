"""People who only ask for what must be kept, one thing after the other, and stay: an upgrade is timed by what they wait.

Those of `tests/chaos/people.py` also talk, walk, leave and doubt.
"""

import asyncio
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.chaos.history import Answer, Asked, History, What
from tests.live.wire import Client
from websockets.exceptions import WebSocketException

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m

AGAIN = {Rejection.STORAGE, Rejection.TOO_FAST}  # nothing was changed: the same command may be sent again
AWAY = (WebSocketException, OSError, EOFError, TimeoutError)
BACK_AFTER_S = 0.05
BACK_PER_PERSON_S = 0.003  # many come back later, one by one
PATIENCE_S = 15.0  # with a line on which nothing is answered
COUNTERS = ("consult-1", "documents-1", "consult-2", "documents-2", "documents-3")
SERVICES = ("consultation", "resident-register-copy", "echo")
DOUBTS = 0.05  # how often somebody asks again for what was answered
REMEMBERED = 20  # of the commands that they may doubt


@dataclass
class Crowd:
    """Everybody, and what they were told."""

    urls: Sequence[str] = ()  # at any of which people come in
    pause_s: float = 0.0  # between two commands of one person, on the average
    count: int = 0
    history: History = field(default_factory=History)
    over: bool = False
    answered: int = 0
    _waiting: list[tuple[int, asyncio.Event]] = field(default_factory=list)

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
    """Somebody with one connection at a time. `token`: of an officer's sign-in, who works at `counter`; none: a citizen."""

    def __init__(
        self, crowd: Crowd, name: str, chance: random.Random, token: str | None = None, counter: str | None = None
    ) -> None:
        crowd.count += 1
        self._crowd = crowd
        self._counter = counter or COUNTERS[0]
        self._name = name
        self._chance = chance
        self._officer = token
        self._token: str | None = None
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
        async with asyncio.timeout(PATIENCE_S):
            client = await Client.open(self._chance.choice(self._crowd.urls))
        try:
            hello = {"officer": self._officer} if self._officer else {"name": self._name, "token": self._token}
            async with asyncio.timeout(PATIENCE_S):
                welcome = await client.greet(**hello)
            self._token, self._id = welcome.token or self._token, welcome.visitor
            while not self._crowd.over or self._asked is not None:
                self._asked = self._asked or self._choose()
                async with asyncio.timeout(PATIENCE_S):
                    await self._ask(client, *self._asked)
                if self._asked is None and self._crowd.pause_s:
                    await asyncio.sleep(self._chance.expovariate(1 / self._crowd.pause_s))
        finally:
            await client.drop()

    def _choose(self) -> tuple[Asked, c.DurableCommand]:
        if self._before and self._chance.random() < DOUBTS:
            return self._chance.choice(self._before)
        command = self._desk() if self._officer else self._citizen()
        what, about = _of(command)
        return Asked(self._id, command.id, what, about), command

    async def _ask(self, client: Client, asked: Asked, command: c.DurableCommand) -> None:
        self._crowd.history.ask(asked)
        await client.send(command)
        while not isinstance(reply := await client.next(), m.Done | m.Rejected) or reply.id != command.id:
            pass
        if isinstance(reply, m.Rejected) and reply.code in AGAIN:
            await asyncio.sleep((reply.retry_ms or 100) / 1_000)
            return
        self._crowd.tell(command.id, Answer(isinstance(reply, m.Done), getattr(reply, "ref", None)))
        self._asked = None
        self._before.append((asked, command))
        self._learn(command, reply)

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
