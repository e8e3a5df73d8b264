"""Reports of a visitor by another, and what a supervisor decides on them (SPEC O28, O29, R24). Pure.

Who is barred may not be in the rooms until `bar_until`; counters, tickets and requests stay theirs. The lines are what the office
itself knows that the reported said to the reporter. Instants are of the office's own time.

States and events, made by `make generate` from the table below:

    open       dismiss -> dismissed; warn -> warned; bar -> barred
    dismissed  the end
    warned     the end
    barred     lift -> lifted; lapse -> lapsed
    lifted     the end
    lapsed     the end

"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from madang_office.rejected import Rejected
from madang_protocol import Rejection

OPEN_REPORTS_MAX = 5  # of a reporter
OPEN_OF_OFFICE_MAX = 500
AGAIN_S = 600.0  # so long the same visitor is not reported again by the same
WORDS_CHARS_MAX = 500
LINES_MAX, LINES_S = 20, 600.0  # that are put beside a report, and how old they are at most
TERMS_S = {"ten_minutes": 600.0, "day": 86_400.0, "week": 7 * 86_400.0, "month": 30 * 86_400.0}


class ReportState(StrEnum):
    OPEN = "open"
    DISMISSED = "dismissed"  # nothing is done
    WARNED = "warned"
    BARRED = "barred"
    LIFTED = "lifted"  # the bar, by a supervisor
    LAPSED = "lapsed"  # the bar, by time


class ReportEvent(StrEnum):
    DISMISS = "dismiss"
    WARN = "warn"
    BAR = "bar"
    LIFT = "lift"
    LAPSE = "lapse"


S, E = ReportState, ReportEvent
TRANSITIONS: dict[tuple[ReportState, ReportEvent], ReportState] = {
    (S.OPEN, E.DISMISS): S.DISMISSED,
    (S.OPEN, E.WARN): S.WARNED,
    (S.OPEN, E.BAR): S.BARRED,
    (S.BARRED, E.LIFT): S.LIFTED,
    (S.BARRED, E.LAPSE): S.LAPSED,
}
EVENT_OF = {"dismissed": E.DISMISS, "warned": E.WARN, "barred": E.BAR}  # by the decision's name on the wire
LIVE_STATES = (S.OPEN, S.BARRED)


@dataclass(frozen=True, slots=True)
class HeardLine:
    """Something that the reporter was told by the reported. `at`: unix seconds; `name`: the speaker's, then."""

    at: int
    name: str
    scope: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report; immutable. `name`: of the reported as the reporter knew it; `since`: of its outcome."""

    id: str
    reporter: str
    reported: str
    name: str
    reason: str
    words: str
    lines: tuple[HeardLine, ...]
    outcome: ReportState
    created: float
    since: float
    officer: str | None = None
    bar_reason: str | None = None
    bar_until: float | None = None

    @property
    def live(self) -> bool:
        """Whether somebody may still decide, or the bar holds."""
        return self.outcome in LIVE_STATES

    @property
    def acted(self) -> bool:
        """Whether something was done upon it."""
        return self.outcome not in {S.OPEN, S.DISMISSED}


def may_report(mine: Iterable[Report], open_here: int, reported: str, now: float) -> Rejected | None:
    """Return why a visitor may not report another, or None. `mine`: theirs, open or made lately. LIMIT, TOO_EARLY."""
    mine = list(mine)
    if any(one.reported == reported and one.created + AGAIN_S > now for one in mine):
        return Rejected(Rejection.TOO_EARLY)
    full = sum(one.outcome is S.OPEN for one in mine) >= OPEN_REPORTS_MAX or open_here >= OPEN_OF_OFFICE_MAX
    return Rejected(Rejection.LIMIT) if full else None


def decide(one: Report, event: ReportEvent, officer: str, now: float) -> Report | Rejected:
    """Return it dismissed or warned of. Rejection: WRONG_STATE."""
    after = _after(one, event, now)
    return after if isinstance(after, Rejected) else replace(after, officer=officer)


def bar(one: Report, officer: str, now: float, *, term: str, reason: str) -> Report | Rejected:
    """Return it with a bar of that term. Rejection: WRONG_STATE."""
    after = decide(one, E.BAR, officer, now)
    return after if isinstance(after, Rejected) else replace(after, bar_reason=reason, bar_until=now + TERMS_S[term])


def end(one: Report, event: ReportEvent, now: float) -> Report | Rejected:
    """Return it with its bar lifted or lapsed. Rejection: WRONG_STATE."""
    return _after(one, event, now)


def without_name(one: Report) -> Report:
    """Return it without the name of the reported, who is forgotten."""
    return replace(one, name="", lines=tuple(replace(line, name="") for line in one.lines))


def _after(one: Report, event: ReportEvent, now: float) -> Report | Rejected:
    state = TRANSITIONS.get((one.outcome, event))
    return Rejected(Rejection.WRONG_STATE) if state is None else replace(one, outcome=state, since=now)
