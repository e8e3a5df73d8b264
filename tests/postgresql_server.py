"""A real PostgreSQL for tests: its own process and data folder, one a worker, started by the first test that needs it.

Its programs are the system's (scripts/postgresql.sh). It listens on a socket in its own folder alone. PostgreSQL does not run as
root; then the account of its package runs it. What the tests keep is worth nothing: no disk is waited for, unless `durable`.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine

from madang_server.store.schema_state import _make_tables

ACCOUNT = "postgres"
TEMPLATE = "madang_template"
START_SECONDS_MAX = 300.0  # only so that a broken server fails a test instead of holding it for ever
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_SMALL = {
    "listen_addresses": "", "shared_buffers": "32MB", "max_connections": "60", "autovacuum": "off", "jit": "off",
    "wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "256MB", "log_statement": "none",
}  # fmt: skip


def programs() -> Path:
    """The folder of `initdb` and `postgres`, the newest. Fails with one line when there is none."""
    named, found = os.environ.get("MADANG_POSTGRESQL"), shutil.which("initdb")
    if named or found:
        return Path(named) if named else Path(str(found)).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not installed:
        pytest.fail("there is no PostgreSQL here; run scripts/postgresql.sh", pytrace=False)
    return installed[-1].parent


def _as_account() -> list[str]:
    """The beginning of a command: as another account when we are root, and ended when this process is (Linux alone)."""
    ended = ["setpriv", "--pdeathsig", "INT"] if sys.platform == "linux" else []
    if os.geteuid() != 0:
        return ended
    return [*ended, f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups"]


@dataclass
class PostgreSQL:
    """A server; it runs from the first time that somebody asks for a database."""

    durable: bool = False
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="madang-pg-")))
    process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _templates: set[str] = field(default_factory=set)

    def url(self, database: str) -> str:
        """The address that `madang serve --database` takes."""
        return f"postgresql+psycopg://{ACCOUNT}@/{database}?host={quote(str(self.folder), safe='/')}"

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.folder / ".s.PGSQL.5432"

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of a supervisor, in autocommit; close it."""
        return psycopg.connect(host=str(self.folder), user=ACCOUNT, dbname=database, autocommit=True)

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as a supervisor."""
        with self.connect(database) as sql:
            sql.execute(statement)  # type: ignore[call-overload]  # a test's own text

    def empty(self) -> str:
        """The name of a new database with nothing in it."""
        self.start()
        name = f"office_{next(self._numbers)}"
        self._create(name, "template1")
        return name

    def migrated(self) -> str:
        """The name of a new database with the newest tables."""
        return self.copy_of(TEMPLATE, _make_template)

    def copy_of(self, template: str, fill: Callable[[str], None]) -> str:
        """The name of a new database like that one, which `fill` makes at its address for the first who asks."""
        self.start()
        if template not in self._templates:
            self.run(f"CREATE DATABASE {template}")
            maker = Thread(target=fill, args=(self.url(template),))  # blocking, which the loop of a test must not be
            maker.start()
            maker.join()
            self._templates.add(template)
        name = f"office_{next(self._numbers)}"
        self._create(name, template)
        return name

    def _create(self, name: str, template: str) -> None:
        with self.connect() as sql:
            # As before PostgreSQL 15; a copy by way of the log costs nearly twice as much CPU.
            files = " STRATEGY FILE_COPY" if sql.info.server_version >= 150_000 else ""
            sql.execute(f"CREATE DATABASE {name} TEMPLATE {template}{files}")  # type: ignore[call-overload]  # a test's own text

    def drop(self, database: str) -> None:
        """Throw a database away, whoever is connected."""
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def end_connections(self, database: str) -> None:
        """End every connection to a database, whatever it is doing."""
        with self.connect() as sql:
            sql.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])

    def start(self) -> None:
        """Start it, unless it runs. Returns when it answers."""
        if self.process is not None:
            return
        data = self.folder / "data"
        if not data.exists():
            self._make_cluster(data)
        ends = time.monotonic() + START_SECONDS_MAX
        while self.process is None:  # the processes of one that was killed may still be ending, and keep its memory until then
            self.process = self._spawn(data)
            if not self._answers():
                self.process = None
                assert time.monotonic() < ends, self.log

    @property
    def log(self) -> str:
        """What the server has written so far."""
        return (self.folder / "server.log").read_text("utf-8", "replace")

    def _spawn(self, data: Path) -> subprocess.Popen[bytes]:
        settings = _SMALL | ({} if self.durable else _FAST) | {"unix_socket_directories": str(self.folder)}
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [*_as_account(), str(programs() / "postgres"), "-D", str(data), *given]
        with (self.folder / "server.log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def _answers(self) -> bool:
        """Wait until it answers. False: it has ended instead."""
        ends = time.monotonic() + START_SECONDS_MAX
        assert self.process is not None
        while self.process.poll() is None:
            with suppress(psycopg.OperationalError):
                self.connect().close()
                return True
            assert time.monotonic() < ends, self.log
            time.sleep(0.02)
        return False

    def kill(self) -> None:
        """End it as a power cut would: no part of it says goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it at once; what it kept is thrown away by `remove`."""
        self._end(signal.SIGQUIT)

    def remove(self) -> None:
        """End it and throw away what it kept."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None

    def _make_cluster(self, data: Path) -> None:
        if os.geteuid() == 0:
            account = pwd.getpwnam(ACCOUNT)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        given = ["-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run(
            [*_as_account(), str(programs() / "initdb"), "-D", str(data), *given],
            cwd=self.folder, capture_output=True, text=True, timeout=START_SECONDS_MAX, check=False,
        )  # fmt: skip
        if made.returncode != 0:
            pytest.fail(f"PostgreSQL made no cluster: {made.stderr.strip()}", pytrace=False)


def _make_template(url: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        _make_tables(connection)
    engine.dispose()


@contextmanager
def running(*, durable: bool = False) -> Iterator[PostgreSQL]:
    """A server of one test's own; at the end of the block it is gone."""
    server = PostgreSQL(durable=durable)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The server of this worker; it is started when somebody asks it for a database."""
    server = PostgreSQL()
    yield server
    server.remove()
