"""One node of a cluster, put together: its offices, and what passes people on to the others. Constructs, decides nothing."""

import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from msgspec import to_builtins
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp, Receive, Scope, Send

from madang_protocol import messages as m
from madang_server.background_task import background_task
from madang_server.cluster.boards import Boards
from madang_server.cluster.hosting.assembly import Hosting
from madang_server.cluster.hosting.hosts import Hosts
from madang_server.cluster.hosting.room_hosts import RoomHosts
from madang_server.cluster.http_relay import HttpRelay
from madang_server.cluster.late_steps import run_late_steps
from madang_server.cluster.node_metrics import NodeMetrics
from madang_server.cluster.node_sockets import NodeSockets
from madang_server.cluster.nodes import Node
from madang_server.cluster.office_host import OfficeHost
from madang_server.cluster.office_slot import OfficeSlot
from madang_server.cluster.own_address import OwnAddress, node_address
from madang_server.cluster.page_builds import others_by_build, page_build
from madang_server.cluster.redis_link import RedisLink
from madang_server.cluster.registry import NodeRegistry
from madang_server.cluster.shared_tries import SharedTries
from madang_server.cluster.socket_relay import SocketRelays
from madang_server.cluster.status import cluster_status
from madang_server.cluster.wall_clock import WallClock
from madang_server.live import Gate
from madang_server.office_app import OfficeService
from madang_server.offices import OfficeFiles
from madang_server.revisions import newest_revision
from madang_server.served_office import ServedOffice, Shared, build_office
from madang_server.store import Store
from madang_server.version import installed_version
from madang_server.web import office_web

_log = structlog.get_logger()


class ClusterNode:
    """This process among others. Nothing listens and nobody is told before `running`."""

    def __init__(self, offices: Sequence[OfficeFiles], shared: Shared, wall_clock: WallClock) -> None:
        """`offices`: all that there are, of which this node will have some; they go by `wall_clock`. Raises `Misconfigured`."""
        self.shared = shared = replace(shared, elsewhere=self._page_file, rooms_elsewhere=self._hosts_of)
        settings = shared.settings
        assert settings.redis is not None
        self.id, self.address = settings.node_name, node_address(settings)
        self._page = page_build(settings.client)
        self.own_address = OwnAddress(self.address, self.id, host=urlsplit(settings.address).netloc)
        self._trusts_this_machine_alone = settings.trusts_this_machine_alone
        self._since = shared.environment.now()
        self._link = RedisLink(settings.redis)
        self._store = shared.store
        self._wall_clock = wall_clock
        self._requests = HttpRelay(self.id, self._address_of)
        self.hosting = Hosting(
            offices,
            lambda: self.shared,
            node=self.id,
            address=self.address,
            redis=self._link,
            registry=lambda: self.registry,
            offices_here=lambda: self.host,
        )
        rooms = self.hosting.rooms
        self.registry = NodeRegistry(self._link, self.about_me, new_secret=shared.environment.secret, invited=rooms.invited)
        self.slots = [OfficeSlot(_builder(files, shared), self._elsewhere) for files in offices]
        self.relays = SocketRelays(self.id, self._address_of, tracing=shared.tracing)
        self.host = OfficeHost(
            store=shared.store,
            slots=self.slots,
            node=self.id,
            address=self.address,
            nodes=lambda: self.registry.nodes,
            asked_to_drain=lambda: self.registry.asked_to_drain,
            moved=self.relays.moved,
            may_take=lambda: self.own_address.reached and wall_clock.is_known,
        )
        self._boards = Boards(self._link, [slot.id for slot in self.slots], self._own_boards)
        self._tries = SharedTries(self._link, shared.throttle, self._store.boot)
        self.sockets = NodeSockets(
            self.slots,
            rooms,
            self.relays,
            Gate(settings.socket_host_names, settings.origins),
            nodes=lambda: self.registry.nodes,
            secret=lambda: self.registry.secret,
        )
        self.registries = OpenRegistries(self.slots, rooms)
        self.metrics = NodeMetrics(self.about_me, lambda: bool(self.registry.reached))

    @property
    def pages(self) -> Mapping[str, ASGIApp]:
        """What answers below the path of each office."""
        return {slot.office.base: _Pages(slot) for slot in self.slots}

    @property
    def ready(self) -> bool:
        """Whether people may be sent to this node: it knows who has which office, and is not about to end."""
        return self.host.has_looked and not self.host.draining

    def board_of(self, slot: OfficeSlot) -> m.Office:
        """Return what the board of the office says, wherever it is."""
        return (None if slot.is_open else self._boards.of(slot.id)) or slot.office.service.office_view()

    def about_me(self) -> Node:
        """Return what the other nodes may know of this one."""
        return Node(
            id=self.id,
            address=self.address,
            boot=self._store.boot,
            pid=os.getpid(),
            host=socket.gethostname(),
            version=installed_version(),
            schema=newest_revision(),
            page=self._page,
            since=self._since,
            offices=self.host.offices,
            sessions=self.host.people,
            passed_on=self.relays.count,
            hosted=self.hosting.rooms.people,
            hosts_rooms=True,
            draining=self.host.draining,
            reached=self.own_address.reached,
        )

    async def cluster(self) -> dict[str, Any]:
        """Return how the cluster stands, as JSON has it, and what the offices are called. Raises `StorageFailed`."""
        facts = (await cluster_status(self._store, self._link)).facts()
        names = {slot.id: to_builtins(slot.office.catalogue.site.name) for slot in self.slots}
        for office in facts["offices"]:
            office["title"] = names.get(office["id"])
        return facts

    @property
    def routers(self) -> list[APIRouter]:
        """What a node answers beside what every server does."""
        return [self.own_address.routes()]

    def end(self) -> None:
        """Begin to hand the offices over, for good: this node is about to end (SPEC N4)."""
        self.host.end()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """A node at work, for the block; then its offices are handed over."""
        if self._trusts_this_machine_alone:
            _log.warning("trusted_proxies is empty: whom a balancer or another node passes on counts as coming from that machine")
        await self.registry.look()
        async with AsyncExitStack() as beside:
            for work, name in (
                (self.registry.run(), "nodes"),
                (self.own_address.run(), "own address"),
                (self._wall_clock.run(self._store.wall_time), "wall clock"),
                (self.host.run(), "offices"),
                (self._boards.run(), "boards"),
                (self._tries.tell(), "tries told"),
                (self._tries.listen(), "tries heard"),
                (run_late_steps(self._store, lambda: self.host.revision), "late steps"),
            ):
                await beside.enter_async_context(background_task(work, name))
            yield
            await self.hosting.rooms.close()
            await self.host.close()
        await self.registry.leave()
        await self._requests.close()
        await self._link.close()

    def _hosts_of(self, files: OfficeFiles, store: Store, office: OfficeService) -> Hosts:
        return self.hosting.hosts_of(files, store, office)  # which is made after what is told of it

    def _address_of(self, office: str) -> str | None:
        return self.host.address_of(office)  # which is made after those who ask

    async def _page_file(self, request: Request) -> Response | None:
        """Ask a node of each other build of the page for a file (SPEC N14); None: nobody has it."""
        return await self._requests.ask_any(request, others_by_build(self.registry.nodes.values(), self._page))

    def _own_boards(self) -> dict[str, m.Office]:
        return {slot.id: slot.office.service.office_view() for slot in self.slots if slot.is_open}

    def _elsewhere(self, office: ServedOffice) -> FastAPI:
        """Return the pages of an office that another node has: what needs it is asked of that node, the rest is the same."""
        return office_web([self._requests.routes_like(office.id, office.own_routers), *office.page_routers])


class OpenRegistries(Mapping[str, CollectorRegistry]):
    """The figures of the offices that are open here, and of the rooms of others, by the office's id."""

    def __init__(self, slots: Sequence[OfficeSlot], rooms: RoomHosts) -> None:
        self._slots = slots
        self._rooms = rooms

    def _open(self) -> dict[str, CollectorRegistry]:
        rooms = {office: host.registry for office, host in self._rooms.hosts.items()}
        return rooms | {slot.id: slot.office.registry for slot in self._slots if slot.is_open}

    def __getitem__(self, office: str) -> CollectorRegistry:
        return self._open()[office]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open())

    def __len__(self) -> int:
        return len(self._open())


class _Pages:
    """The pages of an office as it stands now."""

    def __init__(self, slot: OfficeSlot) -> None:
        self._slot = slot

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._slot.pages(scope, receive, send)


def _builder(files: OfficeFiles, shared: Shared) -> Callable[[], ServedOffice]:
    return lambda: build_office(files, shared)
