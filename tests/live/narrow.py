"""A line that carries only so much: a relay on this machine between one visitor and the server. Knows bytes, no wire."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

RECEIVE_BUFFER_BYTES = 4_096  # little waits in the relay's own system: what is slow is the server's line
SIP_SECONDS = 0.05


class NarrowLine:
    """Relays at `bytes_per_second` from the server to the visitor, or as fast as it goes. The other way is never slow."""

    def __init__(self, url: str) -> None:
        self.url = ""  # for the visitor
        self.bytes_per_second: int | None = None
        self.carried = 0  # bytes from the server to the visitor
        self._server = urlsplit(url)

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either side ends it."""
        with socket.socket() as line, suppress(ConnectionError):
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            line.setblocking(False)
            await asyncio.get_running_loop().sock_connect(line, (self._server.hostname, self._server.port))
            there = asyncio.create_task(self._there(reader, line))
            try:
                await self._back(line, writer)
            finally:
                there.cancel()
                await asyncio.gather(there, return_exceptions=True)
                writer.transport.abort()

    async def _there(self, reader: asyncio.StreamReader, line: socket.socket) -> None:
        while data := await reader.read(4_096):
            await asyncio.get_running_loop().sock_sendall(line, data)

    async def _back(self, line: socket.socket, writer: asyncio.StreamWriter) -> None:
        while True:
            rate = self.bytes_per_second
            data = await asyncio.get_running_loop().sock_recv(line, 65_536 if rate is None else int(rate * SIP_SECONDS))
            if not data:
                return
            self.carried += len(data)
            writer.write(data)
            await asyncio.sleep(0 if rate is None else SIP_SECONDS)


@asynccontextmanager
async def narrow(url: str) -> AsyncIterator[NarrowLine]:
    """A narrow line to this server for the block."""
    line = NarrowLine(url)
    relays: set[asyncio.Task[None]] = set()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        relays.add(task)
        await line.relay(reader, writer)

    listener = await asyncio.start_server(take, "127.0.0.1", 0)
    line.url = f"ws://127.0.0.1:{listener.sockets[0].getsockname()[1]}{urlsplit(url).path}"
    try:
        yield line
    finally:
        listener.close()
        for relay in relays:
            relay.cancel()
        await asyncio.gather(*relays, return_exceptions=True)
