"""A real Redis for tests: its own process and folder, started by the first test that needs it, and gone with what started it.

Its program is the system's (scripts/redis.sh). It listens on a socket in its own folder, or on a port of this machine, and writes
nothing to the disk: what is killed is empty when it comes back.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import redis
from tests.server.running import free_port

START_SECONDS_MAX = 300.0  # only so that a broken server fails a test instead of holding it for ever
_PLAIN = {"save": "", "appendonly": "no", "daemonize": "no", "loglevel": "notice", "databases": "4", "protected-mode": "yes"}


def program() -> str:
    """The server's program. Fails with one line when there is none."""
    found = os.environ.get("MADANG_REDIS_SERVER") or shutil.which("redis-server") or shutil.which("valkey-server")
    if not found:
        pytest.fail("there is no Redis server here; run scripts/redis.sh", pytrace=False)
    return found


@dataclass
class RedisServer:
    """A server; it runs from `start` on. Its address stays the same over kills and starts."""

    on_port: bool = False
    password: str | None = None
    more: dict[str, str] = field(default_factory=dict)  # settings beside the usual ones
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="madang-redis-")))
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address that `madang serve --redis` takes."""
        proof = f":{quote(self.password, safe='')}@" if self.password else ""
        return f"redis://{proof}127.0.0.1:{self.port}/0" if self.on_port else f"unix://{proof}{self.socket}"

    @property
    def log(self) -> str:
        """What the server has written so far."""
        return (self.folder / "server.log").read_text("utf-8", "replace")

    def client(self) -> "redis.Redis[bytes]":
        """A blocking client; close it. Answers are bytes."""
        return redis.Redis.from_url(self.url, protocol=2)

    def ask(self, *command: str | bytes | int) -> Any:
        """The answer to one command."""
        with self.client() as asked:
            return asked.execute_command(*command)

    def start(self) -> None:
        """Start it, empty, unless it runs. Returns when it answers.

        Call it from a thread that lasts: on Linux the server ends with the thread that started it.
        """
        ends = time.monotonic() + START_SECONDS_MAX
        if self.process is not None and self.process.poll() is not None:
            self.process = None  # it has ended by itself
        while self.process is None:  # another may have taken the free port meanwhile
            if self.on_port and not self.port:
                self.port = free_port()
            self.process = self._spawn()
            if not self._answers():
                self.process = None
                assert time.monotonic() < ends, self.log

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def restart_empty(self) -> None:
        """Kill it and start it again: it knows nothing of before."""
        self.kill()
        self.start()

    def pause(self) -> None:
        """Stop it: connections stay open and nothing is answered."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `pause`."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def flush(self) -> None:
        """Throw away all that it has."""
        self.ask("FLUSHALL")

    def remove(self) -> None:
        """End it and throw away its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def socket(self) -> Path:
        """Where it listens, unless on a port."""
        return self.folder / "redis.sock"

    def _arguments(self) -> list[str]:
        where = {"port": str(self.port), "bind": "127.0.0.1"} if self.on_port else {"port": "0", "unixsocket": str(self.socket)}
        proof = {"requirepass": self.password, "masterauth": self.password} if self.password else {}
        settings = _PLAIN | where | {"dir": str(self.folder)} | proof | self.more
        return [part for name, value in settings.items() for part in (f"--{name}", value)]

    def _spawn(self) -> subprocess.Popen[bytes]:
        ended = ["setpriv", "--pdeathsig", "KILL"] if sys.platform == "linux" else []
        with (self.folder / "server.log").open("ab") as log:
            return subprocess.Popen([*ended, program(), *self._arguments()], stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def _answers(self) -> bool:
        """Wait until it answers. False: it has ended instead."""
        ends = time.monotonic() + START_SECONDS_MAX
        assert self.process is not None
        while self.process.poll() is None:
            with suppress(redis.ConnectionError):
                self.ask("PING")
                return True
            assert time.monotonic() < ends, self.log
            time.sleep(0.01)
        return False

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None


@contextmanager
def running(*, on_port: bool = False, password: str | None = None) -> Iterator[RedisServer]:
    """A server of one test's own; at the end of the block it is gone."""
    server = RedisServer(on_port=on_port, password=password)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def redis_of_worker() -> Iterator[RedisServer]:
    """The server of this worker. Tests take `redis_server`."""
    server = RedisServer()
    yield server
    server.remove()


@pytest.fixture
def redis_server(redis_of_worker: RedisServer) -> RedisServer:
    """A server that runs and is empty. A test that stops or kills it leaves it so: the next test starts it again."""
    if redis_of_worker.process is not None:
        redis_of_worker.resume()
    redis_of_worker.start()
    redis_of_worker.flush()
    return redis_of_worker
