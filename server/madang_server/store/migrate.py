"""Runs the migrations that a database lacks. Knows Alembic, no table; imported only where something is to be run."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

_SCRIPTS = Path(__file__).parent / "migrations"


def migrations_on(connection: Connection | None = None) -> Config:
    """Return what Alembic must know to run our migrations on this connection, within its transaction."""
    config = Config()
    config.set_main_option("script_location", _SCRIPTS.as_posix())
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run every migration that is missing up to `revision`. Raises `CommandError` for a database newer than this code."""
    command.upgrade(migrations_on(connection), revision)
