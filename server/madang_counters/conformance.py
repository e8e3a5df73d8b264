"""The suite that a backend's author runs on their own backend (SPEC K5). It names what is wrong with a broken one."""

import asyncio
from collections.abc import Iterator
from typing import ClassVar

from madang_counters.calls import DEADLINE_S
from madang_counters.contract import Backend
from madang_counters.declared import Fault, declaration_faults
from madang_counters.events import AnyEvent, Finished, OfficerActed, Opened, Submitted
from madang_counters.exercise import Exercise, exercise, name_of
from madang_counters.manifest import Manifest
from madang_counters.steps import FINAL, AnyStep, AskForm, WaitForOfficer


async def check(backend: Backend, *, deadline_s: float = DEADLINE_S) -> list[Fault]:
    """Return every fault of the backend, each with its name and how to mend it; empty when it keeps the contract (SPEC K5).

    The declaration first; when it has faults, nothing is run. Then every kind of event is handed in twice, each call with
    `deadline_s` seconds. The handler gets sample answers and a sample case, no real one.
    """
    faults = declaration_faults(backend)
    if faults:
        return faults  # an exercise needs the declaration
    seen = await exercise(backend, deadline_s=deadline_s)
    return [*seen.faults, *_meaning(backend.manifest, seen)]


def _meaning(manifest: Manifest, seen: Exercise) -> Iterator[Fault]:
    for event, steps in seen.answers:
        yield from _of_answer(manifest, event, steps)
    offered = {act for _, steps in seen.answers for step in steps if isinstance(step, WaitForOfficer) for act in step.acts}
    if not seen.faults:
        unreachable = [act.id for act in manifest.acts if act.id not in offered]
        yield from (Fault("act_unreachable", act, "name it in the `acts` of a WaitForOfficer") for act in unreachable)


def _of_answer(manifest: Manifest, event: AnyEvent, steps: list[AnyStep]) -> Iterator[Fault]:
    match event:
        case Opened() if manifest.kind == "form" and not any(isinstance(step, AskForm) for step in steps):
            yield Fault("asks_no_form", "Opened", "answer Opened with AskForm")
        case Submitted() | OfficerActed() if not steps:
            yield Fault("silent", name_of(event), "say what happens next; the citizen waits for it")
        case Finished() if not any(isinstance(step, FINAL) for step in steps):
            yield Fault("never_closes", name_of(event), "end the talk with Close")
        case _:
            pass
    for step in steps:
        if manifest.kind == "form" and isinstance(step, WaitForOfficer) and not step.acts:
            yield Fault("waits_for_nothing", name_of(event), "name the acts by which an officer goes on")


class BackendConformance:
    """The suite for pytest: `class TestMine(BackendConformance): backend = Mine`. A failing test lists the faults."""

    backend: ClassVar[type[Backend]]

    def test_its_declaration_is_whole(self) -> None:
        """Manifest and forms are complete, bounded and in both languages."""
        assert _report(declaration_faults(self.backend())) == ""

    def test_it_keeps_the_contract(self) -> None:
        """Every event is answered by valid steps, the same ones each time."""
        assert _report(asyncio.run(check(self.backend()))) == ""


def _report(faults: list[Fault]) -> str:
    return "\n".join(f"{fault.code}: {fault.what} ({fault.mend})" for fault in faults)
