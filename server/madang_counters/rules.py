"""The rules that a list of steps keeps to. Used by the runner (SPEC K3) and by the conformance suite (K5)."""

from dataclasses import dataclass
from itertools import pairwise

from madang_counters.events import AnyEvent, Finished, OfficerActed, Submitted
from madang_counters.forms import CODES, Form
from madang_counters.manifest import Manifest
from madang_counters.steps import FINAL, NEXT, Close, IssueDocument, Refuse, Say, WaitForOfficer, is_well_formed

STEPS_MAX = 32
GRANTED, IN_PART = "granted", "granted_in_part"


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that steps broke: its name, and what was found."""

    code: str
    what: str


def breaches(manifest: Manifest, event: AnyEvent, steps: object) -> list[Breach]:
    """Return every rule that these steps break; empty when the office may carry them out."""
    if not isinstance(steps, list):
        return [Breach("not_a_list", type(steps).__name__)]
    if len(steps) > STEPS_MAX:
        return [Breach("too_many_steps", str(len(steps)))]
    unknown = [Breach("unknown_step", fault) for fault in map(is_well_formed, steps) if fault]
    if unknown:
        return unknown
    found = [breach for step in steps for breach in _of_one(manifest, event, step)]
    late = [Breach("step_after_the_end", type(later).__name__) for step, later in pairwise(steps) if isinstance(step, FINAL)]
    turns = [type(step).__name__ for step in steps if isinstance(step, NEXT)]
    torn = [Breach("two_turns", " ".join(turns))] if len(turns) > 1 else []
    return found + late + torn


def may_reject(manifest: Manifest, form: type[Form] | None, event: AnyEvent, faults: dict[str, str]) -> bool:
    """Return whether a handler may answer this event with `FormInvalid(faults)`: they name answers of the event's own form."""
    match event:
        case Submitted():
            asked = form
        case OfficerActed(act=act_id):
            act = manifest.act(act_id)
            asked = act.form if act is not None else None
        case _:
            return False
    questions = asked.model_fields.keys() if asked is not None else frozenset()
    return bool(faults) and faults.keys() <= questions and set(faults.values()) <= set(CODES.values())


def _of_one(manifest: Manifest, event: AnyEvent, step: object) -> list[Breach]:
    match step:
        case WaitForOfficer(acts=acts):
            return [Breach("act_not_declared", act) for act in acts if manifest.act(act) is None]
        case Close(outcome=outcome):
            return _of_close(manifest, event, outcome)
        case Refuse(reason=reason, remedy=remedy):
            return _blank("refusal_without_reason", reason) + _blank("refusal_without_remedy", remedy)
        case Say(words=words):
            return _blank("not_bilingual", words.ko) + _blank("not_bilingual", words.en)
        case IssueDocument(title=title, statement=statement, rows=rows):
            spoken = [title, statement, *(row.label for row in rows)]
            return [breach for words in spoken for text in (words.ko, words.en) for breach in _blank("not_bilingual", text)]
        case _:
            return []


def _of_close(manifest: Manifest, event: AnyEvent, outcome: str) -> list[Breach]:
    declared = {GRANTED, IN_PART, *(declared.id for declared in manifest.outcomes)}
    if outcome not in declared:
        return [Breach("outcome_not_declared", outcome)]
    if isinstance(event, Finished) and outcome != event.outcome:
        return [Breach("outcome_changed", f"{event.outcome} became {outcome}")]
    return []


def _blank(code: str, text: str) -> list[Breach]:
    return [] if text.strip() else [Breach(code, repr(text))]
