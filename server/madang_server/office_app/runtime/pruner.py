"""Clears away, a little each second, what nobody will ask for again. Knows which table rests; `store.pruning` has the rules."""

from functools import partial

from madang_office.audit import BY_ITSELF, Head
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.performing import TryToPerform
from madang_server.office_app.runtime.housekeeping import asked
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.store import pruning
from madang_server.store.audit_log import last_of_old, prune_up_to
from madang_server.store.pruning import Pruned, Swept
from madang_server.store.tables import audit_log

REST_S = 3_600.0  # a table in which nothing was left to do is looked at again after so long


class Pruner:
    """One an office. Where it stands in a table it knows in memory: a new process begins anew."""

    def __init__(self, context: OfficeContext) -> None:
        self._context = context
        self._rests: dict[str, float] = {}  # until when, by table
        self._reached: dict[str, tuple[float, str]] = {}

    async def prune(self, now: float, perform: TryToPerform) -> None:
        """Take some rows of each table away, which is done in an instant."""
        for pruned in pruning.PRUNED:
            if self._rests.get(pruned.table.name, now) <= now:
                await self._prune(pruned, now, perform)
        for swept in pruning.SWEPT:
            if self._rests.get(swept.table.name, now) <= now:
                await self._sweep(swept, now, perform)
        if self._rests.get(audit_log.name, now) <= now:
            await self._prune_log(now, perform)

    async def _prune_log(self, now: float, perform: TryToPerform) -> None:
        """Take the beginning of the audit log away, once a day: each time is a row of it (SPEC A5)."""
        name = audit_log.name
        last = await asked(self._context, lambda sql: last_of_old(sql, now - pruning.FROM_THE_BEGINNING[name]))
        if last is not None:
            await perform(partial(_prune_log, last=last))
        else:
            self._rests[name] = now + pruning.DAY_S

    async def _prune(self, pruned: Pruned, now: float, perform: TryToPerform) -> None:
        found = await asked(self._context, lambda sql: pruning.has_old_rows(sql, pruned, now))
        if found:
            await perform(partial(_prune_some, pruned=pruned))
        elif found is not None:
            self._rests[pruned.table.name] = now + REST_S

    async def _sweep(self, swept: Swept, now: float, perform: TryToPerform) -> None:
        name = swept.table.name
        after = self._reached.get(name, pruning.BEGINNING)
        page = await asked(self._context, lambda sql: pruning.page_of(sql, swept, now, after))
        if page is None:
            return
        if page.unneeded:
            outcome = await perform(partial(_take_away, context=self._context, swept=swept, ids=page.unneeded))
            if outcome is None:
                return  # the storage failed: the next second tries again
        if page.more:
            self._reached[name] = page.end
        else:
            self._reached.pop(name, None)
            self._rests[name] = now + REST_S


def _prune_log(work: UnitOfWork, last: Head) -> Outcome:
    for write in prune_up_to(last, at=int(work.wall), actor=BY_ITSELF):
        work.write(write)
    return Accepted()


def _prune_some(work: UnitOfWork, pruned: Pruned) -> Outcome:
    work.write(pruning.prune_some(pruned, work.now))
    return Accepted()


def _take_away(work: UnitOfWork, context: OfficeContext, swept: Swept, ids: tuple[str, ...]) -> Outcome:
    """Whoever is here stays, however long ago they came."""
    for write in pruning.take_away(swept, [each for each in ids if each not in context.state.visitors], work.now):
        work.write(write)
    return Accepted()
