"""The offices that the live side is tested and run with: one in memory, and the real one on either database, new or updated."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.live.memory_office import MemoryOffice
from tests.postgresql_server import PostgreSQL
from tests.server.filled_office import update_postgresql, update_sqlite
from tests.server.office_site import RecordingNotifier, open_site

SIGN_IN = "s" * 40
BEFORE = "Officer Yu"  # who was there before the update
READ_ONLY, WRITABLE = "SET default_transaction_read_only = on", "RESET default_transaction_read_only"
Do = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Seam:
    """An office behind the port `live.ports.Office`, and what a test may do to it. `office` is typed by the port's users."""

    office: Any
    notifier: RecordingNotifier
    sign_in: str  # of an officer
    break_storage: Do
    mend_storage: Do


@asynccontextmanager
async def in_memory(_folder: Path, _server: PostgreSQL) -> AsyncIterator[Seam]:
    notifier = RecordingNotifier()
    office = MemoryOffice(notifier, officers={SIGN_IN: "Officer Han"})

    async def keep(*, full: bool) -> None:
        office.full = full

    yield Seam(office, notifier, SIGN_IN, lambda: keep(full=True), lambda: keep(full=False))


@asynccontextmanager
async def on_sqlite(folder: Path, _server: PostgreSQL) -> AsyncIterator[Seam]:
    file, aside = folder / "madang.db", folder / "aside.db"

    async def move(here: Path, there: Path) -> None:
        await asyncio.to_thread(here.rename, there)

    async with open_site(folder) as site:
        sign_in = await site.sign_in("Officer Han")
        yield Seam(site.office, site.notifier, sign_in, lambda: move(file, aside), lambda: move(aside, file))


@asynccontextmanager
async def on_postgresql(folder: Path, server: PostgreSQL) -> AsyncIterator[Seam]:
    name = server.migrated()
    (folder / "madang.toml").write_text(f'database = "{server.url(name)}"\n', "utf-8")
    async with _served(folder, server, name) as seam:
        yield seam


@asynccontextmanager
async def on_an_updated_sqlite(folder: Path, server: PostgreSQL) -> AsyncIterator[Seam]:
    update_sqlite(folder, officer=BEFORE)
    async with on_sqlite(folder, server) as seam:
        yield seam


@asynccontextmanager
async def on_an_updated_postgresql(folder: Path, server: PostgreSQL) -> AsyncIterator[Seam]:
    async with _served(folder, server, update_postgresql(folder, server, officer=BEFORE)) as seam:
        yield seam


@asynccontextmanager
async def _served(folder: Path, server: PostgreSQL, database: str) -> AsyncIterator[Seam]:
    async def change(how: str) -> None:
        """Change what a new connection may do; those that there are end, as when another machine takes over as a standby."""
        server.run(f"ALTER DATABASE {database} {how}")
        server.end_connections(database)

    try:
        async with open_site(folder) as site:
            sign_in = await site.sign_in("Officer Han")
            yield Seam(site.office, site.notifier, sign_in, lambda: change(READ_ONLY), lambda: change(WRITABLE))
    finally:
        server.drop(database)
