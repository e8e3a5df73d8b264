"""All offices of which this node has rooms while other nodes have the offices. Begins and ends them; decides nothing."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import structlog

from madang_server.cluster.hosting.room_host import RoomHost
from madang_server.live import Live

EMPTIED_S = 5.0  # at the end of the node its people are taken elsewhere; who is still here then comes back by themselves
LOOK_EVERY_S = 0.05
_log = structlog.get_logger()


class RoomHosts:
    """By office."""

    def __init__(self, make: Callable[[str], RoomHost | None]) -> None:
        """`make` returns a host that is not at work yet; None: there is no such office."""
        self._make = make
        self._at_work: dict[str, tuple[RoomHost, asyncio.Task[None]]] = {}
        self._ends = False

    @property
    def hosts(self) -> Mapping[str, RoomHost]:
        """Those at work."""
        return {office: host for office, (host, _) in self._at_work.items()}

    @property
    def people(self) -> int:
        """How many are in the rooms here."""
        return sum(host.people for host, _ in self._at_work.values())

    def live_at(self, path: str) -> Live[Any] | None:
        """Return the live side of rooms that takes sockets at this path."""
        found = (host.live for host, _ in self._at_work.values() if host.live is not None and host.live.path == path)
        return next(found, None)

    def invited(self, office: str) -> None:
        """Have rooms of this office, unless they are here already."""
        if self._ends or office in self._at_work:
            return
        host = self._make(office)
        if host is not None:
            task = asyncio.create_task(self._run(office, host), name=f"rooms of {office}")
            self._at_work[office] = host, task

    async def _run(self, office: str, host: RoomHost) -> None:
        try:
            await host.run()
        except Exception:  # noqa: BLE001 - a bug of one office's rooms ends these; their people come back by the owner
            _log.exception("rooms of an office ended", office=office)
        finally:
            del self._at_work[office]

    async def close(self) -> None:
        """Let everybody be taken elsewhere, and end."""
        self._ends = True
        with suppress(TimeoutError):
            async with asyncio.timeout(EMPTIED_S):
                while self.people:  # noqa: ASYNC110 - who is here tells nobody
                    await asyncio.sleep(LOOK_EVERY_S)
        tasks = [task for _, task in self._at_work.values()]
        for host, _ in self._at_work.values():
            host.end()
        if tasks:
            await asyncio.wait(tasks)
