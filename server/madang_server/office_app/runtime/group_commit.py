"""How jobs become batches, and a batch is kept or taken back (SPEC C2, C19). Knows no command, no table and no event loop.

What is decided, written and told is handed in. So the same steps run in the office's actor (actor.py), and under virtual time
with a model of a database (tests/schedules).
"""

from asyncio import CancelledError
from collections import deque
from collections.abc import Collection, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import structlog
from sqlalchemy.exc import IntegrityError

from madang_server.faults import OfficeLost, StorageFailed
from madang_server.office_app.journal import Journal

BATCH_MAX = 128
GIVEN_UP_AFTER = 2  # commands alone in a row: then it is the storage, and the rest of the batch need not wait for it too
_log = structlog.get_logger()


class AnyJob(Protocol):
    """What waits to be decided. `finish` settles it, unless it was settled before."""

    finished: bool

    def finish(self, came: Any) -> None: ...


class AnyDecided(Protocol):
    """What came of a job, and what is written for it."""

    def rows(self) -> Collection[Any]: ...


J = TypeVar("J", bound=AnyJob)
D = TypeVar("D", bound=AnyDecided)


@dataclass(frozen=True, slots=True)
class Batch(Generic[J, D]):
    """Jobs that were decided together: what came of those that need no answer, their changes of the state, and their rows."""

    jobs: list[J]
    decided: list[D]
    journal: Journal
    rows: list[Any]


class Decisions(Protocol[J, D]):
    """What batches are made of."""

    def must_ask(self, batch: list[J]) -> bool:
        """Return whether the batch needs what is not in memory."""

    async def ask(self, batch: list[J]) -> Any:
        """Read what the batch needs, in one view. Raises `StorageFailed`."""

    def decide(self, batch: list[J], answers: Any, journal: Journal) -> list[D]:
        """Decide each in turn, by way of the journal. `answers`: what `ask` returned; None: nothing had to be asked.

        A job that waits for an answer is left out, and not finished.
        """

    def tell(self, batch: Batch[J, D]) -> None:
        """The state has the changes, and the database too: tell, and finish the jobs."""


class Ledger(Protocol):
    """Where rows are kept, for whom it may be."""

    def prove_owned(self) -> None:
        """Raise `StorageFailed` when what is in memory may not be decided on or told now."""

    async def write_rows(self, rows: Collection[Any]) -> None:
        """Write them in one transaction. Raises `StorageFailed`, `OfficeLost`."""

    async def until_owned(self) -> None:
        """Return when what is in memory may be told. Raises `OfficeLost`."""


class GroupCommit(Generic[J, D]):
    """The batches of one office, one at a time."""

    def __init__(self, decisions: Decisions[J, D], ledger: Ledger) -> None:
        self._decisions = decisions
        self._ledger = ledger
        self._jobs: deque[J] = deque()
        self.at_work = False

    def submit(self, job: J) -> Coroutine[Any, Any, None] | None:
        """Take a job. Returns what is to be run until it ends, before the next is run; None: nothing, or it runs already."""
        self._jobs.append(job)
        if self.at_work:
            return None
        self.at_work = True
        batch, decided = self._next_batch(), None
        try:
            if not self._decisions.must_ask(batch):
                decided = self._decide_all(batch, None)
                if not decided.rows:
                    self._publish(decided)
                    batch = []
        except StorageFailed:
            decided = None  # the work meets it again, and knows what to do
        except Exception as error:  # noqa: BLE001 - a bug: whoever handed them in gets it
            for one in batch:
                one.finish(error)
            batch = []
        except BaseException:
            self.at_work = False
            raise
        if batch or self._jobs:
            return self._work(batch, decided)
        self.at_work = False
        return None

    def _next_batch(self) -> list[J]:
        return [self._jobs.popleft() for _ in range(min(BATCH_MAX, len(self._jobs)))]

    async def _work(self, batch: list[J], decided: Batch[J, D] | None) -> None:
        try:
            if batch:
                await self._run(batch, decided)
            while self._jobs:
                batch = self._next_batch()
                await self._run(batch)
        except BaseException as error:
            for job in (*batch, *self._jobs):
                job.finish(error)
            self._jobs.clear()
            if isinstance(error, CancelledError):
                raise
        finally:
            self.at_work = False

    async def _run(self, batch: list[J], decided: Batch[J, D] | None = None) -> None:
        error = await self._tried(batch, decided)
        if error is None:
            return
        if len(batch) == 1:
            batch[0].finish(error)
            return
        _log.warning("a batch was taken back; each command runs alone", commands=len(batch), cause=repr(error))
        failed = 0  # in a row
        for job in batch:
            if failed < GIVEN_UP_AFTER:
                error = await self._tried([job])
                failed = failed + 1 if isinstance(error, StorageFailed) else 0
            if error is not None:
                job.finish(error)

    async def _tried(self, batch: list[J], decided: Batch[J, D] | None = None) -> StorageFailed | IntegrityError | None:
        """Return why the batch was not kept; None: it was. `decided`: it was just decided."""
        try:
            if decided is None:
                asks = self._decisions.must_ask(batch)
                decided = self._decide_all(batch, await self._decisions.ask(batch) if asks else None)
            if decided.rows:
                await self._ledger.write_rows(decided.rows)
                await self._ledger.until_owned()  # SPEC C23: the answer may have come when the lease was over
            self._publish(decided)
        except OfficeLost:
            raise
        except (StorageFailed, IntegrityError) as error:
            return error
        return None

    def _decide_all(self, batch: list[J], answers: Any) -> Batch[J, D]:
        """Decide each, and take the changes back."""
        self._ledger.prove_owned()  # SPEC C23: what is in memory is the office, or is not decided on
        journal = Journal()
        try:
            decided = self._decisions.decide(batch, answers, journal)
        finally:
            journal.take_back()
        return Batch(batch, decided, journal, [row for one in decided for row in one.rows()])

    def _publish(self, batch: Batch[J, D]) -> None:
        """It is kept: do the changes again, tell, settle. What waits for an answer is first in the next batch."""
        if not batch.rows:
            self._ledger.prove_owned()
        batch.journal.do_again()
        self._decisions.tell(batch)
        self._jobs.extendleft(job for job in reversed(batch.jobs) if not job.finished)
