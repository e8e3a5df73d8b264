"""What becomes of a file between the wire and its place: kind by content, virus scan, picture drawn anew, kept (SPEC C25, C26).

In this order: a file of no known kind is not handed on, and an infected one is not decoded.
"""

import asyncio
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from madang_office.attachments import FileFault, FileKind, is_whole_pdf, kind_of
from madang_server.attachments.pictures import NotTaken, Redrawn
from madang_server.attachments.storage import FilesAway, FileStorage


class Scanner(Protocol):
    """Whoever looks for viruses."""

    async def finds(self, content: bytes) -> str | None:
        """Return the name of what was found, or None. Raises `FilesAway` when it cannot be asked: then nothing is taken."""
        ...


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file that is taken: what is to be kept of it, and the hash of what was uploaded (SHA-256 in hexadecimal)."""

    kind: FileKind
    content: bytes
    hash: str
    source: str


class Infected(NotTaken):
    """The scanner found something, and what it calls it."""

    def __init__(self, what: str) -> None:
        super().__init__(FileFault.INFECTED)
        self.what = what


class Intake:
    """The way of a file in, and back out. One for all offices."""

    def __init__(self, storage: FileStorage, redrawn: Redrawn, scanner: Scanner | None) -> None:
        """`scanner`: None: nothing is scanned."""
        self.storage = storage
        self._redrawn = redrawn
        self._scanner = scanner

    async def take(self, content: bytes, kinds: Collection[FileKind]) -> TakenFile:
        """Return what is to be kept. `kinds`: those that are asked for. Raises `NotTaken`, `FilesAway`, `Overloaded`."""
        kind = kind_of(content)
        if not content:
            raise NotTaken(FileFault.EMPTY)
        if kind is None or kind not in kinds:
            raise NotTaken(FileFault.KIND_NOT_ACCEPTED)
        found = await self._scanner.finds(content) if self._scanner is not None else None
        if found is not None:
            raise Infected(found)
        if not kind.is_picture and not is_whole_pdf(content):
            raise NotTaken(FileFault.DAMAGED)
        kept = await self._redrawn(content) if kind.is_picture else content
        source, own = await asyncio.to_thread(lambda: (_hash(content), _hash(kept)))
        return TakenFile(kind, kept, own, source)

    async def prove_usable(self) -> None:
        """Prove that a file could be scanned and kept now. Raises `FilesAway`."""
        if self._scanner is not None:
            await self._scanner.finds(b"a file without harm")
        await self.storage.prove_usable()

    async def get(self, key: str, digest: str) -> bytes:
        """Return what was kept. Raises `FilesAway`, also when it is not what it was."""
        content = await self.storage.get(key)
        if await asyncio.to_thread(_hash, content) != digest:
            raise FilesAway("a file is not what it was") from ValueError(key)
        return content


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
