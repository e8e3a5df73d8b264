"""Somebody who comes to an office, asks, and asks again with the same id until they are answered. Knows lines alone."""

from collections.abc import Callable
from itertools import count
from typing import Any

from tests.schedules.hall import Line, body_of
from tests.schedules.laws import Laws
from tests.schedules.office import Command
from tests.schedules.owner import Owner
from tests.schedules.scheduler import Scheduler

THINKS_S = (0.05, 1.2)
PATIENCE_S = 2.5  # without an answer they connect anew
AWAY_S = (2.0, 20.0)  # now and then, with the telephone in a pocket
KINDS = {"take": 6, "ask": 2, "break": 1, "say": 3}


class Person:
    """`find` returns who serves the office, as far as anybody they reach knows. `quick`: share of messages that take no time."""

    def __init__(
        self, which: tuple[str, str], scheduler: Scheduler, laws: Laws, find: Callable[[str], Owner | None], *, quick: float
    ) -> None:
        """`which`: the office, and the name."""
        self.office, self.name = which
        self.asked: Command | None = None  # and not answered yet
        self.answers: dict[str, int] = {}  # numbers by request
        self.stops_asking = False
        self._scheduler, self._laws, self._find = scheduler, laws, find
        self._quick = quick
        self._chance = scheduler.chance
        self._requests = count(1)
        self._line: Line | None = None
        self._owner: Owner | None = None
        self._is_welcome = False
        self._key: str | None = None
        self._received: list[bytes] = []  # under this key
        self._waits_since = 0.0
        self._away_until = 0.0
        self._arrives_at = 0.0  # the last of what is on its way to them
        self.think()

    @property
    def is_served(self) -> bool:
        return self.asked is None and self._is_welcome

    def think(self) -> None:
        """Do something, and again after a while."""
        self._scheduler.after(self._chance.uniform(*THINKS_S), self.think)
        if self._line is None:
            if self.stops_asking or self._scheduler.now >= self._away_until:
                self._connect()
        elif not self._is_welcome or self.asked is not None:
            if self._scheduler.now - self._waits_since > PATIENCE_S:
                self._hang_up()
        elif self._chance.random() < 0.1:
            self._hang_up()
            if self._chance.random() < 0.3:
                self._away_until = self._scheduler.now + self._chance.uniform(*AWAY_S)
        elif not self.stops_asking:
            self._ask()

    def _ask(self) -> None:
        kind = self._chance.choices(list(KINDS), list(KINDS.values()))[0]
        self.asked = Command(f"{self.name}-{next(self._requests):08d}", kind, reads=self._chance.random() < 0.2)
        self._send()

    def _send(self) -> None:
        owner, line, asked = self._owner, self._line, self.asked
        self._waits_since = self._scheduler.now
        if owner is None or line is None or asked is None:
            return
        if self._chance.random() < 0.3:
            self._to(owner, owner.acknowledge, self.name, line, len(self._received))
        self._to(owner, owner.execute, self.name, line, asked)

    def _to(self, owner: Owner, happens: Callable[..., None], *given: Any) -> None:
        seconds = 0.0 if self._chance.random() < self._quick else self._chance.random() * 0.2
        self._scheduler.after(seconds, owner.machine.do, happens, *given)

    # the line --------------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        owner = self._find(self.office)
        if owner is None:
            return
        line = Line(self, self._deliver)
        self._owner, self._line, self._is_welcome = owner, line, False
        self._waits_since = self._scheduler.now
        self._to(owner, owner.hello, line, self.name, self._key, len(self._received))

    def _deliver(self, arrives: Callable[[], None]) -> None:
        """Nothing overtakes what is on its way."""
        now = self._scheduler.now
        if now >= self._arrives_at and self._chance.random() < self._quick:
            arrives()
            return
        self._arrives_at = max(self._arrives_at, now + self._chance.random() * 0.1) + 1e-6
        self._scheduler.after(self._arrives_at - now, arrives)

    def _hang_up(self) -> None:
        line, owner = self._line, self._owner
        self._line = self._owner = None
        self._is_welcome = False
        if line is not None and owner is not None:
            self._scheduler.after(self._chance.random() * 0.5, owner.machine.do, owner.dropped, self.name, line)

    def loses(self, line: Line) -> None:
        """The server has ended the line, or the machine is gone."""
        if line is self._line:
            self._line = self._owner = None
            self._is_welcome = False

    def machine_gone(self, owner_machine: object) -> None:
        """A machine was killed: who was connected to it notices soon."""
        line = self._line
        if line is not None and self._owner is not None and self._owner.machine is owner_machine:
            self._deliver(lambda: self.loses(line))

    def is_welcome(self, line: Line, key: str | None, *, resumed: bool) -> None:
        if line is not self._line:
            return
        self._is_welcome = True
        self._key = key
        if resumed:
            self._laws.resumed(str(key), self._received)
        else:
            self._received = []
        if self.asked is not None:
            self._send()

    def hears(self, line: Line, number: int, message: dict[str, Any]) -> None:
        """A message of the session, which has this number."""
        if line is not self._line:
            return
        self._received.append(body_of(message))
        if number != len(self._received):
            raise self._laws.broken(
                "lane", f"{self.name} has {len(self._received) - 1} messages of {self._key} and hears {number}"
            )
        asked = self.asked
        if asked is not None and message.get("id") == asked.request:
            if message["t"] == "rejected" and message["code"] == "storage":
                self._scheduler.after(self._chance.random(), self._send_again, asked)
                return
            self.asked = None
            if message.get("ref") is not None:
                self.answers[asked.request] = int(message["ref"])

    def _send_again(self, asked: Command) -> None:
        if self.asked is asked and self._is_welcome:
            self._send()
