"""The model of PostgreSQL beside a real one: statements in numbered transactions, and a clock that a test moves."""

import asyncio
import random
from collections.abc import Awaitable
from typing import Any, Protocol

from sqlalchemy import NullPool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from tests.postgresql_server import PostgreSQL
from tests.schedules.database import Connection, ModelStatements
from tests.schedules.model_postgresql import ConnectionLost, LockTimeout, ModelPostgreSQL
from tests.schedules.network import QUICK, Link, Rates
from tests.schedules.scheduler import Machine, Scheduler

from madang_server.store import shards
from madang_server.store.postgresql import is_lock_timeout
from madang_server.store.shards import Shard

LOCK_WAIT_MS = 20
LOCKED = "the row is another's"
FOR_EVER_S = 1_000.0
_EPOCH = 1_000_000.0  # unix seconds of the model when it begins
# Before the server's own, for whoever looks into the schema `public` first.
_CLOCK = (
    f"CREATE TABLE time AS SELECT CAST({_EPOCH} AS double precision) AS now",
    "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE"
    " AS 'SELECT pg_catalog.to_timestamp(now) FROM public.time'",
)


class TwoDoors(Protocol):
    """What both have. A transaction is begun by its first statement."""

    async def do(self, number: int, statement: str, *given: Any, **named: Any) -> object:
        """The answer of a statement in this transaction; `LOCKED` when its row was not to be had, and then it is taken back."""

    async def begin_to_do(self, number: int, statement: str, *given: Any, **named: Any) -> None:
        """Let a statement begin that must wait for its row, however long."""

    async def done(self, number: int) -> object:
        """Its answer, which comes now."""

    async def end(self, number: int, *, keeps: bool) -> None:
        """Commit the transaction, or take it back."""

    async def pass_by(self, seconds: float) -> None:
        """Let time pass."""

    async def close(self) -> None:
        """Let go of all."""


def seen(answer: object) -> object:
    """An answer as it can be compared."""
    if isinstance(answer, Shard):
        times = (round(answer.since, 3), round(answer.until, 3), round(answer.left_s, 3))
        return (answer.office, answer.epoch, answer.owner, answer.boot, answer.code, answer.address, *times)
    return answer


class RealDatabase:
    """A database of a real server, with a connection for each transaction."""

    def __init__(self, server: PostgreSQL, name: str) -> None:
        for statement in _CLOCK:
            server.run(statement, name)
        self._server, self._name = server, name
        options = "-c search_path=public,pg_catalog"
        self._engine = create_async_engine(server.url(name), poolclass=NullPool, connect_args={"options": options})
        self._open: dict[int, AsyncConnection] = {}
        self._waiting: dict[int, asyncio.Task[object]] = {}

    async def _transaction(self, number: int, *, wait_ms: int) -> AsyncConnection:
        if number not in self._open:
            self._open[number] = await self._engine.connect()
            await self._open[number].execute(text(f"SET LOCAL lock_timeout = '{wait_ms}ms'"))
        return self._open[number]

    async def do(self, number: int, statement: str, *given: Any, **named: Any) -> object:
        sql = await self._transaction(number, wait_ms=LOCK_WAIT_MS)
        try:
            return seen(await getattr(shards, statement)(sql, *given, **named))
        except DBAPIError as error:
            assert is_lock_timeout(error)
            await self.end(number, keeps=False)
            return LOCKED

    async def begin_to_do(self, number: int, statement: str, *given: Any, **named: Any) -> None:
        sql = await self._transaction(number, wait_ms=0)
        process = (await sql.execute(text("SELECT pg_backend_pid()"))).scalar()
        self._waiting[number] = asyncio.create_task(getattr(shards, statement)(sql, *given, **named))
        asked = text("SELECT wait_event_type FROM pg_stat_activity WHERE pid = :process")
        async with self._engine.connect() as looking:
            while (await looking.execute(asked, {"process": process})).scalar() != "Lock":
                await looking.rollback()
                await asyncio.sleep(0.002)

    async def done(self, number: int) -> object:
        return seen(await self._waiting.pop(number))

    async def end(self, number: int, *, keeps: bool) -> None:
        sql = self._open.pop(number)
        await (sql.commit() if keeps else sql.rollback())
        await sql.close()

    async def pass_by(self, seconds: float) -> None:
        await asyncio.to_thread(self._server.run, f"UPDATE time SET now = now + {seconds}", self._name)  # noqa: S608 - a number

    async def close(self) -> None:
        for number in list(self._open):
            await self.end(number, keeps=False)
        await self._engine.dispose()


class _Stopped(ModelPostgreSQL):
    """A model whose clock a test moves."""

    def now(self) -> float:
        return _EPOCH + self.clock_ahead_s


class _Steady(random.Random):
    """Chance by which nothing takes time."""

    def random(self) -> float:
        return QUICK / 2


class ModelDatabase:
    """The model. Virtual time passes only until who waits for a row gives up."""

    def __init__(self) -> None:
        self._scheduler = Scheduler(_Steady())
        self._model = _Stopped(self._scheduler)
        self._machine = Machine(self._scheduler, offset_s=0.0, rate=1.0)
        self._link = Link(self._machine, Rates(), ConnectionLost, lambda: False)
        self._open: dict[int, Connection] = {}
        self._answers: dict[int, object] = {}

    def _start(self, number: int, wait_s: float, statement: str, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        if number not in self._open:
            self._open[number] = Connection(self._link, self._model, wait_s=wait_s, statement_s=FOR_EVER_S)
        self._machine.spawn(self._run(number, getattr(ModelStatements(), statement)(self._open[number], *given, **named)))
        self._scheduler.run(self._scheduler.now)

    async def _run(self, number: int, answer: Awaitable[object]) -> None:
        try:
            self._answers[number] = seen(await answer)
        except LockTimeout:
            self._answers[number] = LOCKED
            del self._open[number]

    async def do(self, number: int, statement: str, *given: Any, **named: Any) -> object:
        self._start(number, LOCK_WAIT_MS / 1_000, statement, given, named)
        if number not in self._answers:
            self._scheduler.run(self._scheduler.now + 2 * LOCK_WAIT_MS / 1_000)
        return self._answers.pop(number)

    async def begin_to_do(self, number: int, statement: str, *given: Any, **named: Any) -> None:
        self._start(number, FOR_EVER_S, statement, given, named)
        assert number not in self._answers, "it does not wait"

    async def done(self, number: int) -> object:
        self._scheduler.run(self._scheduler.now)
        return self._answers.pop(number)

    async def end(self, number: int, *, keeps: bool) -> None:
        transaction = self._open.pop(number).transaction
        if keeps:
            self._model.commit(transaction, lambda _value, _error: None)
        else:
            self._model.roll_back(transaction)

    async def pass_by(self, seconds: float) -> None:
        self._model.clock_ahead_s += seconds

    async def close(self) -> None:
        """There is nothing to let go of."""
