"""A simulated officer: sits down at a free counter, calls, serves, writes, closes cases; grants what lies in the tray."""

import random
import time

from madang_load.visitor import Commons, Visitor
from madang_protocol import messages, wishes

_ANSWERS = ("네, 도와드리겠습니다.", "서류는 준비되셨나요?", "처리되었습니다. 감사합니다.")


class Officer(Visitor):
    """Works on whatever the office puts on the desk. `act` is called about twice a second."""

    def __init__(self, name: str, commons: Commons, chance: random.Random, sign_in: str, *, serve_seconds: float) -> None:
        hello = wishes.Hello(versions=[1], lang="ko", officer=sign_in)
        super().__init__(name, commons, chance, hello, observes=False)
        self.serve_seconds = serve_seconds
        self.desk: messages.Desk | None = None
        self.queue: messages.Queue | None = None
        self._tried: set[str] = set()
        self._serving_until = 0.0
        self._asked_at = 0.0
        self._acted: set[str] = set()

    def curious(self) -> frozenset[bytes]:
        """An officer reads the board and the line."""
        return frozenset({b"office", b"queue"})

    def act(self, now: float) -> float | None:
        """Do the next thing; due again in half a second."""
        if self.link.open:
            self._work(now)
        return now + 0.5

    def told(self, message: messages.AnyMessage, now: float) -> None:  # noqa: ARG002
        """My desk, my line, a desk that was taken."""
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
            self.commons.call(desk.ticket.number, asked=self._asked_at)

    def _work(self, now: float) -> None:
        state = self.desk.state if self.desk else "closed"
        ticket = self.desk.ticket if self.desk else None
        if state == "closed" or self.desk is None or self.desk.counter is None:
            self._sit_down()
        elif state == "paused":
            self._wish(wishes.DeskResume(id=self.link.request_id()))
        elif ticket is not None and ticket.state == "serving":
            self._serve(ticket, now)
        elif ticket is not None and ticket.state == "called":
            self._wait_for(now)
        else:
            self._next()
        self._tray()

    def _sit_down(self) -> None:
        counters = self.office.counters if self.office else []
        free = [each.id for each in counters if each.state == "closed" and each.services and each.id not in self._tried]
        if not free:
            self._tried.clear()
            return
        counter = self.chance.choice(free)
        self._tried.add(counter)
        self._wish(wishes.DeskOpen(id=self.link.request_id(), counter=counter))

    def _next(self) -> None:
        waiting = [each for each in (self.queue.tickets if self.queue else []) if each.state == "waiting"]
        if waiting:
            self._asked_at = time.monotonic()
            self._wish(wishes.DeskCall(id=self.link.request_id()))

    def _wait_for(self, now: float) -> None:
        if now - self._asked_at > 4:
            self._asked_at = now
            self._wish(wishes.DeskServe(id=self.link.request_id()))

    def _serve(self, ticket: messages.TicketView, now: float) -> None:
        if not self._serving_until:
            self._serving_until = now + self.chance.uniform(0.5, 1.5) * self.serve_seconds
        if now < self._serving_until:
            if ticket.case and self.chance.random() < 0.3:
                text = self.chance.choice(_ANSWERS)
                self._wish(wishes.CaseSay(id=self.link.request_id(), case=ticket.case, text=text))
            return
        self._serving_until = 0.0
        self.commons.tally.counts["served"] += 1
        self._wish(wishes.DeskFinish(id=self.link.request_id(), outcome="answered"))

    def _tray(self) -> None:
        for case in self.queue.cases if self.queue else []:
            if case.id not in self._acted:
                self._acted.add(case.id)
                self.commons.tally.counts["granted"] += 1
                self._wish(wishes.CaseAct(id=self.link.request_id(), case=case.id, act="grant"))
                return

    def _wish(self, wish: wishes.Wish) -> None:
        self.link.send(wish)
