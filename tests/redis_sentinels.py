"""A Redis with a replica and three sentinels beside it, each a real process of the tests' own."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.redis_server import START_SECONDS_MAX, RedisServer
from tests.server.running import free_port

SERVICE = "madang"
PASSWORD = "a p@ss/word"
_SENTINELS, _QUORUM = 3, 2
_SILENT_MS, _FAILOVER_MS = 1_000, 3_000


@dataclass
class Sentinel(RedisServer):
    """A sentinel; `watched` is the port of the master that it knows first."""

    watched: int = 0

    def _arguments(self) -> list[str]:
        written = [
            f"port {self.port}",
            "bind 127.0.0.1",
            f"dir {self.folder}",
            f"sentinel monitor {SERVICE} 127.0.0.1 {self.watched} {_QUORUM}",
            f'sentinel auth-pass {SERVICE} "{PASSWORD}"',
            f"sentinel down-after-milliseconds {SERVICE} {_SILENT_MS}",
            f"sentinel failover-timeout {SERVICE} {_FAILOVER_MS}",
        ]
        file = self.folder / "sentinel.conf"  # which it writes anew itself
        file.write_text("\n".join(written) + "\n", "utf-8")
        return [str(file), "--sentinel"]


@dataclass
class WatchedRedis:
    """Two servers, of which the sentinels call one the master; it takes the place of a `RedisServer`."""

    servers: dict[int, RedisServer]  # by port
    sentinels: list[Sentinel]
    _nobody: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """The address that `madang serve --redis` takes. The first sentinel that it names is never there."""
        hosts = ",".join(f"127.0.0.1:{port}" for port in [self._nobody, *(sentinel.port for sentinel in self.sentinels)])
        return f"redis+sentinel://:{quote(PASSWORD, safe='')}@{hosts}/{SERVICE}"

    @property
    def master(self) -> RedisServer:
        """The server that the sentinels name now."""
        _, port = self.sentinels[0].ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", SERVICE)
        return self.servers[int(port)]

    def kill_master(self) -> None:
        """End the master as a power cut would; returns when the other server is it."""
        before = self.master
        before.kill()
        _wait_for(lambda: self.master is not before and self.master.ask("ROLE")[0] == b"master")


@contextmanager
def watched() -> Iterator[WatchedRedis]:
    """A master with its replica in step, and sentinels that know of all; at the end of the block they are gone."""
    with ExitStack() as opened:

        def started(server: RedisServer) -> RedisServer:
            opened.callback(server.remove)
            server.start()
            return server

        first = started(RedisServer(on_port=True, password=PASSWORD))
        of_first = {"replicaof": f"127.0.0.1 {first.port}", "repl-diskless-sync-delay": "0"}
        second = started(RedisServer(on_port=True, password=PASSWORD, more=of_first))
        _wait_for(lambda: second.ask("ROLE")[3] == b"connected")
        sentinels = [Sentinel(on_port=True, watched=first.port) for _ in range(_SENTINELS)]
        for sentinel in sentinels:
            started(sentinel)
        _wait_for(lambda: all(_knows_all(sentinel) for sentinel in sentinels))
        yield WatchedRedis({first.port: first, second.port: second}, sentinels)


def _knows_all(sentinel: Sentinel) -> bool:
    told = sentinel.ask("SENTINEL", "MASTER", SERVICE)
    known = dict(zip(told[::2], told[1::2], strict=True))
    return (int(known[b"num-slaves"]), int(known[b"num-other-sentinels"])) == (1, _SENTINELS - 1)


def _wait_for(happened: Callable[[], bool]) -> None:
    ends = time.monotonic() + START_SECONDS_MAX
    while not happened():
        assert time.monotonic() < ends
        time.sleep(0.05)
