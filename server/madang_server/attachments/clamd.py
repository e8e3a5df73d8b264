"""Asks ClamAV's daemon whether a file is infected (SPEC C30). Knows its words on a socket, no file and no case.

The content goes to the daemon in pieces (`INSTREAM`), each behind its length in four bytes; an empty one ends it. It answers
`stream: OK`, `stream: NAME FOUND`, or something else, which is a fault: what was not looked at is not taken.
"""

import asyncio
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from dataclasses import dataclass

import structlog

from madang_server.attachments.storage import FilesAway

PIECE_BYTES = 64 * 1024
CONNECT_S, ANSWER_S = 3.0, 60.0
PLACE_S = 60.0  # for so long a file waits for its turn
ANSWER_BYTES_MAX = 4 * 1024
AT_ONCE = 4
_BEGIN, _END, _CLOSE = b"zINSTREAM\0", b"\0", (0).to_bytes(4, "big")
_OK, _FOUND = "stream: OK", " FOUND"
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ClamdAddress:
    """Where the daemon listens: a socket of this machine, or a host and a port."""

    path: str = ""
    host: str = ""
    port: int = 0


class Clamd:
    """The way to one daemon; each file has a connection of its own."""

    def __init__(
        self, address: ClamdAddress, *, connect_s: float = CONNECT_S, answer_s: float = ANSWER_S, place_s: float = PLACE_S
    ) -> None:
        self._address = address
        self._connect_s = connect_s
        self._answer_s = answer_s
        self._place_s = place_s
        self._places = asyncio.Semaphore(AT_ONCE)

    async def finds(self, content: bytes) -> str | None:
        """Return the name of what was found, or None. Raises `FilesAway` when the daemon does not say."""
        try:
            said = await self._asked_in_turn(content)
        except (OSError, TimeoutError, ValueError) as error:
            raise _away(type(error).__name__) from error
        if said == _OK:
            return None
        if not said.endswith(_FOUND):
            raise _away(said)
        return said.removeprefix("stream: ").removesuffix(_FOUND)

    async def _asked_in_turn(self, content: bytes) -> str:
        async with asyncio.timeout(self._place_s):
            await self._places.acquire()
        try:
            return await self._asked(content)
        finally:
            self._places.release()

    async def _asked(self, content: bytes) -> str:
        async with asyncio.timeout(self._connect_s):
            reader, writer = await self._connected()
        try:
            async with asyncio.timeout(self._answer_s):
                with suppress(ConnectionError):  # it has said why before it closed
                    await _send(writer, content)
                return await _answer(reader)
        finally:
            writer.transport.abort()  # `close` would wait until a daemon that hangs has read the rest

    async def _connected(self) -> tuple[StreamReader, StreamWriter]:
        address = self._address
        if address.path:
            return await asyncio.open_unix_connection(address.path, limit=ANSWER_BYTES_MAX)
        return await asyncio.open_connection(address.host, address.port, limit=ANSWER_BYTES_MAX)


async def _send(writer: StreamWriter, content: bytes) -> None:
    writer.write(_BEGIN)
    for first in range(0, len(content), PIECE_BYTES):
        piece = content[first : first + PIECE_BYTES]
        writer.write(len(piece).to_bytes(4, "big") + piece)
        await writer.drain()
    writer.write(_CLOSE)
    await writer.drain()


async def _answer(reader: StreamReader) -> str:
    """Return the answer. Raises `ValueError` when it is longer than any, or ends early."""
    try:
        said = await reader.readuntil(_END)
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise ValueError("no answer") from error
    return said.removesuffix(_END).decode("utf-8", "replace").strip()


def _away(cause: str) -> FilesAway:
    _log.error("files cannot be scanned, and none is taken", cause=cause)
    return FilesAway(f"clamd: {cause}")
