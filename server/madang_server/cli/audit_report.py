"""What `madang audit ...` reads and prints, and what other commands of the terminal tell the audit log."""

import asyncio
import getpass
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import typer

from madang_office.audit import TERMINAL, AuditEntry, AuditKind, AuditRow, Fault, details_of
from madang_server.data_folder import check_database_place
from madang_server.faults import Misconfigured, StorageFailed
from madang_server.settings import Settings
from madang_server.store import Store, audit_chain, audit_log, audit_names, migration_state, open_store
from madang_server.store.audit_log import Checked, Wanted

LOG_SINCE = "v0013"
_WORDS = {
    Fault.CHANGED: "row {} was changed",
    Fault.MISSING: "row {} is missing",
    Fault.MISPLACED: "row {} does not follow the row before it: it was put in or moved",
    Fault.ADDED: "row {} was added behind the end of the chain",
    Fault.UNSAID: "the rows up to {} are gone, and no row says that they were pruned",
    Fault.UNKNOWN_HEAD: "no row up to {}, the last, has the hash that was expected: its end was cut off, or it was written anew",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are to be printed. `since`: in UTC."""

    since: datetime | None
    actor: str | None
    subject: str | None
    kind: str | None
    limit: int


def print_checks(settings: Settings, *, office: str | None, expected: str | None) -> bool:
    """Print what was found of each log, one line each. False: one is broken. Raises `Misconfigured`."""
    results: list[Checked] = []

    async def work(store: Store) -> None:
        results.append(await audit_log.check(store, expected=expected))
        typer.echo(f"{store.office}: {said(results[-1])}", err=results[-1].fault is not None)

    asyncio.run(_with_logs(settings, office, work, one=expected is not None))
    return all(result.fault is None for result in results)


def said(found: Checked) -> str:
    """Return what was found of a log, for one line."""
    if found.fault is not None:
        return _WORDS[found.fault.fault].format(found.fault.number)
    if found.first_at is None or found.last_at is None:
        return "the audit log has no rows"
    span = f"from {_time(found.first_at)} to {_time(found.last_at)}"
    return f"the chain holds: {found.rows} rows, {span}, head {found.head.number} {found.head.hash}"


def print_rows(settings: Settings, asked: Asked, *, office: str | None, as_json: bool) -> None:
    """Print the rows that are asked for. Raises `Misconfigured`."""
    if asked.kind is not None and asked.kind not in set(AuditKind):
        raise Misconfigured(f"--kind: {asked.kind} is none; known are {', '.join(AuditKind)}")

    async def work(store: Store) -> None:
        async with store.read() as sql:
            wanted = Wanted(
                actor=await audit_names.actor_of(sql, asked.actor) if asked.actor else None,
                kind=asked.kind,
                subject=await audit_names.reference_of(sql, asked.subject) if asked.subject else None,
                since=int(asked.since.replace(tzinfo=UTC).timestamp()) if asked.since else None,
            )
            rows = await audit_log.newest(sql, wanted, limit=asked.limit)
            names = await audit_names.names_of(sql, rows)
        for row in rows:
            typer.echo(json.dumps(asdict(row), ensure_ascii=False) if as_json else _line(row, names))

    asyncio.run(_with_logs(settings, office, work))


def _line(row: AuditRow, names: dict[str, str]) -> str:
    named = (f"{each} ({names[each]})" if each in names else each for each in (row.actor, row.subject))
    actor, subject = named
    return "\t".join((row.office, str(row.number), _time(row.at), actor, row.kind, subject or "-", row.details))


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[tuple[Store, list[str] | None]]:
    """Give the store, and which offices have a log in it, for the block; None: it is of before the audit log."""
    store = open_store(settings.database_url)
    try:
        present, _ = await migration_state(store)
        if present is None or present < LOG_SINCE:
            yield store, None
            return
        async with store.read() as sql:
            offices = await audit_log.offices_with_logs(sql)
        yield store, offices
    finally:
        await store.close()


async def _with_logs(
    settings: Settings, office: str | None, work: Callable[[Store], Awaitable[None]], *, one: bool = False
) -> None:
    """Do the work with the part of each office that has a log, or of the one. Raises `Misconfigured`.

    `one`: there must be one alone.
    """
    if settings.sqlite_file is not None and not settings.sqlite_file.is_file():
        raise Misconfigured(f"{settings.sqlite_file}: there is no office here")
    check_database_place(settings)
    async with _opened(settings) as (store, known):
        if known is None:
            raise Misconfigured("setting database: it is of before the audit log; madang migrate makes it")
        if office is not None and office not in known:
            raise Misconfigured(f"--office: {office} has no audit log; known are {', '.join(known) or 'none'}")
        if one and office is None and len(known) > 1:
            raise Misconfigured(f"--office: say whose head is expected; known are {', '.join(known)}")
        for each in known if office is None else [office]:
            await work(store.of(each))


def terminal_user() -> str:
    """Return under which account of the machine somebody is at the terminal; of `sudo` the one who asked for it."""
    try:
        return os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        return f"uid {os.getuid()}"


def tell_all_logs(settings: Settings, kind: AuditKind, **details: str | int) -> None:
    """Tell the log of every office what was done at the terminal with all of their data; a database of before has none.

    Raises `StorageFailed`.
    """
    at = int(datetime.now(UTC).timestamp())
    told = details_of(**details, by=terminal_user())
    entry = AuditEntry(at=at, actor=TERMINAL, kind=kind, details=told)

    async def work() -> None:
        async with _opened(settings) as (store, offices):
            if not offices:
                return
            async with store.write() as sql:
                for office in offices:
                    await audit_chain.append(sql, [entry], office=office)

    asyncio.run(work())


def tell_of_backup(settings: Settings, file: str) -> None:
    """Tell the logs that a backup was made, which is there whether they can be written or not."""
    try:
        tell_all_logs(settings, AuditKind.BACKUP_MADE, file=file)
    except StorageFailed as error:
        typer.echo(f"madang: the backup is written, and the audit log could not be told ({error.reason})", err=True)


def check_restored(settings: Settings, file: str) -> bool:
    """Check the logs of a restored backup, and tell them of it. False: one is broken; it is said, and stays restored."""
    broken = asyncio.run(_broken_logs(settings))
    for line in broken:
        typer.echo(f"madang: {line}", err=True)
    if not broken:
        tell_all_logs(settings, AuditKind.BACKUP_RESTORED, file=file)
    return not broken


async def _broken_logs(settings: Settings) -> list[str]:
    async with _opened(settings) as (store, offices):
        found = {office: await audit_log.check(store.of(office)) for office in offices or ()}
    return [f"audit log of {office}: {said(checked)}" for office, checked in found.items() if checked.fault is not None]
