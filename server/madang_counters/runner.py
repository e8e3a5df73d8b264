"""Runs handlers so that a broken one hurts its own counter only (SPEC K3). Knows no case store, no transaction.

How a plug-in is called (how the office uses it: `madang_server/office_app/preparation.py`):
1. The office reads the case and hands in a `CaseSnapshot` and one event, both plain data. It holds no lock and no transaction
   while it waits, so a slow plug-in delays nobody else.
2. The circuit of the service is asked first. After FAULTS_MAX faults in a row it is open for REST_S: calls are rejected at once
   (RESTING). Then one call is let through as a trial, and its result closes or opens the circuit.
3. `Calls` bounds what is under way: CALLS_MAX run, WAITING_MAX wait, more are rejected at once (BUSY). A call keeps its place
   until its handler has really ended.
4. The handler runs in the `HandlerThread` of its backend, on an event loop of its own. One that blocks delays calls of its own
   backend, never the office's loop.
5. After the deadline nobody waits any more. The call is rejected (SLOW, or BUSY when it had no place yet) and cancelled.
6. Steps come out. `rules.breaches` checks them, and a list that breaks a rule is a fault (BAD_STEPS) like an exception (FAULT).
   Only `FormInvalid` with answers of the event's own form is passed on: it is an answer, not a fault.
7. The office then commits event and steps in one transaction, if the case is still as it was in the snapshot (K2).

Nothing is retried here. The same event may be handed in again, with the same `key`.
"""

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
WAITING_MAX = 512  # beyond those; further calls are rejected at once. Hundreds may begin a request in one busy second
FAULTS_MAX = 5
REST_S = 30.0

Clock = Callable[[], float]


def _nobody_listens(_service: str) -> None: ...


class Runner:
    """The backends of the office, by service id. Use it as an async context manager, or call `close` at the end.

    `changed(service)` is called in the loop each time that `broken(service)` has become another. Times in seconds; `clock`
    never goes back.
    """

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
        """Return whether the circuit of the service is not closed: from the fault that opened it until a trial succeeds."""
        return self._circuits[service].state is not State.CLOSED

    async def handle(self, service: str, case: CaseSnapshot, event: AnyEvent) -> list[AnyStep]:
        """Return the steps of the service's backend for this event, checked, within `deadline_s` seconds (SPEC K1, K3).

        `CounterClosed`: there is no usable answer and nothing has happened; `cause` says why, `retry_after_s` when to ask
        again. `FormInvalid`: the handler names faulty answers of the event's form (C4). `KeyError`: no such service. The caller
        answers `counter_closed` or `form_invalid`, or commits event and steps together while the case is as it was (K2). Hold
        no lock and no transaction while you wait.
        """
        circuit = self._circuits[service]
        permit = circuit.admit(self._clock())
        if permit is None:
            raise CounterClosed(service, Cause.RESTING, retry_after_s=circuit.retry_after_s(self._clock()))
        broken_before = circuit.state is not State.CLOSED
        try:
            return await self._judged(service, circuit, permit, case, event)
        finally:
            if broken_before is not self.broken(service):
                self._changed(service)

    async def _judged(self, service: str, circuit: Circuit, permit: Pass, case: CaseSnapshot, event: AnyEvent) -> list[AnyStep]:
        try:
            steps = await self._calls[service].call(case, event)
        except CounterClosed as closed:
            if closed.cause in {Cause.BUSY, Cause.ENDED}:  # the handler was not judged
                circuit.abandoned(permit)
            else:
                circuit.failed(permit, self._clock())
                closed.retry_after_s = circuit.retry_after_s(self._clock())
            raise
        except FormInvalid:
            circuit.succeeded(permit)
            raise
        except BaseException:
            circuit.abandoned(permit)
            raise
        circuit.succeeded(permit)
        return steps

    async def close(self) -> None:
        """End all calls that are under way and wait for them, at most END_GRACE_S. Later calls are rejected (ENDED)."""
        await asyncio.gather(*(calls.close() for calls in self._calls.values()))
