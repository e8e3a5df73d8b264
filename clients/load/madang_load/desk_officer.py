"""A simulated officer who does nothing but call, serve and finish, as fast as answers and the office's rate let them."""

import random

from madang_load.asking import Answer, Asking, MakeCommand
from madang_load.commons import Commons
from madang_load.scenarios.counters import A_SECOND_MAX
from madang_load.visitor import Visitor
from madang_protocol import commands, limits, messages

LOOK_SECONDS = 0.05
NOBODY_WAITING_SECONDS = 1.0
_ENDED = "ended"  # the outcome of a talk whose service declares none


class DeskOfficer(Visitor):
    """Opens a desk for the line of those who wait before the run, and calls from its beginning on."""

    def __init__(self, name: str, commons: Commons, chance: random.Random, sign_in: str) -> None:
        hello = commands.Hello(versions=[limits.VERSION], lang="ko", officer=sign_in)
        super().__init__(name, commons, chance, hello, observes=False)
        self.asking = Asking(self.link, commons.tally)
        self.desk: messages.Desk | None = None
        self._next_at = 0.0

    def curious(self) -> frozenset[bytes]:
        return frozenset({b"office"})

    @property
    def sits(self) -> bool:
        return self.desk is not None and self.desk.counter is not None and self.desk.state != "closed"

    def act(self, due: float) -> float | None:
        """Send what is next, when the command before was answered."""
        if self.asking.asked is None and self.link.open and due >= self._next_at:
            self._next(due)
        return due + LOOK_SECONDS

    def _next(self, due: float) -> None:
        if not self.sits:
            self._sit_down(due)
        elif self.commons.measuring and self.desk is not None:
            self._work(self.desk, due)

    def _sit_down(self, due: float) -> None:
        service = self.commons.talk_service(self.office)
        counters = self.office.counters if self.office else []
        free = [each.id for each in counters if each.state == "closed" and service in each.services]
        if free:
            counter = self.chance.choice(free)
            self._ask(lambda request: commands.DeskOpen(id=request, counter=counter), due)

    def _work(self, desk: messages.Desk, due: float) -> None:
        if desk.ticket is None:
            self._ask(lambda request: commands.DeskCall(id=request), due)
        elif desk.ticket.state == "serving":
            outcome = desk.outcomes[0].id if desk.outcomes else _ENDED
            self._ask(lambda request: commands.DeskFinish(id=request, outcome=outcome), due)
        elif desk.ticket.answered:
            self._ask(lambda request: commands.DeskServe(id=request), due)

    def _ask(self, make: MakeCommand, due: float) -> None:
        self._next_at = due + 1 / A_SECOND_MAX
        self.asking.ask(make, due=due)

    def told(self, message: messages.AnyMessage, now: float) -> None:
        if isinstance(message, messages.Welcome):
            self.asking.again()
        elif isinstance(message, messages.Desk):
            self.desk = message
        answer = self.asking.heard(message, now)
        if answer is not None:
            self._answered(answer, now)

    def _answered(self, answer: Answer, now: float) -> None:
        tally = self.commons.tally
        match answer.asked.command, answer.reply:
            case commands.DeskCall(), messages.Done():
                tally.latency("call", now - answer.asked.due)
                tally.line_calls.append((now, answer.asked.due))
                tally.counts["called"] += 1
            case commands.DeskCall(), messages.Rejected():
                self._next_at = now + NOBODY_WAITING_SECONDS
            case commands.DeskFinish(), messages.Done():
                tally.counts["served"] += 1
            case _:
                pass
