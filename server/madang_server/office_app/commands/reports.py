"""What happens to a report: who makes it, what a supervisor decides, how a bar ends (SPEC O28, O29, R24). Pure decisions."""

from collections.abc import Sequence

from madang_office import reports as r
from madang_office.audit import BY_ITSELF, REPORT, VISITOR, AuditKind
from madang_office.rejected import Rejected
from madang_office.reports import HeardLine, Report, ReportEvent, ReportState
from madang_protocol import NoticeCode, Rejection
from madang_protocol import commands as c
from madang_protocol.writing import written_text
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.questions import IsCitizen
from madang_server.office_app.state import Visitor
from madang_server.office_app.supervising import is_supervisor
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store.report_rows import KEPT_S, save_report

UNKNOWN = Rejected(Rejection.UNKNOWN_REPORT)


def make(
    work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.ReportMake, heard: Sequence[HeardLine] = ()
) -> Outcome:
    """Keep the report with what its author was told. The reply names it."""
    rejected = _may_not(work, visitor, command.visitor)
    if rejected is not None:
        return rejected
    words = written_text(command.text)
    if len(words) > r.WORDS_CHARS_MAX:
        return Rejected(Rejection.FORM_INVALID, {"text": "too_long"})
    seen = work.state.visitors.get(command.visitor)
    one = Report(
        id=context.environment.key(),
        reporter=visitor.id,
        reported=command.visitor,
        name=seen.name if seen is not None else heard[-1].name if heard else "",
        reason=command.reason,
        words=words,
        lines=tuple(heard[-r.LINES_MAX :]),
        outcome=ReportState.OPEN,
        created=work.now,
        since=work.now,
    )
    work.audit(AuditKind.REPORT_MADE, f"{REPORT}{one.id}", visitor=one.reported, reason=one.reason)
    return keep(work, one, "make")


def decide(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.ReportDecide) -> Outcome:  # noqa: ARG001
    """A supervisor decides: nothing, a warning, or a bar with its term and reason. Both sides are told."""
    one = known(work, command.report)
    if not is_supervisor(work, visitor):
        return Rejected(Rejection.NOT_ALLOWED)
    if one is None:
        return UNKNOWN
    officer, event = visitor.officer_id or "", r.EVENT_OF[command.decision]
    if event is not ReportEvent.BAR:
        return _decided(work, r.decide(one, event, officer, work.now))
    if command.term is None or command.reason is None:
        wanting = {"term": command.term, "reason": command.reason}
        return Rejected(Rejection.FORM_INVALID, {name: "required" for name, given in wanting.items() if given is None})
    return _decided(work, r.bar(one, officer, work.now, term=command.term, reason=command.reason))


def lift(work: UnitOfWork, context: OfficeContext, visitor: Visitor, command: c.ReportLift) -> Outcome:  # noqa: ARG001
    """A supervisor ends the bar, and every other one of the same visitor: they may be in the rooms again."""
    one = known(work, command.report)
    if not is_supervisor(work, visitor):
        return Rejected(Rejection.NOT_ALLOWED)
    if one is None:
        return UNKNOWN
    first = r.end(one, ReportEvent.LIFT, work.now)
    if isinstance(first, Rejected):
        return first
    for other in _other_bars(work, one):
        work.audit(AuditKind.VISITOR_UNBARRED, f"{VISITOR}{other.reported}", report=other.id)
        keep(work, r.end(other, ReportEvent.LIFT, work.now), "lift")
    return _ended(work, first, "lift")


def lapse(work: UnitOfWork, report_id: str) -> Outcome:
    """Time ends a bar, and closes what nobody decided as long as it is kept."""
    one = known(work, report_id)
    if one is None or not is_due(one, work.now):
        return UNKNOWN
    if one.outcome is ReportState.OPEN:
        return _decided(work, r.decide(one, ReportEvent.DISMISS, "", work.now))
    after = r.end(one, ReportEvent.LAPSE, work.now)
    is_last = not _other_bars(work, one)
    return _ended(work, after, "lapse") if is_last and not isinstance(after, Rejected) else keep(work, after, "lapse")


def is_due(one: Report, now: float) -> bool:
    """Return whether time does something to it now."""
    if one.outcome is ReportState.OPEN:
        return one.created + KEPT_S <= now
    return one.bar_until is not None and one.outcome is ReportState.BARRED and one.bar_until <= now


def known(work: UnitOfWork, report_id: str) -> Report | None:
    """Return the report as the unit of work sees it; None: it is over, or never was."""
    return work.contact.reports.get(report_id) or work.state.contact.reports.get(report_id)


def keep(work: UnitOfWork, one: Report | Rejected, action: str) -> Outcome:
    """Write the report as it is after what was done; the table of acts gets nothing of what was written or said."""
    if isinstance(one, Rejected):
        return one
    work.contact.reports[one.id] = one
    work.note(f"report-{action}", one.id, outcome=one.outcome.value)
    return Accepted(one.id)


def forget(work: UnitOfWork, citizen: str, kept: Sequence[Report]) -> None:
    """Take the name of who is forgotten out of what others reported about them (SPEC S36). `kept`: it, as it was read."""
    rows, now = {one.id for one in kept}, work.state.contact.reports
    for one in [one for one in now.values() if one.reported == citizen and (one.live or one.id in rows)]:
        work.contact.reports[one.id] = r.without_name(one)
    for one in [one for one in kept if one.id not in now and not one.live]:  # what was decided changes no more
        work.write(save_report(r.without_name(one)))


def bar_subject(visitor: str) -> str:
    """Return what notices about somebody's bar are about: a newer one takes the place of an older one."""
    return f"bar {visitor}"


def _may_not(work: UnitOfWork, visitor: Visitor, reported: str) -> Rejected | None:
    if visitor.officer_id is not None:
        return Rejected(Rejection.NOT_ALLOWED)  # officers speak to whoever supervises
    is_citizen = work.answer(IsCitizen(reported))
    if is_citizen is None or reported == visitor.id:
        return Rejected(Rejection.UNKNOWN_TARGET)
    if not is_citizen:
        return Rejected(Rejection.NOT_ALLOWED)  # an officer: there are other ways to complain
    known_ones = {**work.state.contact.reports, **work.contact.reports}.values()
    mine = [one for one in known_ones if one.reporter == visitor.id]
    return r.may_report(mine, sum(one.outcome is ReportState.OPEN for one in known_ones), reported, work.now)


def _decided(work: UnitOfWork, one: Report | Rejected) -> Outcome:
    if isinstance(one, Rejected):
        return one
    by = BY_ITSELF if not one.officer else ""
    work.audit(AuditKind.REPORT_DECIDED, f"{REPORT}{one.id}", actor=by, visitor=one.reported, outcome=one.outcome.value)
    about = {"report": one.id, "name": one.name, "answer": "acted" if one.acted else "nothing"}
    work.keep_notice(one.reporter, NoticeCode.REPORT_ANSWERED, about, subject=f"report {one.id}")
    if one.outcome is ReportState.WARNED:
        work.keep_notice(one.reported, NoticeCode.REPORT_WARNED, {"report": one.id}, subject=f"warning {one.id}")
    if one.bar_until is not None:
        term_s = int(one.bar_until - work.now)
        work.audit(
            AuditKind.VISITOR_BARRED, f"{VISITOR}{one.reported}", report=one.id, reason=one.bar_reason or "", term_s=term_s
        )
        until = max(each.bar_until or 0.0 for each in (one, *_other_bars(work, one)))
        about = {"bar": one.id, "at": str(int(work.wall + until - work.now))}
        work.keep_notice(one.reported, NoticeCode.ROOMS_BARRED, about, subject=bar_subject(one.reported))
    return keep(work, one, one.outcome.value)


def _other_bars(work: UnitOfWork, one: Report) -> list[Report]:
    """Return the bars of the same visitor beside this one that hold."""
    return [bar for bar in work.state.contact.bars.values() if bar.reported == one.reported and bar.id != one.id]


def _ended(work: UnitOfWork, one: Report, action: str) -> Outcome:
    by = BY_ITSELF if one.outcome is ReportState.LAPSED else ""
    work.audit(AuditKind.VISITOR_UNBARRED, f"{VISITOR}{one.reported}", actor=by, report=one.id)
    work.keep_notice(one.reported, NoticeCode.ROOMS_OPEN, {"bar": one.id}, subject=bar_subject(one.reported))
    return keep(work, one, action)
