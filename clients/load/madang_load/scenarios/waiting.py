"""Waiting: people who take a ticket for a talk and stay in its line. They come when they are called, and do nothing else."""

import random
import time

from madang_load.asking import Asking
from madang_load.commons import Commons
from madang_load.scenarios.stroll import Stroll
from madang_protocol import commands, messages

NEAR_PLACES = 20  # up to here a place that changed is told within a second (SPEC T2)


class Waiting(Stroll):
    """One who waits. Says how many calls of the line each change of their place told them."""

    def __init__(
        self, index: int, commons: Commons, chance: random.Random, *, observes: bool = False, place: str | None = None
    ) -> None:
        super().__init__(index, commons, chance, observes=observes, place=place)
        self.asking = Asking(self.link, commons.tally)
        self.ticket: str | None = None
        self._first_place: int | None = None  # before anybody was called
        self._calls_told = 0

    def curious(self) -> frozenset[bytes]:
        return frozenset({b"office"})

    def act(self, due: float) -> float | None:
        """Take a ticket once the board is known."""
        service = self.commons.talk_service(self.office)
        if service is None or not self.link.open:
            return due + 0.1
        self.asking.ask(lambda request: commands.TicketTake(id=request, service=service), due=time.monotonic())
        return None

    def told(self, message: messages.AnyMessage, now: float) -> None:
        if isinstance(message, messages.Welcome):
            self.asking.again()
        answer = self.asking.heard(message, now)
        if answer is not None and isinstance(answer.reply, messages.Done) and self.ticket is None:
            self.ticket = answer.reply.ref
            self.office, self.link.curious = None, frozenset()  # the board is not read any more

    def hear(self, message: messages.AnyMessage, now: float) -> None:
        super().hear(message, now)
        if isinstance(message, messages.Tickets):
            for ticket in message.tickets:
                self._stand_at(ticket.place, now)

    def _stand_at(self, place: int, now: float) -> None:
        """Note how many calls this place tells: only calls move those who came before them forward."""
        if not place:
            return
        if self._first_place is None:
            self._first_place = place
        calls = self._first_place - place
        if calls > self._calls_told and place <= NEAR_PLACES:
            self.commons.tally.tellings.append((now, self._calls_told, calls))
        self._calls_told = max(calls, self._calls_told)

    def called(self, call: messages.Called, now: float) -> None:
        if self.asking.asked is None and not call.ticket.answered:
            self.asking.ask(lambda request: commands.TicketAnswer(id=request, ticket=call.ticket.id), due=now)
