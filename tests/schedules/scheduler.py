"""Virtual time, and machines whose processes run in it: stopped, gone on, killed. Knows coroutines, no event loop and no office.

A process is a coroutine that awaits `Wait`s alone. What runs between two of them is one step: nothing else happens meanwhile.
"""

import heapq
import random
from collections.abc import Callable, Coroutine, Generator
from itertools import count
from typing import Any

Resume = Callable[[Any, BaseException | None], None]  # with a value, or with what is raised where it is awaited
LATER_S = 0.002  # within which what waited for a stopped machine happens when it goes on, in any order


class Killed(BaseException):
    """The machine is gone: nothing of the process happens any more."""


class Cancelled(BaseException):
    """Whoever started the process wants it to end."""


class Wait:
    """What a process awaits. `begin` is called with how the process is resumed, once."""

    __slots__ = ("begin",)

    def __init__(self, begin: Callable[[Resume], None]) -> None:
        self.begin = begin

    def __await__(self) -> Generator["Wait", Any, Any]:
        return (yield self)


class Scheduler:
    """Instants in order, and what happens at each. `now`: seconds since the beginning."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.now = 0.0
        self.steps = 0
        self.fault: Exception | None = None  # the first; whatever catches it, the run ends with it
        self._numbers = count()
        self._due: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []

    def after(self, seconds: float, happens: Callable[..., None], *given: Any) -> None:
        heapq.heappush(self._due, (self.now + seconds, next(self._numbers), happens, given))

    def failed(self, fault: Exception) -> None:
        self.fault = self.fault or fault

    def run(self, until: float) -> None:
        """Let everything happen that is due before this instant. Raises `fault`."""
        due = self._due
        while due and due[0][0] <= until:
            self.now, _, happens, given = heapq.heappop(due)
            self.steps += 1
            happens(*given)
            if self.fault is not None:
                raise self.fault
        self.now = until


class Machine:
    """One life of a machine. Its clock has an offset and a rate of its own, and runs while it is stopped."""

    def __init__(self, scheduler: Scheduler, *, offset_s: float, rate: float) -> None:
        self.scheduler = scheduler
        self.is_dead = False
        self.stopped_until = 0.0
        self.processes: list[Process] = []
        self._offset_s, self._rate = offset_s, rate

    def clock(self) -> float:
        return self._offset_s + self.scheduler.now * self._rate

    @property
    def runs(self) -> bool:
        return not self.is_dead and self.scheduler.now >= self.stopped_until

    def stop(self, seconds: float) -> None:
        """SIGSTOP, and SIGCONT after so long."""
        self.stopped_until = max(self.stopped_until, self.scheduler.now + seconds)

    def kill(self) -> None:
        """SIGKILL."""
        self.is_dead = True

    def bury(self) -> None:
        """Let go of the processes of a machine that is killed, without a step of theirs."""
        self.is_dead = True
        for process in self.processes:
            process.let_go()

    def spawn(self, coroutine: Coroutine[Wait, Any, Any], over: Callable[[], None] | None = None) -> "Process":
        """Begin a process; its first step is now. `over` is called when it has ended by itself."""
        process = Process(self, coroutine, over)
        self.processes.append(process)
        process.step(None, None)
        return process

    def do(self, happens: Callable[..., None], *given: Any) -> None:
        """Let something arrive at the machine: now, when it goes on, or never."""
        if self.runs:
            happens(*given)
        elif not self.is_dead:
            wait_s = self.stopped_until - self.scheduler.now + self.scheduler.chance.random() * LATER_S
            self.scheduler.after(wait_s, self.do, happens, *given)

    def sleep(self, seconds: float) -> Wait:
        """Wait for so many seconds of the machine's clock."""
        return Wait(lambda resume: self.scheduler.after(max(0.0, seconds) / self._rate, resume, None, None))


class Process:
    """A coroutine of a machine. It is over when it has ended, or its machine has."""

    __slots__ = ("_coroutine", "_ended", "_machine", "_turn", "over")

    def __init__(self, machine: Machine, coroutine: Coroutine[Wait, Any, Any], ended: Callable[[], None] | None) -> None:
        self._machine = machine
        self._coroutine = coroutine
        self._ended = ended
        self._turn = 0
        self.over = False

    def step(self, value: Any, error: BaseException | None) -> None:
        if self.over or self._machine.is_dead:
            return
        self._turn += 1
        try:
            wait = self._coroutine.send(value) if error is None else self._coroutine.throw(error)
        except StopIteration:
            self.over = True
            if self._ended is not None:
                self._ended()
        except Cancelled:
            self.over = True
        except Exception as fault:  # noqa: BLE001 - whatever it is, the schedule ends with it
            self.over = True
            self._machine.scheduler.failed(fault)
        else:
            wait.begin(_Resumption(self, self._turn))

    def resume(self, turn: int, value: Any, error: BaseException | None) -> None:
        if turn == self._turn and not self.over:
            self.step(value, error)

    def arrives(self, turn: int, value: Any, error: BaseException | None) -> None:
        self._machine.do(self.resume, turn, value, error)

    def cancel(self) -> None:
        """Let it end where it waits."""
        if not self.over:
            self.step(None, Cancelled())
            self.over = True

    def let_go(self) -> None:
        self.over = True
        self._coroutine.close()


class _Resumption:
    """How a process goes on from one certain wait."""

    __slots__ = ("_process", "_turn")

    def __init__(self, process: Process, turn: int) -> None:
        self._process, self._turn = process, turn

    def __call__(self, value: Any, error: BaseException | None) -> None:
        self._process.arrives(self._turn, value, error)
