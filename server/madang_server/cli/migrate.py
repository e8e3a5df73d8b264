"""`madang migrate`: bring the database up to date as the start of a server does, or say what that would do and change nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from madang_server.cli.options import Data, Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from madang_server.settings import Settings
    from madang_server.store import Store
    from madang_server.store.migration_plan import Plan

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")]


def migrate(data: Data = None, database: Database = None, dry_run: DryRun = False) -> None:
    """Bring the database up to date. The office must be closed; make a backup first."""
    import asyncio

    from madang_server.settings import load_settings

    settings = load_settings(data=data, database=database)
    for line in _looked_at(settings) if dry_run else asyncio.run(_done(settings)):
        typer.echo(line)


async def update_alone(settings: "Settings", store: "Store") -> "Plan":
    """Bring the database up to date unless it is; then nobody may serve an office in it. Raises `HeldElsewhere`."""
    from madang_server.single_writer import single_writer
    from madang_server.store import bring_up_to_date, what_to_do

    plan = await what_to_do(store)
    if plan.is_done:
        return plan
    with single_writer(settings):
        return await bring_up_to_date(store)


async def _done(settings: "Settings") -> list[str]:
    from madang_server.data_folder import prepare_data
    from madang_server.store import open_store

    prepare_data(settings)
    store = open_store(settings.database_url)
    try:
        plan = await update_alone(settings, store)
    finally:
        await store.close()
    if plan.is_done:
        return [f"{_name(settings)}: is up to date, at {plan.newest}"]
    return [*_steps(plan, "made", "ran"), f"{_name(settings)}: is up to date now, at {plan.newest}"]


def _looked_at(settings: "Settings") -> list[str]:
    from sqlalchemy.exc import SQLAlchemyError

    from madang_server.faults import Misconfigured
    from madang_server.revisions import newest_revision
    from madang_server.store.migration_plan import Plan, opened_to_look

    file = settings.sqlite_file
    if file is not None and not file.is_file():
        nothing = Plan(None, newest_revision(), [])
        return [f"database: {_name(settings)}, which is not there yet", *_steps(nothing, "would make", "would run"), _UNCHANGED]
    try:
        with opened_to_look(settings.database_url, file) as connection:
            return [*_about(settings, connection), _UNCHANGED]
    except SQLAlchemyError as error:
        why = " ".join(str(getattr(error, "orig", None) or error).split())
        raise Misconfigured(f"setting database: it cannot be read ({why})") from error


_UNCHANGED = "nothing was changed"


def _about(settings: "Settings", connection: "Connection") -> list[str]:
    """Say what is there, what was checked, who has it, and what would be done."""
    from madang_server.single_writer import holder_of
    from madang_server.store.migration_plan import contents_of, plan_of, prove_whole, server_of

    plan = plan_of(connection)
    checked = "the file is whole (integrity check)" if prove_whole(connection) else "PostgreSQL checks its own files"
    contents = ", ".join(f"{name}: {count}" for name, count in contents_of(connection).items())
    revision = f"{plan.present}, of a known version" if plan.present else "none"
    server = holder_of(settings) or server_of(connection)
    return [
        f"database: {_name(settings)}",
        f"revision: {revision}; this version needs {plan.newest}",
        f"in it: {contents or 'no office'}",
        f"checked: {checked}",
        f"served by: {f'{server}; close it first' if server and not plan.is_done else server or 'nobody'}",
        *([f"is up to date, at {plan.newest}"] if plan.is_done else _steps(plan, "would make", "would run")),
    ]


def _steps(plan: "Plan", makes: str, runs: str) -> list[str]:
    if plan.present is None:
        return [f"{makes}: the tables of {plan.newest}"]
    return [f"{runs}: {step.revision}: {step.words}" for step in plan.steps]


def _name(settings: "Settings") -> str:
    """Return which database it is, without a password."""
    from sqlalchemy import make_url

    file: Path | None = settings.sqlite_file
    if file is not None:
        return f"{file} (SQLite)"
    url = make_url(settings.database_url)
    return f"{url.database} at {url.host or url.query.get('host') or 'this machine'} (PostgreSQL)"
