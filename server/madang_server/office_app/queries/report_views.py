"""Reports, as their authors, who is barred and supervisors see them. From records to the wire; decides nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any, cast

from madang_office.reports import Report, ReportState
from madang_protocol import fields as f
from madang_protocol.messages import Reports
from madang_protocol.report_parts import BarView, ReportView
from madang_server.office_app.state import OfficeState

TOLD_MAX = 50  # open ones, to a supervisor at a time; how many there are beside is told
Shown = Callable[[float], float]


def mine(state: OfficeState, visitor: str, made: Iterable[Report], shown: Shown) -> Reports:
    """Return these reports of a visitor, and whether they may be in the rooms (SPEC O28, R24)."""
    bar = state.contact.bar_of(visitor)
    return Reports([_view(one, shown) for one in made], _bar(bar, shown) if bar is not None else None)


def _view(one: Report, shown: Shown) -> ReportView:
    answer = "waiting" if one.outcome is ReportState.OPEN else "acted" if one.acted else "nothing"
    return ReportView(
        id=one.id,
        name=one.name,
        reason=cast("f.ReportReason", one.reason),
        at=int(shown(one.created)),
        lines=len(one.lines),
        answer=cast("Any", answer),
    )


def _bar(one: Report, shown: Shown) -> BarView:
    reason = cast("f.ReportReason", one.bar_reason or "other")
    return BarView(reason=reason, since=int(shown(one.since)), until=int(shown(one.bar_until or 0.0)))


def for_supervisors(state: OfficeState, acted: Mapping[str, int], shown: Shown) -> dict[str, Any]:
    """Return what waits for a decision, the oldest first, with its lines, and the bars that hold (SPEC O29).

    `acted`: upon how many reports of a visitor something was done before.
    """
    waiting = state.contact.open_reports()
    return {
        "waiting": len(waiting),
        "reports": [_whole(state, one, acted, shown) for one in waiting[:TOLD_MAX]],
        "bars": [_held(one, shown) for one in sorted(state.contact.bars.values(), key=lambda one: one.bar_until or 0.0)],
    }


def _whole(state: OfficeState, one: Report, acted: Mapping[str, int], shown: Shown) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "by": state.names.get(one.reporter, ""),
        "reason": one.reason,
        "text": one.words,
        "at": int(shown(one.created)),
        "before": acted.get(one.reported, 0),
        "barred": state.contact.bar_of(one.reported) is not None,
        "lines": [asdict(line) for line in one.lines],
    }


def _held(one: Report, shown: Shown) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "reason": one.bar_reason, "until": int(shown(one.bar_until or 0.0))}
