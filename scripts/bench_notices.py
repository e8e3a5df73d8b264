"""How long what an office tells is on its way to people at another node: over the link of an owner and a host, in two processes.

`python scripts/bench.py --only "a cluster"` shows it. The owner is a process of its own; both read the one monotonic clock of
this machine. On the way are the record, the link and both event loops; not the office before it, nor the browser's socket behind.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import uvloop

from madang_protocol import codec
from madang_protocol.messages import Notice
from madang_server.cluster.hosting import wire
from madang_server.cluster.hosting.link import IncomingLink, Link, connected

SECRET = "bench"  # noqa: S105 - of two processes of this bench
EACH_TURN_S = 0.005


@dataclass
class Owner:
    """The owner's end: it tells as many notices a second as it was asked for, and then closes."""

    per_second: int
    seconds: float
    telling: asyncio.Task[None] | None = None
    is_over: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self, link: Link) -> None:
        self.telling = asyncio.create_task(self._tell(link))

    async def _tell(self, link: Link) -> None:
        body = codec.encode(Notice(code="returned", about={"number": "A-17", "service": "consultation"}, n=1))
        began, told = time.monotonic(), 0
        while (now := time.monotonic()) < began + self.seconds:
            due = int((now - began) * self.per_second)
            for _ in range(due - told):
                link.tell(wire.Tell(repr(time.monotonic()), body))
            told = due
            await asyncio.sleep(EACH_TURN_S)
        link.close()

    def came(self, record: wire.AnyRecord, answer: Callable[[wire.Record], None]) -> None:
        """The bench's host says nothing."""

    def lost(self, link: Link) -> None:  # noqa: ARG002 - as `LinkEnd` has it
        self.is_over.set()


@dataclass
class Host:
    """The host's end: it notes how long each notice was on its way, in seconds."""

    took: list[float] = field(default_factory=list)
    is_over: asyncio.Event = field(default_factory=asyncio.Event)

    def came(self, record: wire.AnyRecord, answer: Callable[[wire.Record], None]) -> None:  # noqa: ARG002 - as `LinkEnd` has it
        if isinstance(record, wire.Tell):
            self.took.append(time.monotonic() - float(record.visitor))

    def lost(self, link: Link) -> None:  # noqa: ARG002 - as `LinkEnd` has it
        self.is_over.set()


def notices_between_nodes(per_second: int, seconds: float) -> list[float]:
    """Return for each notice of so many a second the seconds from when it was told until the host had read it."""
    ours, theirs = multiprocessing.Pipe()
    spawned = multiprocessing.get_context("spawn").Process(target=_be_owner, args=(theirs, per_second, seconds), daemon=True)
    spawned.start()
    try:
        return uvloop.run(_be_host(ours.recv()))
    finally:
        spawned.join(seconds)
        spawned.terminate()


async def _be_host(port: int) -> list[float]:
    host = Host()
    await connected(host, node="bench", address=f"http://127.0.0.1:{port}", path="/link/main", secret=SECRET)
    await host.is_over.wait()
    return host.took


def _be_owner(pipe: Connection, per_second: int, seconds: float) -> None:
    uvloop.run(_serve(pipe, Owner(per_second, seconds)))


async def _serve(pipe: Connection, owner: Owner) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: IncomingLink(lambda: owner, proved=True), "127.0.0.1")
    pipe.send(server.sockets[0].getsockname()[1])
    await owner.is_over.wait()
    server.close()
