"""K5: real backends, each broken in one way, and the name that the suite gives to it."""

import asyncio
import itertools
import os
import time
from dataclasses import replace
from typing import Annotated, ClassVar

import pytest
from pydantic import BaseModel

from madang_counters import Act, Backend, Form, FormInvalid, Words, acts, answers, events, steps
from madang_counters.backends.consultation import Consultation
from madang_counters.backends.echo import Echo
from madang_counters.conformance import check
from madang_counters.declared import declaration_faults
from madang_counters.quality import Scale, grade

ASKED = Words("묻기", "Asked")
GOOD = Echo.manifest
counter = itertools.count()


class Bare(BaseModel):
    sentence: str


class Monolingual(Form):
    sentence: Annotated[str, answers.text(Words("말", " "), ASKED, length_max=9)]


class Unbounded(Form):
    sentence: Annotated[str, answers.yes_no(ASKED, ASKED)]


class Unsampled(Form):
    sentence: Annotated[str, answers.text(ASKED, ASKED, length_max=9, pattern="^[0-9]+$")]


class Listing(Form):
    sentences: Annotated[list[str] | int, answers.yes_no(ASKED, ASKED)]


class Empty(Form):
    pass


class TwoLetters(Form):
    """Each answer within its bound, both together more than a message."""

    first: Annotated[str, answers.text(ASKED, ASKED, length_max=4_000, lines=True)]
    second: Annotated[str, answers.text(ASKED, ASKED, length_max=4_000, lines=True)]


def declared(form: type[Form] | None = Echo.form, **changes: object) -> type[Backend]:
    return type("Declared", (Echo,), {"manifest": replace(GOOD, **changes), "form": form})


DECLARATIONS = {
    "bad_id": declared(id="Echo!"),
    "twice": declared(acts=(acts.GRANT, acts.GRANT)),
    "bad_version": declared(version="one"),
    "bad_term": declared(legal_term_hours=0),
    "not_bilingual": declared(title=Words("메아리", "")),
    "bad_kind": declared(kind="chat"),
    "no_form": declared(form=None),
    "no_outcomes": declared(kind="talk"),
    "not_a_form": declared(form=Bare),
    "bad_size": declared(form=Empty),
    "too_large": declared(form=TwoLetters),
    "unbounded": declared(form=Unbounded),
    "sample_rejected": declared(form=Unsampled),
    "bad_answer": declared(form=Listing),
    "bad_declaration": declared(title="메아리"),
    "no_manifest": type("NoManifest", (Echo,), {"manifest": None}),
}


@pytest.mark.parametrize("code", DECLARATIONS)
async def test_K5_a_faulty_declaration_is_named(code):
    assert {fault.code for fault in await check(DECLARATIONS[code]())} == {code}


class Rejecting(Echo):
    async def handle(self, case, event, /):
        if isinstance(event, events.Submitted):
            raise FormInvalid({next(iter(Echo.form.model_fields)): "bad_format"})
        return await super().handle(case, event)


async def test_K5_a_handler_that_rejects_its_own_sample_is_named():
    assert {fault.code for fault in await check(Rejecting())} == {"sample_rejected"}


async def test_K5_words_missing_in_one_language_are_named_where_they_are():
    (fault,) = await check(declared(form=Monolingual)())
    assert (fault.code, fault.what) == ("not_bilingual", "form.sentence: en")


def test_K5_a_form_that_is_too_large_says_by_how_much():
    (fault,) = declaration_faults(declared(acts=(Act(id="grant", title=ASKED, form=TwoLetters),))())
    over = int(fault.what.split()[2])
    letters = int(fault.mend.split()[2])
    assert fault.what.startswith("act grant: ")
    assert 0 <= letters * 4 - over < 4


class Answering(Echo):
    """Answers Submitted with `given`, the rest as it should."""

    given: ClassVar[object] = None

    async def handle(self, case, event, /):
        return self.given if isinstance(event, events.Submitted) else await super().handle(case, event)


def answering(given: object, **changes: object) -> type[Backend]:
    return type("Answer", (Answering,), {"given": given, "manifest": replace(GOOD, **changes)})


class Raising(Echo):
    async def handle(self, case, event, /):
        raise LookupError("no such thing")


class Sleeping(Echo):
    async def handle(self, case, event, /):
        time.sleep(0)  # noqa: ASYNC251 - that is the fault
        return await super().handle(case, event)


class Shelling(Echo):
    async def handle(self, case, event, /):
        os.system("true")  # noqa: ASYNC221, S605 - that is the fault
        return await super().handle(case, event)


class Hanging(Echo):
    async def handle(self, case, event, /):
        return await asyncio.Event().wait()


class Counting(Echo):
    async def handle(self, case, event, /):
        return [steps.AskForm(), steps.Remember(values={"n": next(counter)})]


class Scribbling(Echo):
    async def handle(self, case, event, /):
        case.memory["seen"] = True
        return await super().handle(case, event)


class Waiting(Echo):
    """An officer is waited for, who can do nothing."""

    async def handle(self, case, event, /):
        return [steps.WaitForOfficer()] if isinstance(event, events.Submitted) else await super().handle(case, event)


class Formless(Echo):
    async def handle(self, case, event, /):
        return [] if isinstance(event, events.Opened) else await super().handle(case, event)


class Endless(Consultation):
    async def handle(self, case, event, /):
        return []


class Swapping(Consultation):
    """Closes with another outcome than the officer picked."""

    async def handle(self, case, event, /):
        return [steps.Close(outcome="solved")]


class Unoffered(Echo):
    """Declares an act that no case ever offers."""

    manifest = replace(GOOD, acts=(Act(id="stamp", title=Words("날인", "Stamp")),))

    async def handle(self, case, event, /):
        closing = isinstance(event, events.OfficerActed)
        return [steps.Close(outcome="granted")] if closing else await super().handle(case, event)


DOCUMENT = {"template": "certificate", "title": ASKED, "holder": "", "rows": [], "statement": ASKED}
BEHAVIOURS = {
    "raises": Raising,
    "too_slow": Hanging,
    "not_deterministic": Counting,
    "changes_the_case": Scribbling,
    "waits_for_nothing": Waiting,
    "asks_no_form": Formless,
    "never_closes": Endless,
    "outcome_changed": Swapping,
    "act_unreachable": Unoffered,
    "silent": answering([]),
    "not_a_list": answering(None),
    "too_many_steps": answering([steps.AskForm()] * 33),
    "unknown_step": answering(["close"]),
    "act_not_declared": answering([steps.WaitForOfficer(acts=["stamp"])]),
    "refusal_without_reason": answering([steps.Refuse(reason=" ", remedy="이의신청")]),
    "refusal_without_remedy": answering([steps.Refuse(reason="이유", remedy=" ")]),
    "outcome_not_declared": answering([steps.Close(outcome="lost")]),
    "two_turns": answering([steps.AskForm(), steps.AskSupplement(missing="주소")]),
    "step_after_the_end": answering([steps.Close(outcome="granted"), steps.AskForm()]),
    "not_bilingual": answering([steps.Say(words=Words("네", " "))]),
}


DEADLINES_S = {"too_slow": 0.05}  # the others have all the time in the world: a busy machine decides nothing


@pytest.mark.parametrize("code", BEHAVIOURS)
async def test_K5_a_faulty_handler_is_named(code):
    assert {fault.code for fault in await check(BEHAVIOURS[code](), deadline_s=DEADLINES_S.get(code, 60.0))} == {code}


@pytest.mark.parametrize("backend", [Sleeping, Shelling])
async def test_K5_a_handler_that_stops_the_loop_is_named(backend):
    assert {fault.code for fault in await check(backend())} == {"blocks"}


@pytest.mark.parametrize(
    "step",
    [
        steps.SetTimer(name="t", after_s=0),
        steps.IssueDocument(**{**DOCUMENT, "template": "poster"}),
        steps.IssueDocument(**{**DOCUMENT, "copies": 0}),
        steps.Refuse(reason="", remedy="x"),
        steps.Remember(values={"Bad Key": 1}),
        steps.Say(words="안녕"),
    ],
)
async def test_K5_a_step_out_of_its_bounds_is_named(step):
    assert {fault.code for fault in await check(answering([step])())} == {"unknown_step"}


async def test_K5_a_good_backend_has_no_fault():
    assert await check(Echo()) == []


async def test_a_broken_backend_reaches_no_scale():
    assert (await grade(Raising())).scale is Scale.NONE


def test_every_fault_says_how_to_mend_it():
    faults = asyncio.run(check(Raising())) + asyncio.run(check(DECLARATIONS["bad_id"]()))
    assert all(fault.mend for fault in faults)
