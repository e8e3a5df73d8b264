"""One request: its states, the table of what may happen to it, who may do it, how often. Pure: knows no forms, no tickets.

States and events, made by `make generate` from the table below:

    draft             submit -> submitted; withdraw -> withdrawn
    submitted         receive -> received; withdraw -> withdrawn
    received          ask_supplement -> supplement_asked; extend -> extended; grant -> granted; refuse -> refused;
                      withdraw -> withdrawn; close -> closed
    supplement_asked  submit -> received; refuse -> refused; withdraw -> withdrawn
    extended          ask_supplement -> supplement_asked; grant -> granted; refuse -> refused; withdraw -> withdrawn;
                      close -> closed
    granted           deliver -> delivered; close -> closed; reopen -> received
    refused           close -> closed; reopen -> received
    delivered         close -> closed; reopen -> received
    withdrawn         the end
    closed            the end
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from madang_office.rejected import Rejected, missing
from madang_protocol import Rejection

SUPPLEMENTS_MAX = 2  # how often the citizen may be asked for more
EXTENSIONS_MAX = 1


class CaseState(StrEnum):
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


class ObjectionState(StrEnum):
    """What became of an objection to a decision (SPEC C41): objections.py has its table."""

    FILED = "filed"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class TermTold(StrEnum):
    """What was told of the term that runs now: each once."""

    SOON = "soon"
    OVER = "over"


class CaseEvent(StrEnum):
    """What may happen to a request. SUBMIT also answers a request for a supplement; REOPEN follows an objection."""

    SUBMIT = "submit"
    RECEIVE = "receive"
    ASK_SUPPLEMENT = "ask_supplement"
    EXTEND = "extend"
    GRANT = "grant"
    REFUSE = "refuse"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REOPEN = "reopen"


class Side(StrEnum):
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
    **dict.fromkeys(((state, E.REOPEN) for state in (S.GRANTED, S.REFUSED, S.DELIVERED)), S.RECEIVED),
}
OFFICE_SIDES = frozenset({Side.OFFICER, Side.BACKEND})
SENDERS: dict[CaseEvent, frozenset[Side]] = {
    E.SUBMIT: frozenset({Side.CITIZEN}),
    E.WITHDRAW: frozenset({Side.CITIZEN}),
    # A plug-in may not extend or reopen by itself: a person is answerable for it.
    **dict.fromkeys((E.EXTEND, E.REOPEN), frozenset({Side.OFFICER})),
    **dict.fromkeys((E.RECEIVE, E.ASK_SUPPLEMENT, E.GRANT, E.REFUSE, E.DELIVER, E.CLOSE), OFFICE_SIDES),
}
ENDED_STATES = (S.WITHDRAWN, S.CLOSED)
DECIDED_STATES = (S.GRANTED, S.REFUSED, S.DELIVERED)
DUE_STATES = (S.SUBMITTED, S.RECEIVED, S.EXTENDED)  # the legal term runs; while a supplement is asked it is suspended
EDITABLE_STATES = (S.DRAFT, S.SUPPLEMENT_ASKED)  # the states in which the citizen may edit the form


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request; immutable. Instants are unix seconds."""

    id: str
    number: str
    service: str
    citizen: str
    state: CaseState
    since: float
    created: float
    due: float | None = None  # the instant at which the legal term ends
    supplements: int = 0
    extensions: int = 0
    reason: str | None = None  # why refused, extended, or what is asked for
    remedy: str | None = None  # what the citizen can do against a refusal
    outcome: str | None = None
    submitted: float | None = None  # when the citizen handed it in first
    decided_by: str | None = None  # the officer who decided, or had the case when its plug-in did
    object_until: float | None = None  # until when the citizen may object to the decision
    objection: ObjectionState | None = None
    objected: float | None = None  # when they did
    objection_due: float | None = None  # by when the objection is decided
    term_told: TermTold | None = None  # what the officers were told of the term that runs (case_terms.py)
    progress_told: float | None = None  # when the citizen was told that it goes on

    @property
    def live(self) -> bool:
        return self.state not in ENDED_STATES

    def overdue(self, now: float) -> bool:
        """Whether the legal term has passed while the office owes an answer (DUE_STATES)."""
        return self.state in DUE_STATES and self.due is not None and now >= self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What comes with an event. SUBMIT may set `due`, in unix seconds; GRANT may set an outcome.

    EXTEND needs reason and due, REFUSE reason and remedy, ASK_SUPPLEMENT a reason; CLOSE needs an outcome unless there was a
    decision. REOPEN may set `due`.
    """

    reason: str | None = None
    remedy: str | None = None
    due: float | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """The case as it is now, and the event, whose value is also the code of its entry in the transcript."""

    case: Case
    event: CaseEvent


NO_FACTS = CaseFacts()
Fields = dict[str, Any]


def open_case(*, id: str, number: str, service: str, citizen: str, now: float, talk: bool = False) -> Case:  # noqa: A002
    """Return a new case at `now` (unix seconds): a draft, or with `talk` one that is received already, for a talk has no form.

    It is never rejected; the caller bounds how many cases a visitor has. `number` from `numbers.case_number`; `id` new.
    """
    state = S.RECEIVED if talk else S.DRAFT
    return Case(id=id, number=number, service=service, citizen=citizen, state=state, since=now, created=now)


def apply(case: Case, event: CaseEvent, side: Side, now: float, facts: CaseFacts = NO_FACTS) -> CaseChanged | Rejected:
    """Let `side` make `event` happen at `now` (unix seconds), or reject it and change nothing (SPEC C1).

    Rejections: NOT_ALLOWED (not an event of this side, see SENDERS), WRONG_STATE (not in the table), LIMIT (SUPPLEMENTS_MAX,
    EXTENSIONS_MAX), FORM_INVALID (a fact is `required`, or `due` is `not_later` than before; named in `fields`). An instant
    before the case's own counts as that one. The caller checks the form itself (C4), and writes the case with its entry in one
    transaction before it answers (C2).
    """
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
    """Return the term's end: of a first hand-in the one given; after a supplement moved by the time that it stood still."""
    if case.state is S.DRAFT or case.due is None:
        return {"due": facts.due, "submitted": case.submitted or now}
    return {"due": case.due + (now - case.since), "reason": None, "term_told": None}


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
    return {"extensions": case.extensions + 1, "reason": facts.reason, "due": facts.due, "term_told": None}


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


def _reopen(_: Case, __: float, facts: CaseFacts) -> Fields | Rejected:
    return {"due": facts.due, "reason": None, "remedy": None, "outcome": None, "term_told": None, "progress_told": None}


def _nothing(_: Case, __: float, ___: CaseFacts) -> Fields | Rejected:
    return {}


_EFFECTS: dict[CaseEvent, Callable[[Case, float, CaseFacts], Fields | Rejected]] = {
    E.SUBMIT: _submit, E.RECEIVE: _nothing, E.ASK_SUPPLEMENT: _ask_supplement, E.EXTEND: _extend, E.GRANT: _grant,
    E.REFUSE: _refuse, E.DELIVER: _nothing, E.WITHDRAW: _withdraw, E.CLOSE: _close,
    E.REOPEN: _reopen,
}  # fmt: skip
