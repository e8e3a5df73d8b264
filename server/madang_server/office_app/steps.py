"""What a plug-in's steps do to a case, in the unit of work of their event (SPEC K2). Translates steps into the law's table."""

from dataclasses import dataclass, field, replace
from typing import Any

from madang_counters import AnyStep, Finished, OfficerActed, say_in
from madang_counters import steps as s
from madang_office import cases as c
from madang_office import objections
from madang_office.audit import BY_ITSELF, CASE, AuditKind
from madang_office.calendar import LegalTerm, Unit
from madang_office.cases import CaseEvent, CaseFacts, CaseState, Side
from madang_office.rejected import Rejected
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.preparation import Prepared, StalePreparation
from madang_server.office_app.unit_of_work import UnitOfWork
from madang_server.store import case_rows
from madang_server.store.case_rows import EntryRow, StoredCase, TimerRow

GRANTED = "granted"
_GRANTS = {GRANTED, objections.IN_PART}
_DECIDES = {CaseEvent.GRANT, CaseEvent.REFUSE}


@dataclass(slots=True)
class StepResult:
    """What the steps have led to so far: the case as it is now, and the lines and timers they added."""

    context: OfficeContext
    case: StoredCase
    side: Side
    now: float
    note: str = ""  # what the officer leaves the citizen at the end of a talk
    entries: list[EntryRow] = field(default_factory=list)
    timers: list[TimerRow] = field(default_factory=list)

    def write(self, *, code: str | None = None, text: str = "", by: case_rows.Side = "office", name: str = "") -> None:
        """Add a line to the transcript."""
        self.entries.append(EntryRow(case=self.case.record.id, n=0, at=self.now, by=by, name=name, text=text, code=code))

    def happen(self, event: CaseEvent, facts: CaseFacts = c.NO_FACTS, *, text: str = "") -> Rejected | None:
        """Let the law's table decide, and write the event into the transcript."""
        changed = c.apply(self.case.record, event, self.side, self.now, facts)
        if isinstance(changed, Rejected):
            return changed
        record = changed.case
        if event in _DECIDES:
            catalogue = self.context.catalogue
            rules = catalogue.objections_of(record.service)
            record = objections.decided(record, self.case.data.officer, catalogue.calendar, rules)
        self.case = replace(self.case, record=record)
        self.write(code=event.value, text=text)
        return None

    def keep(self, **data: Any) -> None:
        """Change what lies beside the record."""
        self.case = replace(self.case, data=replace(self.case.data, **data))


def follow(context: OfficeContext, case: StoredCase, prepared: Prepared, now: float) -> StepResult | Rejected:
    """Return where the steps lead from `case`, or the rejection of the first that the table does not allow: then none is done."""
    by_officer = isinstance(prepared.event, OfficerActed | Finished)
    note = prepared.event.note if isinstance(prepared.event, Finished) else ""
    result = StepResult(context, case, Side.OFFICER if by_officer else Side.BACKEND, now, note)
    for step in prepared.steps:
        rejected = _take(result, step)
        if rejected is not None:
            return rejected
    for _ in prepared.documents:
        result.write(code="document")
    return result


def _take(result: StepResult, step: AnyStep) -> Rejected | None:  # noqa: PLR0911 - one return a kind of step
    match step:
        case s.AskForm():
            return None  # a case is born as a draft with its form
        case s.WaitForOfficer(acts=acts, skills=skills):
            return _wait(result, tuple(acts), frozenset(skills))
        case s.AskSupplement(missing=missing):
            result.keep(acts=(), acts_before=result.case.data.acts, rev=result.case.data.rev + 1)
            return _receive(result) or result.happen(CaseEvent.ASK_SUPPLEMENT, CaseFacts(reason=missing), text=missing)
        case s.Extend(reason=reason, hours=hours):
            return _extend(result, reason, hours)
        case s.Refuse(reason=reason, remedy=remedy):
            result.keep(acts=(), acts_before=_acts_before(result.case))
            return _receive(result) or result.happen(
                CaseEvent.REFUSE, CaseFacts(reason=reason, remedy=remedy), text=f"{reason}\n\n{remedy}"
            )
        case s.Close(outcome=outcome):
            return _close(result, outcome)
        case s.IssueDocument():
            return None  # rendered before, written with the unit of work
        case _:
            _aside(result, step)
            return None


def _aside(result: StepResult, step: s.SetTimer | s.Remember | s.Say) -> None:
    """Take a step that does not touch the record's state."""
    data = result.case.data
    match step:
        case s.Say(words=words):
            result.write(text=say_in(words, data.lang), name=say_in(result.context.catalogue.name, data.lang)[:24])
        case s.Remember(values=values):
            result.keep(memory=data.memory | values)
        case s.SetTimer(name=name, after_s=after_s):
            key = result.context.environment.key()
            at = result.context.environment.office.now() + after_s
            result.timers.append(TimerRow(case=result.case.record.id, name=name, at=at, key=key))


def _acts_before(case: StoredCase) -> tuple[str, ...] | None:
    """Return what officers can do before a decision; while a supplement is asked, what they could do before that."""
    return case.data.acts_before if case.record.state is CaseState.SUPPLEMENT_ASKED else case.data.acts


def _receive(result: StepResult) -> Rejected | None:
    return result.happen(CaseEvent.RECEIVE) if result.case.record.state is CaseState.SUBMITTED else None


def _wait(result: StepResult, acts: tuple[str, ...], skills: frozenset[str]) -> Rejected | None:
    result.keep(acts=acts, skills=skills)
    return _receive(result)


def _extend(result: StepResult, reason: str, hours: int) -> Rejected | None:
    began = result.case.record.due or result.now
    due = result.context.catalogue.calendar.due(began, LegalTerm(hours, Unit.WORKING_HOURS))
    return _receive(result) or result.happen(CaseEvent.EXTEND, CaseFacts(reason=reason, due=due), text=reason)


def _close(result: StepResult, outcome: str) -> Rejected | None:
    result.keep(acts=(), acts_before=_acts_before(result.case))
    event = CaseEvent.GRANT if outcome in _GRANTS else CaseEvent.CLOSE
    return _receive(result) or result.happen(event, CaseFacts(outcome=outcome), text=result.note)


def commit_steps(work: UnitOfWork, result: StepResult, prepared: Prepared) -> None:
    """Put everything that the steps led to into the unit of work."""
    work.keep_case(result.case)
    for entry in result.entries:
        work.add_entry(entry)
    decided = decides(result, prepared)
    if decided is not None:
        by = "" if isinstance(prepared.event, OfficerActed | Finished) else BY_ITSELF
        work.audit(decided, f"{CASE}{result.case.record.id}", actor=by, service=result.case.record.service)
    for document in prepared.documents:
        work.add_document(document.row, document.pdf)
    for timer in result.timers:
        work.write(case_rows.set_timer(timer))
    if is_over(result.case):
        case_id = result.case.record.id
        work.write(case_rows.forget_timers(case_id))


_DECISIONS = {CaseState.GRANTED: AuditKind.CASE_GRANTED, CaseState.REFUSED: AuditKind.CASE_REFUSED}


def decides(result: StepResult, prepared: Prepared) -> AuditKind | None:
    """Return what the steps decided, in the words of the audit log; None: nothing."""
    state = result.case.record.state
    return _DECISIONS.get(state) if state is not prepared.case.record.state else None


def is_over(case: StoredCase) -> bool:
    """Say whether the plug-in has nothing more to do in the case, unless an objection is upheld."""
    return case.record.state in case_rows.OVER_STATES


def prove_fresh(work: UnitOfWork, current: StoredCase | None, prepared: Prepared) -> None:
    """Raise `StalePreparation` when case or transcript are no longer as they were when the plug-in was asked (SPEC C6, K2)."""
    if not is_fresh(work, current, prepared):
        raise StalePreparation(prepared.case.record.id)


def is_fresh(work: UnitOfWork, current: StoredCase | None, prepared: Prepared) -> bool:
    """Say whether case and transcript are still as they were when the plug-in was asked."""
    whole = work.whole_case(prepared.case.record.id) if current is not None else None
    return current == prepared.case and whole is not None and len(whole.entries) == prepared.lines
