"""Takes requests away when the time is over for which the city keeps them (SPEC C53), a few each second. Knows no row."""

from functools import partial

from madang_office.audit import CASE, AuditKind
from madang_office.cases import CaseState
from madang_server.office_app.commands.parties import say_gone
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform
from madang_server.office_app.runtime.housekeeping import asked
from madang_server.office_app.state import OfficeState
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import kept_cases
from madang_server.store.kept_cases import EndedBefore, PastTerm

REST_S = 3_600.0  # when nothing was left to do, it is looked again after so long
DAY_S = 24 * 3_600.0


class KeptCases:
    """One an office."""

    def __init__(self, context: OfficeContext) -> None:
        self._context = context
        self._rests_until = 0.0
        self._after = ""  # up to which id they were looked at in this round
        self._took = False

    async def follow(self, now: float, perform: TryToPerform) -> None:
        """Take some away. `now`: by the office's own clock; terms run by the one on the wall."""
        if now < self._rests_until:
            return
        wall = self._context.environment.now()
        ended = _ended_before(self._context, wall)
        past = await asked(self._context, lambda sql: kept_cases.past_terms(sql, ended, now=wall, after=self._after))
        if past is None:
            return
        due = [each for each in past if not _goes_on(self._context.state, each.id)]
        if due and await perform(partial(_take, past=due)) is None:
            return  # the storage failed: the next second tries again
        self._took |= bool(due)
        if len(past) == kept_cases.AT_ONCE:
            self._after = past[-1].id
        else:
            self._rests_until = now if self._took else now + REST_S
            self._after, self._took = "", False


def _ended_before(context: OfficeContext, wall: float) -> EndedBefore:
    catalogue = context.catalogue
    return EndedBefore(
        {service: _before(catalogue.kept_days_of(service), wall) for service in catalogue.offers},
        _before(catalogue.kept_days, wall),
    )


def _before(days: int | None, wall: float) -> float | None:
    return None if days is None else wall - days * DAY_S


def _take(work: UnitOfWork, past: list[PastTerm]) -> Outcome:
    """First what belongs to a request, and the next time the request: no row points at one that is gone."""
    for each in past:
        if _goes_on(work.state, each.id):
            continue
        if each.bare:
            work.write(kept_cases.take_away(each.id))
            work.audit(AuditKind.CASE_DELETED, f"{CASE}{each.id}")
        else:
            say_gone(work, each.id)
            for write in kept_cases.take_apart(each.id):
                work.write(write)
        work.gone_cases.add(each.id)
    return Accepted()


def _goes_on(state: OfficeState, case_id: str) -> bool:
    """Return whether somebody went on with it since it was looked at, or may be writing it now."""
    known = state.cases.get(case_id)
    if known is None:
        return False
    record = known.case.record
    return record.citizen in state.visitors if record.state is CaseState.DRAFT else not known.case.over
