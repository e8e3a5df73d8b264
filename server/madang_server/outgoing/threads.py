"""Calls that block, each in a thread of its own pool, with a deadline: at its end the socket is cut, which ends the call.

The pool is the sender's own: a server elsewhere that hangs holds up nothing of the office.
"""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol

from madang_server.outgoing.parcel import NotSent

AT_ONCE = 5
CONNECT_S = 10.0  # and for each word of the other side
WHOLE_S = 45.0


class HasSocket(Protocol):
    """A connection of the standard library."""

    sock: socket.socket | None


class Line:
    """The connection of one call, so that who waits for it can cut it."""

    def __init__(self) -> None:
        self._of: HasSocket | None = None
        self._is_cut = False

    def is_of(self, connection: HasSocket) -> None:
        """Take the connection before it is used. Raises `NotSent`: nobody waits any more."""
        self._of = connection
        self.is_awaited()

    def is_awaited(self) -> None:
        """Look again before something is handed over. Raises `NotSent`: nobody waits any more.

        A socket that was not there yet, as long as the connection was being made, could not be cut.
        """
        if self._is_cut:
            raise NotSent("too_slow")

    def cut(self) -> None:
        self._is_cut = True
        found = self._of.sock if self._of is not None else None
        if found is not None:
            with suppress(OSError):  # it is closed already
                found.shutdown(socket.SHUT_RDWR)


class Calls:
    """The calls of one sender."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix=name)

    async def call(self, work: Callable[[Line], None]) -> None:
        """Do it in a thread. Raises what it raises, and `NotSent` when it took too long."""
        line = Line()
        try:
            async with asyncio.timeout(WHOLE_S):
                await asyncio.get_running_loop().run_in_executor(self._pool, work, line)
        except TimeoutError as error:
            raise NotSent("too_slow") from error
        finally:
            line.cut()

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
