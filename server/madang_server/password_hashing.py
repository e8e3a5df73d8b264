"""Password hashing in a small pool of its own, with a bound. Knows argon2, no account.

A hash takes as long as an attacker must wait: many at a time would hold every thread that others need. So they run one after
another in a thread of their own, and what does not fit is turned away at once.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from madang_server.faults import Overloaded

T = TypeVar("T")
THREADS = 1  # argon2 uses several threads of its own for each hash
UNDER_WAY_MAX = 16  # running and waiting together: about a second of work


class PasswordHashing:
    """Hashes and verifies. A caller who is cancelled while waiting leaves the queue.

    `hasher`: with what a new hash costs. A hash that is there already is verified with what it has cost.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="passwords")
        self._under_way = 0
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        """Return the hash to store. Raises `Overloaded`."""
        return await self._run(lambda: self._hasher.hash(password))

    async def verify(self, digest: str | None, password: str) -> bool:
        """Say whether the password belongs to the hash. None: nobody has that name, which takes as long. Raises `Overloaded`."""
        return await self._run(lambda: self._verified(digest, password))

    async def close(self) -> None:
        """End the threads. Who still waits is cancelled; nothing is hashed afterwards."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    def _verified(self, digest: str | None, password: str) -> bool:
        if digest is None:
            self._nobody = self._nobody or self._hasher.hash("nobody has this password")
        try:
            self._hasher.verify(digest or self._nobody or "", password)
        except (VerificationError, InvalidHashError):
            return False
        return digest is not None

    async def _run(self, work: Callable[[], T]) -> T:
        if self._under_way >= UNDER_WAY_MAX:
            raise Overloaded("passwords")
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._under_way -= 1
