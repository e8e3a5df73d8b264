"""Runs the migrations that a database lacks. Knows Alembic, no table; imported only where something is to be run."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection, update

from madang_server.revisions import min_code_at, step_folders
from madang_server.store.migration_plan import MARK, MIN_CODE_SINCE

_SCRIPTS = Path(__file__).parent / "migrations"


def migrations_on(connection: Connection | None = None) -> Config:
    """Return what Alembic must know to run our migrations on this connection, within its transaction."""
    config = Config()
    config.set_main_option("script_location", _SCRIPTS.as_posix())
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", os.pathsep.join(folder.as_posix() for folder in step_folders()))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run every migration that is missing up to `revision`. Raises `CommandError` for a database newer than this code."""
    command.upgrade(migrations_on(connection), revision)


def note_min_code(ctx: MigrationContext, step: MigrationInfo, heads: Collection[Any], run_args: Mapping[str, Any]) -> None:
    """Write into the database, after each step up or down, which code may use it now (SPEC N11)."""
    del step, run_args
    revision = max(heads, default="")
    if revision >= MIN_CODE_SINCE and ctx.connection is not None:
        ctx.connection.execute(update(MARK).values(min_code=min_code_at(revision)))
