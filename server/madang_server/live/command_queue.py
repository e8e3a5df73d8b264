"""A visitor's durable commands on their way to the office: one at a time, in order. Knows coroutines, not what they do.

What may not wait for those before it has a queue of its own beside it.

A worker lives only while there is something to do; a slow office makes lines here and nowhere else.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

from madang_server.faults import OfficeLost
from madang_server.live import bounds

_log = structlog.get_logger()
QueuedCall = Callable[[], Awaitable[None]]


class TaskSupervisor:
    """All tasks of the live side. Nothing outlives it."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Do this beside everything else. What it raises is written to the log, once."""
        task = asyncio.get_running_loop().create_task(self._guard(work, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @staticmethod
    async def _guard(work: Coroutine[Any, Any, None], name: str) -> None:
        try:
            await work
        except Exception:  # noqa: BLE001 - whatever it was, it must not take other tasks with it
            _log.exception("task failed", task=name)

    @property
    def busy(self) -> bool:
        """True while anything is under way."""
        return bool(self._tasks)

    async def finish(self, seconds_max: float) -> None:
        """Wait for what is under way, then end the rest."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds_max)
        rest = list(self._tasks)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


class CommandQueue:
    __slots__ = ("_beside", "_queue", "_tasks", "_works")

    def __init__(self, tasks: TaskSupervisor) -> None:
        self._tasks = tasks
        self._queue: list[QueuedCall] = []  # few at most and mostly none: of a visitor who is idle, the smallest
        self._works = False
        self._beside: CommandQueue | None = None

    @property
    def beside(self) -> "CommandQueue":
        """The queue of what does not wait for this one; it is there once somebody needs it."""
        if self._beside is None:
            self._beside = CommandQueue(self._tasks)
        return self._beside

    def take_turn(self) -> bool:
        """Let what is added wait until `turn_over`. False: something is queued or under way."""
        if self._works:
            return False
        self._works = True
        return True

    def turn_over(self) -> None:
        """Go on with what was added meanwhile."""
        self._works = False
        if self._queue:
            self._start()

    def add(self, call: QueuedCall) -> bool:
        """Queue one more. False when the queue is full."""
        if len(self._queue) >= bounds.QUEUED_COMMANDS_MAX:
            return False
        self.add_last(call)
        return True

    def add_last(self, call: QueuedCall) -> None:
        """Queue what comes after everything else, also when the queue is full: the session is over."""
        self._queue.append(call)
        if not self._works:
            self._start()

    def _start(self) -> None:
        self._works = True
        self._tasks.start(self._work(), "commands of a visitor")

    async def _work(self) -> None:
        try:
            while self._queue:
                await self._one(self._queue.pop(0))
        finally:
            self._works = False

    @staticmethod
    async def _one(call: QueuedCall) -> None:
        try:
            await call()
        except OfficeLost:
            pass  # said once, by who ends this server
        except Exception:  # noqa: BLE001 - one command's fault does not stop those behind it
            _log.exception("a queued command failed")
