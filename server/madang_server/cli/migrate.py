"""`madang migrate`: bring the database up to date as the start of a server does, or say what that would do and change nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from madang_server.cli.options import Data, Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from madang_server.revisions import Step
    from madang_server.settings import Settings
    from madang_server.store import Store
    from madang_server.store.migration_plan import Plan

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")]


Expand = Annotated[bool, typer.Option("--expand", help="Run steps that only add also while offices are served.")]


def migrate(data: Data = None, database: Database = None, dry_run: DryRun = False, expand: Expand = False) -> None:
    """Bring the database up to date. The office must be closed, unless --expand is given; make a backup first."""
    import asyncio

    from madang_server.settings import load_settings

    settings = load_settings(data=data, database=database)
    for line in _looked_at(settings) if dry_run else asyncio.run(_done(settings, expand=expand)):
        typer.echo(line)


async def make_usable(settings: "Settings", store: "Store") -> None:
    """Bring the database up to date unless this version can use it as it is. Raises as `_update` does."""
    from madang_server.store import what_to_do

    if not (await what_to_do(store)).is_usable:
        await _update(settings, store)


async def _update(settings: "Settings", store: "Store", *, expand: bool = False) -> "Plan":
    """Bring the database up to date unless it is; then nobody may serve an office in it. Raises `HeldElsewhere`.

    `expand`: run steps that only add, whoever serves one.
    """
    from madang_server.revisions import Kind
    from madang_server.single_writer import single_writer
    from madang_server.store import bring_up_to_date, what_to_do

    plan = await what_to_do(store)
    if plan.is_done:
        return plan
    with single_writer(settings):
        return await bring_up_to_date(store, beside=(Kind.EXPAND,) if expand else ())


async def _done(settings: "Settings", *, expand: bool) -> list[str]:
    from madang_server.data_folder import prepare_data
    from madang_server.store import open_store

    prepare_data(settings)
    store = open_store(settings.database_url)
    try:
        plan = await _update(settings, store, expand=expand)
    finally:
        await store.close()
    if plan.waiting:
        return [*_ran(plan), *_waiting(plan)]
    if plan.is_done:
        return [f"{_name(settings)}: {_up_to_date(plan)}"]
    return [*_ran(plan), f"{_name(settings)}: is up to date now, at {plan.newest}"]


def _ran(plan: "Plan") -> list[str]:
    return _steps(plan, "made", "ran")


def _waiting(plan: "Plan") -> list[str]:
    from madang_server.store.migration_plan import said_servers

    why = f"served by {said_servers(plan.served_by)}" if plan.served_by else "`madang migrate` runs it without --expand"
    return [f"waits: {_said(step)}; {why}" for step in plan.waiting]


def _up_to_date(plan: "Plan") -> str:
    return (
        f"is at {plan.present}, of a newer version, which this one can use"
        if plan.is_newer
        else f"is up to date, at {plan.newest}"
    )


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
    from madang_server.revisions import Kind
    from madang_server.single_writer import holder_of
    from madang_server.store.migration_plan import contents_of, plan_of, prove_whole, said_servers, servers_of

    plan = plan_of(connection)
    checked = "the file is whole (integrity check)" if prove_whole(connection) else "PostgreSQL checks its own files"
    contents = ", ".join(f"{name}: {count}" for name, count in contents_of(connection).items())
    revision = f"{plan.present}, of a {'newer' if plan.is_newer else 'known'} version" if plan.present else "none"
    server = holder_of(settings) or said_servers(servers_of(connection))
    first = "`--expand` runs this beside it" if all(step.kind is Kind.EXPAND for step in plan.steps) else "close it first"
    return [
        f"database: {_name(settings)}",
        f"revision: {revision}; this version needs {plan.newest}",
        f"in it: {contents or 'no office'}",
        f"checked: {checked}",
        f"served by: {f'{server}; {first}' if server and not plan.is_done else server or 'nobody'}",
        *([_up_to_date(plan)] if plan.is_done else _steps(plan, "would make", "would run")),
    ]


def _steps(plan: "Plan", makes: str, runs: str) -> list[str]:
    if plan.present is None:
        return [f"{makes}: the tables of {plan.newest}"]
    return [f"{runs}: {_said(step)}" for step in plan.steps]


def _said(step: "Step") -> str:
    from madang_server.revisions import Kind

    return f"{step.revision}{'' if step.kind is Kind.BOTH else f' ({step.kind})'}: {step.words}"


def _name(settings: "Settings") -> str:
    """Return which database it is, without a password."""
    from sqlalchemy import make_url

    file: Path | None = settings.sqlite_file
    if file is not None:
        return f"{file} (SQLite)"
    url = make_url(settings.database_url)
    return f"{url.database} at {url.host or url.query.get('host') or 'this machine'} (PostgreSQL)"
