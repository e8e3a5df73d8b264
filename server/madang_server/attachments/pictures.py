"""Draws pictures anew in child processes, each with bounds of memory, processor and time (SPEC C26, decision 0033).

A file that a stranger chose is decoded there and nowhere else. A child that dies, hangs or takes too much ends alone; its file is
then damaged, as far as anybody can tell.
"""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from madang_counters import child_process
from madang_office.attachments import FileFault
from madang_protocol import limits
from madang_server.attachments.picture_worker import DRAWN, FAULT, LENGTH_BYTES
from madang_server.faults import Overloaded

CHILDREN_MAX = 2  # at work at once
WAITING_MAX = 20  # beyond those
CHILD_S = 30.0
PICTURE_BYTES_MAX = limits.FILE_BYTES_MAX * 4  # a PNG of a drawing may grow
_WORKER = (sys.executable, "-P", "-m", "madang_server.attachments.picture_worker")
_PASSED_ON = ("LANG", "LC_ALL", "PATH", "PYTHONPATH")  # of the environment: no secrets of the server


class NotTaken(Exception):
    """The file is not taken, and why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Redrawn(Protocol):
    """Whoever makes a picture harmless."""

    async def __call__(self, content: bytes) -> bytes:
        """Return the picture drawn anew. Raises `NotTaken`; `Overloaded` when too many wait."""
        ...


class Pictures:
    """The server's way to pictures; one for all offices. Nothing of it outlives the tasks that call it."""

    def __init__(self, *, child_s: float = CHILD_S, worker: Sequence[str] = _WORKER) -> None:
        """`worker`: the command of the child, for tests."""
        self._child_s = child_s
        self._worker = worker
        self._places = asyncio.Semaphore(CHILDREN_MAX)
        self._under_way = 0

    async def __call__(self, content: bytes) -> bytes:
        """Return the picture drawn anew. Raises `NotTaken`; `Overloaded` when too many wait."""
        if self._under_way >= CHILDREN_MAX + WAITING_MAX:
            raise Overloaded
        self._under_way += 1
        try:
            async with self._places:
                return await self._by_child(content)
        finally:
            self._under_way -= 1

    async def _by_child(self, content: bytes) -> bytes:
        child = await self._begin()
        try:
            async with asyncio.timeout(self._child_s):
                answer = await _answer(child, content)
                exit_code = await child.wait()
        except TimeoutError as error:
            raise NotTaken(FileFault.DAMAGED) from error
        finally:
            await child_process.end(child)
        return _drawn(answer, exit_code)

    async def _begin(self) -> Process:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {"MALLOC_ARENA_MAX": "2"}
        try:
            return await asyncio.create_subprocess_exec(*self._worker, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment)
        except OSError as error:  # no process or file is left
            raise Overloaded from error


async def _answer(child: Process, content: bytes) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(ConnectionError):  # it died before it had read all: its exit code says so
        child.stdin.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
        await child.stdin.drain()
    came = await child_process.read_at_most(child.stdout, PICTURE_BYTES_MAX + len(DRAWN))
    if came is None:
        raise NotTaken(FileFault.TOO_LARGE)
    return came


def _drawn(answer: bytes, exit_code: int) -> bytes:
    mark, content = answer[: len(DRAWN)], answer[len(DRAWN) :]
    if exit_code == 0 and mark == DRAWN and content:
        return content
    known = exit_code == 0 and mark == FAULT
    raise NotTaken(FileFault(content.decode()) if known else FileFault.DAMAGED)
