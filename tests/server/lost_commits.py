"""A proxy before PostgreSQL that cuts a connection where a test asks for it: the commit is done, its answer never arrives."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

SOCKET = ".s.PGSQL.5432"
COMMITTED = b"COMMIT\0"  # the tag of the server's answer


class CuttingProxy:
    """Passes bytes on, both ways. `cut` (how many answers to a commit are lost yet) is the test's to set."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self.cut = 0

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until either side ends it."""
        theirs, ours = await asyncio.open_unix_connection(str(self._server / SOCKET))
        ways = [asyncio.create_task(self._pass(reader, ours)), asyncio.create_task(self._pass(theirs, writer, back=True))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for end in (ours, writer):
                end.close()
                with suppress(OSError):
                    await end.wait_closed()

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, back: bool = False) -> None:
        while data := await source.read(65_536):
            if back and self.cut and COMMITTED in data:
                self.cut -= 1
                return
            target.write(data)
            await target.drain()


@asynccontextmanager
async def cutting_proxy(folder: Path, server: Path) -> AsyncIterator[CuttingProxy]:
    """A proxy on a socket in `folder` before the PostgreSQL whose socket is in `server`."""
    proxy, met = CuttingProxy(server), set[asyncio.Task[None]]()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        met.add(task)
        await proxy.meet(reader, writer)

    listener = await asyncio.start_unix_server(meet, folder / SOCKET)
    try:
        yield proxy
    finally:
        listener.close()
        for task in met:
            task.cancel()
        await asyncio.gather(*met, return_exceptions=True)
        await listener.wait_closed()
