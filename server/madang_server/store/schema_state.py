"""How a database is brought to the newest revision: at the start of a server, and by `madang migrate`.

An empty one gets the newest tables at once and the mark that Alembic would make; the migrations make the same, as a test holds.
"""

from sqlalchemy import Connection, insert, inspect, select, text, update

from madang_server.faults import HeldElsewhere
from madang_server.revisions import newest_revision
from madang_server.store import shards
from madang_server.store.engine import Store
from madang_server.store.migration_plan import MARK, Plan, plan_of, present_revision, prove_whole
from madang_server.store.postgresql import MIGRATING, POSTGRESQL, TRY_CLAIM
from madang_server.store.tables import metadata

_SERVED = "setting database: an office in it is served by another server, which must be closed first"


async def bring_up_to_date(store: Store) -> Plan:
    """Make the tables, or run every migration that is missing, in one transaction; return what was done.

    Raises `Misconfigured` for a database newer than this code, or a damaged one, `HeldElsewhere` when a server serves an office
    that is older. The file of an SQLite database is locked by the caller.
    """
    plan = await what_to_do(store)
    if plan.is_done:
        return plan
    async with store.write() as sql:
        for statement in MIGRATING if store.on_postgresql else ():  # one server at a time migrates
            await sql.execute(text(statement))
        return await sql.run_sync(migrate)


async def what_to_do(store: Store) -> Plan:
    """Return what `bring_up_to_date` would do now. Raises `Misconfigured` for a database newer than this code."""
    await store.probe()
    async with store.read() as sql:
        return await sql.run_sync(plan_of)


def migrate(connection: Connection) -> Plan:
    """Do what there is to do, in this transaction, and return what it was. Nobody else may migrate meanwhile."""
    plan = plan_of(connection)
    if plan.present is None:
        _make_tables(connection)
    elif not plan.is_done:
        prove_whole(connection)
        fence_off(connection)
        _upgrade(connection)
    return plan


def fence_off(connection: Connection) -> dict[str, int]:
    """Let nobody take an office until this transaction ends, and no server write that had one before.

    Returns the epochs by office. Raises `HeldElsewhere` when one is served. The file of SQLite is locked by the caller.
    """
    if connection.dialect.name == POSTGRESQL and not connection.execute(TRY_CLAIM).scalar():
        raise HeldElsewhere(f"{_SERVED} (it does not say which)")  # of a version without leases
    if not inspect(connection).has_table(shards.TABLE.name):
        return {}
    if connection.dialect.name == POSTGRESQL:
        connection.execute(text("LOCK TABLE shards IN ACCESS EXCLUSIVE MODE"))
    held = shards.served(connection)
    if held is not None:
        raise HeldElsewhere(f"{_SERVED} ({held.holder})")
    connection.execute(update(shards.TABLE).values(epoch=shards.TABLE.c.epoch + 1))
    return {row.office: row.epoch for row in connection.execute(select(shards.TABLE.c.office, shards.TABLE.c.epoch))}


async def migration_state(store: Store) -> tuple[str | None, str]:
    """Return (revision of the database, revision that this code needs)."""
    await store.probe()
    async with store.read() as sql:
        return await sql.run_sync(present_revision), newest_revision()


def _upgrade(connection: Connection) -> None:
    from madang_server.store.migrate import upgrade  # Alembic takes a tenth of a second to import

    upgrade(connection)


def _make_tables(connection: Connection) -> None:
    """Make everything in a database that has nothing; a table that is there already is an error of the database."""
    metadata.create_all(connection, checkfirst=False)
    MARK.create(connection, checkfirst=True)
    connection.execute(insert(MARK).values(version_num=newest_revision()))
