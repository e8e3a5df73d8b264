"""A node's way to the model of PostgreSQL: what `madang_server.store` asks of connections and statements, without a driver."""

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Any, Self

from sqlalchemy.exc import IntegrityError
from tests.schedules import model_postgresql as model
from tests.schedules.model_postgresql import (
    ConnectionLost,
    LockTimeout,
    ModelPostgreSQL,
    Owner,
    Statement,
    TicketRow,
    Transaction,
)
from tests.schedules.network import Link, Question

from madang_server.faults import RowLocked, StorageFailed
from madang_server.store.shards import TTL_S, Shard, Taken

LEASE_S, WRITE_S = 2.0, 5.0  # until a statement has failed (postgresql.py)


class Connection:
    """One transaction of a node, as a context: it begins with its first statement, and is committed at its end."""

    def __init__(
        self,
        link: Link,
        database: ModelPostgreSQL,
        *,
        wait_s: float,
        statement_s: float,
        commits: bool = True,
        strikes: Callable[[], Callable[[], None] | None] = lambda: None,
    ) -> None:
        """`strikes` returns what befalls the machine under a statement, or nothing."""
        self.database = database
        self._strikes = strikes
        self.transaction = Transaction(database, client=link, wait_s=wait_s, statement_s=statement_s)
        self._link = link
        self._commits = commits

    def ask(self, locks: Callable[[Transaction], str | None], run: Callable[[Transaction], Any]) -> Question:
        return self._link.ask(partial(self.database.execute, self.transaction, Statement(locks, run)), self._strikes())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is None and self._commits:
            try:
                await self._link.ask(partial(self.database.commit, self.transaction), self._strikes())
            except ConnectionLost:
                self._let_go()
                raise
        else:
            self._let_go()

    def _let_go(self) -> None:
        """The server hears of it, unless the line is cut: then it ends what is idle by itself."""
        if not self._link.is_cut:
            self._link.send(partial(self.database.roll_back, self.transaction))


class LeaseConnection(Connection):
    """One about a lease: its faults are translated, as the keeper of leases does."""

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            await super().__aexit__(kind, error, trace)
        except ConnectionLost as lost:
            raise StorageFailed(type(lost).__name__) from lost
        if isinstance(error, ConnectionLost):
            raise (RowLocked if isinstance(error, LockTimeout) else StorageFailed)(type(error).__name__) from error


class ModelStatements:
    """The statements of `madang_server.store.shards`, for the model."""

    async def look(self, sql: Connection, office: str) -> Shard | None:
        found: Shard | None = await sql.ask(model.nothing, lambda given: sql.database.look(given, office))
        return found

    async def take(
        self, sql: Connection, office: str, *, owner: str, boot: str, code: str, address: str | None = None
    ) -> Taken | None:
        taken: Taken | None = await sql.ask(
            model.always(office), lambda given: sql.database.take(given, office, Owner(owner, boot, code, address))
        )
        return taken

    async def renew(self, sql: Connection, office: str, epoch: int) -> bool:
        def renewed(given: Transaction) -> bool:
            return sql.database.change(given, office, epoch, until=sql.database.now() + TTL_S)

        return bool(await sql.ask(model.if_in(office, epoch), renewed))

    async def give_up(self, sql: Connection, office: str, epoch: int) -> bool:
        return bool(await sql.ask(model.if_in(office, epoch), lambda given: sql.database.end_lease(given, office, epoch)))

    async def count(self, sql: Connection, office: str, epoch: int, *, commits: int) -> bool:
        return bool(
            await sql.ask(model.if_in(office, epoch), lambda given: sql.database.change(given, office, epoch, commits=commits))
        )

    async def counted(self, sql: Connection, office: str, epoch: int) -> int | None:
        found: int | None = await sql.ask(model.if_in(office, epoch), lambda given: sql.database.counted(given, office, epoch))
        return found


class Database:
    """All of a node's connections to one model."""

    faults = (ConnectionLost,)
    ours = (IntegrityError,)

    def __init__(self, link: Link, database: ModelPostgreSQL) -> None:
        self.link = link
        self.model = database
        self.strikes: Callable[[], None] | None = None  # what befalls the machine under one of its next writes

    def lease_transaction(self, *, lock_wait_ms: int | None = None) -> LeaseConnection:
        wait_s = float("inf") if lock_wait_ms is None else lock_wait_ms / 1_000
        return LeaseConnection(self.link, self.model, wait_s=wait_s, statement_s=LEASE_S)

    def writing(self) -> Connection:
        return Connection(self.link, self.model, wait_s=float("inf"), statement_s=WRITE_S, strikes=self._strikes_now)

    def _strikes_now(self) -> Callable[[], None] | None:
        if self.strikes is None or self.link.machine.scheduler.chance.random() < 0.5:
            return None
        strikes, self.strikes = self.strikes, None
        return strikes

    def asking(self) -> Connection:
        return Connection(self.link, self.model, wait_s=float("inf"), statement_s=WRITE_S, commits=False)

    async def insert(self, sql: Connection, rows: list[TicketRow]) -> None:
        await sql.ask(model.nothing, lambda given: self.model.insert(given, rows))

    async def read(self, run: Callable[[], Any]) -> Any:
        """Read in one view. Raises `StorageFailed`."""
        try:
            return await self.link.ask(lambda answer: answer(run(), None))
        except ConnectionLost as lost:
            raise StorageFailed(type(lost).__name__) from lost
