"""How a database is brought to the newest revision: at the start of a server, also beside others, and by `madang migrate`.

An empty one gets the newest tables at once and the mark that Alembic would make; the migrations make the same, as a test holds.
Beside older servers expand steps alone are run; a contract step waits until the database knows of no older server any more,
neither by a lease nor by a connection (SPEC N12).
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import takewhile

from sqlalchemy import Connection, insert, inspect, select, text, update

from madang_server.faults import HeldElsewhere, StorageFailed
from madang_server.revisions import Kind, Step, min_code_at, newest_revision
from madang_server.store import postgresql, shards
from madang_server.store.engine import Store
from madang_server.store.migration_plan import MARK, Plan, plan_of, present_revision, prove_whole, said_servers
from madang_server.store.shards import Server
from madang_server.store.tables import metadata

_SERVED = "setting database: an office in it is served by another server, which must be closed first"
_NO_LEASE_BEGINS = "LOCK TABLE shards IN ACCESS EXCLUSIVE MODE"
BESIDE_NODES = (Kind.EXPAND, Kind.CONTRACT)  # what a node may run while others serve offices
TRIES, TRY_AGAIN_S = 20, 0.5  # for tables that others use


async def bring_up_to_date(store: Store, *, beside: Collection[Kind] = ()) -> Plan:
    """Make the tables, or run every migration that is missing, in one transaction; return what was done.

    `beside`: the kinds of steps that may be run while others serve offices in PostgreSQL; of a contract step they must be new
    enough, or it is among what waits. Raises `CodeTooOld`, `Misconfigured` for a damaged database or one that nobody knows,
    `HeldElsewhere` when a server has to be closed first. The file of an SQLite database is locked by the caller.
    """
    for again in range(TRIES):
        plan = await what_to_do(store)
        if plan.is_done:
            return plan
        await asyncio.to_thread(_read_ahead, plan)
        try:
            async with store.write() as sql:
                for statement in postgresql.MIGRATING if store.on_postgresql else ():  # one server at a time migrates
                    await sql.execute(text(statement))
                return await sql.run_sync(_migrate, beside if store.on_postgresql else ())
        except StorageFailed as error:
            if not postgresql.is_lock_timeout(error) or again == TRIES - 1:
                raise
        await asyncio.sleep(TRY_AGAIN_S)
    raise AssertionError("the last try ends it")


async def what_to_do(store: Store) -> Plan:
    """Return what `bring_up_to_date` would do now. Raises `CodeTooOld`, and `Misconfigured` for a database that nobody knows."""
    await store.probe()
    async with store.read() as sql:
        return await sql.run_sync(plan_of)


def _migrate(connection: Connection, beside: Collection[Kind]) -> Plan:
    """Do what there is to do, in this transaction, and return what it was. Nobody else may migrate meanwhile."""
    plan = plan_of(connection)
    if plan.present is None:
        _make_tables(connection)
    elif plan.is_done:
        return plan
    elif beside and all(step.kind is not Kind.BOTH for step in plan.steps):
        return _migrate_beside(connection, plan, beside)
    else:
        prove_whole(connection)
        fence_off(connection)
        _upgrade(connection, plan.newest)
    return plan


def _migrate_beside(connection: Connection, plan: Plan, kinds: Collection[Kind]) -> Plan:
    """Run what may be run while others serve offices. Raises `HeldElsewhere` when this code needs more than that."""
    for statement in postgresql.MIGRATING_BESIDE:
        connection.execute(text(statement))
    others = _others(connection)
    run = runnable(plan.steps, kinds, others)
    if any(step.kind is Kind.CONTRACT for step in run):
        connection.execute(text(_NO_LEASE_BEGINS))
        others = _others(connection)
        run = runnable(plan.steps, kinds, others)
    waiting = plan.steps[len(run) :]
    older = [str(server) for server in others if waiting and server.code < waiting[0].revision]
    needed = next((step for step in waiting if step.kind is not Kind.CONTRACT), None)
    if needed is not None:
        raise HeldElsewhere(
            f"setting database: {needed.revision} is needed, and {waiting[0].revision} before it takes away what older servers"
            f" need, which must be closed first ({said_servers(older)})"
        )
    if run:
        shards.fence_off_older(connection, min_code_at(run[-1].revision))
        _upgrade(connection, run[-1].revision)
    return replace(plan, steps=run, waiting=waiting, served_by=older or shards.holders(connection))


def runnable(steps: Sequence[Step], kinds: Collection[Kind], others: Collection[Server]) -> list[Step]:
    """Return the steps, from the first on, that may be run while these servers are there."""

    def may(step: Step) -> bool:
        return step.kind in kinds and (step.kind is Kind.EXPAND or all(server.code >= step.revision for server in others))

    return list(takewhile(may, steps))


def _others(connection: Connection) -> list[Server]:
    """Return the servers that the database knows of, by their leases and their connections."""
    known = {server.owner: server for server in (*postgresql.connected(connection), *shards.holding(connection))}
    return [known[owner] for owner in sorted(known)]


def fence_off(connection: Connection) -> dict[str, int]:
    """Let nobody take an office until this transaction ends, and no server write that had one before.

    Returns the epochs by office. Raises `HeldElsewhere` when one is served. The file of SQLite is locked by the caller.
    """
    if connection.dialect.name == postgresql.POSTGRESQL and not connection.execute(postgresql.TRY_CLAIM).scalar():
        raise HeldElsewhere(f"{_SERVED} (it does not say which)")  # of a version without leases
    if not inspect(connection).has_table(shards.TABLE.name):
        return {}
    if connection.dialect.name == postgresql.POSTGRESQL:
        connection.execute(text(_NO_LEASE_BEGINS))
    held = shards.holders(connection)
    if held:
        raise HeldElsewhere(f"{_SERVED} ({said_servers(held)})")
    connection.execute(update(shards.TABLE).values(epoch=shards.TABLE.c.epoch + 1))
    return {row.office: row.epoch for row in connection.execute(select(shards.TABLE.c.office, shards.TABLE.c.epoch))}


async def migration_state(store: Store) -> tuple[str | None, str]:
    """Return (revision of the database, revision for which this code is written)."""
    await store.probe()
    async with store.read() as sql:
        return await sql.run_sync(present_revision), newest_revision()


def _read_ahead(plan: Plan) -> None:
    """Read the files that the steps need: a node that runs late ones has people in its loop, who would wait."""
    min_code_at(plan.newest)
    if plan.present is not None:
        import_module("madang_server.store.migrate")


def _upgrade(connection: Connection, revision: str) -> None:
    from madang_server.store.migrate import upgrade  # Alembic takes a tenth of a second to import

    upgrade(connection, revision)


def _make_tables(connection: Connection) -> None:
    """Make everything in a database that has nothing; a table that is there already is an error of the database."""
    metadata.create_all(connection, checkfirst=False)
    MARK.create(connection, checkfirst=True)
    newest = newest_revision()
    connection.execute(insert(MARK).values(version_num=newest, min_code=min_code_at(newest)))
