"""Starts the workers of a run, shows how far it is, adds up what they measured."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from madang_load.order import Order, shares
from madang_load.report import Outcome
from madang_load.server_cost import Cost, read_cost
from madang_load.tally import Tally
from madang_load.worker import work

PATIENCE_SECONDS = 120  # on top of what the run itself may take


class WorkerLost(RuntimeError):
    """A worker process ended or fell silent before it reported."""


class Coordinator:
    """One run from start to outcome."""

    def __init__(self, order: Order, console: Console) -> None:
        self.order = order
        self.console = console
        self._pipes: list[Connection] = []
        self._deadline = time.monotonic() + order.citizens / order.connect_per_second + order.seconds + PATIENCE_SECONDS

    def run(self) -> Outcome:
        """Do the run. Raises `WorkerLost`, or `ProcessLookupError` when the server to be measured is gone."""
        with self._workers(), self._bar() as bar:
            task = bar.add_task("connecting", total=self.order.citizens, detail="")
            connected = self._connect(bar, task)
            idle = self._server_cost()
            self._say("measure")
            bar.reset(task, total=self.order.seconds, description=self.order.scenario)
            began = time.monotonic()
            self._gather("measured", bar, task)
            elapsed = time.monotonic() - began
            busy = self._server_cost()
            tally = self._tally(bar, task)
            self._say("stop")
        return Outcome(self.order, connected, elapsed, tally, idle, busy)

    def _connect(self, bar: Progress, task: TaskID) -> int:
        return sum(self._gather("ready", bar, task))

    def _tally(self, bar: Progress, task: TaskID) -> Tally:
        total = Tally()
        for part in self._gather("tally", bar, task):
            total.add(part)
        return total

    def _gather(self, word: str, bar: Progress, task: TaskID) -> list[Any]:
        """Wait until every worker has said `word`; show what they say meanwhile."""
        answers: dict[int, Any] = {}
        seen: dict[int, Any] = {}
        began = time.monotonic()
        while len(answers) < len(self._pipes):
            for index, pipe in enumerate(self._pipes):
                while index not in answers and pipe.poll(0.02):
                    said, value = self._receive(pipe)
                    seen[index] = value
                    answers |= {index: value} if said == word else {}
            self._show(bar, task, seen, time.monotonic() - began)
            if time.monotonic() > self._deadline:
                raise WorkerLost(f"no word of {word!r} from every worker in time")
        return [answers[index] for index in range(len(self._pipes))]

    def _show(self, bar: Progress, task: TaskID, seen: dict[int, Any], elapsed: float) -> None:
        counts = [value for value in seen.values() if isinstance(value, dict)]
        frames = sum(each.get("frames_in", 0) for each in counts)
        numbers = sum(value for value in seen.values() if isinstance(value, int))
        connecting = bar.tasks[0].description == "connecting"
        detail = f"{frames:,} frames" if counts else ""
        bar.update(task, completed=numbers if connecting else elapsed, detail=detail)

    def _receive(self, pipe: Connection) -> tuple[str, Any]:
        try:
            said, value = pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerLost("a worker process ended before it reported") from error
        return said, value

    def _say(self, word: str) -> None:
        for pipe in self._pipes:
            pipe.send(word)

    def _server_cost(self) -> Cost | None:
        return read_cost(self.order.server_pid) if self.order.server_pid is not None else None

    def _bar(self) -> Progress:
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[detail]}"),
            console=self.console,
            transient=True,
        )

    @contextmanager
    def _workers(self) -> Iterator[None]:
        spawn = multiprocessing.get_context("spawn")
        processes = []
        for share in shares(self.order):
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=work, args=(share, theirs), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            processes.append(process)
        try:
            yield
        finally:
            for process in processes:
                process.join(timeout=5)
                if process.is_alive():
                    process.terminate()
