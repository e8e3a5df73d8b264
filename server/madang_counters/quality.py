"""How good a service is beyond the contract: bronze, silver, gold. Each point is something that can be checked."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from madang_counters.conformance import check
from madang_counters.contract import Backend
from madang_counters.declared import Fault
from madang_counters.events import OfficerActed, Submitted
from madang_counters.exercise import Exercise, exercise
from madang_counters.forms import form_schema
from madang_counters.steps import AskSupplement, Extend, IssueDocument, Refuse, Say, WaitForOfficer

QUESTIONS_MAX = 10


class Scale(IntEnum):
    """A scale is reached when all its points, and those of the scales below, are met."""

    NONE = 0
    BRONZE = 1
    SILVER = 2
    GOLD = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the points look at: the backend, its faults, and its answers in both languages."""

    backend: Backend
    faults: list[Fault]
    korean: Exercise
    english: Exercise

    def gives(self, kind: type[object]) -> bool:
        """Return whether some answer has a step of this kind."""
        return any(isinstance(step, kind) for _, steps in self.korean.answers for step in steps)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the scale. `why` is what the citizen gains."""

    scale: Scale
    name: str
    why: str
    met: Callable[[Evidence], bool]


@dataclass(frozen=True, slots=True)
class Grade:
    """The scale that was reached, and for every point whether it is met."""

    scale: Scale
    points: dict[str, bool]


async def grade(backend: Backend) -> Grade:
    """Return the grade of a backend: NONE, with no point met, when it does not keep the contract. Runs the conformance suite."""
    faults = await check(backend)
    if faults:
        return Grade(Scale.NONE, dict.fromkeys((point.name for point in POINTS), False))
    evidence = Evidence(backend, faults, await exercise(backend, language="ko"), await exercise(backend, language="en"))
    points = {point.name: point.met(evidence) for point in POINTS}
    missed = [point.scale for point in POINTS if not points[point.name]]
    return Grade(Scale(min(missed, default=Scale.GOLD + 1) - 1), points)


def _term_declared(seen: Evidence) -> bool:
    return seen.backend.manifest.legal_term_hours is not None


def _explained(seen: Evidence) -> bool:
    return bool(type(seen.backend).__doc__)


def _refusable(seen: Evidence) -> bool:
    return not seen.backend.manifest.acts or seen.gives(Refuse)


def _receipt(seen: Evidence) -> bool:
    handed_in = [steps for event, steps in seen.korean.answers if isinstance(event, Submitted)]
    return all(any(isinstance(step, Say) for step in steps) for steps in handed_in)


def _supplement(seen: Evidence) -> bool:
    return not seen.backend.manifest.acts or (seen.gives(AskSupplement) and seen.gives(Extend))


def _short(seen: Evidence) -> bool:
    form = seen.backend.form
    return form is None or len(form_schema(form)["properties"]) <= QUESTIONS_MAX


def _in_hand(seen: Evidence) -> bool:
    return seen.gives(IssueDocument)


def _acts_differ(seen: Evidence) -> bool:
    acted = [steps for event, steps in seen.english.answers if isinstance(event, OfficerActed)]
    return all(steps not in acted[:index] for index, steps in enumerate(acted)) and seen.english.faults == []


def _helped_by_people(seen: Evidence) -> bool:
    return seen.gives(WaitForOfficer)


POINTS = (
    Point(Scale.BRONZE, "keeps_the_contract", "it works, and a broken day stays its own", lambda seen: seen.faults == []),
    Point(Scale.BRONZE, "explains_itself", "the next engineer knows what it is for", _explained),
    Point(Scale.SILVER, "has_a_legal_term", "people see by when they get an answer", _term_declared),
    Point(Scale.SILVER, "gives_a_receipt", "people read at once that their request has arrived", _receipt),
    Point(Scale.SILVER, "refuses_with_a_remedy", "who is refused learns why, and what to do", _refusable),
    Point(Scale.SILVER, "each_act_is_its_own", "officers see what each button does", _acts_differ),
    Point(Scale.GOLD, "asks_before_it_refuses", "a slip is mended, not punished; a late answer is announced", _supplement),
    Point(Scale.GOLD, "asks_little", f"at most {QUESTIONS_MAX} questions", _short),
    Point(Scale.GOLD, "gives_something_in_hand", "people leave with a document", _in_hand),
    Point(Scale.GOLD, "has_a_person_behind_it", "somebody looks at it", _helped_by_people),
)
