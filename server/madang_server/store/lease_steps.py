"""How a lease is claimed, renewed and given up, step by step. Knows no driver and no event loop: all that waits is handed in.

So the same steps run under asyncio with a database (lease_keeper.py), and under virtual time with a model of one
(tests/schedules).
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

from madang_server.faults import HeldElsewhere, RowLocked, StorageFailed
from madang_server.store.lease import RENEW_AGAIN_S, RENEW_EVERY_S, HeldLease, Lease
from madang_server.store.shards import TTL_S, Shard, Taken

LOOK_EVERY_S = 0.25
LOCK_WAIT_MS = 500  # of a claim; a renewal waits its turn behind the owner's own writes


def _log() -> Any:
    import structlog  # which a command at the terminal does not wait for

    return structlog.get_logger()


class ShardStatements(Protocol):
    """The statements about leases, as `shards` has them: each in the open transaction `sql`."""

    async def look(self, sql: Any, office: str) -> Shard | None: ...

    async def take(
        self, sql: Any, office: str, *, owner: str, boot: str, code: str, address: str | None = None
    ) -> Taken | None: ...

    async def renew(self, sql: Any, office: str, epoch: int) -> bool: ...

    async def give_up(self, sql: Any, office: str, epoch: int) -> bool: ...

    async def count(self, sql: Any, office: str, epoch: int, *, commits: int) -> bool: ...

    async def counted(self, sql: Any, office: str, epoch: int) -> int | None: ...


class LeaseTransaction(Protocol):
    """A transaction for one statement or a few. Raises `StorageFailed`; `RowLocked` when a row was not to be had in time."""

    def __call__(self, *, lock_wait_ms: int | None = None) -> AbstractAsyncContextManager[Any]: ...


@dataclass(frozen=True, slots=True)
class LeaseSteps:
    """The leases of one life of a process. `runs_out`: False on SQLite, where the lock of the file says who the owner is."""

    statements: ShardStatements
    transaction: LeaseTransaction
    prove_new_enough: Callable[[Any], Awaitable[None]]  # raises `CodeTooOld`, in the transaction that it is given
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[object]]
    owner: str  # for a person
    boot: str
    code: str  # the revision for which it was written
    runs_out: bool

    async def claim(self, office: str, *, watches: bool, address: str | None) -> Lease:
        """Take the office, in a transaction of its own. Raises `HeldElsewhere`, `CodeTooOld`, `StorageFailed`.

        `watches`: first see whether the server that has it still renews its lease, for as long as the lease lasts.
        """
        first: Shard | None = None
        while True:
            asked_at = self.clock()
            taken, held = await self._try(office, address)
            if taken is not None:
                kind = Lease if self.runs_out else HeldLease
                return kind(office, taken, clock=self.clock, asked_at=asked_at)
            first = first or held
            if not watches or held is None or first is None or held.until != first.until:
                holder = held.holder if held is not None else "it does not say which"
                raise HeldElsewhere(f"setting database: the office in it is served by another server ({holder})")
            await self.sleep(LOOK_EVERY_S)

    async def _try(self, office: str, address: str | None) -> tuple[Taken | None, Shard | None]:
        """Return the office as it was taken, or as another has it: also when that one's write is under way and does not end."""
        held = None
        try:
            async with self.transaction(lock_wait_ms=LOCK_WAIT_MS) as sql:
                held = await self.statements.look(sql, office)
                if self.runs_out and held is not None and held.left_s > 0:
                    return None, held
                taken = await self.statements.take(sql, office, owner=self.owner, boot=self.boot, code=self.code, address=address)
                await self.prove_new_enough(sql)  # behind the claim, which waits for a migration that is under way
                if taken is not None and held is not None and held.until > 0:
                    taken = replace(taken, idle_s=TTL_S - held.left_s)
                return taken, await self.statements.look(sql, office)
        except RowLocked:
            return None, held

    async def renew(self, lease: Lease) -> None:
        """Renew the lease until a later epoch has begun. What fails is tried again."""
        wait_s = RENEW_EVERY_S
        while not lease.lost.is_set():
            await self.sleep(wait_s)
            wait_s = RENEW_EVERY_S if await self._renewed(lease) else RENEW_AGAIN_S

    async def _renewed(self, lease: Lease) -> bool:
        was_held, asked_at = lease.held, self.clock()
        try:
            async with self.transaction() as sql:
                renewed = await self.statements.renew(sql, lease.office, lease.epoch)
        except StorageFailed as error:
            if was_held and not lease.held:
                _log().error("the lease ran out", office=lease.office, epoch=lease.epoch, cause=repr(error.__cause__))
            return False
        if not renewed:
            lease.lose()
            return True
        lease.renewed(asked_at=asked_at)
        if not was_held:
            _log().warning("the lease is renewed", office=lease.office, epoch=lease.epoch)
        return True

    async def give_up(self, lease: Lease) -> None:
        """Let this lease end now, unless it is lost already. Nothing renews it any more."""
        if not lease.lost.is_set():
            with suppress(StorageFailed):
                async with self.transaction() as sql:
                    await self.statements.give_up(sql, lease.office, lease.epoch)
