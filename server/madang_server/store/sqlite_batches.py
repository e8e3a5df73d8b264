"""Batches of rows on SQLite, each written by one call into one thread. Knows the driver and statements, no office.

The asynchronous engine makes several hops between threads of each statement, which costs more than the statement. Here a batch is
one hop: whether the file is the one that was opened, the fence, the statements and the commit. The connection is this module's
own, and lasts until something fails on it.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.sql.compiler import SQLCompiler

from madang_server.store import audit_chain, shards
from madang_server.store.sqlite import BEGIN_WRITING, PRAGMAS, FileIdentity, identity_of, not_the_file
from madang_server.store.writes import Values, Write, entries_among, executed

STATEMENTS_MAX = 256  # that are kept compiled
# As SQLAlchemy names what is our bug, and no fault of the disk.
_OURS: dict[type[Exception], type[DBAPIError]] = {
    sqlite3.IntegrityError: IntegrityError,
    sqlite3.ProgrammingError: ProgrammingError,
    sqlite3.DataError: DataError,
}
Encode = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Fence:
    """The right by which a batch is written: an office's epoch, and the number of this commit in it (SPEC C23)."""

    office: str
    epoch: int
    commits: int


@dataclass(frozen=True, slots=True)
class DriverStatement:
    """A statement as the driver takes it.

    `names`: of the values in their order; `constants`: those that the statement itself says; `encoders`: of the values that the
    driver does not take as they are, by their place.
    """

    text: str
    names: tuple[str, ...]
    constants: dict[str, Any]
    encoders: tuple[tuple[int, Encode], ...]

    def rows(self, values: Values) -> Iterator[list[Any]]:
        """Give the values of each row in the statement's order."""
        for row in values:
            known = row | self.constants if self.constants else row
            cells = [known[name] for name in self.names]
            for place, encode in self.encoders:
                cells[place] = encode(cells[place])
            yield cells


class SqliteBatches:
    """Writes batches into one file, one after the other. `dialect`: of the engine that reads it."""

    def __init__(self, file: str, dialect: Dialect) -> None:
        self._file = file
        self._dialect = dialect
        self._thread: ThreadPoolExecutor | None = None
        self._connection: sqlite3.Connection | None = None
        self.prepares: list[Callable[[sqlite3.Connection], None]] = [_set_pragmas]  # what is done with a new connection

    async def write(self, rows: Collection[Write], *, office: str, fence: Fence | None, known: FileIdentity | None) -> bool:
        """Write them in one transaction, as this office's. False: a later epoch has begun, and nothing was written.

        `known`: what the file must be. Raises what the driver raises, but what is our bug as SQLAlchemy names it. A caller who is
        cancelled meanwhile goes on when it is known what became of the batch.
        """
        return await self._in_thread(lambda: self._write(rows, office, fence, known))

    async def close(self) -> None:
        """Let go of the file. The next batch opens it anew."""
        if self._thread is not None:
            await self._in_thread(self._let_go)
            self._thread.shutdown(wait=False)
            self._thread = None

    async def _in_thread(self, work: Callable[[], bool]) -> bool:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite batches")
        done = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            await asyncio.wait([done])
            raise

    # in the thread -------------------------------------------------------------------------------------------------------

    def _write(self, rows: Collection[Write], office: str, fence: Fence | None, known: FileIdentity | None) -> bool:
        if known is not None and identity_of(self._file) != known:
            raise not_the_file(self._file)
        try:
            connection = self._connection = self._connection or self._open()
            return self._transaction(connection, rows, office, fence)
        except sqlite3.Error as error:
            self._let_go()
            ours = _OURS.get(type(error))
            if ours is None:
                raise
            raise ours(None, None, error, hide_parameters=True) from error  # what people wrote never gets into its text

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS_MAX)
        for prepare in self.prepares:
            prepare(connection)
        return connection

    def _transaction(self, connection: sqlite3.Connection, rows: Collection[Write], office: str, fence: Fence | None) -> bool:
        connection.execute(BEGIN_WRITING)
        try:
            if fence is not None and not shards.count_at_once(connection, fence.office, fence.epoch, commits=fence.commits):
                connection.execute("ROLLBACK")
                return False
            for statement, values in executed(rows, office, self._dialect.name):
                prepared = driver_statement(statement, tuple(values[0]), self._dialect)
                connection.executemany(prepared.text, prepared.rows(values))
            audit_chain.append_at_once(connection, entries_among(rows), office=office)
            self._commit(connection)
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return True

    def _commit(self, connection: sqlite3.Connection) -> None:
        connection.execute("COMMIT")

    def _let_go(self) -> bool:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        return True


def _set_pragmas(connection: sqlite3.Connection) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


@lru_cache(STATEMENTS_MAX)
def driver_statement(statement: Executable, names: tuple[str, ...], dialect: Dialect) -> DriverStatement:
    """Compile a statement for rows with values of these names."""
    compiled = statement.compile(dialect=dialect, column_keys=list(names), for_executemany=True)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)
    places = tuple(compiled.positiontup or ())
    constants = {name: compiled.params[name] for name in places if name not in names}
    encoders = ((place, _encoder(compiled, name, dialect)) for place, name in enumerate(places))
    needed = tuple((place, encode) for place, encode in encoders if encode is not None)
    return DriverStatement(str(compiled), places, constants, needed)


def _encoder(compiled: SQLCompiler, name: str, dialect: Dialect) -> Encode | None:
    encode: Encode | None = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
    return encode
