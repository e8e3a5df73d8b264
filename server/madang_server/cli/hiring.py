"""Opens accounts for simulated officers in the office's own database, hands their sign-ins over, and closes them again."""

import asyncio
import json
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from madang_server.accounts import Accounts, SignIn
from madang_server.cli.staff import LAB, offered_services
from madang_server.environment import Environment
from madang_server.faults import Misconfigured
from madang_server.offices import find_office
from madang_server.settings import DATABASE_FILE, Settings
from madang_server.store import open_store


@contextmanager
def hired_for_load(settings: Settings, officers: int, *, office: str | None) -> Iterator[Path]:
    """Do as `hired` for that many officers of `madang load`. Raises `Misconfigured` where there is no office yet."""
    if not settings.database and not (settings.data / DATABASE_FILE).is_file():
        raise Misconfigured(f"--officers: no office keeps its database in {settings.data}; give --data as the server has it")
    with hired(settings, [f"{LAB}{number}" for number in range(1, officers + 1)], office=office) as sign_ins:
        yield sign_ins


@contextmanager
def hired(settings: Settings, names: list[str], *, office: str | None) -> Iterator[Path]:
    """Open an account for each name, one that was closed before again; yield a file of sign-ins. They are closed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        sign_ins = Path(folder) / "sign-ins.json"
        sign_ins.write_text(json.dumps(asyncio.run(_hire(settings, names, office))), "utf-8")
        try:
            yield sign_ins
        finally:
            asyncio.run(_dismiss(settings, names, office))


async def _hire(settings: Settings, names: list[str], office: str | None) -> list[dict[str, str]]:
    store = open_store(settings.database_url)
    try:
        accounts = Accounts(store.of(find_office(settings, office).id), Environment(), sign_in_hours=1)
        known = {officer.name for officer in await accounts.all()}
        services = offered_services(settings, office)
        for_all = [await _sign_in(accounts, name, services, known=name in known) for name in names]
    finally:
        await store.close()
    return [{"name": name, "token": token} for name, token in zip(names, for_all, strict=True)]


async def _sign_in(accounts: Accounts, name: str, services: list[str], *, known: bool) -> str:
    if not known and await accounts.exists(name):  # of another office of this server, from an earlier run
        await accounts.give_post(name, services=services, skills=["english"])
        known = True
    password = await accounts.renew(name) if known else await accounts.add(name, services=services, skills=["english"])
    entered = await accounts.sign_in(name, password, secrets.token_urlsafe())  # nobody ever knows the new password
    if not isinstance(entered, SignIn) or entered.token is None:
        raise Misconfigured(f"--officers: the account {name} cannot sign in")
    return entered.token


async def _dismiss(settings: Settings, names: list[str], office: str | None) -> None:
    store = open_store(settings.database_url)
    try:
        accounts = Accounts(store.of(find_office(settings, office).id), Environment(), sign_in_hours=1)
        for name in names:
            await accounts.disable(name)
    finally:
        await store.close()
