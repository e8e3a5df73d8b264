"""Hands a backend everything that can happen to a case, and keeps what it answered. Judges single answers only."""

from dataclasses import dataclass, field

import msgspec

from madang_counters.blocking import blocking_calls
from madang_counters.calls import DEADLINE_S, Calls, Cause, CounterClosed
from madang_counters.contract import Backend
from madang_counters.declared import Fault
from madang_counters.events import Answered, AnyEvent, CaseSnapshot, Finished, Line, OfficerActed, Opened, Submitted, TimerFired
from madang_counters.forms import FormInvalid
from madang_counters.sample import sample_fields
from madang_counters.steps import AnyStep
from madang_protocol.fields import Language

AT = 1_767_225_600  # any instant
OFFICER = "김주무"
MENDS = {
    "raises": "answer every event with steps, or with an empty list when it means nothing to you",
    "too_slow": "answer within the deadline; set a timer or wait for `Answered` instead of waiting in the handler",
    "blocks": "await an async library, or use asyncio.to_thread",
    "not_deterministic": "use only the case and the event: no clock, no chance, nothing kept between calls",
    "sample_rejected": "take the sample: every question answered, each by its example or its least",
    "changes_the_case": "leave the case as it is; return the step `Remember`",
}


@dataclass(slots=True)
class Exercise:
    """What a backend answered to each event, and the faults that were found on the way."""

    answers: list[tuple[AnyEvent, list[AnyStep]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


async def exercise(backend: Backend, *, language: Language = "ko", deadline_s: float = DEADLINE_S) -> Exercise:
    """Hand every kind of event in twice, in order and then backwards, so that state kept between calls shows as other steps."""
    watched = _Watched(backend)
    calls = Calls(watched, deadline_s=deadline_s, calls_max=1, waiting_max=0)
    seen = Exercise()
    events = _events(backend)
    try:
        forwards = [await _step(seen, calls, _case(backend, event, language), event) for event in events]
        backwards = [await _step(seen, calls, _case(backend, event, language), event) for event in reversed(events)]
    finally:
        await calls.close()
    seen.faults += [_fault("blocks", event, call) for event, call in watched.blocked]
    for event, first, second in zip(events, forwards, reversed(backwards), strict=True):
        if first is not None and second is not None:
            seen.answers.append((event, first))
            if first != second:
                seen.faults.append(_fault("not_deterministic", event, "the same case and event gave other steps"))
    seen.faults = list(dict.fromkeys(seen.faults))
    return seen


class _Watched:
    """A backend whose blocking calls are noted in the thread in which it runs."""

    def __init__(self, backend: Backend) -> None:
        self.manifest = backend.manifest
        self.form = backend.form
        self.blocked: list[tuple[AnyEvent, str]] = []
        self._backend = backend

    async def handle(self, case: CaseSnapshot, event: AnyEvent, /) -> list[AnyStep]:
        with blocking_calls() as calls:
            try:
                return await self._backend.handle(case, event)
            finally:
                self.blocked += [(event, call) for call in calls]


async def _step(seen: Exercise, calls: Calls, case: CaseSnapshot, event: AnyEvent) -> list[AnyStep] | None:
    before = msgspec.json.encode([case, event])
    try:
        steps = await calls.call(case, event)
    except CounterClosed as closed:
        seen.faults.append(_rejected(closed, event))
        steps = None
    except FormInvalid as invalid:
        seen.faults.append(_fault("sample_rejected", event, str(invalid)))
        steps = None
    if msgspec.json.encode([case, event]) != before:
        seen.faults.append(_fault("changes_the_case", event, "the case or the event is not what it was"))
    return steps


def _rejected(closed: CounterClosed, event: AnyEvent) -> Fault:
    if closed.cause is Cause.BAD_STEPS:
        code, _, what = closed.detail.partition(" ")
        return Fault(code, f"{name_of(event)}: {what}", "see the rules of steps")
    if closed.cause is Cause.FAULT:
        return _fault("raises", event, f"{closed.detail}: {closed.__cause__}")
    return _fault("too_slow", event, closed.detail)


def _fault(code: str, event: AnyEvent, what: str) -> Fault:
    return Fault(code, f"{name_of(event)}: {what}", MENDS[code])


def name_of(event: AnyEvent) -> str:
    """Return the event in a few words, for a report."""
    match event:
        case OfficerActed(act=act):
            return f"OfficerActed({act})"
        case Finished(outcome=outcome):
            return f"Finished({outcome})"
        case _:
            return type(event).__name__


def _events(backend: Backend) -> list[AnyEvent]:
    manifest = backend.manifest
    filled = [] if backend.form is None else [Submitted(at=AT, key="exercise-submitted", fields=sample_fields(backend.form))]
    acted = [
        OfficerActed(at=AT, key="exercise-acted", act=act.id, officer=OFFICER, fields=sample_fields(act.form) if act.form else {})
        for act in manifest.acts
    ]
    finished = [
        Finished(at=AT, key="exercise-finished", outcome=outcome.id, officer=OFFICER, note="-") for outcome in manifest.outcomes
    ]
    fired = TimerFired(at=AT, key="exercise-timer", name="a-timer-of-nobody")
    return [
        Opened(at=AT, key="exercise-opened"),
        *filled,
        *acted,
        *finished,
        fired,
        Answered(at=AT, key="exercise-answered", data={}),
    ]


def _case(backend: Backend, event: AnyEvent, language: Language) -> CaseSnapshot:
    fresh = isinstance(event, Opened)
    return CaseSnapshot(
        id="case-1",
        number="1",
        service=backend.manifest.id,
        state="draft" if fresh else "received",
        lang=language,
        citizen="홍길동",
        opened=AT,
        officer=None if fresh else OFFICER,
        fields={} if fresh or backend.form is None else sample_fields(backend.form),
        lines=[] if fresh else [Line(AT, "홍길동", "안녕하세요")],
    )
