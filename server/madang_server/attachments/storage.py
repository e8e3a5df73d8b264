"""Where the content of attachments is kept: a port with two sides (a folder, an S3-compatible server). Knows keys and bytes."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from madang_server.faults import StorageFailed

KEY = re.compile(r"[a-z0-9-]{1,40}/[0-9a-f]{2}/[0-9a-f]{64}-[A-Za-z0-9_-]{1,40}")  # as madang_office.attachments.key_of makes it


class FilesAway(StorageFailed):
    """The place of the files does not answer, is full, or has not what it had: nothing was changed, and it may be tried again."""

    @property
    def reason(self) -> str:
        """What is wrong, in a word; what a foreign error says may hold an address with a secret."""
        return str(self)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A content that is kept, and when it was (unix seconds)."""

    key: str
    at: float


class FileStorage(Protocol):
    """Contents by key. What `put` returned for is kept over a `kill -9`. Everything raises `FilesAway`."""

    async def put(self, key: str, content: bytes) -> None:
        """Keep it, whole or not at all."""
        ...

    async def get(self, key: str) -> bytes:
        """Return what was kept."""
        ...

    async def delete(self, key: str) -> None:
        """Take it away; one that is not there is gone already."""
        ...

    def all_of(self, office: str) -> AsyncIterator[KeptFile]:
        """Yield all that is kept of an office, in no order. What others put there, under no key of ours, is left alone."""
        ...

    async def prove_usable(self) -> None:
        """Prove that something can be kept now."""
        ...

    async def close(self) -> None:
        """Let go of what is open."""
        ...
