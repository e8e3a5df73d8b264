"""Whose command is due when. Pure: instants and chance are handed in; knows no command.

With a rate, commands are due at even intervals, whatever the server does: one for which nobody is free waits and keeps the
instant at which it was due, so that a server that stands still is not hidden by those who wait for it (coordinated omission).
Without a rate everybody is due as soon as they are ready.
"""

import random
from heapq import heappop, heappush
from itertools import count
from typing import Protocol


class Sender(Protocol):
    """Who has one command under way at most."""

    def send(self, due: float) -> None:
        """Send the next command, timed from `due`, in monotonic seconds."""


class Pacer:
    """The senders of one worker. `per_second`: commands of all of them; None: as many as they are ready for."""

    def __init__(self, per_second: float | None, chance: random.Random) -> None:
        self.per_second = per_second
        self._chance = chance
        self._order = count()
        self._resting: list[tuple[float, int, Sender]] = []  # a heap: from when on who may send
        self._ready: list[tuple[float, Sender]] = []
        self._due: float | None = None  # of the next command, with a rate

    def rest(self, sender: Sender, until: float) -> None:
        """Let this one send from that instant on. Call it once, and again after each command that was answered."""
        heappush(self._resting, (until, next(self._order), sender))

    def send_due(self, now: float) -> None:
        """Let commands be sent that are due, by those who are ready."""
        while self._resting and self._resting[0][0] <= now:
            at, _, sender = heappop(self._resting)
            self._ready.append((at, sender))
        if self.per_second is None:
            self._send_all()
        else:
            self._send_paced(now, self.per_second)

    def unsent(self, now: float) -> list[float]:
        """Return the instants before `now` at which commands were due that nobody was free to send."""
        if self.per_second is None or self._due is None:
            return []
        missing: list[float] = []
        while self._due < now:
            missing.append(self._due)
            self._due += 1 / self.per_second
        return missing

    def _send_all(self) -> None:
        ready, self._ready = self._ready, []
        for at, sender in ready:
            sender.send(at)

    def _send_paced(self, now: float, per_second: float) -> None:
        due = now if self._due is None else self._due
        while due <= now and self._ready:
            self._one_of_the_ready().send(due)
            due += 1 / per_second
        self._due = due

    def _one_of_the_ready(self) -> Sender:
        """Take one by lot: in turn, all would do the same step of their errand at the same time."""
        chosen = self._chance.randrange(len(self._ready))
        self._ready[chosen], self._ready[-1] = self._ready[-1], self._ready[chosen]
        return self._ready.pop()[1]
