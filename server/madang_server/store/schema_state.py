"""Where a database stands among the revisions, and how it is brought to the newest at start.

An empty one gets the newest tables at once and the mark that Alembic would make; the migrations make the same, as a test holds.
"""

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, select, text, update

from madang_server.faults import HeldElsewhere, Misconfigured
from madang_server.revisions import is_known, newest_revision
from madang_server.store import shards
from madang_server.store.engine import Store
from madang_server.store.postgresql import MIGRATING, POSTGRESQL, TRY_CLAIM
from madang_server.store.tables import metadata

_SERVED = "setting database: an office in it is served by another server, which must be closed first"

MARK = Table(  # Alembic's own
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


async def bring_up_to_date(store: Store) -> None:
    """Make the tables, or run every migration that is missing, in one transaction.

    Raises `Misconfigured` for a database newer than this code, `HeldElsewhere` when a server serves an office that is older. The
    file of an SQLite database is locked by the caller.
    """
    present, newest = await migration_state(store)
    if present == newest:
        return
    async with store.write() as sql:
        for statement in MIGRATING if store.on_postgresql else ():  # one server at a time migrates
            await sql.execute(text(statement))
        present = await sql.run_sync(present_revision)
        if present is None:
            await sql.run_sync(_make_tables)
        elif not is_known(present):
            raise Misconfigured(f"setting database: it is at {present}, which is not known here. Was it used by a newer version?")
        elif present != newest:
            await sql.run_sync(fence_off)
            await sql.run_sync(_upgrade)


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


def present_revision(connection: Connection) -> str | None:
    """Return the revision of the database. None: there is no office in it."""
    if not inspect(connection).has_table(MARK.name):
        return None
    found = connection.execute(select(MARK.c.version_num)).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    from madang_server.store.migrate import upgrade  # Alembic takes a tenth of a second to import

    upgrade(connection)


def _make_tables(connection: Connection) -> None:
    """Make everything in a database that has nothing; a table that is there already is an error of the database."""
    metadata.create_all(connection, checkfirst=False)
    MARK.create(connection, checkfirst=True)
    connection.execute(insert(MARK).values(version_num=newest_revision()))
