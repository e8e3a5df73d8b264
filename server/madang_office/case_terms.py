"""What a term asks of the office while it runs: a warning before its end, an escalation after it, word to the citizen. Pure."""

from dataclasses import replace
from math import inf

from madang_office.cases import DUE_STATES, Case, ObjectionState, TermTold
from madang_office.objections import is_open

WARNED_BEFORE_S = 24 * 3_600.0  # of a term of more than two days; of a shorter one when half of it is left
PROGRESS_AFTER_S = 30 * 24 * 3_600.0  # after the hand-in, or after an upheld objection, a citizen is told that it goes on


def due_of(case: Case) -> float | None:
    """Return by when the office owes a decision, or one on an objection (unix seconds). None: it owes none."""
    if is_open(case):
        return case.objection_due
    return case.due if case.state in DUE_STATES else None


def warned_at(case: Case, due: float) -> float:
    """Return from when on its end is near."""
    began = (case.objected if is_open(case) else case.submitted) or case.since
    return due - min(WARNED_BEFORE_S, max(0.0, due - began) / 2)


def what_is_due(case: Case, now: float) -> TermTold | None:
    """Return what is to be told of the term at `now`; None: nothing, or it was."""
    due = due_of(case)
    if due is None or case.term_told == TermTold.OVER:
        return None
    if now >= due:
        return TermTold.OVER
    return TermTold.SOON if case.term_told is None and now >= warned_at(case, due) else None


def progress_at(case: Case) -> float | None:
    """Return when the citizen is told that their request goes on; None: never, or they were."""
    if case.progress_told is not None or case.state not in DUE_STATES or (case.submitted is None and case.due is None):
        return None
    began = case.submitted or case.since
    if case.objection is ObjectionState.UPHELD:
        began = max(began, case.since)  # it is decided anew: from the reopening, or what was done after it
    return began + PROGRESS_AFTER_S


def standing(case: Case, now: float) -> dict[str, str]:
    """Return how a request that is not decided stands (`open`, `due`, `late`), and the end of its term, for its citizen."""
    if case.due is None:
        return {"standing": "open"}
    return {"standing": "late" if case.due <= now else "due", "at": str(int(case.due))}


def acts_next(case: Case) -> float:
    """Return when something is to be told next; infinity: never."""
    due, progress = due_of(case), progress_at(case)
    of_term = inf
    if due is not None and case.term_told != TermTold.OVER:
        of_term = due if case.term_told is TermTold.SOON else warned_at(case, due)
    return min(of_term, inf if progress is None else progress)


def told(case: Case, what: TermTold | None, *, progress: float | None) -> Case:
    """Return the case of which that was told. `progress`: when its citizen was told, if they were just now."""
    return replace(case, term_told=what or case.term_told, progress_told=progress or case.progress_told)
