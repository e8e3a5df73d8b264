"""Claims the lease of an office, renews it, and gives it up: on a connection of its own, which waits for no other.

Knows connections and tasks; what is asked in which order, and what follows from it, is in lease_steps.py.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from madang_server.faults import RowLocked, StorageFailed
from madang_server.revisions import newest_revision
from madang_server.store import postgresql, shards
from madang_server.store.lease import Lease, awake_and_asleep, new_boot, this_process
from madang_server.store.lease_steps import LeaseSteps
from madang_server.store.migration_plan import MARK, prove_new_enough


class LeaseKeeper:
    """Keeps the leases of any number of offices in one database. `faults`: what the driver raises."""

    def __init__(
        self, engine: AsyncEngine, faults: tuple[type[Exception], ...], clock: Callable[[], float] = awake_and_asleep
    ) -> None:
        self.engine = engine
        self._faults = faults
        self.boot = new_boot()
        self._steps = LeaseSteps(
            statements=shards,
            transaction=self._transaction,
            prove_new_enough=_prove_new_enough,
            clock=clock,
            sleep=asyncio.sleep,
            owner=this_process(),
            boot=self.boot,
            code=newest_revision(),
            runs_out=self._runs_out,
        )
        self._kept: dict[Lease, asyncio.Task[None]] = {}

    @property
    def _runs_out(self) -> bool:
        return self.engine.dialect.name == postgresql.POSTGRESQL

    async def claim(self, office: str, *, watches: bool, address: str | None = None) -> Lease:
        """Take the office, in a transaction of its own, and keep it until `close` or `give_up`.

        Raises `HeldElsewhere` when another server has it, `CodeTooOld`, `StorageFailed`. `watches`: first see whether that server
        still renews its lease, for as long as the lease lasts; one that was killed does not. `address`: where other nodes reach
        this one.
        """
        lease = await self._steps.claim(office, watches=watches, address=address)
        if self._runs_out:
            self._kept[lease] = asyncio.create_task(self._steps.renew(lease), name=f"lease of {office}")
        return lease

    async def close(self) -> None:
        """Give every lease up, so that another server need not wait for its end."""
        for lease in list(self._kept):
            await self.give_up(lease)

    async def give_up(self, lease: Lease) -> None:
        """Let this lease end now, unless it is lost already."""
        task = self._kept.pop(lease, None)
        if task is None:
            return
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await self._steps.give_up(lease)

    @asynccontextmanager
    async def _transaction(self, *, lock_wait_ms: int | None = None) -> AsyncIterator[AsyncConnection]:
        try:
            async with self.engine.begin() as sql:
                if lock_wait_ms is not None and self._runs_out:
                    await sql.execute(text(f"SET LOCAL lock_timeout = '{lock_wait_ms}ms'"))
                yield sql
        except self._faults as error:
            fault = RowLocked if postgresql.is_lock_timeout(error) else StorageFailed
            raise fault(type(error).__name__) from error


async def _prove_new_enough(sql: AsyncConnection) -> None:
    """Raise `CodeTooOld` when the database is for newer code: it may have become so between the look at it and the claim."""
    said = (await sql.execute(select(MARK.c.min_code, MARK.c.version_num))).first()
    if said is not None:
        prove_new_enough(*said)
