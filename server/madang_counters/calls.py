"""The calls of one backend that are under way: a deadline, a bounded number, and steps that are checked (SPEC K3)."""

import asyncio
from enum import StrEnum
from typing import Protocol, cast

from madang_counters.events import AnyEvent, CaseSnapshot
from madang_counters.forms import Form, FormInvalid
from madang_counters.handler_thread import HandlerThread
from madang_counters.manifest import Manifest
from madang_counters.rules import breaches, may_reject
from madang_counters.steps import AnyStep

DEADLINE_S = 5.0
END_GRACE_S = 2.0  # how long a call may take to end when the office shuts down


class Cause(StrEnum):
    """Why a counter gave no usable answer."""

    FAULT = "fault"  # the handler raised
    SLOW = "slow"  # the handler passed its deadline
    BAD_STEPS = "bad_steps"  # the handler's answer broke the rules of steps
    BUSY = "busy"  # too many calls are under way
    RESTING = "resting"  # the circuit is open after repeated faults
    ENDED = "ended"  # the office is shutting down


class CounterClosed(Exception):
    """The backend gave no usable answer, and nothing has happened. `__cause__` is what the handler raised, for the log.

    `retry_after_s`: seconds until asking again makes sense; 0 when it makes sense at once. The caller rejects the command with
    `counter_closed` (SPEC K3).
    """

    def __init__(self, service: str, cause: Cause, detail: str = "", *, retry_after_s: float = 0.0) -> None:
        super().__init__(f"{service}: {cause} {detail}".rstrip())
        self.service = service
        self.cause = cause
        self.detail = detail
        self.retry_after_s = retry_after_s


class Handles(Protocol):
    """What a call needs of a backend."""

    @property
    def manifest(self) -> Manifest:
        """As `Backend.manifest`."""

    @property
    def form(self) -> type[Form] | None:
        """As `Backend.form`."""

    async def handle(self, case: CaseSnapshot, event: AnyEvent, /) -> list[AnyStep]:
        """As `Backend.handle`."""


class Calls:
    """The calls of one backend that are under way. A call keeps its place until its handler has really ended."""

    def __init__(self, backend: Handles, *, deadline_s: float, calls_max: int, waiting_max: int) -> None:
        self._service = backend.manifest.id
        self._backend = backend
        self._thread = HandlerThread(backend.manifest.id)
        self._deadline_s = deadline_s
        self._tasks_max = calls_max + waiting_max
        self._places = asyncio.Semaphore(calls_max)
        self._tasks: set[asyncio.Task[object]] = set()
        self._running: set[asyncio.Task[object]] = set()
        self._closing = False

    async def call(self, case: CaseSnapshot, event: AnyEvent) -> list[AnyStep]:
        """Return the checked steps, within the deadline.

        Raises `CounterClosed` with every cause but RESTING, and `FormInvalid` when the handler names faulty answers of the
        event's form. A caller that is cancelled cancels the handler.
        """
        if self._closing:
            raise CounterClosed(self._service, Cause.ENDED)
        if len(self._tasks) >= self._tasks_max:
            raise CounterClosed(self._service, Cause.BUSY)
        task = self._begin(case, event)
        try:
            await asyncio.wait({task}, timeout=self._deadline_s)
            return self._answer(task, event)
        finally:
            task.cancel()  # past its deadline, or the caller was cancelled; a finished task ignores it

    def _begin(self, case: CaseSnapshot, event: AnyEvent) -> asyncio.Task[object]:
        task: asyncio.Task[object] = asyncio.create_task(self._in_place(case, event), name=f"counter {self._service}")
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def _in_place(self, case: CaseSnapshot, event: AnyEvent) -> object:
        async with self._places:
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            return await self._thread.run(lambda: self._backend.handle(case, event))

    def _answer(self, task: asyncio.Task[object], event: AnyEvent) -> list[AnyStep]:
        if not task.done():
            cause = Cause.SLOW if task in self._running else Cause.BUSY
            raise CounterClosed(self._service, cause, f"after {self._deadline_s} s")
        if self._closing:
            raise CounterClosed(self._service, Cause.ENDED)
        if task.cancelled():
            raise CounterClosed(self._service, Cause.FAULT, "the handler cancelled itself")
        fault = task.exception()
        if isinstance(fault, FormInvalid) and may_reject(self._backend.manifest, self._backend.form, event, fault.fields):
            raise FormInvalid(fault.fields) from fault
        if fault is not None:
            raise CounterClosed(self._service, Cause.FAULT, type(fault).__name__) from fault
        return self._checked(task.result(), event)

    def _checked(self, steps: object, event: AnyEvent) -> list[AnyStep]:
        found = breaches(self._backend.manifest, event, steps)
        if found:
            raise CounterClosed(self._service, Cause.BAD_STEPS, f"{found[0].code} {found[0].what}")
        return cast("list[AnyStep]", steps)  # `breaches` has checked the type of each

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # retrieved, so that asyncio does not log a late fault as never retrieved

    async def close(self) -> None:
        """End all calls and wait for them, at most END_GRACE_S; a handler that does not end is left behind in its thread."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=END_GRACE_S)
        blocked = bool(self._tasks)
        self._thread.leave()
        for task in self._tasks:  # what blocks in its thread is not waited for
            task.cancel()
        if not blocked:
            await self._thread.ended(wait_s=END_GRACE_S)
