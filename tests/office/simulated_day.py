"""Days of an office in a seeded simulation: people come, desks call them, and what each was told is kept beside what came."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.office.samples import NOON, ticket

from madang_office import estimate, line, periods, promises, tickets, turns
from madang_office.tickets import Facts, TicketEvent

Lengths = Callable[[random.Random], float]


@dataclass
class Office:
    """Desks that call from one line. Everything happens at instants of a heap, by the office's own functions."""

    seed: int
    desk_count: int
    length: Lengths
    apart_s: float  # mean time between arrivals
    favoured_share: float = 0.0
    peak: float = 1.0  # how many times as many come in the second third of the day
    closes: bool = False  # one desk closes in the middle of the day
    rows: list[periods.Period] = field(default_factory=list)
    told: dict[str, estimate.Range] = field(default_factory=dict)
    came: list[promises.Promise] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.line = line.Line("tax")
        self.at: dict[str, tickets.Ticket | None] = {f"desk{number}": None for number in range(self.desk_count)}
        self.coming: list[tuple[float, int, Callable[[float], None]]] = []
        self.count = 0

    def run(self, visitors: int) -> list[promises.Promise]:
        """Let so many people come and be served; give what they were told and what came, in order of the calls."""
        at = NOON
        for number in range(visitors):
            crowd = self.peak if number * 3 // visitors == 1 else 1.0
            at += self.chance.expovariate(crowd / self.apart_s)
            self.later(at, lambda now, name=f"v{number:05d}": self.arrive(name, now))
            if self.closes and number == visitors // 2:
                self.later(at, self.close_one)
        while self.coming:
            now, _, happens = heapq.heappop(self.coming)
            happens(now)
        return self.came

    def later(self, at: float, happens: Callable[[float], None]) -> None:
        self.count += 1
        heapq.heappush(self.coming, (at, self.count, happens))

    def arrive(self, name: str, now: float) -> None:
        ground = "pregnancy" if self.chance.random() < self.favoured_share else None
        new = ticket(name, at=now, ground=ground)
        self.line = replace(self.line, tickets=(*self.line.tickets, new))
        self.tell(new, now)
        for desk in self.at:
            self.later(now + self.chance.uniform(2, 15), lambda then, desk=desk: self.call(desk, then))

    def close_one(self, now: float) -> None:
        """The last desk closes when it has served whom it serves."""
        desk = list(self.at)[-1]
        if self.at[desk] is None:
            del self.at[desk]
        else:
            self.later(now + 5, self.close_one)

    def tell(self, new: tickets.Ticket, now: float) -> None:
        open_desks = [estimate.OpenDesk(None if served is None else now - served.called) for served in self.at.values()]
        history = turns.history_of(self.rows[-500:], frozenset({"tax"}), newest=estimate.OBSERVATIONS_MAX)
        judged = promises.calibrate(self.came[-200:])
        known = estimate.range_of(self.line.place_of(new.id), open_desks, history, stretch=judged.stretch)
        if known:
            self.told[new.id] = known

    def call(self, desk: str, now: float) -> None:
        waiting = line.next_for([self.line], lambda _: True)
        if desk not in self.at or self.at[desk] is not None or waiting is None:
            return
        self.line = self.line.called(waiting)
        called = self.step(waiting, TicketEvent.CALL, now, Facts(counter=desk, officer=desk))
        self.at[desk] = called
        if called.id in self.told:
            self.came.append(promises.promise(self.told[called.id], now - called.created))
        self.later(now + self.chance.uniform(5, 40), lambda then: self.serve(desk, called, then))

    def serve(self, desk: str, called: tickets.Ticket, now: float) -> None:
        serving = self.step(called, TicketEvent.SERVE, now)
        self.later(now + self.length(self.chance), lambda then: self.finish(desk, serving, then))

    def finish(self, desk: str, serving: tickets.Ticket, now: float) -> None:
        self.step(serving, TicketEvent.FINISH, now)
        self.at[desk] = None
        self.later(now + self.chance.uniform(2, 15), lambda then: self.call(desk, then))

    def step(self, before: tickets.Ticket, event: TicketEvent, now: float, facts: Facts = tickets.NO_FACTS) -> tickets.Ticket:
        result = tickets.apply(before, event, now, facts)
        assert isinstance(result, tickets.Changed), (before, event, result)
        if result.closed is not None:
            self.rows.append(result.closed)
        return result.ticket
