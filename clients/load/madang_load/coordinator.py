"""Starts the worker processes of a run, shows its progress, and adds up what they measured."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from madang_load.order import Order, shares
from madang_load.outcome import Outcome, Readings
from madang_load.scenarios import SCRIPTS
from madang_load.server_cost import Cost, read_cost
from madang_load.server_metrics import fetch_metrics
from madang_load.tally import Tally
from madang_load.timeline import Row, Timeline
from madang_load.worker import PATIENCE_PEOPLE, PATIENCE_SECONDS, work

STEPS_WAITED_FOR = 5  # each as long as a worker has patience: the line, those dropped, answers, who comes in anew; and some
POLL_SECONDS = 0.02


class RunFailed(RuntimeError):
    """Nobody could connect, or a worker process ended, fell silent, or could not do its part."""


class Coordinator:
    def __init__(self, order: Order, console: Console) -> None:
        self.order = order
        self.console = console
        self.timeline = Timeline()
        self._pipes: list[Connection] = []
        self._measuring_since: float | None = None
        people = order.citizens + order.waiting
        patience = STEPS_WAITED_FOR * (PATIENCE_SECONDS + people / PATIENCE_PEOPLE)
        self._deadline = time.monotonic() + people / order.connect_per_second * 4 + order.seconds + patience

    def run(self) -> Outcome:
        """Do the run and return what was measured.

        Raises `RunFailed`, or `ProcessLookupError` when the server process to be measured is gone.
        """
        empty = self._server_cost()
        with self._workers(), self._bar() as bar:
            task = bar.add_task("connecting", total=self.order.citizens, detail="")
            connected = sum(self._gather("ready", bar, task))
            if not connected and SCRIPTS[self.order.scenario].arrivals is None:
                raise RunFailed(f"nobody got in at {self.order.address}: is the office open there?")
            metrics, idle = fetch_metrics(self.order.server), self._server_cost()
            self._say("measure")
            self._measuring_since = time.monotonic()
            bar.reset(task, total=self.order.seconds, description=self.order.scenario)
            elapsed = max(self._gather("measured", bar, task))
            busy, later = self._server_cost(), fetch_metrics(self.order.server)
            self._measuring_since = None
            tally = self._tally(bar, task)
            readings = Readings(empty, idle, busy, metrics, later)
            self._say("stop")
        return Outcome(self.order, connected, elapsed, tally, self.timeline, readings)

    def _tally(self, bar: Progress, task: TaskID) -> Tally:
        total = Tally()
        for part in self._gather("tally", bar, task):
            total.add(part)
        total.pair_calls()
        total.pair_tellings()
        return total

    def _gather(self, word: str, bar: Progress, task: TaskID) -> list[Any]:
        """Wait until every worker has sent `word`, and return the values. Shows what else they send meanwhile."""
        answers: dict[int, Any] = {}
        while len(answers) < len(self._pipes):
            for index, pipe in enumerate(self._pipes):
                while index not in answers and pipe.poll(POLL_SECONDS):
                    said, value = self._receive(pipe)
                    if said == word:
                        answers[index] = value
                    else:
                        self._note(index, value, bar, task)
            self._watch_server(bar, task)
            if time.monotonic() > self._deadline:
                raise RunFailed(f"no word of {word!r} from every worker in time")
        return [answers[index] for index in range(len(self._pipes))]

    def _note(self, worker: int, value: Any, bar: Progress, task: TaskID) -> None:
        if isinstance(value, Row):
            self.timeline.add(worker, value)
            bar.update(task, detail=f"{value.open * len(self._pipes):,} open, {value.counts.get('frames_in', 0):,} frames")
        elif self._measuring_since is None:  # the value is the number of connections
            bar.update(task, completed=value * len(self._pipes))

    def _watch_server(self, bar: Progress, task: TaskID) -> None:
        """Note the server's CPU time, once a second."""
        if self._measuring_since is None:
            return
        elapsed = time.monotonic() - self._measuring_since
        bar.update(task, completed=elapsed)
        readings = self.timeline.server_cpu
        cost = self._server_cost() if not readings or elapsed - readings[-1][0] >= 1.0 else None
        if cost is not None:
            readings.append((elapsed, cost.cpu_seconds))

    def _receive(self, pipe: Connection) -> tuple[str, Any]:
        try:
            said, value = pipe.recv()
        except (EOFError, OSError) as error:
            raise RunFailed("a worker process ended before it reported") from error
        if said == "failed":
            raise RunFailed(value)
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
            for pipe in self._pipes:
                pipe.close()
            for process in processes:
                process.join(timeout=5)
                if process.is_alive():
                    process.terminate()
                    process.join()
