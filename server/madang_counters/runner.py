"""Runs handlers so that a broken one hurts its own counter only (K3). Knows no case store: it gives steps or CounterClosed."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Self

from madang_counters.calls import DEADLINE_S, Calls, Cause, CounterClosed
from madang_counters.circuit import Circuit, Pass, State
from madang_counters.contract import Backend
from madang_counters.events import AnyEvent, CaseSnapshot
from madang_counters.forms import FormInvalid
from madang_counters.steps import AnyStep

CALLS_MAX = 8  # of one backend at once
WAITING_MAX = 64  # beyond those; more are told at once that the counter is closed
FAULTS_MAX = 5
REST_S = 30.0

Clock = Callable[[], float]


def _nobody_listens(_service: str) -> None:
    """What is called on a change when nobody asked to be told."""


class Runner:
    """All backends of the office. `changed(service)` is called when `broken(service)` has become another."""

    def __init__(
        self,
        backends: Mapping[str, Backend],
        *,
        deadline_s: float = DEADLINE_S,
        calls_max: int = CALLS_MAX,
        waiting_max: int = WAITING_MAX,
        faults_max: int = FAULTS_MAX,
        rest_s: float = REST_S,
        changed: Callable[[str], None] = _nobody_listens,
        clock: Clock = time.monotonic,
    ) -> None:
        self._changed = changed
        self._clock = clock
        self._circuits = {service: Circuit(faults_max=faults_max, rest_s=rest_s) for service in backends}
        self._calls = {
            service: Calls(backend, deadline_s=deadline_s, calls_max=calls_max, waiting_max=waiting_max)
            for service, backend in backends.items()
        }

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def broken(self, service: str) -> bool:
        """True from the fault that opened the circuit until a trial succeeds."""
        return self._circuits[service].state is not State.CLOSED

    async def handle(self, service: str, case: CaseSnapshot, event: AnyEvent) -> list[AnyStep]:
        """The backend's steps, checked. Raises CounterClosed, and FormInvalid with the faulty answers that the backend names.

        Never retries: hand the same event in again.
        """
        circuit = self._circuits[service]
        leave = circuit.admit(self._clock())
        if leave is None:
            raise CounterClosed(service, Cause.RESTING, retry_after_s=circuit.retry_after_s(self._clock()))
        broken_before = circuit.state is not State.CLOSED
        try:
            return await self._judged(service, circuit, leave, case, event)
        finally:
            if broken_before is not self.broken(service):
                self._changed(service)

    async def _judged(self, service: str, circuit: Circuit, leave: Pass, case: CaseSnapshot, event: AnyEvent) -> list[AnyStep]:
        try:
            steps = await self._calls[service].call(case, event)
        except CounterClosed as closed:
            if closed.cause in {Cause.BUSY, Cause.ENDED}:  # says nothing about this call
                circuit.abandoned(leave)
            else:
                circuit.failed(leave, self._clock())
                closed.retry_after_s = circuit.retry_after_s(self._clock())
            raise
        except FormInvalid:
            circuit.succeeded(leave)
            raise
        except BaseException:
            circuit.abandoned(leave)
            raise
        circuit.succeeded(leave)
        return steps

    async def close(self) -> None:
        """End all calls that are under way and wait for them."""
        await asyncio.gather(*(calls.close() for calls in self._calls.values()))
