"""The office of a schedule: a count, and a ticket for each command. The real `GroupCommit` runs it; knows no lease, no node."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from tests.schedules.laws import Laws
from tests.schedules.model_postgresql import TicketRow

from madang_protocol import Rejection
from madang_protocol.messages import Done, Rejected
from madang_server.faults import OfficeLost, StorageFailed
from madang_server.office_app.journal import Journal
from madang_server.office_app.runtime.group_commit import Batch, GroupCommit, Ledger

Reply = Done | Rejected


@dataclass(frozen=True, slots=True)
class Command:
    """What a person asks for. `kind`: "take" a number, "ask" how many there are, "break", which no database takes, or "say"."""

    request: str
    kind: str
    reads: bool = False  # it needs what is not in memory


class Told(Protocol):
    """Who is told what came of a command, and of every ticket."""

    def settle(self, visitor: str, reply: Reply) -> None: ...

    def lost(self) -> None:
        """Another server has the office."""

    def call(self, number: int) -> None:
        """Tell everybody who is here."""


@dataclass(eq=False, slots=True)
class Job:
    """A command at one server. `attempt`: no other job has this number."""

    office: "Office"
    command: Command
    visitor: str
    attempt: int
    finished: bool = False

    def finish(self, came: Reply | BaseException) -> None:
        if not self.finished:
            self.finished = True
            self.office.finish(self, came)


@dataclass(frozen=True, slots=True)
class Decided:
    job: Job
    reply: Reply
    row: TicketRow | None = None

    def rows(self) -> list[TicketRow]:
        return [] if self.row is None else [self.row]


class Office:
    """What a server has in memory of an office, from the rows of its tickets."""

    def __init__(
        self,
        which: tuple[str, int],
        tickets: dict[str, int],
        *,
        ledger: Ledger,
        reads: Callable[[], Awaitable[object]],
        told: Told,
        laws: Laws,
    ) -> None:
        """`which`: its name, and the epoch of the server. `reads`: asks the database for something."""
        self.id, self.epoch = which
        self.tickets = dict(tickets)
        self.count = len(tickets)
        self._together = 0  # tickets of the batch that is told
        self.commits: GroupCommit[Job, Decided] = GroupCommit(self, ledger)
        self._reads, self._told, self._laws = reads, told, laws

    # what batches are made of ----------------------------------------------------------------------------------------------

    def must_ask(self, batch: list[Job]) -> bool:
        return any(job.command.reads for job in batch)

    async def ask(self, batch: list[Job]) -> object:
        return await self._reads()

    def decide(self, batch: list[Job], answers: object, journal: Journal) -> list[Decided]:
        del answers
        return [self._decide(job, journal) for job in batch]

    def _decide(self, job: Job, journal: Journal) -> Decided:
        command = job.command
        known = self.tickets.get(command.request)
        if known is not None:
            return Decided(job, Done(id=command.request, ref=str(known)))
        if command.kind == "ask":
            return Decided(job, Done(id=command.request, rev=self.count))
        number = self.count + 1
        journal.change(self._put_count, self.count, number)
        journal.change(self._put_ticket, (command.request, None), (command.request, number))
        is_broken = command.kind == "break"
        row = TicketRow(self.id, self.epoch, command.request, number, job.attempt, is_broken)
        return Decided(job, Done(id=command.request, ref=str(number)), row)

    def _put_count(self, number: int) -> None:
        self.count = number

    def _put_ticket(self, ticket: tuple[str, int | None]) -> None:
        request, number = ticket
        if number is None:
            self.tickets.pop(request, None)
        else:
            self.tickets[request] = number

    def tell(self, batch: Batch[Job, Decided]) -> None:
        if batch.rows:
            self._laws.decided(self.id, self.epoch, self.tickets, self.count)
        self._together = len(batch.rows)
        for decided in batch.decided:
            decided.job.finish(decided.reply)
            if decided.row is not None:
                self._told.call(decided.row.number)

    # one job ---------------------------------------------------------------------------------------------------------------

    def finish(self, job: Job, came: Reply | BaseException) -> None:
        """Tell what came of it. Of a process that is killed nothing comes."""
        if isinstance(came, Reply):
            self._laws.told(self.id, self.epoch, came, self._together)
            self._told.settle(job.visitor, came)
        elif isinstance(came, OfficeLost):
            self._told.lost()
        elif isinstance(came, Exception):
            self._laws.denied(job.attempt)
            self._laws.decided(self.id, self.epoch, self.tickets, self.count)
            code = Rejection.STORAGE if isinstance(came, StorageFailed) else Rejection.FORM_INVALID
            self._told.settle(job.visitor, Rejected(id=job.command.request, code=code))
