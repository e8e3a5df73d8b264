"""Lines between named ends that can be cut, cut one way, slowed and reset: a TCP proxy of its own, in a process of its own.

A line is named `a>database`: who connects, and to whom. A door is a port at which one end finds the other. It has the name of its
line, or it sees in the head of the request which node passed it on (`madang-passed-on-by`) or is a host (`madang-link-of`: line
`a/link>b`), and else that visitors came. What is cut stays open and silent: bytes, ends and resets wait, and go on in order when
it is whole again, as TCP would send them again. A connection that is opened meanwhile is accepted, and then silent: worse than a
network, where not even that is answered.

`python -m tests.chaos.lines` reads orders as lines of JSON and answers each with one.
"""

import asyncio
import json
import re
import resource
import socket
import struct
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import uvloop

HELD_BYTES_MAX = 256 * 1024  # of a way; who sends more waits
HEAD_BYTES_MAX = 64 * 1024
VISITORS = "visitors"
_PASSED_ON_BY = re.compile(rb"\r\nmadang-passed-on-by: *([^\r]+)\r\n", re.IGNORECASE)
_LINK_OF = re.compile(rb"\r\nmadang-link-of: *([^\r]+)\r\n", re.IGNORECASE)
_AT_ONCE = struct.pack("ii", 1, 0)  # of SO_LINGER: a reset instead of an end
_END, _RESET = b"", None


@dataclass
class Way:
    """One direction of a line, as it is now."""

    is_cut: bool = False
    delay_s: float = 0.0


@dataclass
class Line:
    """Both directions: `there` from who connects, `back` to them."""

    there: Way = field(default_factory=Way)
    back: Way = field(default_factory=Way)
    flows: set["Flow"] = field(default_factory=set)


class Flow(asyncio.Protocol):
    """One side of a connection: what is heard here is sent to the other side, as its way lets it."""

    def __init__(self, line: Line, way: Way) -> None:
        self.line = line
        self.way = way
        self.other: Flow | None = None
        self.transport: asyncio.Transport | None = None
        self._held: deque[tuple[float, bytes | None]] = deque()
        self._held_bytes = 0
        self._timer: asyncio.TimerHandle | None = None
        self._has_heard_end = self._has_said_end = False
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        if self.other is not None:
            self.other.go_on()

    def data_received(self, data: bytes) -> None:
        self.send(data)

    def eof_received(self) -> bool:
        self._has_heard_end = True
        self.send(_END)
        self._close_when_over()
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        self.send(_END if exc is None else _RESET)
        if self.other is not None and self.other.is_closing:
            self.line.flows -= {self, self.other}
            self.forget()
            self.other.forget()

    @property
    def is_closing(self) -> bool:
        """Whether nothing can be sent to this side any more."""
        return self.transport is not None and self.transport.is_closing()

    def forget(self) -> None:
        """Let go of what is held."""
        self._held.clear()
        if self._timer is not None:
            self._timer.cancel()

    def send(self, data: bytes | None) -> None:
        """Send it to the other side: now, later, or when the way is whole again."""
        self._held.append((self._loop.time() + self.way.delay_s, data))
        self._held_bytes += len(data or b"")
        self.go_on()
        if self._held_bytes > HELD_BYTES_MAX and self.transport is not None and not self.transport.is_closing():
            self.transport.pause_reading()

    def go_on(self) -> None:
        """Deliver what is due."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._held and not self.way.is_cut and self.other is not None and self.other.transport is not None:
            due, data = self._held[0]
            if due > self._loop.time():
                self._timer = self._loop.call_at(due, self.go_on)
                return
            self._held.popleft()
            self._held_bytes -= len(data or b"")
            self.other.take(data)
        if self._held_bytes <= HELD_BYTES_MAX and self.transport is not None and not self.transport.is_closing():
            self.transport.resume_reading()

    def take(self, data: bytes | None) -> None:
        """Tell this side what came from the other."""
        assert self.transport is not None
        if self.transport.is_closing() or (data == _END and self._has_said_end):
            return
        if data is _RESET:
            self.reset()
        elif data:
            self.transport.write(data)
        else:
            self._has_said_end = True
            self.transport.write_eof()
            self._close_when_over()

    def reset(self) -> None:
        """End this side as a peer sees it who has forgotten the connection, and let go of what is held."""
        self.forget()
        if self.transport is not None and not self.transport.is_closing():
            peer = self.transport.get_extra_info("socket")
            if peer.family != socket.AF_UNIX:
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
            self.transport.abort()

    def _close_when_over(self) -> None:
        if self._has_heard_end and self._has_said_end and self.transport is not None:
            self.transport.close()

    def pause_writing(self) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.other is not None and self.other.transport is not None and not self.other.transport.is_closing():
            self.other.transport.resume_reading()


class Near(Flow):
    """The side of who connects: finds out which line it is, and opens the other side."""

    def __init__(self, proxy: "Proxy", to: "Target", name: str | None, end: str) -> None:
        super().__init__(Line(), Way(is_cut=True))  # until its name is known
        self._proxy = proxy
        self._to = to
        self._name = name
        self._end = end
        self._head = b""
        self._far: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if self._name is not None:
            self._follow(self._name)

    def data_received(self, data: bytes) -> None:
        if self.other is None:
            self._head += data
            who = _who(self._head)
            if who is not None or b"\r\n\r\n" in self._head or len(self._head) > HEAD_BYTES_MAX:
                self._follow(f"{who or VISITORS}>{self._end}")
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.other is None:
            self.forget()
            return
        super().connection_lost(exc)

    def _follow(self, name: str) -> None:
        line = self._proxy.line(name)
        self.line, self.way = line, line.there
        self.other = far = Flow(line, line.back)
        far.other = self
        line.flows |= {self, far}
        self._far = asyncio.create_task(self._open(far), name=f"far side of {name}")

    async def _open(self, far: Flow) -> None:
        try:
            if isinstance(self._to, str):
                await self._loop.create_unix_connection(lambda: far, self._to)
            else:
                await self._loop.create_connection(lambda: far, *self._to)
        except OSError:
            far.send(_RESET)  # which a cut holds back, too


def _who(head: bytes) -> str | None:
    """Return which node speaks, as far as the head of its request says it."""
    if (found := _PASSED_ON_BY.search(head)) is not None:
        return found[1].decode()
    return f"{found[1].decode()}/link" if (found := _LINK_OF.search(head)) is not None else None


Target = str | tuple[str, int]  # a UNIX socket, or host and port


class Proxy:
    """All doors and lines."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        self._doors: list[asyncio.Server] = []

    def line(self, name: str) -> Line:
        return self._lines.setdefault(name, Line())

    async def obey(self, order: dict[str, Any]) -> Any:
        """Do what an order says, and return its answer."""
        match order.pop("do"):
            case "open":
                return await self._open(**order)
            case "set":
                return self._set(**order)
            case "reset":
                return self._reset(**order)
        raise ValueError("there is no such order")

    async def _open(self, to: str | list[Any], end: str, name: str | None) -> int:
        """Open a door to an end; return its port."""
        target: Target = to if isinstance(to, str) else (str(to[0]), int(to[1]))
        door = await asyncio.get_running_loop().create_server(
            lambda: Near(self, target, name, end), "127.0.0.1", 0, backlog=1_000
        )
        self._doors.append(door)
        return int(door.sockets[0].getsockname()[1])

    def _set(self, name: str, there: dict[str, Any], back: dict[str, Any]) -> int:
        """Let a line be as told; return how many connections it has."""
        line = self.line(name)
        for way, told in ((line.there, there), (line.back, back)):
            way.is_cut, way.delay_s = bool(told.get("is_cut")), float(told.get("delay_s", 0.0))
        return self._each(line, Flow.go_on)

    def _reset(self, name: str) -> int:
        """Reset every connection of a line; return how many."""
        return self._each(self.line(name), Flow.reset)

    @staticmethod
    def _each(line: Line, do: Callable[[Flow], None]) -> int:
        flows = list(line.flows)
        for flow in flows:
            do(flow)
        return len(flows) // 2


async def serve() -> None:
    """Obey, until nobody orders any more."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    proxy, orders = Proxy(), asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while order := await orders.readline():
        sys.stdout.write(json.dumps(await proxy.obey(json.loads(order))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(serve())
