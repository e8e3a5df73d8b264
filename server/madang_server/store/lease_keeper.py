"""Claims the lease of an office, renews it, and gives it up: on a connection of its own, which waits for no other.

Knows the table by `shards`, and asyncio. A renewal that fails is tried again; only a later epoch ends it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from madang_server.faults import HeldElsewhere, StorageFailed
from madang_server.revisions import newest_revision
from madang_server.store import postgresql, shards
from madang_server.store.lease import RENEW_AGAIN_S, RENEW_EVERY_S, HeldLease, Lease, awake_and_asleep, new_boot, this_process
from madang_server.store.migration_plan import MARK, prove_new_enough
from madang_server.store.shards import TTL_S, Shard, Taken

LOOK_EVERY_S = 0.25
LOCK_WAIT_MS = 500  # of a claim; a renewal waits its turn behind the owner's own writes


def _log() -> Any:
    import structlog  # which a command at the terminal does not wait for

    return structlog.get_logger()


class LeaseKeeper:
    """Keeps the leases of any number of offices in one database. `faults`: what the driver raises."""

    def __init__(
        self, engine: AsyncEngine, faults: tuple[type[Exception], ...], clock: Callable[[], float] = awake_and_asleep
    ) -> None:
        self.engine = engine
        self._faults = faults
        self._clock = clock
        self.boot = new_boot()
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
        first: Shard | None = None
        while True:
            asked_at = self._clock()
            taken, held = await self._try(office, address)
            if taken is not None:
                return self._keep(office, taken, asked_at)
            first = first or held
            if not watches or held is None or first is None or held.until != first.until:
                holder = held.holder if held is not None else "it does not say which"
                raise HeldElsewhere(f"setting database: the office in it is served by another server ({holder})")
            await asyncio.sleep(LOOK_EVERY_S)

    async def _try(self, office: str, address: str | None) -> tuple[Taken | None, Shard | None]:
        """Return the office as it was taken, or as another has it: also when that one's write is under way and does not end."""
        held = None
        try:
            async with self._transaction() as sql:
                if self._runs_out:
                    await sql.execute(text(f"SET LOCAL lock_timeout = '{LOCK_WAIT_MS}ms'"))
                held = await shards.look(sql, office)
                if self._runs_out and held is not None and held.left_s > 0:
                    return None, held
                taken = await shards.take(
                    sql, office, owner=this_process(), boot=self.boot, code=newest_revision(), address=address
                )
                await self._prove_new_enough(sql)
                if taken is not None and held is not None and held.until > 0:
                    taken = replace(taken, idle_s=TTL_S - held.left_s)
                return taken, await shards.look(sql, office)
        except StorageFailed as error:
            if not postgresql.is_lock_timeout(error):
                raise
            return None, held

    async def _prove_new_enough(self, sql: AsyncConnection) -> None:
        """Raise `CodeTooOld` when the database is for newer code: it may have become so between the look at it and the claim.

        Asked behind the claim, which waits for a migration that is under way.
        """
        said = (await sql.execute(select(MARK.c.min_code, MARK.c.version_num))).first()
        if said is not None:
            prove_new_enough(*said)

    def _keep(self, office: str, taken: Taken, asked_at: float) -> Lease:
        kind = Lease if self._runs_out else HeldLease
        lease = kind(office, taken, clock=self._clock, asked_at=asked_at)
        if self._runs_out:
            self._kept[lease] = asyncio.create_task(self._renew(lease), name=f"lease of {office}")
        return lease

    async def _renew(self, lease: Lease) -> None:
        """Renew the lease until a later epoch has begun."""
        wait_s = RENEW_EVERY_S
        while not lease.lost.is_set():
            await asyncio.sleep(wait_s)
            wait_s = RENEW_EVERY_S if await self._renewed(lease) else RENEW_AGAIN_S

    async def _renewed(self, lease: Lease) -> bool:
        was_held, asked_at = lease.held, self._clock()
        try:
            async with self._transaction() as sql:
                renewed = await shards.renew(sql, lease.office, lease.epoch)
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
        if not lease.lost.is_set():
            with suppress(StorageFailed):
                async with self._transaction() as sql:
                    await shards.give_up(sql, lease.office, lease.epoch)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self.engine.begin() as sql:
                yield sql
        except self._faults as error:
            raise StorageFailed(type(error).__name__) from error
