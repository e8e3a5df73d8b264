"""One node of a cluster, put together: its offices, and what passes people on to the others. Constructs, decides nothing."""

import asyncio
import hashlib
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from msgspec import to_builtins
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.server import ServerState

from madang_protocol import messages as m
from madang_server.background_task import background_task
from madang_server.cluster.boards import Boards
from madang_server.cluster.http_relay import HttpRelay
from madang_server.cluster.late_steps import run_late_steps
from madang_server.cluster.node_metrics import NodeMetrics
from madang_server.cluster.nodes import Node
from madang_server.cluster.office_host import OfficeHost
from madang_server.cluster.office_slot import OfficeSlot
from madang_server.cluster.redis_link import RedisLink
from madang_server.cluster.registry import NodeRegistry
from madang_server.cluster.shared_tries import SharedTries
from madang_server.cluster.socket_relay import SocketRelay, SocketRelays, passed_on
from madang_server.cluster.status import cluster_status
from madang_server.faults import Misconfigured
from madang_server.live.live import Live
from madang_server.live.office_sockets import OfficeSockets
from madang_server.offices import OfficeFiles
from madang_server.request_target import Headers
from madang_server.revisions import newest_revision
from madang_server.served_office import ServedOffice, Shared, build_office
from madang_server.settings import Settings
from madang_server.store.shards import ADDRESS_CHARS_MAX
from madang_server.version import installed_version
from madang_server.web import office_web
from madang_server.web.client_page import PAGE_FILE

BUILDS_MAX = 3  # of the page that are asked for a file: the versions beside this one
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - read, not listened at


class ClusterNode:
    """This process among others. Nothing listens and nobody is told before `running`."""

    def __init__(self, offices: Sequence[OfficeFiles], shared: Shared) -> None:
        """`offices`: all that there are, of which this node will have some. Raises `Misconfigured`."""
        self.shared = shared = replace(shared, elsewhere=self._page_file)
        settings = shared.settings
        assert settings.redis is not None
        self.id, self.address = settings.node_name, node_address(settings)
        self._page = page_build(settings.client)
        self._since = shared.environment.now()
        self._link = RedisLink(settings.redis)
        self._store = shared.store
        self._requests = HttpRelay(self.id, self._address_of)
        self.slots = [OfficeSlot(_builder(files, shared), self._elsewhere) for files in offices]
        self.registry = NodeRegistry(self._link, self.about_me)
        self.relays = SocketRelays(self.id, self._address_of, tracing=shared.tracing)
        self.host = OfficeHost(
            store=shared.store,
            slots=self.slots,
            node=self.id,
            address=self.address,
            nodes=lambda: self.registry.nodes,
            asked_to_drain=lambda: self.registry.asked_to_drain,
            moved=self.relays.moved,
        )
        self._boards = Boards(self._link, [slot.id for slot in self.slots], self._own_boards)
        self._tries = SharedTries(self._link, shared.throttle, self._store.boot)
        self.sockets = NodeSockets(self.slots, self.relays)
        self.registries = OpenRegistries(self.slots)
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
            draining=self.host.draining,
        )

    async def cluster(self) -> dict[str, Any]:
        """Return how the cluster stands, as JSON has it, and what the offices are called. Raises `StorageFailed`."""
        facts = (await cluster_status(self._store, self._link)).facts()
        names = {slot.id: to_builtins(slot.office.catalogue.site.name) for slot in self.slots}
        for office in facts["offices"]:
            office["title"] = names.get(office["id"])
        return facts

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """A node at work, for the block; then its offices are handed over."""
        await self.registry.look()
        async with AsyncExitStack() as beside:
            for work, name in (
                (self.registry.run(), "nodes"),
                (self.host.run(), "offices"),
                (self._boards.run(), "boards"),
                (self._tries.tell(), "tries told"),
                (self._tries.listen(), "tries heard"),
                (run_late_steps(self._store, lambda: self.host.revision), "late steps"),
            ):
                await beside.enter_async_context(background_task(work, name))
            yield
            await self.host.close()
        await self.registry.leave()
        await self._requests.close()
        await self._link.close()

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


class NodeSockets(OfficeSockets):
    """The sockets at one node: of the offices that are open here, and those that are passed on."""

    def __init__(self, slots: Sequence[OfficeSlot], relays: SocketRelays) -> None:
        super().__init__(LiveOffices(slots))
        self._slots = {slot.office.live.path: slot for slot in slots}
        self._relays = relays

    def maker_for(self, target: bytes, headers: Headers) -> Callable[..., asyncio.Protocol]:
        """Return what makes the connection's protocol: it is passed on unless the office is here, or another node passed it.

        While the office is being opened here, it waits for that as for another's.
        """
        slot = self._slots.get(target.partition(b"?")[0].decode("latin-1"))
        if slot is None or slot.is_open or (passed_on(headers) and not slot.is_busy):
            return self

        def make(config: Config, server_state: ServerState, app_state: dict[str, Any]) -> SocketRelay:
            del config, app_state
            return self._relays.make(slot.id, server_state)

        return make


class LiveOffices(Mapping[str, Live[Any]]):
    """The live side of each office as it stands now, by the path of its sockets."""

    def __init__(self, slots: Sequence[OfficeSlot]) -> None:
        self._slots = {slot.office.live.path: slot for slot in slots}

    def __getitem__(self, path: str) -> Live[Any]:
        return self._slots[path].office.live

    def __iter__(self) -> Iterator[str]:
        return iter(self._slots)

    def __len__(self) -> int:
        return len(self._slots)


class OpenRegistries(Mapping[str, CollectorRegistry]):
    """The figures of the offices that are open here, by id."""

    def __init__(self, slots: Sequence[OfficeSlot]) -> None:
        self._slots = slots

    def _open(self) -> dict[str, CollectorRegistry]:
        return {slot.id: slot.office.registry for slot in self._slots if slot.is_open}

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


def page_build(client: Path) -> str:
    """Return what tells this build of the page from others; nothing where none was built."""
    try:
        return hashlib.blake2b((client / PAGE_FILE).read_bytes(), digest_size=8).hexdigest()
    except OSError:
        return ""


def others_by_build(nodes: Iterable[Node], own: str) -> list[str]:
    """Return where one node of each build of the page other than our own is; one that drains where there is no other."""
    found = {node.page: node.address for node in sorted(nodes, key=lambda node: not node.draining) if node.page != own}
    return list(found.values())[:BUILDS_MAX]


def node_address(settings: Settings) -> str:
    """Return where the other nodes reach this one: as the settings say, or where it listens. Raises `Misconfigured`."""
    if settings.node_url is not None:
        address = str(settings.node_url).rstrip("/")
        if settings.node_url.scheme != "http" or len(address) > ADDRESS_CHARS_MAX:
            raise Misconfigured(f"setting node_url: must begin with http:// and have at most {ADDRESS_CHARS_MAX} characters")
        return address
    if settings.host in EVERY_ADDRESS:
        raise Misconfigured(f"setting node_url: must say where the other nodes reach this one, as host is {settings.host}")
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def _builder(files: OfficeFiles, shared: Shared) -> Callable[[], ServedOffice]:
    return lambda: build_office(files, shared)
