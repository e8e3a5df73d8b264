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
    _prove_free(file)
    taken = [settings.data / name for name in OWN_NAMES]
    if settings.sqlite_file is None:
        from madang_server.store.server_copies import copy_out

        copy_out(settings.database_url, file, taken=taken)
    elif settings.sqlite_file.is_file():
        make_copy(settings.sqlite_file, file, taken=taken)
    else:
        raise Misconfigured(f"{settings.sqlite_file}: there is no office here")
    typer.echo(f"{file}: written")
    _back_files_up(settings, file)
    from madang_server.cli.audit_report import tell_of_backup

    tell_of_backup(settings, file.name)


def _prove_free(file: Path) -> None:
    from madang_server.attachments.archive import archive_of

    if archive_of(file).exists():
        raise Misconfigured(f"{archive_of(file)}: is there already")


def _back_files_up(settings: "Settings", file: Path) -> None:
    """Write the files of requests beside the backup, and say what is where."""
    from madang_server.attachments.archive import archive_of, pack

    if settings.attachments == "s3":
        typer.echo(f"files of requests are not in it: they are in the bucket {settings.s3_bucket}")
        return
    count = pack(settings.files_folder, archive_of(file))
    if count:
        typer.echo(f"{archive_of(file)}: written, {count} files of requests")


def _restore_files(settings: "Settings", file: Path) -> None:
    from madang_server.attachments.archive import archive_of, unpack

    if archive_of(file).is_file():
        count = unpack(archive_of(file), settings.files_folder)
        typer.echo(f"{settings.files_folder}: {count} files of requests restored")


def restore(file: File, data: Data = None, database: Database = None) -> None:
    """Put a backup in the place of the office's database, which is kept beside it. The office must be closed.

    Exit code 1: it is restored, and its audit log is broken.
    """
    from madang_server.data_folder import prepare_data
    from madang_server.database_copies import put_in_place
    from madang_server.settings import load_settings
    from madang_server.single_writer import single_writer

    settings = load_settings(data=data, database=database)
    if not file.is_file():
        raise Misconfigured(f"{file}: there is no backup")
    prepare_data(settings)
    since = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    with single_writer(settings, begins=False):
        if settings.sqlite_file is None:
            from madang_server.store.server_copies import copy_in

            copy_in(file, settings.database_url, f"before-{since}", room=settings.data)
        else:
            target = settings.sqlite_file
            put_in_place(file, target, target.with_name(f"{target.name}.before-{since}"))
        what = settings.sqlite_file or "database"
        typer.echo(f"{what}: restored. Numbers of cases and tickets go on above all that may have been given since the backup.")
        _restore_files(settings, file)
        from madang_server.cli.audit_report import check_restored

        if not check_restored(settings, file.name):
            raise typer.Exit(1)
