"""A server alone, on SQLite or PostgreSQL, whose processes are killed at random instants."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

from tests.chaos.chaos import SERVICES, Broken, Chaos, Report, Scale, until_broken
from tests.chaos.databases import Database, database
from tests.chaos.history import Kept
from tests.server.running import Running, free_port, serving

SERVER, STORAGE = "server", "database"
BOTH = f"{SERVER} and {STORAGE}"


class OneServer(Chaos):
    """One office on one database."""

    def __init__(self, folder: Path, held: Database, scale: Scale, chance: random.Random, told: Callable[[str], None]) -> None:
        super().__init__(held.name, scale, chance, told)
        self._folder = folder
        self._database = held
        self._server: Running | None = None  # none: it is killed
        self._held = ExitStack()
        self._port = free_port()

    async def open(self) -> Mapping[str, str]:
        await self.go_on()
        return {SERVER: f"ws://127.0.0.1:{self._port}"}

    async def go_on(self) -> None:
        if self._server is None:
            self._held.close()
            self._server = await asyncio.to_thread(self._held.enter_context, serving(self._folder, self._port))

    def officer_token(self, name: str) -> str:
        assert self._server is not None
        return self._server.officer_token(name, SERVICES)

    def prove_alive(self) -> None:
        assert self._server is not None
        code = self._server.process.poll()
        if code is not None:
            raise Broken(f"the server ended by itself with {code}:\n{self._server.output[-4_000:]}")

    async def do(self, fault: str) -> None:
        victims = [victim for victim in (SERVER, STORAGE) if victim in fault]
        for victim in self.chance.sample(victims, len(victims)):
            if victim == STORAGE:
                await self._database.kill()
            else:
                assert self._server is not None
                await asyncio.to_thread(self._server.kill)
                self._server = None
        await self._database.start()

    @asynccontextmanager
    async def at_rest(self) -> AsyncIterator[None]:
        live = self._server.process if self._server is not None else None
        if live is not None:
            live.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            if live is not None:
                live.send_signal(signal.SIGCONT)

    def kept(self) -> Kept:
        return self._database.kept()

    async def end(self) -> None:
        assert self._server is not None
        code = await asyncio.to_thread(self._server.stop)
        if code != 0:
            raise Broken(f"the server ended with {code}:\n{self._server.output[-4_000:]}")

    def close(self) -> None:
        """End what still runs."""
        self._held.close()


def plan_of(name: str, count: int, chance: random.Random) -> Iterable[str]:
    """So many kills by chance, of what the database of this name lets be killed."""
    kinds = (SERVER, SERVER, STORAGE, BOTH) if name == "postgresql" else (SERVER,)
    return [chance.choice(kinds) for _ in range(count)]


async def chaos(name: str, plan: Iterable[str], seed: int, folder: Path, told: Callable[[str], None], scale: Scale) -> Report:
    """Do these to an office on the database of this name. Raises `Broken`."""
    with database(name, folder) as held:
        alone = OneServer(folder, held, scale, random.Random(f"{name} {seed}"), told)
        try:
            return await until_broken(alone, plan)
        finally:
            alone.close()
