"""What the office's actor works on: jobs, and what came of each. Decides and keeps nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field

from madang_office.rejected import Rejected
from madang_protocol import codec
from madang_server.office_app.performing import Decide
from madang_server.office_app.questions import Question
from madang_server.office_app.runtime.idempotency import ID_REUSED, reply_of
from madang_server.office_app.unit_of_work import Outcome, UnitOfWork
from madang_server.store import command_replies
from madang_server.store.command_replies import Request
from madang_server.store.writes import Write

Settle = Callable[[Outcome | BaseException], None]


@dataclass(slots=True, eq=False)
class Job:
    """What is to be decided for whom. `officer`: whose account must be looked at first. `settle`: who is told what came of it."""

    decide: Decide
    actor: str
    request: Request | None
    officer: str | None
    settle: Settle
    questions: set[Question] = field(default_factory=set)
    finished: bool = False

    def finish(self, came: Outcome | BaseException) -> None:
        """Settle it, unless it was settled before."""
        if not self.finished:
            self.finished = True
            self.settle(came)


@dataclass(slots=True)
class Decided:
    """A job with what came of it. `anew`: it is not the reply that was given before. Without `work` nothing is written."""

    job: Job
    outcome: Outcome
    work: UnitOfWork | None = None
    anew: bool = False
    reply: bytes = b""  # as it is kept; of what is accepted alone

    def __post_init__(self) -> None:
        if self.job.request is not None and self.anew and not isinstance(self.outcome, Rejected):
            self.reply = codec.encode(reply_of(self.job.request.id, self.outcome))

    def rows(self) -> list[Write]:
        """Return what is written for it."""
        if self.work is None:
            return []
        rows = list(self.work.all_rows())
        if self.job.request is not None and not isinstance(self.outcome, Rejected):
            rows.append(command_replies.keep_reply(self.job.request, self.reply, self.work.now))
        return rows

    def again(self, request: Request) -> Outcome:
        """Return what the same request id is answered after this one (SPEC W6)."""
        return self.outcome if self.job.request == request else ID_REUSED
