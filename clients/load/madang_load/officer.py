"""A simulated officer: opens a desk at a free counter, calls, serves, finishes, decides cases of the tray, takes breaks."""

import random
import time
from dataclasses import dataclass

from madang_load.commons import Commons
from madang_load.visitor import Visitor
from madang_protocol import commands, limits, messages

_ANSWERS = ("네, 도와드리겠습니다.", "서류는 준비되셨나요?", "처리되었습니다. 감사합니다.", "Let me look that up for you.")
_IN_LINE = {"waiting", "deferred", "transferred", "missed"}
_ENDED = "ended"  # the outcome of a talk whose service declares none
BEAT_SECONDS = 0.5


@dataclass(frozen=True)
class Habits:
    """How an officer works, in seconds. `turns_a_break`: turns between two breaks; 0: no breaks."""

    serve: float
    comes_within: float = 4.0
    turns_a_break: int = 0
    break_seconds: float = 0.0
    breath: float = 0.0  # between a talk and the next call
    write_share: float = 0.3  # of the moments at which an officer could write something


class Officer(Visitor):
    """An officer who works on what the office puts on the desk. `act` is due every BEAT_SECONDS."""

    def __init__(self, name: str, commons: Commons, chance: random.Random, sign_in: str, habits: Habits) -> None:
        hello = commands.Hello(versions=[limits.VERSION], lang="ko", officer=sign_in)
        super().__init__(name, commons, chance, hello, observes=False)
        self.habits = habits
        self.desk: messages.Desk | None = None
        self.queue: messages.Queue | None = None
        self._tried: set[str] = set()
        self._serving_until = 0.0
        self._asked_at = 0.0
        self._back_at = 0.0  # the instant at which a break ends
        self._free_at = 0.0
        self._turns = 0
        self._acts: dict[str, str] = {}  # case -> the act that ends it
        self._acted: set[str] = set()
        self._opened: set[str] = set()

    def curious(self) -> frozenset[bytes]:
        return frozenset({b"office", b"queue"})

    def act(self, due: float) -> float | None:
        if self.link.open:
            self._work(time.monotonic())
        return due + BEAT_SECONDS

    def case_changed(self, case: messages.CaseView) -> None:
        """Keep the act that ends the case well: the first that is offered."""
        if case.acts:
            self._acts[case.id] = case.acts[0].id
        else:
            self._acts.pop(case.id, None)

    def told(self, message: messages.AnyMessage, now: float) -> None:  # noqa: ARG002 - every visitor is told the time
        match message:
            case messages.Desk():
                self._desk_changed(message)
            case messages.Queue():
                self.queue = message
            case _:
                pass

    def _desk_changed(self, desk: messages.Desk) -> None:
        before = self.desk.ticket.id if self.desk and self.desk.ticket else None
        self.desk = desk
        if desk.ticket is not None and desk.ticket.state == "called" and desk.ticket.id != before:
            self.commons.tally.call(desk.ticket.id, asked=self._asked_at)

    def _work(self, now: float) -> None:
        if self.desk is None or self.desk.counter is None or self.desk.state == "closed":
            self._sit_down()
        elif self.desk.state == "paused":
            self._return(now)
        elif self.desk.ticket is not None:
            self._attend(self.desk.ticket, now)
        elif self.habits.turns_a_break and self._turns >= self.habits.turns_a_break:
            self._take_break(now)
        else:
            self._next(now)
            self._tray()

    def _sit_down(self) -> None:
        """Open a desk at a free counter, first where people wait for a talk and no desk is open."""
        counters = self.office.counters if self.office else []
        free = [each for each in counters if each.state == "closed" and each.services and each.id not in self._tried]
        if not free:
            self._tried.clear()
            return
        counter = min(free, key=lambda each: (*self._staffing(each), self.chance.random())).id
        self._tried.add(counter)
        self.link.send(commands.DeskOpen(id=self.link.request_id(), counter=counter))

    def _staffing(self, counter: messages.CounterView) -> tuple[int, bool]:
        lines = [line for line in (self.office.services if self.office else []) if line.id in counter.services]
        return min((line.desks for line in lines), default=0), all(line.kind != "talk" for line in lines)

    def _take_break(self, now: float) -> None:
        self._turns = 0
        self._back_at = now + self.chance.uniform(0.5, 1.5) * self.habits.break_seconds
        self.commons.tally.counts["breaks"] += 1
        self.link.send(commands.DeskPause(id=self.link.request_id()))

    def _return(self, now: float) -> None:
        if now >= self._back_at:
            self.link.send(commands.DeskResume(id=self.link.request_id()))

    def _next(self, now: float) -> None:
        """Call the first in the line who is connected: visitors of earlier runs may still have their place."""
        here = [each.id for each in (self.queue.tickets if self.queue else []) if each.here and each.state in _IN_LINE]
        if here and now >= self._free_at:
            self._asked_at = now
            self.link.send(commands.DeskCall(id=self.link.request_id(), ticket=here[0]))

    def _attend(self, ticket: messages.TicketView, now: float) -> None:
        if ticket.state == "serving":
            self._serve(ticket, now)
        elif ticket.answered:
            self.link.send(commands.DeskServe(id=self.link.request_id()))
        elif now - self._asked_at > self.habits.comes_within:
            self._asked_at = now
            self.commons.tally.counts["missed"] += 1
            self.link.send(commands.DeskMissed(id=self.link.request_id()))

    def _serve(self, ticket: messages.TicketView, now: float) -> None:
        if not self._serving_until:
            self._serving_until = now + self.chance.uniform(0.5, 1.5) * self.habits.serve
        if now < self._serving_until:
            self._write(ticket)
            return
        self._serving_until = 0.0
        self._free_at = now + self.habits.breath
        self._turns += 1
        self.commons.tally.counts["served"] += 1
        declared = self.desk.outcomes if self.desk else []
        outcome = self.chance.choice(declared).id if declared else _ENDED
        self.link.send(commands.DeskFinish(id=self.link.request_id(), outcome=outcome))

    def _write(self, ticket: messages.TicketView) -> None:
        if ticket.case and self.chance.random() < self.habits.write_share:
            text = self.chance.choice(_ANSWERS)
            self.link.send(commands.CaseSay(id=self.link.request_id(), case=ticket.case, text=text))

    def _tray(self) -> None:
        """Act on one case that was taken on, or else take on one that nobody has."""
        waiting = self.queue.cases if self.queue else []
        for case in [case.id for case in waiting if case.id in self._acts]:
            if case not in self._acted:
                self._acted.add(case)
                self.commons.tally.counts["decided"] += 1
                self.link.send(commands.CaseAct(id=self.link.request_id(), case=case, act=self._acts[case]))
                return
        free = next((case.id for case in waiting if case.officer is None and case.id not in self._opened), None)
        if free is not None:
            self._opened.add(free)
            self.link.send(commands.CaseAct(id=self.link.request_id(), case=free, act="open"))
