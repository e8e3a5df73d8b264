"""A simulated person: where they are, what they know, how they walk and talk. Knows no errand; a scenario has it."""

import random
import time

from madang_load.commons import Commons
from madang_load.link import Link
from madang_load.watching import Eyes
from madang_protocol import commands, limits, messages

_PHRASES = ("안녕하세요", "어디로 가면 되나요?", "감사합니다", "Good morning", "얼마나 기다려야 해요?", "Thank you")
_OBSERVED = frozenset({b"tick", b"said", b"pong"})
_NOTHING: frozenset[bytes] = frozenset()
LOOK_SECONDS = 0.1
LOOKS_A_PING = 10


class Visitor:
    def __init__(self, name: str, commons: Commons, chance: random.Random, hello: commands.Hello, *, observes: bool) -> None:
        self.name = name
        self.commons = commons
        self.chance = chance
        self.observes = observes
        self.walks = True
        self.room: messages.Room | None = None
        self.eyes: Eyes | None = None
        self.office: messages.Office | None = None
        self.tickets: dict[str, messages.TicketView] = {}
        self.input = 0
        self.heading = 0
        self._turned_at = 0.0
        self._looks = 0
        curious = self.curious() | (_OBSERVED if observes else _NOTHING)
        self.link = Link(hello, commons.tally, hear=self.hear, curious=curious)

    def curious(self) -> frozenset[bytes]:
        """Return the kinds of quiet frames (`Link`) that this person reads although nothing is measured with them."""
        return _NOTHING

    # what they do -----------------------------------------------------------------------------------------------------

    def act(self, due: float) -> float | None:
        """Do the next thing. Returns when the one after it is due, in monotonic seconds; None: never."""
        raise NotImplementedError

    def turn(self, heading: int) -> None:
        """Walk in this direction from now on; 0 stands still."""
        if self.room is None or not self.link.open:
            return
        now = time.monotonic()
        self.input = (self.input + 1) % limits.INPUT_NUMBERS
        lasted = min(255, int((now - self._turned_at) * limits.TICKS_PER_SECOND)) if self.heading else 255
        self.heading, self._turned_at = heading, now
        self.link.send(commands.Move(n=self.input, h=heading, k=lasted))
        if self.commons.measuring:
            self.commons.tally.counts["intents"] += 1
            self.commons.watch(self.room).sent(self.room.slot, self.input, now)

    def say(self, audience: str) -> None:
        """Say something. The text has a mark by which its hearing is timed."""
        request = self.link.request_id()
        text = f"{self.chance.choice(_PHRASES)} ({self.name}·{request[-8:]})"
        self.commons.said(text, time.monotonic())
        self.link.send(commands.Say(id=request, to="room" if audience == "room" else "near", text=text))

    def leave(self) -> None:
        """End the visit. Changes that others send from now on do not count as missing here."""
        self.eyes = None
        self.link.leave()

    def look(self, due: float) -> float | None:
        """Measure how others are drawn, every LOOK_SECONDS; ask the server's time with every LOOKS_A_PING-th look."""
        now = time.monotonic()
        if self._looks % LOOKS_A_PING == 0:
            self.link.send(commands.Ping(c=self.commons.clock.ping(now)))
        self._looks += 1
        if self.eyes is not None:
            floor = self.commons.floor(self.eyes.place)
            if floor is not None:
                self.eyes.lay(floor)
            if self.commons.measuring and self.link.open:
                self.eyes.look(self.commons.clock, now)
            else:
                self.eyes.settle(self.commons.clock, now)
        return due + LOOK_SECONDS

    # what they hear ---------------------------------------------------------------------------------------------------

    def hear(self, message: messages.AnyMessage, now: float) -> None:
        match message:
            case messages.TickFrame():
                self._see(message, now)
            case messages.Said():
                self._listen(message, now)
            case messages.Pong():
                self.commons.clock.learn(message.c, message.n, message.ms, now)
            case messages.Room():
                self._enter(message)
            case messages.Office():
                self.office = message
            case messages.Tickets():
                self.tickets = {ticket.id: ticket for ticket in message.tickets}
            case messages.Called():
                self.tickets[message.ticket.id] = message.ticket
                self.called(message, now)
            case messages.Case():
                self.case_changed(message.case)
            case _:
                self.told(message, now)

    def called(self, call: messages.Called, now: float) -> None:
        """Hook of scenarios: the visitor's number is called."""

    def case_changed(self, case: messages.CaseView) -> None:
        """Hook of scenarios: one of the visitor's cases has changed."""

    def told(self, message: messages.AnyMessage, now: float) -> None:
        """Hook of scenarios: any message that has no hook of its own."""

    def _enter(self, room: messages.Room) -> None:
        watch = self.commons.watch(room)
        if self.room is None or (room.room, room.slot) != (self.room.room, self.room.slot):
            watch.enter(room.slot)
        self.room = room
        if self.observes:
            seed, behind = self.chance.getrandbits(32), self.commons.drawn_behind_ticks
            self.eyes = Eyes(room, watch, self.commons.tally, seed, behind=behind)

    def _see(self, frame: messages.TickFrame, now: float) -> None:
        if self.eyes is not None:
            self.eyes.tick(frame, now)

    def _listen(self, said: messages.Said, now: float) -> None:
        if self.room is not None and said.a != self.room.slot:
            self.commons.heard(said.text, now)
