"""A simulated person in the hall: where they are, what they know, how they walk and talk. What they want is a scenario's."""

import random
import time

from madang_load.crowdwatch import Observer, RoomWatch
from madang_load.link import Link
from madang_load.tally import Tally
from madang_protocol import limits, messages, wishes

_PHRASES = ("안녕하세요", "어디로 가면 되나요?", "감사합니다", "Good morning", "얼마나 기다려야 해요?", "Thank you")
_OBSERVED = frozenset({b"tick", b"said", b"office", b"queue"})
_NOTHING: frozenset[bytes] = frozenset()


class Commons:
    """What all visitors of one worker share: the tally, the rooms watched, what was said and when."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.watches: dict[str, RoomWatch] = {}
        self.said_at: dict[str, float] = {}
        self.measuring = False
        self._calls: dict[str, dict[str, float]] = {}

    def watch(self, room: str) -> RoomWatch:
        """The watch of a room, made when it is first entered."""
        return self.watches.setdefault(room, RoomWatch())

    def call(self, number: str, **moments: float) -> None:
        """A call of this ticket number was `asked` (by an officer) or `heard` (by a citizen): timed once both are known."""
        known = self._calls.setdefault(number, {})
        known.update(moments)
        if len(known) == 2:
            self.tally.latency("called", known["heard"] - known["asked"])
            del self._calls[number]


class Visitor:
    """One person with a connection."""

    def __init__(self, name: str, commons: Commons, chance: random.Random, hello: wishes.Hello, *, observes: bool) -> None:
        self.name = name
        self.commons = commons
        self.chance = chance
        self.observes = observes
        self.room: messages.Room | None = None
        self.observer: Observer | None = None
        self.office: messages.Office | None = None
        self.tickets: dict[str, messages.TicketView] = {}
        self.cases: dict[str, messages.CaseView] = {}
        self.input = 0
        self.heading = 0
        self._turned_at = 0.0
        self.link = Link(hello, commons.tally, hear=self.hear, curious=_OBSERVED if observes else self.curious())

    def curious(self) -> frozenset[bytes]:
        """Volatile kinds that this person reads although nobody measures with them."""
        return _NOTHING

    # what they do -----------------------------------------------------------------------------------------------------

    def turn(self, heading: int) -> None:
        """Walk that way from now on; 0 stands still."""
        if self.room is None or not self.link.open:
            return
        now = time.monotonic()
        self.input = (self.input + 1) % limits.INPUT_NUMBERS
        lasted = min(255, int((now - self._turned_at) * limits.TICKS_PER_SECOND))
        self.heading, self._turned_at = heading, now
        self.link.send(wishes.Move(n=self.input, h=heading, k=lasted))
        if self.commons.measuring:
            self.commons.tally.counts["intents"] += 1
            self.commons.watch(self.room.room).sent(self.room.slot, self.input, now)

    def say(self, audience: str) -> None:
        """Say something; the text carries a mark by which hearing is timed."""
        request = self.link.request_id()
        text = f"{self.chance.choice(_PHRASES)} ({self.name}·{request[5:]})"
        self.commons.said_at[text] = time.monotonic()
        self.link.send(wishes.Say(id=request, to="room" if audience == "room" else "near", text=text))

    # what they hear ---------------------------------------------------------------------------------------------------

    def hear(self, message: messages.AnyMessage, now: float) -> None:
        """Take a message in."""
        match message:
            case messages.TickFrame():
                self._see(message, now)
            case messages.Said():
                self._listen(message, now)
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
                self.cases[message.case.id] = message.case
                self.case_changed(message.case)
            case _:
                self.told(message, now)

    def called(self, call: messages.Called, now: float) -> None:
        """My number is called."""

    def case_changed(self, case: messages.CaseView) -> None:
        """One of my cases moved on."""

    def told(self, message: messages.AnyMessage, now: float) -> None:
        """Anything else."""

    def _enter(self, room: messages.Room) -> None:
        self.room = room
        if self.observer is not None:
            self.observer.watch.observers.remove(self.observer)
            self.observer = None
        if self.observes:
            watch = self.commons.watch(room.room)
            self.observer = Observer(watch, self.commons.tally, room.slot)
            watch.observers.append(self.observer)

    def _see(self, frame: messages.TickFrame, now: float) -> None:
        if self.observer is not None:
            self.observer.tick(frame.d, now)

    def _listen(self, said: messages.Said, now: float) -> None:
        said_at = self.commons.said_at.get(said.text)
        if said_at is not None and self.room is not None and said.a != self.room.slot:
            self.commons.tally.latency("chat", now - said_at)
