"""The office's single writer: takes what is to be decided, in batches, and commits each batch once. Decides nothing itself.

Theory of operation. Whoever wants something decided hands in a job and waits. One task takes the jobs that have gathered, at most
`BATCH_MAX`, and does with them, step by step:

1. Ask. What is not in memory and all of them need is read in one consistent view: replies that were given before to their
   request ids, the accounts of their officers, and what earlier tries said they did not know.
2. Decide, one after the other, without awaiting anything. A job sees what the jobs before it did, by way of the journal. A
   rejection changes nothing. A bug ends its own job alone. A job that needs more (`NotKnown`) is first in the next batch.
3. Take the changes back from the state: until the commit everybody else sees what the database says.
4. Commit the rows of all jobs, merged by table (`store/writes.py`), with the replies to those that have a request id.
   When nothing is to be written, nothing is committed: a flood of rejected commands costs the disk nothing.
5. Do the changes again, tell whom they concern, and answer. Nothing is told before it is kept.

A fault of the storage takes the whole batch back; then each job is tried alone, and its own fault is its own answer. When two in
a row fail alone, nothing is kept now: the rest of the batch is told so at once. When another server has the office
(`OfficeLost`), the actor ends: nobody is told anything, also not what became of a commit that was under way.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import IntegrityError

from madang_office.rejected import Rejected
from madang_protocol import codec
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.office_app.context import OfficeContext
from madang_server.office_app.journal import Journal
from madang_server.office_app.questions import Answers, NotKnown, Question, answers_to
from madang_server.office_app.runtime.announcer import Announcer
from madang_server.office_app.runtime.idempotency import ID_REUSED, remembered, reply_of
from madang_server.office_app.runtime.known_replies import KnownReplies
from madang_server.office_app.ticket_news import keep_ticket_news
from madang_server.office_app.unit_of_work import Outcome, UnitOfWork
from madang_server.office_clock import SMALLEST_STEP_S
from madang_server.store import command_replies, people
from madang_server.store.command_replies import KeptReply, Request
from madang_server.store.writes import Write

BATCH_MAX = 128
GIVEN_UP_AFTER = 2  # commands alone in a row: then it is the storage, and the rest of the batch need not wait for it too
REJECTIONS_MAX = 10_000  # that are repeated to who sends the same command again
Decide = Callable[[UnitOfWork], Outcome]
_log = structlog.get_logger()


@dataclass(slots=True, eq=False)
class Job:
    """What is to be decided for whom. `officer`: whose account must be looked at first."""

    decide: Decide
    actor: str
    request: Request | None
    officer: str | None
    done: asyncio.Future[Outcome]
    questions: set[Question] = field(default_factory=set)


@dataclass(slots=True)
class Decided:
    """A job with what came of it. `anew`: it is not the reply that was given before. Without `work` nothing is written."""

    job: Job
    outcome: Outcome
    work: UnitOfWork | None = None
    anew: bool = False
    reply: bytes = b""

    def __post_init__(self) -> None:
        if self.job.request is not None and self.anew:
            self.reply = codec.encode(reply_of(self.job.request.id, self.outcome))

    def rows(self) -> Iterable[Write]:
        """Return what is written for it."""
        if self.work is None:
            return
        yield from self.work.all_rows()
        if self.job.request is not None and not isinstance(self.outcome, Rejected):
            yield command_replies.keep_reply(self.job.request, self.reply, self.work.now)


class OfficeActor:
    """Decides and commits for one office. One for an office, and one at a time."""

    def __init__(self, context: OfficeContext, announcer: Announcer) -> None:
        self._context = context
        self._announcer = announcer
        self._jobs: deque[Job] = deque()
        self._task: asyncio.Task[None] | None = None
        self._replies = KnownReplies()
        self._rejections: OrderedDict[tuple[str, str], tuple[str, Rejected]] = OrderedDict()
        self._instant = 0.0

    async def perform(self, decide: Decide, *, actor: str, request: Request | None = None, officer: str | None = None) -> Outcome:
        """Return the outcome when it is committed and told. Goes on when the caller is cancelled.

        Raises `StorageFailed` when nothing was written, `OfficeLost` when it may have been and another server has the office, and
        whatever the decision raises.
        """
        job = Job(decide, actor, request, officer, asyncio.get_running_loop().create_future())
        self._jobs.append(job)
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name="office actor")
        return await asyncio.shield(job.done)

    async def replied_before(self, request: Request) -> Outcome | None:
        """Return what this request was answered before. Its visitor must have nothing else under way meanwhile."""
        kept: dict[tuple[str, str], KeptReply] = {}
        if not self._replies.knows_all([request]):
            async with self._context.store.read() as sql:
                kept = await self._replies.read(sql, [request])
        return self._replied_before(request, kept)

    def is_new(self, visitor: str) -> None:
        """Somebody came for the first time. Call it before anything is handed in for them."""
        self._replies.nothing_yet(visitor)

    def did_nothing(self, visitor: str) -> bool:
        """Return whether it is known that nothing that this visitor asked for was accepted lately."""
        return self._replies.has_none(visitor)

    async def close(self) -> None:
        """Wait for what was handed in."""
        while self._task is not None:
            await asyncio.wait([self._task])

    async def _work(self) -> None:
        batch: list[Job] = []
        try:
            while self._jobs:
                batch = [self._jobs.popleft() for _ in range(min(BATCH_MAX, len(self._jobs)))]
                await self._run(batch)
        except BaseException as error:
            for job in (*batch, *self._jobs):
                _fail(job, error)
            self._jobs.clear()
            if isinstance(error, asyncio.CancelledError):
                raise
        finally:
            self._task = None

    async def _run(self, batch: list[Job]) -> None:
        error = await self._tried(batch)
        if error is None:
            return
        if len(batch) == 1:
            _fail(batch[0], error)
            return
        _log.warning("a batch was taken back; each command runs alone", commands=len(batch), cause=repr(error))
        failed = 0  # in a row
        for job in batch:
            if failed < GIVEN_UP_AFTER:
                error = await self._tried([job])
                failed = failed + 1 if isinstance(error, StorageFailed) else 0
            if error is not None:
                _fail(job, error)

    async def _tried(self, batch: list[Job]) -> StorageFailed | IntegrityError | None:
        """Return why the batch was not kept; None: it was."""
        try:
            await self._decide_and_commit(batch)
        except OfficeLost:
            raise
        except (StorageFailed, IntegrityError) as error:
            return error
        return None

    async def _decide_and_commit(self, batch: list[Job]) -> None:
        store = self._context.store
        answers, kept = await self._ask(batch)
        store.prove_owned()  # SPEC C23: what is in memory is the office, or is not decided on
        journal = Journal()
        try:
            decided = [found for job in batch if (found := self._decide(job, answers, kept, journal)) is not None]
        finally:
            journal.take_back()
        rows = [row for one in decided for row in one.rows()]
        if rows:
            await store.write_rows(rows)
        else:
            store.prove_owned()
        journal.do_again()
        self._context.state.cases.let_go()
        self._replies.let_go()
        for one in decided:
            self._tell(one)
        answered = {id(one.job) for one in decided}
        self._jobs.extendleft(job for job in reversed(batch) if id(job) not in answered and not job.done.done())

    async def _ask(self, batch: list[Job]) -> tuple[Answers, dict[tuple[str, str], KeptReply]]:
        """Read what the batch needs, in one view."""
        requests = [job.request for job in batch if job.request is not None]
        officers = {job.officer for job in batch if job.officer is not None}
        questions = {question for job in batch for question in job.questions}
        if self._replies.knows_all(requests) and not officers and not questions:
            return {}, {}
        async with self._context.store.read() as sql:
            kept = await self._replies.read(sql, requests)
            if officers:
                self._context.state.put_staff((await people.officers_by_id(sql, officers)).values())
            answers = await answers_to(questions, sql, self._context.state)
        return answers, kept

    def _decide(self, job: Job, answers: Answers, kept: dict[tuple[str, str], KeptReply], journal: Journal) -> Decided | None:
        """Return what came of the job; None: it has failed, or waits for an answer."""
        before = self._replied_before(job.request, kept)
        if before is not None:
            return Decided(job, before)
        work = UnitOfWork(self._context.state, self._next_instant(), self._context.environment.now(), job.actor, answers)
        try:
            outcome = job.decide(work)
            if not isinstance(outcome, Rejected):
                keep_ticket_news(work, self._context.state)
        except NotKnown as unknown:
            job.questions.add(unknown.question)
            return None
        except Exception as error:  # noqa: BLE001 - whoever handed it in gets it
            _fail(job, error)
            return None
        if isinstance(outcome, Rejected):
            decided = Decided(job, outcome, work.rejected() if work.said else None, anew=True)
        else:
            work.change_state(journal)
            decided = Decided(job, outcome, work, anew=True)
        if job.request is not None:
            kept[job.request.visitor, job.request.id] = KeptReply(decided.reply, job.request.command)
        return decided

    def _replied_before(self, request: Request | None, kept: dict[tuple[str, str], KeptReply]) -> Outcome | None:
        if request is None:
            return None
        found = kept.get((request.visitor, request.id)) or self._replies.get(request)
        return remembered(found, request) if found is not None else self.rejected_before(request)

    def rejected_before(self, request: Request) -> Outcome | None:
        """Return the rejection that this request got from this process (SPEC W6)."""
        command, rejected = self._rejections.get((request.visitor, request.id), (request.command, None))
        return rejected if command == request.command else ID_REUSED

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
            _fail(job, error)
            return
        if not job.done.done():
            job.done.set_result(outcome)

    def _remember(self, request: Request, decided: Decided) -> None:
        if not isinstance(decided.outcome, Rejected):
            self._replies.add(request, KeptReply(decided.reply, request.command))
            return
        self._rejections[request.visitor, request.id] = (request.command, decided.outcome)
        while len(self._rejections) > REJECTIONS_MAX:
            self._rejections.popitem(last=False)

    def _settle_waits(self, work: UnitOfWork) -> None:
        for ticket, waited_s in work.waited_s.items():
            told = self._context.state.told_ranges.pop(ticket, None)
            if told is not None and ticket in work.tickets:
                self._context.waits.settled(work.tickets[ticket].service, told, waited_s)


def _fail(job: Job, error: BaseException) -> None:
    if not job.done.done():
        job.done.set_exception(error)
        job.done.exception()  # known: whoever handed it in may be gone
