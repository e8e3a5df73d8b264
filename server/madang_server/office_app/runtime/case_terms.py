"""What time does to cases that wait for the office: their terms end, and their citizens hear of them (SPEC C43).

Instants are unix seconds by the clock on the wall. What was told is kept with the case, in the commit that tells it.
"""

from functools import partial

from madang_office import case_terms
from madang_office.cases import Case, TermTold
from madang_office.rejected import Rejected
from madang_protocol import NoticeCode, Rejection
from madang_server.office_app.commands import case_news
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store.case_rows import StoredCase

CODES = {TermTold.SOON: NoticeCode.TERM_SOON, TermTold.OVER: NoticeCode.TERM_OVER}
AT_ONCE = 50  # in one second: the rest of a day that was missed comes in the next ones


class CaseTerms:
    """One an office. All that wait are looked at only when something may be due, or some have changed."""

    def __init__(self, context: OfficeContext) -> None:
        self._context = context
        self._quiet_until = float("-inf")
        self._seen = -1
        self._known: dict[str, tuple[Case, float]] = {}  # of each that waits, when something is to be told

    async def follow(self, wall: float, perform: TryToPerform) -> None:
        """Tell what is due. Call it every second."""
        state = self._context.state
        if state.tray_changes == self._seen and wall < self._quiet_until:
            return
        self._seen = state.tray_changes
        self._known = {case_id: (case.record, self._acts_next(case)) for case_id, case in state.tray.items()}
        due = [case_id for case_id, (_, at) in self._known.items() if at <= wall]
        for case_id in due[:AT_ONCE]:
            await perform(partial(tell, context=self._context, case_id=case_id))
        self._quiet_until = wall if due else min((at for _, at in self._known.values()), default=float("inf"))

    def _acts_next(self, case: StoredCase) -> float:
        known = self._known.get(case.record.id)
        return known[1] if known is not None and known[0] is case.record else case_terms.acts_next(case.record)


def tell(work: UnitOfWork, context: OfficeContext, case_id: str) -> Outcome:
    """Tell what is due of this case to whom it concerns, and keep that it was told."""
    case = work.case(case_id)
    if case is None or not case.owed or case_terms.acts_next(case.record) > work.wall:
        return Rejected(Rejection.WRONG_STATE)
    what, progress = case_terms.what_is_due(case.record, work.wall), case_terms.progress_at(case.record)
    goes_on = progress is not None and progress <= work.wall
    if what is not None:
        case_news.tell_term(work, context, case, CODES[what], to_supervisors=what is TermTold.OVER)
        work.note(f"case-term-{what.value}", case_id)
    if goes_on:
        case_news.tell_still_open(work, case)
        work.note("case-still-open", case_id)
    work.keep_case(StoredCase(case_terms.told(case.record, what, progress=work.wall if goes_on else None), case.data))
    return Accepted(case_id)
