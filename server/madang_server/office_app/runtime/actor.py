"""The office's single writer: takes what is to be decided, in batches, and commits each batch once. Decides nothing itself.

Theory of operation. Whoever wants something decided hands in a job, which is settled once, with what came of it. Those that have
gathered, at most `BATCH_MAX`, go through these steps:

1. Ask. What is not in memory and all of them need is read in one consistent view: replies that were given before to their
   request ids, the accounts of their officers, and what earlier tries said they did not know.
2. Decide, one after the other, without awaiting anything. A job sees what the jobs before it did, by way of the journal. A
   rejection changes nothing. A bug ends its own job alone. A job that needs more (`NotKnown`) is first in the next batch.
3. Take the changes back from the state: until the commit everybody else sees what the database says.
4. Commit the rows of all jobs, merged by table (`store/writes.py`), with the replies to those that have a request id.
   When nothing is to be written, nothing is committed: a flood of rejected commands costs the disk nothing.
5. Do the changes again, tell whom they concern, and answer. Nothing is told before it is kept.

A job that is handed in while nothing is under way, and needs nothing read or written, is settled before `submit` returns; a task
does all others. So a flood of rejected commands needs no task, and what comes during a commit is the next batch.

A fault of the storage takes the whole batch back; then each job is tried alone, and its own fault is its own answer. When two in
a row fail alone, nothing is kept now: the rest of the batch is told so at once. When another server has the office
(`OfficeLost`), the actor ends: nobody is told anything, also not what became of a commit that was under way.

The batches, their order and what follows from a fault are `GroupCommit` (group_commit.py); this file says what a job asks, how it
is decided, and who is told.
"""

import asyncio
from functools import partial

from madang_office.rejected import Rejected
from madang_server.office_app.citizen_news import keep_citizen_mail
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.journal import Journal
from madang_server.office_app.performing import Decide
from madang_server.office_app.questions import Answers, NotKnown, answers_to
from madang_server.office_app.runtime.announcer import Announcer
from madang_server.office_app.runtime.group_commit import Batch, GroupCommit
from madang_server.office_app.runtime.idempotency import remembered
from madang_server.office_app.runtime.jobs import Decided, Job, Settle
from madang_server.office_app.runtime.known_replies import KnownRejections, KnownReplies
from madang_server.office_app.ticket_news import keep_ticket_news
from madang_server.office_app.unit_of_work import Outcome, UnitOfWork
from madang_server.office_clock import SMALLEST_STEP_S
from madang_server.store import people
from madang_server.store.command_replies import KeptReply, Request


class OfficeActor:
    """Decides and commits for one office. One for an office, and one at a time."""

    def __init__(self, context: OfficeContext, announcer: Announcer) -> None:
        self._context = context
        self._announcer = announcer
        self._commits: GroupCommit[Job, Decided] = GroupCommit(self, context.store)
        self._task: asyncio.Task[None] | None = None
        self._replies = KnownReplies()
        self._rejections = KnownRejections()
        self._instant = 0.0

    async def perform(self, decide: Decide, *, actor: str, request: Request | None = None, officer: str | None = None) -> Outcome:
        """Return the outcome when it is committed and told. Goes on when the caller is cancelled.

        Raises `StorageFailed` when nothing was written, `OfficeLost` when it may have been and another server has the office, and
        whatever the decision raises.
        """
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self.submit(decide, partial(_settle, done), actor=actor, request=request, officer=officer)
        return await done

    def submit(
        self, decide: Decide, settle: Settle, *, actor: str, request: Request | None = None, officer: str | None = None
    ) -> None:
        """Do what `perform` does; `settle` is called with the outcome, or with what `perform` would raise. It may not raise."""
        work = self._commits.submit(Job(decide, actor, request, officer, settle))
        if work is not None:
            self._task = asyncio.create_task(work, name="office actor")

    async def replied_before(self, request: Request) -> Outcome | None:
        """Return what this request was answered before. Its visitor must have nothing else under way meanwhile."""
        kept: dict[tuple[str, str], KeptReply] = {}
        if not self._replies.knows_all([request]):
            async with self._context.store.read() as sql:
                kept = await self._replies.read(sql, [request])
        return self._replied_before(request, kept, {})

    def is_new(self, visitor: str) -> None:
        """Somebody came for the first time. Call it before anything is handed in for them."""
        self._replies.nothing_yet(visitor)

    def did_nothing(self, visitor: str) -> bool:
        """Return whether it is known that nothing that this visitor asked for was accepted lately."""
        return self._replies.has_none(visitor)

    async def close(self) -> None:
        """Wait for what was handed in."""
        while self._commits.at_work and self._task is not None:
            await asyncio.wait([self._task])
        await asyncio.sleep(0)  # whoever waited goes on

    # what batches are made of: the `Decisions` of its `GroupCommit` --------------------------------------------------------

    def must_ask(self, batch: list[Job]) -> bool:
        """Return whether the batch needs what is not in memory."""
        if any(job.officer is not None or job.questions for job in batch):
            return True
        return not self._replies.knows_all(job.request for job in batch if job.request is not None)

    async def ask(self, batch: list[Job]) -> tuple[Answers, dict[tuple[str, str], KeptReply]]:
        """Read what the batch needs, in one view."""
        requests = [job.request for job in batch if job.request is not None]
        officers = {job.officer for job in batch if job.officer is not None}
        questions = {question for job in batch for question in job.questions}
        async with self._context.store.read() as sql:
            kept = await self._replies.read(sql, requests)
            if officers:
                self._context.state.put_staff(officers, await people.officers_by_id(sql, officers))
            answers = await answers_to(questions, sql, self._context.state)
        return answers, kept

    def decide(
        self, batch: list[Job], answers: tuple[Answers, dict[tuple[str, str], KeptReply]] | None, journal: Journal
    ) -> list[Decided]:
        """Decide each in turn. One that has failed is finished; one that waits for an answer is left out."""
        answered, kept = ({}, {}) if answers is None else answers
        before: dict[tuple[str, str], Decided] = {}  # what was decided in this batch, by visitor and request id
        return [found for job in batch if (found := self._decide(job, answered, kept, before, journal)) is not None]

    def tell(self, batch: Batch[Job, Decided]) -> None:
        """Tell those whom it concerns, and settle."""
        self._context.state.cases.let_go()
        self._replies.let_go()
        for one in batch.decided:
            self._tell(one)

    # one job ---------------------------------------------------------------------------------------------------------------

    def _decide(
        self,
        job: Job,
        answers: Answers,
        kept: dict[tuple[str, str], KeptReply],
        decided: dict[tuple[str, str], Decided],
        journal: Journal,
    ) -> Decided | None:
        """Return what came of the job; None: it has failed, or waits for an answer."""
        before = self._replied_before(job.request, kept, decided)
        if before is not None:
            return Decided(job, before)
        work = UnitOfWork(self._context.state, self._next_instant(), self._context.environment.now(), job.actor, answers)
        try:
            outcome = job.decide(work)
            if not isinstance(outcome, Rejected):
                keep_ticket_news(work, self._context.state)
                keep_citizen_mail(work, self._context)
        except NotKnown as unknown:
            job.questions.add(unknown.question)
            return None
        except Exception as error:  # noqa: BLE001 - whoever handed it in gets it
            job.finish(error)
            return None
        if isinstance(outcome, Rejected):
            found = Decided(job, outcome, work.rejected() if work.said else None, anew=True)
        else:
            work.change_state(journal)
            found = Decided(job, outcome, work, anew=True)
        if job.request is not None:
            decided[job.request.visitor, job.request.id] = found
        return found

    def _replied_before(
        self, request: Request | None, kept: dict[tuple[str, str], KeptReply], decided: dict[tuple[str, str], Decided]
    ) -> Outcome | None:
        if request is None:
            return None
        one = decided.get((request.visitor, request.id))
        if one is not None:
            return one.again(request)
        found = kept.get((request.visitor, request.id)) or self._replies.get(request)
        return remembered(found, request) if found is not None else self._rejections.get(request)

    def _next_instant(self) -> float:
        """Return now, and always later than before: the order of units is the order of the line, whatever the clock does."""
        self._instant = max(self._context.environment.office.now(), self._instant + SMALLEST_STEP_S)
        return self._instant

    def _tell(self, decided: Decided) -> None:
        job, work, outcome = decided.job, decided.work, decided.outcome
        try:
            if work is not None:
                work.settle()
                self._settle_waits(work)
                self._announcer.announce(work, work.sat_before)
            if decided.anew and job.request is not None:
                self._remember(job.request, decided)
        except Exception as error:  # noqa: BLE001 - it is committed; whoever handed it in gets the bug, the others go on
            job.finish(error)
            return
        job.finish(outcome)

    def _remember(self, request: Request, decided: Decided) -> None:
        if not isinstance(decided.outcome, Rejected):
            self._replies.add(request, KeptReply(decided.reply, request.command))
            return
        self._rejections.add(request, decided.outcome)

    def _settle_waits(self, work: UnitOfWork) -> None:
        for ticket, waited_s in work.waited_s.items():
            told = self._context.state.told_ranges.pop(ticket, None)
            if told is not None and ticket in work.tickets:
                self._context.waits.settled(work.tickets[ticket].service, told, waited_s)


def _settle(done: asyncio.Future[Outcome], came: Outcome | BaseException) -> None:
    if done.done():
        return  # whoever handed it in is gone
    if isinstance(came, BaseException):
        done.set_exception(came)
    else:
        done.set_result(came)
