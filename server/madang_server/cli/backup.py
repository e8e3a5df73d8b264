"""`madang backup` and `madang restore`: the office's database as one file, and back. Opens no server."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from madang_server.cli.options import Data, Database
from madang_server.faults import Misconfigured

if TYPE_CHECKING:
    from madang_server.settings import Settings

File = Annotated[Path, typer.Argument(help="The file of the backup.")]


def backup(file: File, data: Data = None, database: Database = None) -> None:
    """Write a backup of the office's database, also while people are served."""
    from madang_server.data_folder import OWN_NAMES
    from madang_server.database_copies import make_copy
    from madang_server.settings import load_settings

    settings = load_settings(data=data, database=database)
    source = _database(settings)
    if not source.is_file():
        raise Misconfigured(f"{source}: there is no office here")
    make_copy(source, file, taken=[settings.data / name for name in OWN_NAMES])
    typer.echo(f"{file}: written")


def restore(file: File, data: Data = None, database: Database = None) -> None:
    """Put a backup in the place of the office's database, which is kept beside it. The office must be closed."""
    from madang_server.data_folder import prepare_data
    from madang_server.database_copies import put_in_place
    from madang_server.settings import load_settings
    from madang_server.single_writer import single_writer

    settings = load_settings(data=data, database=database)
    if not file.is_file():
        raise Misconfigured(f"{file}: there is no backup")
    prepare_data(settings)
    target = _database(settings)
    aside = target.with_name(f"{target.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    with single_writer(settings, begins=False):
        put_in_place(file, target, aside)
    typer.echo(f"{target}: restored. Numbers of cases and tickets go on above all that may have been given since the backup.")


def _database(settings: "Settings") -> Path:
    if settings.sqlite_file is None:
        raise Misconfigured("setting database: only an SQLite file is copied here; use the tools of your database")
    return settings.sqlite_file
