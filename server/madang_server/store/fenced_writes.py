"""A transaction of the office's owner: numbered, fenced, and answered for when its commit was lost (SPEC C20, C23).

Knows no driver and no event loop: both are handed in, so that the same steps run under virtual time (tests/schedules).
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from madang_server.faults import CommitUnknown, StorageFailed
from madang_server.store.lease import Lease
from madang_server.store.lease_steps import ShardStatements

ASK_AGAIN_S = 0.2
Sql = TypeVar("Sql")


@dataclass(frozen=True, slots=True)
class FencedWrites:
    """`faults`: what the driver raises when it is not our bug. `ours`: what it raises when it is; that goes through."""

    statements: ShardStatements
    faults: tuple[type[Exception], ...]
    ours: tuple[type[Exception], ...]
    sleep: Callable[[float], Awaitable[object]]

    @asynccontextmanager
    async def transaction(
        self,
        lease: Lease | None,
        begin: Callable[[], AbstractAsyncContextManager[Sql]],
        *,
        asks: Callable[[], AbstractAsyncContextManager[object]] | None,
    ) -> AsyncIterator[Sql]:
        """Give a transaction that writes for the owner of this lease; leaving the block commits it.

        `begin`: opens one, and commits it at its end. `asks`: a connection on which is looked what became of a commit whose
        answer was lost; None: there is no such commit here. Raises `StorageFailed` when nothing was written, `OfficeLost` when
        a later epoch has begun, `CommitUnknown` without a lease.
        """
        number = lease.next_commit() if lease is not None else None
        committing = False
        try:
            async with begin() as sql:
                if lease is not None and number is not None:
                    await self._prove_epoch(sql, lease, number)
                yield sql
                committing = asks is not None
        except self.ours:
            raise
        except self.faults as error:
            if not committing or asks is None or not await self._was_committed(lease, number, asks):
                raise StorageFailed(type(error).__name__) from error

    async def _prove_epoch(self, sql: object, lease: Lease, number: int) -> None:
        """Fence: nothing is written once a later epoch has begun. Raises `OfficeLost`."""
        if not await self.statements.count(sql, lease.office, lease.epoch, commits=number):
            raise lease.lose()

    async def _was_committed(
        self, lease: Lease | None, number: int | None, asks: Callable[[], AbstractAsyncContextManager[object]]
    ) -> bool:
        """Look what became of a commit whose connection was lost, until the database says it.

        Until then nothing may be told: that it was kept, and that it was not, would both be guesses (SPEC C20). Raises
        `OfficeLost` when it can no longer be known here, `CommitUnknown` when nobody counted it.
        """
        if lease is None or number is None:
            raise CommitUnknown("the connection was lost at the commit")
        while True:
            with suppress(*self.faults):
                async with asks() as sql:
                    counted = await self.statements.counted(sql, lease.office, lease.epoch)
                if counted is None:
                    raise lease.lose()
                return counted == number
            await self.sleep(ASK_AGAIN_S)
