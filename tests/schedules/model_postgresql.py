"""A model of PostgreSQL as far as an office needs it: rows with locks, transactions, READ COMMITTED, and its time-outs.

The statements mean what those of `madang_server.store.shards` mean; test_model_postgresql.py runs both against each other. What
an office keeps beside its lease is one row for each ticket.
"""

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy.exc import IntegrityError
from tests.schedules.scheduler import Scheduler

from madang_server.store.shards import TTL_S, Shard, Taken

IDLE_IN_TRANSACTION_S = TTL_S  # as the one writing connection has it (postgresql.py)


class ConnectionLost(Exception):
    """What the model's driver raises when a connection is gone. What was asked may have been done."""


class LockTimeout(ConnectionLost):
    """What it raises when a row was not to be had in time."""


class Owner(NamedTuple):
    """Who takes an office, as the row says it."""

    owner: str
    boot: str
    code: str
    address: str | None


class ShardRow(NamedTuple):
    """A row of the table `shards`."""

    epoch: int
    by: Owner
    since: float
    until: float
    commits: int


class TicketRow(NamedTuple):
    """A row for each ticket. `epoch`: of who writes it. `attempt`: no other try of the command, or of another, has it."""

    office: str
    epoch: int
    request: str
    number: int
    attempt: int
    is_broken: bool = False  # no database takes it


Reply = Callable[[Any, Exception | None], None]


class Statement(NamedTuple):
    """`locks`: the office whose row must be had before; None: none. `run`: what is done then."""

    locks: Callable[["Transaction"], str | None]
    run: Callable[["Transaction"], Any]


class Transaction:
    """One, on a connection of its own. `shards`, `tickets`: what it has written so far."""

    __slots__ = ("client", "database", "is_open", "locked", "shards", "statement_s", "tickets", "used_at", "wait_s")

    def __init__(self, database: "ModelPostgreSQL", *, client: object, wait_s: float, statement_s: float) -> None:
        """`client`: whose it is. `wait_s`: of a lock; `statement_s`: of a statement."""
        self.database = database
        self.client = client
        self.is_open = True
        self.locked: str | None = None
        self.shards: dict[str, ShardRow] = {}
        self.tickets: list[TicketRow] = []
        self.wait_s, self.statement_s = wait_s, statement_s
        self.used_at = 0.0

    def row(self, office: str) -> ShardRow | None:
        """What this transaction sees."""
        return self.shards.get(office) or self.database.shards.get(office)


class ModelPostgreSQL:
    """One server. `committed` is told of each transaction that wrote, just before and after it counts."""

    def __init__(self, scheduler: Scheduler) -> None:
        self.shards: dict[str, ShardRow] = {}
        self.tickets: dict[str, dict[str, int]] = {}  # by office, by request: the number
        self.committed: Callable[[Transaction], None] = lambda _transaction: None
        self.clock_ahead_s = 0.0
        self._scheduler = scheduler
        self._holders: dict[str, Transaction] = {}
        self._queues: dict[str, deque[tuple[Transaction, Statement, Reply, object]]] = {}
        self.is_away = False

    def now(self) -> float:
        """Unix seconds by the server's clock."""
        return 1_000_000.0 + self._scheduler.now + self.clock_ahead_s

    # what the server does with a statement -------------------------------------------------------------------------------

    def execute(self, transaction: Transaction, statement: Statement, reply: Reply) -> None:
        """Do it, at once or when its row is free."""
        if not transaction.is_open or self.is_away:
            reply(None, ConnectionLost("the transaction is over"))
            return
        transaction.used_at = self._scheduler.now
        office = statement.locks(transaction)
        if office is not None and self._holders.get(office, transaction) is not transaction:
            self._wait(office, transaction, statement, reply)
            return
        if office is not None and transaction.locked is None:
            self._holders[office], transaction.locked = transaction, office
            self._scheduler.after(IDLE_IN_TRANSACTION_S, self._end_idle, transaction)
        try:
            value = statement.run(transaction)
        except IntegrityError as error:
            self.roll_back(transaction)
            reply(None, error)
        else:
            reply(value, None)

    def _wait(self, office: str, transaction: Transaction, statement: Statement, reply: Reply) -> None:
        mark = object()
        self._queues.setdefault(office, deque()).append((transaction, statement, reply, mark))
        self._scheduler.after(min(transaction.wait_s, transaction.statement_s), self._give_up_waiting, office, mark)

    def _give_up_waiting(self, office: str, mark: object) -> None:
        for waiting in self._queues.get(office, ()):
            if waiting[3] is mark:
                self._queues[office].remove(waiting)
                transaction, _, reply, _ = waiting
                self.roll_back(transaction)
                kind = LockTimeout if transaction.wait_s <= transaction.statement_s else ConnectionLost
                reply(None, kind("waited too long"))
                return

    def _end_idle(self, transaction: Transaction) -> None:
        if not transaction.is_open:
            return
        idle_s = self._scheduler.now - transaction.used_at
        if idle_s >= IDLE_IN_TRANSACTION_S - 1e-6:
            self.roll_back(transaction)
        else:
            self._scheduler.after(IDLE_IN_TRANSACTION_S - idle_s, self._end_idle, transaction)

    def commit(self, transaction: Transaction, reply: Reply) -> None:
        """Let it count, if it is still there."""
        if not transaction.is_open or self.is_away:
            reply(None, ConnectionLost("the transaction is over"))
            return
        if transaction.shards or transaction.tickets:
            self.committed(transaction)
        self.shards.update(transaction.shards)
        for ticket in transaction.tickets:
            self.tickets.setdefault(ticket.office, {})[ticket.request] = ticket.number
        self._end(transaction)
        reply(None, None)

    def roll_back(self, transaction: Transaction) -> None:
        """Forget it, and let go of its row."""
        if transaction.is_open:
            self._end(transaction)

    def _end(self, transaction: Transaction) -> None:
        transaction.is_open = False
        office = transaction.locked
        if office is None:
            return
        self._holders.pop(office, None)
        queue = self._queues.get(office)
        while queue and office not in self._holders:
            waiting, statement, reply, _ = queue.popleft()
            self.execute(waiting, statement, reply)

    def client_gone(self, client: object) -> None:
        """Forget what a client had begun whose connections are closed."""
        for transaction in [each for each in self._holders.values() if each.client is client]:
            self.roll_back(transaction)

    def restart(self) -> None:
        """End as by a power cut: what was committed is there, and nothing else."""
        self.is_away = True
        queues, self._queues = self._queues, {}
        for transaction in list(self._holders.values()):
            transaction.is_open = False
        self._holders.clear()
        for queue in queues.values():
            for transaction, _, reply, _ in queue:
                transaction.is_open = False
                reply(None, ConnectionLost("the server has ended"))

    # statements ------------------------------------------------------------------------------------------------------------

    def look(self, transaction: Transaction, office: str) -> Shard | None:
        row = transaction.row(office)
        return None if row is None else self._shard(office, row)

    def look_at_all(self) -> list[Shard]:
        return [self._shard(office, row) for office, row in self.shards.items()]

    def _shard(self, office: str, row: ShardRow) -> Shard:
        by, left_s = row.by, row.until - self.now()
        return Shard(office, row.epoch, by.owner, by.boot, row.since, row.until, left_s, by.address, by.code)

    def take(self, transaction: Transaction, office: str, by: Owner) -> Taken | None:
        row, now = transaction.row(office), self.now()
        if row is None:
            taken = ShardRow(1, by, now, now + TTL_S, 0)
        elif row.until <= now:
            taken = ShardRow(row.epoch + 1, by, now, now + TTL_S, row.commits)
        else:
            return None
        transaction.shards[office] = taken
        return Taken(taken.epoch, taken.commits)

    def change(self, transaction: Transaction, office: str, epoch: int, **columns: Any) -> bool:
        """UPDATE shards SET ... WHERE office = :office AND epoch = :epoch."""
        row = transaction.row(office)
        if row is None or row.epoch != epoch:
            return False
        transaction.shards[office] = row._replace(**columns)
        return True

    def end_lease(self, transaction: Transaction, office: str, epoch: int) -> bool:
        row = transaction.row(office)
        return row is not None and self.change(transaction, office, epoch, until=min(row.until, self.now()))

    def counted(self, transaction: Transaction, office: str, epoch: int) -> int | None:
        row = transaction.row(office)
        return row.commits if row is not None and row.epoch == epoch else None

    def insert(self, transaction: Transaction, rows: list[TicketRow]) -> None:
        if any(row.is_broken for row in rows):
            raise IntegrityError(None, None, Exception("a row that no database takes"))
        transaction.tickets += rows


def always(office: str) -> Callable[[Transaction], str | None]:
    """Lock the row of the office, or wait for who has it: as INSERT ... ON CONFLICT does, whatever is in it."""
    return lambda _transaction: office


def if_in(office: str, epoch: int) -> Callable[[Transaction], str | None]:
    """Lock the row when it is in this epoch, as UPDATE ... WHERE epoch and SELECT ... FOR UPDATE do."""

    def locks(transaction: Transaction) -> str | None:
        row = transaction.row(office)
        return office if row is not None and row.epoch == epoch else None

    return locks


def nothing(_transaction: Transaction) -> None:
    """Lock no row."""
