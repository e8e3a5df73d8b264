"""Child processes that do work which could hang, die or grow: how their answer is read, and how they end. Knows no work."""

import asyncio
from asyncio.subprocess import Process
from contextlib import suppress

_PIECE_BYTES = 64 * 1024


async def read_at_most(stream: asyncio.StreamReader, most: int) -> bytes | None:
    """Return all that comes; None when it is more than `most` bytes."""
    came = bytearray()
    while piece := await stream.read(_PIECE_BYTES):
        came += piece
        if len(came) > most:
            return None
    return bytes(came)


async def end(child: Process) -> None:
    """Kill the child when it still runs, and let the system forget it."""
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
    if child.stdin is not None:
        child.stdin.close()
    await child.wait()
