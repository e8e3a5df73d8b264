"""What `madang officer ...` and `madang demo` do with the accounts of the staff, and print."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import typer

from madang_protocol.limits import NAME_CHARS_MAX
from madang_protocol.writing import tidy_line
from madang_server.accounts import Accounts
from madang_server.cli.audit_report import terminal_user
from madang_server.cli.migrate import make_usable
from madang_server.data_folder import prepare_data
from madang_server.environment import Environment
from madang_server.faults import Misconfigured
from madang_server.offices import find_office
from madang_server.settings import Settings
from madang_server.store import Store, case_rows, open_store

DEMO = "demo"
REASONS_MAX = 1_000
LAB = "load-officer-"  # accounts of `madang load`, with a number behind; every run takes them again


def _with_store(settings: Settings, office: str | None, work: Callable[[Store], Awaitable[None]]) -> None:
    async def run() -> None:
        chosen = find_office(settings, office).id
        prepare_data(settings)
        store = open_store(settings.database_url)
        try:
            await make_usable(settings, store)
            await work(store.of(chosen))
        finally:
            await store.close()

    asyncio.run(run())


def _with_accounts(settings: Settings, office: str | None, work: Callable[[Accounts], Awaitable[None]]) -> None:
    async def with_store(store: Store) -> None:
        await work(Accounts(store, Environment(), sign_in_hours=settings.sign_in_hours, by=terminal_user()))

    _with_store(settings, office, with_store)


def offered_services(settings: Settings, office: str | None) -> list[str]:
    """Return the services of the office, by id. Raises `Misconfigured`."""
    from madang_counters.discovery import discover
    from madang_server.catalogue import load_catalogue

    return list(load_catalogue(find_office(settings, office).services, discover().backends).offers)


def _known(settings: Settings, services: str, office: str | None) -> list[str]:
    offered = offered_services(settings, office)
    wanted = [service.strip() for service in services.split(",") if service.strip()]
    unknown = [service for service in wanted if service not in offered]
    if unknown or not wanted:
        what = unknown[0] if unknown else "nothing"
        raise Misconfigured(f"--services: {what} is not offered here; known are {', '.join(offered)}")
    return wanted


def add(settings: Settings, name: str, *, services: str, skills: str, supervisor: bool = False, office: str | None) -> None:
    """Make an account and print its one-time password. Raises `Misconfigured`."""
    wanted = _known(settings, services, office)
    if not 1 <= len(name) <= NAME_CHARS_MAX:
        raise Misconfigured(f"the name may hold 1 to {NAME_CHARS_MAX} visible characters")

    async def work(accounts: Accounts) -> None:
        _prove_unlike(name, [known.name for known in await accounts.all()])
        password = await accounts.add(name, services=wanted, skills=_skills(skills), supervisor=supervisor)
        typer.echo(f"{name}: one-time password {password}")

    _with_accounts(settings, office, work)


def post(
    settings: Settings, name: str, *, services: str, skills: str, supervisor: bool | None = None, office: str | None
) -> None:
    """Give an account of another office a post in this one, change it, or without services take it. Raises `Misconfigured`."""
    wanted = _known(settings, services, office) if services.strip() else []

    async def work(accounts: Accounts) -> None:
        if not wanted:
            await accounts.take_post(name)
            typer.echo(f"{name}: works here no longer")
            return
        _prove_unlike(name, [known.name for known in await accounts.all()])
        await accounts.give_post(name, services=wanted, skills=_skills(skills), supervisor=supervisor)
        closed = any(known.name == name and known.disabled for known in await accounts.all())
        how = "once the account is opened again (madang officer renew)" if closed else "with the password that it has"
        typer.echo(f"{name}: works here for {', '.join(wanted)}, {how}")

    _with_accounts(settings, office, work)


def _skills(given: str) -> list[str]:
    return [skill for skill in map(tidy_line, given.split(",")) if skill]


def _prove_unlike(name: str, others: list[str]) -> None:
    """Raise `Misconfigured` for a name that looks like another one; the very same is a fault of its own."""
    from madang_server.office_app.reserved_names import looks_like

    alike = next((known for known in others if known != name and looks_like(name, [known])), None)
    if alike is not None:
        raise Misconfigured(f"officer {name}: nobody could tell it from {alike}")


def print_all(settings: Settings, *, everyone: bool, office: str | None) -> None:
    """Print the accounts, one a line. `everyone`: the closed ones of the load tool, too."""

    async def work(accounts: Accounts) -> None:
        for officer in await accounts.all():
            if officer.disabled and officer.name.startswith(LAB) and not everyone:
                continue
            state = "disabled" if officer.disabled else "has not signed in yet" if officer.one_time else "active"
            typer.echo(f"{officer.name}\t{','.join(officer.services)}\t{state}{', supervisor' if officer.supervisor else ''}")

    _with_accounts(settings, office, work)


def disable(settings: Settings, name: str, *, office: str | None) -> None:
    """Close an account. Raises `Misconfigured` when there is none."""

    async def work(accounts: Accounts) -> None:
        await accounts.disable(name)
        typer.echo(f"{name}: disabled")

    _with_accounts(settings, office, work)


def renew(settings: Settings, name: str, *, office: str | None) -> None:
    """Print a new one-time password of an account. Raises `Misconfigured` when there is none."""

    async def work(accounts: Accounts) -> None:
        typer.echo(f"{name}: one-time password {await accounts.renew(name)}")

    _with_accounts(settings, office, work)


def end_factor(settings: Settings, name: str, *, office: str | None) -> None:
    """Take a lost second factor off an account. Raises `Misconfigured` when there is none."""

    async def work(accounts: Accounts) -> None:
        await accounts.end_factor(name)
        typer.echo(f"{name}: signs in by the password alone")

    _with_accounts(settings, office, work)


def add_demonstration(settings: Settings, *, office: str | None) -> None:
    """Make the demonstration officer if there is none, and print how to sign in."""

    async def work(accounts: Accounts) -> None:
        if any(officer.name == DEMO for officer in await accounts.all()):
            typer.echo(f"The demonstration officer {DEMO} is there already (new password: madang officer renew {DEMO})")
            return
        services = offered_services(settings, office)
        if await accounts.exists(DEMO):
            await accounts.give_post(DEMO, services=services, skills=["english"])
            typer.echo(f"The demonstration officer {DEMO} of another office works here too, with the same password")
            return
        password = await accounts.add(DEMO, services=services, skills=["english"])
        typer.echo(f"Demonstration officer: name {DEMO}, one-time password {password}")

    _with_accounts(settings, office, work)


def print_reasons(settings: Settings, *, office: str | None) -> None:
    """Print for which reasons officers opened cases that were not theirs, the newest first."""

    async def work(store: Store) -> None:
        async with store.read() as sql:
            for row in await case_rows.reasons(sql, limit=REASONS_MAX):
                at = datetime.fromtimestamp(row.at, UTC).isoformat(timespec="seconds")
                typer.echo(f"{at}\t{row.name}\t{row.number}\t{row.text}")

    _with_store(settings, office, work)
