"""Renders documents in child processes, each with bounds of memory, processor and time (decision 0019). Knows no case.

1. A document waits for one of CHILDREN_MAX places. When WAITING_MAX wait, the next is turned away at once (BUSY).
2. A new process draws it and ends, so what it took goes back to the system. It is killed at its deadline, when its caller is
   cancelled, and by the end of its pipe when this process is killed.
3. A child that died or was slow is tried once more, while the caller's deadline lasts; what typst rejects is not.
"""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from madang_counters import child_process
from madang_counters.documents.drawing import Kind
from madang_counters.documents.letters import UnprintablePart, unprintable_parts
from madang_counters.documents.order import DRAWN, FAULT, LENGTH_BYTES, Order
from madang_counters.documents.sheet import Sheet

CHILDREN_MAX = 2  # at work at once
WAITING_MAX = 30  # beyond those
TRIES = 2
DOCUMENT_BYTES_MAX = 8 * 1024 * 1024  # it lies in the database (decision 0019); a full record of a talk takes half of it
_WORKER = (sys.executable, "-P", "-m", "madang_counters.documents.worker")
_PASSED_ON = ("LANG", "LC_ALL", "PATH", "PYTHONPATH")  # of the environment: no secrets of the server
_THREADS = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}  # else the address space grows with the machine's processors


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one document may take. `deadline_s` holds for all of it, waiting and tries; `child_s` for one child."""

    deadline_s: float = 60.0
    child_s: float = 25.0
    cpu_seconds: int = 10
    memory_bytes: int = 1024 * 1024 * 1024
    document_bytes: int = DOCUMENT_BYTES_MAX


class Cause(StrEnum):
    """Why there is no document."""

    REJECTED = "rejected"  # typst cannot draw this sheet
    TOO_LARGE = "too_large"
    DIED = "died"  # also of its bound of memory or processor time
    SLOW = "slow"
    BUSY = "busy"


class DocumentFault(Exception):
    """There is no document. `cause` says why; the message is what typst said, or how the child ended."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else str(cause))
        self.cause = cause


class UnprintableLetters(DocumentFault):
    """The sheet is a certificate with letters that cannot be printed: `parts` says which, and where (SPEC C11)."""

    def __init__(self, parts: list[UnprintablePart]) -> None:
        super().__init__(Cause.REJECTED, "; ".join(f"{part.where.en}: {part.letters}" for part in parts))
        self.parts = parts


class Renderer:
    """The office's way to documents; one for a server. Nothing of it outlives the tasks that call it."""

    def __init__(self, bounds: Bounds = Bounds(), *, worker: Sequence[str] = _WORKER) -> None:
        """`worker`: the command of the child, for tests."""
        self._bounds = bounds
        self._worker = worker
        self._places = asyncio.Semaphore(CHILDREN_MAX)
        self._under_way = 0

    async def pdf(self, sheet: Sheet) -> bytes:
        """Return the sheet as PDF, to be kept and to be read aloud (SPEC C7, K7). Raises `DocumentFault`; `UnprintableLetters`
        for a certificate with letters that the fonts lack (C11).

        The caller stores the bytes under the sheet's number, in the transaction of the event.
        """
        return await self._rendered(sheet, "pdf")

    async def png(self, sheet: Sheet) -> bytes:
        """Return the first page as PNG, to look at. As `pdf` otherwise."""
        return await self._rendered(sheet, "png")

    async def _rendered(self, sheet: Sheet, kind: Kind) -> bytes:
        parts = unprintable_parts(sheet)
        if parts:
            raise UnprintableLetters(parts)
        if self._under_way >= CHILDREN_MAX + WAITING_MAX:
            raise DocumentFault(Cause.BUSY)
        self._under_way += 1
        try:
            async with asyncio.timeout(self._bounds.deadline_s), self._places:
                return await self._tried(self._order(sheet, kind))
        except TimeoutError as error:
            raise DocumentFault(Cause.SLOW, f"{self._bounds.deadline_s:g} s, waiting among them") from error
        finally:
            self._under_way -= 1

    def _order(self, sheet: Sheet, kind: Kind) -> bytes:
        bounds = self._bounds
        order = Order(sheet=sheet, kind=kind, memory_bytes=bounds.memory_bytes, cpu_seconds=bounds.cpu_seconds)
        packed = msgspec.msgpack.encode(order)
        return len(packed).to_bytes(LENGTH_BYTES, "big") + packed

    async def _tried(self, order: bytes) -> bytes:
        for _ in range(TRIES - 1):
            try:
                return await self._by_child(order)
            except DocumentFault as fault:
                if fault.cause not in {Cause.DIED, Cause.SLOW}:
                    raise
        return await self._by_child(order)

    async def _by_child(self, order: bytes) -> bytes:
        child = await self._begin()
        try:
            async with asyncio.timeout(self._bounds.child_s):
                return self._read(await self._answer(child, order), await child.wait())
        except TimeoutError as error:
            raise DocumentFault(Cause.SLOW, f"a child took {self._bounds.child_s:g} s") from error
        finally:
            await child_process.end(child)

    async def _begin(self) -> Process:
        try:
            return await asyncio.create_subprocess_exec(
                *self._worker, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment()
            )
        except OSError as error:  # no process or file is left
            raise DocumentFault(Cause.DIED, f"it could not begin ({error.strerror})") from error

    async def _answer(self, child: Process, order: bytes) -> bytes:
        assert child.stdin is not None
        assert child.stdout is not None
        with suppress(ConnectionError):  # it died before it had read all: its exit code says so
            child.stdin.write(order)
            await child.stdin.drain()
        answer = await child_process.read_at_most(child.stdout, self._bounds.document_bytes + len(DRAWN))
        if answer is None:
            raise DocumentFault(Cause.TOO_LARGE, f"more than {self._bounds.document_bytes} bytes")
        return answer

    @staticmethod
    def _read(answer: bytes, exit_code: int) -> bytes:
        kind, content = answer[: len(DRAWN)], answer[len(DRAWN) :]
        if exit_code != 0 or kind not in {DRAWN, FAULT}:
            raise DocumentFault(Cause.DIED, f"exit code {exit_code}")
        if kind == FAULT:
            raise DocumentFault(Cause.REJECTED, content.decode(errors="replace"))
        return content


async def render_pdf(sheet: Sheet) -> bytes:
    """Return one document as `Renderer.pdf` does, outside of a server: nothing else waits."""
    return await Renderer().pdf(sheet)


async def render_png(sheet: Sheet) -> bytes:
    """Return the first page of one document, outside of a server."""
    return await Renderer().png(sheet)


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _THREADS
