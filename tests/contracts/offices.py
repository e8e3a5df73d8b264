"""The two offices that the live side is tested and run with: the one in memory, and the real one on a real database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.live.memory_office import MemoryOffice
from tests.server.office_site import RecordingNotifier, open_site

SIGN_IN = "s" * 40
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
async def in_memory(_folder: Path) -> AsyncIterator[Seam]:
    notifier = RecordingNotifier()
    office = MemoryOffice(notifier, officers={SIGN_IN: "Officer Han"})

    async def keep(*, full: bool) -> None:
        office.full = full

    yield Seam(office, notifier, SIGN_IN, lambda: keep(full=True), lambda: keep(full=False))


@asynccontextmanager
async def on_a_database(folder: Path) -> AsyncIterator[Seam]:
    file, aside = folder / "madang.db", folder / "aside.db"

    async def move(here: Path, there: Path) -> None:
        await asyncio.to_thread(here.rename, there)

    async with open_site(folder) as site:
        sign_in = await site.sign_in("Officer Han")
        yield Seam(site.office, site.notifier, sign_in, lambda: move(file, aside), lambda: move(aside, file))
