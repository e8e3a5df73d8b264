"""A poor line to a server of this machine: `poor_line.py LISTEN UPSTREAM KBIT_S RTT_MS`. Knows TCP's manners, no HTTP.

Every connection pays for its handshake and starts with a small window; all share one bottleneck on the way down, segment by
segment. A browser's own throttling leaves the handshake and the slow start out.
"""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

SEGMENT_BYTES = 1_400
HEADER_BYTES = 52  # Ethernet's share is the line's own: IP and TCP with their options
FIRST_WINDOW_BYTES = 10 * SEGMENT_BYTES
WINDOW_BYTES_MAX = 200_000
LATENESS_S = 0.1  # of this machine's timers: so much earlier the next segment is asked for, and no line is idle for it

Writers = asyncio.StreamWriter


class Bottleneck:
    """The narrowest part of the way: one segment at a time, those who wait in turn."""

    def __init__(self, kbit_s: float) -> None:
        self._bytes_s = kbit_s * 125
        self._turn = asyncio.Lock()
        self._free_at = 0.0

    async def pass_through(self, size: int) -> float:
        """Wait until a segment with `size` bytes of load is about to leave; return when it does, by the loop's clock."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            self._free_at = max(loop.time(), self._free_at) + (size + HEADER_BYTES) / self._bytes_s
            await asyncio.sleep(self._free_at - LATENESS_S - loop.time())
            return self._free_at


class Window:
    """How much may be on the way unacknowledged: slow start without loss."""

    def __init__(self) -> None:
        self._most, self._under_way = FIRST_WINDOW_BYTES, 0
        self._has_room = asyncio.Event()

    async def take(self, size: int) -> None:
        while self._under_way >= self._most:
            self._has_room.clear()
            await self._has_room.wait()
        self._under_way += size

    def acknowledge(self, size: int) -> None:
        self._under_way -= size
        self._most = min(self._most + size, WINDOW_BYTES_MAX)
        self._has_room.set()


@dataclass
class Delay:
    """Writes what it is given after a while, in order."""

    writer: Writers
    seconds: float

    def __post_init__(self) -> None:
        self._under_way: asyncio.Queue[tuple[float, bytes, Callable[[], None]]] = asyncio.Queue()

    def send(self, data: bytes, arrived: Callable[[], None] = lambda: None, *, not_before: float = 0.0) -> None:
        """Write `data` later; empty data ends the connection."""
        due = max(asyncio.get_running_loop().time(), not_before) + self.seconds
        self._under_way.put_nowait((due, data, arrived))

    async def run(self) -> None:
        while True:
            due, data, arrived = await self._under_way.get()
            await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))
            if not data:
                break
            if not self.writer.is_closing():
                self.writer.write(data)
            arrived()
        self.writer.close()


@dataclass
class Line:
    """One line, on which as many connections as a browser opens."""

    upstream: int
    kbit_s: float
    rtt_s: float

    def __post_init__(self) -> None:
        self._down = Bottleneck(self.kbit_s)

    async def accept(self, reader: asyncio.StreamReader, writer: Writers) -> None:
        """Carry one connection until both sides have ended."""
        open_at = asyncio.get_running_loop().time() + self.rtt_s
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        up, down = Delay(far_writer, self.rtt_s / 2), Delay(writer, self.rtt_s / 2)
        with suppress(ConnectionError):
            await asyncio.gather(self._carry_up(reader, up, open_at), self._carry_down(far_reader, down), up.run(), down.run())

    async def _carry_up(self, reader: asyncio.StreamReader, up: Delay, open_at: float) -> None:
        while data := await _read(reader):
            up.send(data, not_before=open_at)
        up.send(b"")

    async def _carry_down(self, reader: asyncio.StreamReader, down: Delay) -> None:
        window = Window()
        while data := await _read(reader):
            await window.take(len(data))
            left_at = await self._down.pass_through(len(data))
            down.send(data, self._acknowledging(window, len(data)), not_before=left_at)
        down.send(b"")

    def _acknowledging(self, window: Window, size: int) -> Callable[[], None]:
        """Return what tells the window, half a round trip after the arrival."""
        return lambda: _later(self.rtt_s / 2, lambda: window.acknowledge(size))


def _later(seconds: float, task: Callable[[], None]) -> None:
    asyncio.get_running_loop().call_later(seconds, task)


async def _read(reader: asyncio.StreamReader) -> bytes:
    """Return the next segment; nothing at the end, however it came."""
    try:
        return await reader.read(SEGMENT_BYTES)
    except ConnectionError:
        return b""


async def serve(listen: int, line: Line) -> None:
    server = await asyncio.start_server(line.accept, "127.0.0.1", listen, limit=4 * SEGMENT_BYTES)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    own, beyond, kbit, rtt_ms = (int(word) for word in sys.argv[1:5])
    asyncio.run(serve(own, Line(beyond, kbit, rtt_ms / 1_000)))
