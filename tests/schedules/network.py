"""What lies between a machine and a server: delays, questions and answers that are lost or late, cuts. Knows no statement."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from tests.schedules.scheduler import Killed, Machine, Resume, Wait

QUICK = 0.75  # of the questions are answered in the same instant
SLOW_S = 0.4  # the longest that one takes which is not lost

Answer = Callable[[Any, Exception | None], None]
Ask = Callable[[Answer], None]  # what the server does with a question; it calls the answer once, then or later


@dataclass
class Rates:
    """How many of the questions have a fault, and after how long who asked is told of it at most."""

    lost: float = 0.0  # they never arrive
    unanswered: float = 0.0  # they are done, and the answer is lost
    late: float = 0.0  # they are done when whoever asked has given up
    told_within_s: float = 2.0

    @property
    def any(self) -> float:
        return self.lost + self.unanswered + self.late


class Link:
    """Of one machine to one server. `fault`: what whoever asked is raised. `is_away`: whether the server is."""

    def __init__(self, machine: Machine, rates: Rates, fault: Callable[[str], Exception], is_away: Callable[[], bool]) -> None:
        self.machine = machine
        self.rates = rates
        self.is_cut = False
        self._fault = fault
        self._is_away = is_away
        self._chance = machine.scheduler.chance

    def ask(self, ask: Ask, strikes: Callable[[], None] | None = None) -> "Question":
        """`strikes`: what befalls the machine while it waits."""
        return Question(self, ask, strikes)

    def send(self, happens: Callable[[], None]) -> None:
        """Let something arrive for which no answer is waited for; when the machine is killed, too."""
        self.machine.scheduler.after(self._delay_s(), happens)

    def _delay_s(self) -> float:
        return self._chance.random() ** 3 * SLOW_S

    def at_once(self, ask: Ask, strikes: Callable[[], None] | None) -> tuple[Any, Exception | None] | Callable[[Resume], None]:
        """Return the answer, or how it is waited for."""
        machine, chance = self.machine, self._chance.random()
        if machine.is_dead:
            raise Killed
        if strikes is not None:
            machine.scheduler.after(self._chance.random() * SLOW_S / 2, strikes)
            return lambda resume: self._slowly(ask, resume)
        fate = chance - self.rates.any
        if self.is_cut or self._is_away() or fate < 0.0:
            return self._fated(ask, fate)
        if chance > QUICK or not machine.runs:
            return lambda resume: machine.scheduler.after(self._delay_s(), ask, self._back(resume))
        answered: list[tuple[Any, Exception | None]] = []
        waiting: list[Answer] = []
        ask(lambda value, error: waiting[0](value, error) if waiting else answered.append((value, error)))
        return answered[0] if answered else lambda resume: waiting.append(self._back(resume))

    def _slowly(self, ask: Ask, resume: Resume) -> None:
        after, chance = self.machine.scheduler.after, self._chance.random
        answer: Answer = lambda value, error: after(chance() * SLOW_S, resume, value, error)  # noqa: E731
        after(chance() * SLOW_S, ask, answer)

    def _fated(self, ask: Ask, fate: float) -> Callable[[Resume], None]:
        after, rates = self.machine.scheduler.after, self.rates
        told_s = self._chance.random() * rates.told_within_s

        def begin(resume: Resume) -> None:
            after(told_s, resume, None, self._fault("no answer"))
            if self.is_cut or self._is_away() or fate < -rates.unanswered - rates.late:
                return
            done_s = self._delay_s() if fate < -rates.late else told_s + self._delay_s()
            after(done_s, ask, lambda _value, _error: None)

        return begin

    def _back(self, resume: Resume) -> Answer:
        after = self.machine.scheduler.after
        return lambda value, error: after(self._delay_s() if self._chance.random() > QUICK else 0.0, resume, value, error)


class Question:
    """Something that is awaited."""

    __slots__ = ("_ask", "_link", "_strikes")

    def __init__(self, link: Link, ask: Ask, strikes: Callable[[], None] | None) -> None:
        self._link, self._ask, self._strikes = link, ask, strikes

    def __await__(self) -> Generator[Wait, Any, Any]:
        answer = self._link.at_once(self._ask, self._strikes)
        if callable(answer):
            return (yield Wait(answer))
        value, error = answer
        if error is not None:
            raise error
        return value
