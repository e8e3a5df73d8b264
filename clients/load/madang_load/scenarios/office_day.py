"""Office day: a day from nine to six, scaled to the length of the run. Citizens arrive, wait, are served or give up, leave."""

import random
import time
from bisect import bisect
from itertools import accumulate

from madang_load.commons import Commons
from madang_load.scenarios.visit import Visit
from madang_protocol import commands, messages

# Arrivals in each hour from nine to six, as shares of a usual hour, with a peak at noon.
HOURLY = (0.8, 1.1, 1.3, 2.6, 1.6, 1.0, 0.9, 0.7, 0.3)
CLOSING_SHARE = 0.85  # of the run: nobody arrives after it, so that the line empties
PATIENCE_SHARE = 0.4  # of the run, on average: a citizen who waits longer gives up
LINGER_SECONDS = (0.5, 1.5)


def arrivals(citizens: int, seconds: float, seed: int) -> list[float]:
    """Return when each citizen arrives, in seconds, rising: a Poisson stream with the rates of a day."""
    chance = random.Random(f"{seed}/arrivals")
    bounds = [0.0, *accumulate(HOURLY)]
    scale = seconds * CLOSING_SHARE / len(HOURLY)
    return sorted(_instant(chance.uniform(0, bounds[-1]), bounds) * scale for _ in range(citizens))


def _instant(mass: float, bounds: list[float]) -> float:
    hour = min(len(HOURLY) - 1, bisect(bounds, mass) - 1)
    return hour + (mass - bounds[hour]) / HOURLY[hour]


class OfficeDay(Visit):
    """A citizen with an errand, who leaves when it is done or takes too long."""

    errands: tuple[str, ...] = ("talk", "talk", "talk", "form", "look")

    def __init__(
        self, index: int, commons: Commons, chance: random.Random, *, observes: bool = False, place: str | None = None
    ) -> None:
        super().__init__(index, commons, chance, observes=observes, place=place)
        self._gives_up_at = time.monotonic() + chance.expovariate(1 / (commons.seconds * PATIENCE_SHARE)) + 1.0
        self._goes_at: float | None = None
        self._held: set[str] = set()  # tickets that the citizen has had

    def act(self, due: float) -> float | None:
        if self._goes_at is not None and due >= self._goes_at:
            self.leave()
            return None
        if self._goes_at is None and due >= self._gives_up_at:
            self._give_up()
        return super().act(due)

    def hear(self, message: messages.AnyMessage, now: float) -> None:
        super().hear(message, now)
        if isinstance(message, messages.Tickets):
            self._held |= self.tickets.keys()
            if self._held and not self.tickets:
                self._done(now)

    def case_changed(self, case: messages.CaseView) -> None:
        super().case_changed(case)
        if case.documents or case.state in {"granted", "refused", "delivered", "closed"}:
            self._done(time.monotonic())

    def _give_up(self) -> None:
        """Leave the line and end the visit. A citizen who is called or served stays."""
        waiting = [ticket for ticket in self.tickets.values() if ticket.state == "waiting"]
        if self.tickets and not waiting:
            return
        self.commons.tally.counts["gave_up"] += len(waiting)
        for ticket in waiting:
            self.link.send(commands.TicketLeave(id=self.link.request_id(), ticket=ticket.id))
        self._done(time.monotonic())

    def _done(self, now: float) -> None:
        if self._goes_at is None:
            self._goes_at = now + self.chance.uniform(*LINGER_SECONDS)
