"""An objection to a decision: within which term, who may decide it, what follows. Pure: knows a case and a calendar, no person.

States and events, made by `make generate` from the table below:

    filed      uphold -> upheld; dismiss -> dismissed
    upheld     the end
    dismissed  the end
"""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from enum import StrEnum

from madang_office import cases
from madang_office.calendar import DAYS_AHEAD_MAX, TOMORROW, Calendar, CalendarFault, LegalTerm, Unit
from madang_office.cases import DECIDED_STATES, Case, CaseEvent, CaseFacts, ObjectionState, Side
from madang_office.rejected import Rejected
from madang_office.wall_clock import first_instant
from madang_protocol import Rejection

REFUSED, IN_PART = "refused", "granted_in_part"
OBJECTIONABLE = (REFUSED, IN_PART)  # the outcomes of a decision to which a citizen may object


class ObjectionEvent(StrEnum):
    UPHOLD = "uphold"
    DISMISS = "dismiss"


TRANSITIONS: dict[tuple[ObjectionState, ObjectionEvent], ObjectionState] = {
    (ObjectionState.FILED, ObjectionEvent.UPHOLD): ObjectionState.UPHELD,
    (ObjectionState.FILED, ObjectionEvent.DISMISS): ObjectionState.DISMISSED,
}


@dataclass(frozen=True, slots=True)
class ObjectionRules:
    """`days`: so many days after that of the decision a citizen may object; `term`: within which the objection is decided."""

    days: int
    term: LegalTerm


USUAL = ObjectionRules(90, LegalTerm(10, Unit.WORKING_DAYS))


def last_instant(calendar: Calendar, decided: float, rules: ObjectionRules) -> float:
    """Return until when one may object to what was decided at `decided` (unix seconds): the end of the last day.

    The day of the decision does not count. A last day on which the office is closed gives way to the next on which it opens, if
    it ever does.
    """
    last = calendar.day(decided) + timedelta(days=rules.days)
    days = (last + timedelta(days=ahead) for ahead in range(DAYS_AHEAD_MAX))
    day = next((day for day in days if calendar.hours_of(day)), last)
    return first_instant(day + TOMORROW, time.min, calendar.zone)


def _due(calendar: Calendar, now: float, rules: ObjectionRules) -> float:
    """Return by when an objection is decided; of an office without hours, as if it opened every day."""
    try:
        return calendar.due(now, rules.term)
    except CalendarFault:
        return first_instant(calendar.day(now) + timedelta(days=rules.term.amount), time.min, calendar.zone)


def may_object_until(case: Case, calendar: Calendar, rules: ObjectionRules) -> float | None:
    """Return until when the citizen may object (unix seconds); None: there is no such decision, or they did."""
    if case.objection is not None or case.state not in DECIDED_STATES or case.outcome not in OBJECTIONABLE:
        return None
    # One that was decided before objections were known has the office's term of today.
    return case.object_until if case.object_until is not None else last_instant(calendar, case.since, rules)


def decided(case: Case, officer: str | None, calendar: Calendar, rules: ObjectionRules) -> Case:
    """Return a case that was decided just now: by whom, and until when one may object."""
    until = last_instant(calendar, case.since, rules) if case.outcome in OBJECTIONABLE else None
    return replace(case, decided_by=officer, object_until=until)


def file(case: Case, calendar: Calendar, rules: ObjectionRules, now: float, *, officer: str | None) -> Case | Rejected:
    """Let the citizen object at `now` (unix seconds). `officer`: who has the case; of an older decision they are who decided.

    Rejections: WRONG_STATE (nothing to object to, or done once already), TERM_OVER.
    """
    until = may_object_until(case, calendar, rules)
    if until is None:
        return Rejected(Rejection.WRONG_STATE)
    if now >= until:
        return Rejected(Rejection.TERM_OVER)
    return replace(
        case,
        decided_by=case.decided_by or officer,
        object_until=until,
        objection=ObjectionState.FILED,
        objected=now,
        objection_due=_due(calendar, now, rules),
        term_told=None,
    )


def is_open(case: Case) -> bool:
    """Whether an objection waits for its decision."""
    return case.objection is ObjectionState.FILED


def bars(case: Case, officer: str | None) -> bool:
    """Whether this officer decided what was objected to: then another one decides, on the objection and on what follows it."""
    return case.objection in {ObjectionState.FILED, ObjectionState.UPHELD} and officer is not None and officer == case.decided_by


def uphold(case: Case, officer: str, now: float, *, due: float | None) -> Case | Rejected:
    """Take the decision back: the request is decided anew until `due`. Rejections: OWN_DECISION, WRONG_STATE."""
    after = _decide(case, ObjectionEvent.UPHOLD, officer)
    changed = (
        after if isinstance(after, Rejected) else cases.apply(after, CaseEvent.REOPEN, Side.OFFICER, now, CaseFacts(due=due))
    )
    return changed if isinstance(changed, Rejected) else changed.case


def dismiss(case: Case, officer: str, *, reason: str, remedy: str) -> Case | Rejected:
    """Leave the decision as it is, with a reason and a remedy of its own. Rejections: OWN_DECISION, WRONG_STATE."""
    after = _decide(case, ObjectionEvent.DISMISS, officer)
    return after if isinstance(after, Rejected) else replace(after, reason=reason, remedy=remedy)


def _decide(case: Case, event: ObjectionEvent, officer: str) -> Case | Rejected:
    state = TRANSITIONS.get((case.objection, event)) if case.objection is not None else None
    if state is None:
        return Rejected(Rejection.WRONG_STATE)
    return Rejected(Rejection.OWN_DECISION) if bars(case, officer) else replace(case, objection=state)
