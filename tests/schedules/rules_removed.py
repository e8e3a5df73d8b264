"""Each rule that a schedule proves to be needed, taken away. Knows what stands in for it, no schedule."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from tests.schedules import model_postgresql as model
from tests.schedules.database import Connection, ModelStatements
from tests.schedules.model_postgresql import Transaction
from tests.schedules.model_redis import Kept, ModelRedis

from madang_server.faults import OfficeLost
from madang_server.office_app.journal import Journal
from madang_server.store.fenced_writes import FencedWrites
from madang_server.store.lease import Lease


class WithoutFence(ModelStatements):
    """UPDATE shards SET commits = :commits WHERE office = :office, and no condition on the epoch."""

    async def count(self, sql: Connection, office: str, epoch: int, *, commits: int) -> bool:
        del epoch

        def counted(given: Transaction) -> bool:
            row = given.row(office)
            return row is not None and sql.database.change(given, office, row.epoch, commits=commits)

        return bool(await sql.ask(model.always(office), counted))


class WithoutEpoch(ModelRedis):
    """The scripts of the journal without their epoch: what follows the last write is taken, whoever writes it."""

    @staticmethod
    def is_past(stored: int, epoch: int) -> bool:
        del stored, epoch
        return False

    @staticmethod
    def follows(kept: Kept, epoch: int, number: int) -> bool:
        del epoch
        return number == kept.number + 1


def without_a_clock(lease: Lease) -> None:
    """Go on until it is known that another has the office, whatever the own clock says."""
    if lease.lost.is_set():
        raise OfficeLost(lease.office)


async def guessed(*_given: object) -> bool:
    """Say that a commit whose answer was lost was not done."""
    return False


@contextmanager
def instead(owner: type, name: str, stands_in: Callable[..., object]) -> Iterator[None]:
    """Let a method of a class be another for the block."""
    real = getattr(owner, name)
    setattr(owner, name, stands_in)
    try:
        yield
    finally:
        setattr(owner, name, real)


def without_undo() -> AbstractContextManager[None]:
    """A batch is not taken back before its commit."""
    return instead(Journal, "take_back", lambda _changes: None)


def with_guesses() -> AbstractContextManager[None]:
    """What became of a commit whose connection was lost is not asked."""
    return instead(FencedWrites, "_was_committed", guessed)
