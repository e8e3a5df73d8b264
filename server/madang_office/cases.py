"""One request: its states, the table of what may happen to it, who may do it, how often. Pure: knows no forms, no tickets."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from madang_office.rejected import Rejected, missing
from madang_protocol import Rejection

SUPPLEMENTS_MAX = 2  # how often the citizen may be asked for more
EXTENSIONS_MAX = 1


class CaseState(StrEnum):
    """Where a request is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    SUPPLEMENT_ASKED = "supplement_asked"
    EXTENDED = "extended"
    GRANTED = "granted"
    REFUSED = "refused"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class CaseEvent(StrEnum):
    """What may happen to a request. SUBMIT answers a supplement too."""

    SUBMIT = "submit"
    RECEIVE = "receive"
    ASK_SUPPLEMENT = "ask_supplement"
    EXTEND = "extend"
    GRANT = "grant"
    REFUSE = "refuse"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    CLOSE = "close"


class Side(StrEnum):
    """Who lets an event happen."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    BACKEND = "backend"


S, E = CaseState, CaseEvent
TRANSITIONS: dict[tuple[CaseState, CaseEvent], CaseState] = {
    (S.DRAFT, E.SUBMIT): S.SUBMITTED,
    (S.DRAFT, E.WITHDRAW): S.WITHDRAWN,
    (S.SUBMITTED, E.RECEIVE): S.RECEIVED,
    (S.SUBMITTED, E.WITHDRAW): S.WITHDRAWN,
    (S.RECEIVED, E.ASK_SUPPLEMENT): S.SUPPLEMENT_ASKED,
    (S.RECEIVED, E.EXTEND): S.EXTENDED,
    (S.RECEIVED, E.GRANT): S.GRANTED,
    (S.RECEIVED, E.REFUSE): S.REFUSED,
    (S.RECEIVED, E.WITHDRAW): S.WITHDRAWN,
    (S.RECEIVED, E.CLOSE): S.CLOSED,  # a talk needs no decision
    (S.SUPPLEMENT_ASKED, E.SUBMIT): S.RECEIVED,
    (S.SUPPLEMENT_ASKED, E.REFUSE): S.REFUSED,
    (S.SUPPLEMENT_ASKED, E.WITHDRAW): S.WITHDRAWN,
    (S.EXTENDED, E.ASK_SUPPLEMENT): S.SUPPLEMENT_ASKED,
    (S.EXTENDED, E.GRANT): S.GRANTED,
    (S.EXTENDED, E.REFUSE): S.REFUSED,
    (S.EXTENDED, E.WITHDRAW): S.WITHDRAWN,
    (S.EXTENDED, E.CLOSE): S.CLOSED,
    (S.GRANTED, E.DELIVER): S.DELIVERED,
    (S.GRANTED, E.CLOSE): S.CLOSED,
    (S.REFUSED, E.CLOSE): S.CLOSED,
    (S.DELIVERED, E.CLOSE): S.CLOSED,
}
OFFICE_SIDES = frozenset({Side.OFFICER, Side.BACKEND})
SENDERS: dict[CaseEvent, frozenset[Side]] = {
    E.SUBMIT: frozenset({Side.CITIZEN}),
    E.WITHDRAW: frozenset({Side.CITIZEN}),
    E.EXTEND: frozenset({Side.OFFICER}),  # a person answers for making somebody wait
    **dict.fromkeys((E.RECEIVE, E.ASK_SUPPLEMENT, E.GRANT, E.REFUSE, E.DELIVER, E.CLOSE), OFFICE_SIDES),
}
ENDED_STATES = (S.WITHDRAWN, S.CLOSED)
DUE_STATES = (S.SUBMITTED, S.RECEIVED, S.EXTENDED)  # the legal term runs; while a supplement is asked it stands still
EDITABLE_STATES = (S.DRAFT, S.SUPPLEMENT_ASKED)  # the citizen may type


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request."""

    id: str
    number: str
    service: str
    citizen: str
    state: CaseState
    since: float
    created: float
    due: float | None = None  # the legal term as an instant
    supplements: int = 0
    extensions: int = 0
    reason: str | None = None  # why refused, extended, or what is asked for
    remedy: str | None = None  # what the citizen can do against a refusal
    outcome: str | None = None

    @property
    def live(self) -> bool:
        """True until it is withdrawn or closed."""
        return self.state not in ENDED_STATES

    def overdue(self, now: float) -> bool:
        """True when the legal term has passed and the office owes an answer."""
        return self.state in DUE_STATES and self.due is not None and now >= self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the sender says with an event.

    SUBMIT may set `due`; EXTEND needs reason and due, REFUSE reason and remedy, ASK_SUPPLEMENT a reason; CLOSE needs an outcome
    unless there was a decision.
    """

    reason: str | None = None
    remedy: str | None = None
    due: float | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """The case as it is now, and the event: also the code of its entry in the transcript."""

    case: Case
    event: CaseEvent


NO_FACTS = CaseFacts()
Fields = dict[str, Any]


def open_case(*, id: str, number: str, service: str, citizen: str, now: float, talk: bool = False) -> Case:  # noqa: A002
    """Make a draft; or, for a talk at a counter, a case that is received already, for there is no form to hand in."""
    state = S.RECEIVED if talk else S.DRAFT
    return Case(id=id, number=number, service=service, citizen=citizen, state=state, since=now, created=now)


def apply(case: Case, event: CaseEvent, side: Side, now: float, facts: CaseFacts = NO_FACTS) -> CaseChanged | Rejected:
    """Let `side` make `event` happen, or reject it and change nothing (C1)."""
    if side not in SENDERS[event]:
        return Rejected(Rejection.NOT_ALLOWED)
    state = TRANSITIONS.get((case.state, event))
    if state is None:
        return Rejected(Rejection.WRONG_STATE)
    now = max(now, case.since)
    fields = _EFFECTS[event](case, now, facts)
    if isinstance(fields, Rejected):
        return fields
    return CaseChanged(replace(case, state=state, since=now, **fields), event)


def _filled(text: str | None) -> bool:
    return bool(text and text.strip())


def _submit(case: Case, now: float, facts: CaseFacts) -> Fields | Rejected:
    """A first hand-in starts the term; an answered supplement starts it again where it stood still."""
    if case.state is S.DRAFT or case.due is None:
        return {"due": facts.due}
    return {"due": case.due + (now - case.since), "reason": None}


def _ask_supplement(case: Case, _: float, facts: CaseFacts) -> Fields | Rejected:
    if case.supplements >= SUPPLEMENTS_MAX:
        return Rejected(Rejection.LIMIT)
    return {"supplements": case.supplements + 1, "reason": facts.reason} if _filled(facts.reason) else missing("reason")


def _extend(case: Case, _: float, facts: CaseFacts) -> Fields | Rejected:
    if case.extensions >= EXTENSIONS_MAX:
        return Rejected(Rejection.LIMIT)
    if not _filled(facts.reason) or facts.due is None:
        return missing(*(["reason"] * (not _filled(facts.reason)) + ["due"] * (facts.due is None)))
    if case.due is not None and facts.due <= case.due:
        return Rejected(Rejection.FORM_INVALID, {"due": "not_later"})
    return {"extensions": case.extensions + 1, "reason": facts.reason, "due": facts.due}


def _refuse(_: Case, __: float, facts: CaseFacts) -> Fields | Rejected:
    empty = [name for name in ("reason", "remedy") if not _filled(getattr(facts, name))]
    return missing(*empty) if empty else {"reason": facts.reason, "remedy": facts.remedy, "outcome": "refused"}


def _grant(_: Case, __: float, facts: CaseFacts) -> Fields | Rejected:
    return {"outcome": facts.outcome or "granted", "reason": None}


def _close(case: Case, _: float, facts: CaseFacts) -> Fields | Rejected:
    outcome = facts.outcome or case.outcome
    return {"outcome": outcome} if _filled(outcome) else missing("outcome")


def _withdraw(_: Case, __: float, ___: CaseFacts) -> Fields | Rejected:
    return {"outcome": "withdrawn"}


def _nothing(_: Case, __: float, ___: CaseFacts) -> Fields | Rejected:
    return {}


_EFFECTS: dict[CaseEvent, Callable[[Case, float, CaseFacts], Fields | Rejected]] = {
    E.SUBMIT: _submit, E.RECEIVE: _nothing, E.ASK_SUPPLEMENT: _ask_supplement, E.EXTEND: _extend, E.GRANT: _grant,
    E.REFUSE: _refuse, E.DELIVER: _nothing, E.WITHDRAW: _withdraw, E.CLOSE: _close,
}  # fmt: skip
