"""Brings a database up to date at start, and says where it stands. Knows Alembic, no table."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from madang_server.faults import Misconfigured
from madang_server.store.engine import Store

_SCRIPTS = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", _SCRIPTS.as_posix())
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """Return the revision that this code needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def is_known(revision: str) -> bool:
    """Return whether this code can bring a database of this revision up to date."""
    return any(script.revision == revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


async def bring_up_to_date(store: Store) -> None:
    """Run every migration that is missing, in one transaction. Raises `Misconfigured` for a database newer than this code."""
    await store.probe()
    try:
        async with store.write() as sql:
            await sql.run_sync(lambda connection: command.upgrade(_config(connection), "head"))
    except CommandError as error:
        raise Misconfigured(f"setting database: {error}. Was it used by a newer version?") from error


async def migration_state(store: Store) -> tuple[str | None, str]:
    """Return (revision of the database, revision that this code needs)."""
    await store.probe()
    async with store.read() as sql:
        present = await sql.run_sync(lambda connection: MigrationContext.configure(connection).get_current_revision())
    return present, await asyncio.to_thread(newest_revision)
