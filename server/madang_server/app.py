"""Constructs a whole server from its settings: one office at `/`, or several below `/o/` and their list; or a node of a cluster.

Decides nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

from madang_counters.documents import Renderer
from madang_server.accounts import Accounts
from madang_server.attachments.opening import open_intake
from madang_server.cluster.wall_clock import WallClock
from madang_server.environment import Environment
from madang_server.faults import Misconfigured
from madang_server.live import Journal
from madang_server.live.office_sockets import OfficeSockets
from madang_server.office_app import Newcomers
from madang_server.offices import OfficeFiles, find_offices
from madang_server.outgoing.opening import close_senders, open_senders
from madang_server.plans import find_plans
from madang_server.second_factors import SecondFactors
from madang_server.served_office import ART, SHEETS, ServedOffice, Shared, build_office, find_backends
from madang_server.settings import Settings
from madang_server.store import Store, open_store
from madang_server.tracing import Tracing
from madang_server.version import installed_version
from madang_server.web import (
    Facts,
    ListedOffice,
    Throttle,
    UploadLimits,
    create_web,
    download_turns,
    health_routes,
    metrics_of,
    office_list_routes,
    office_web,
    place_art_routes,
    public_routes,
    read_looks,
    security_headers,
    server_routes,
    shared_file_routes,
    site_routes,
)

if TYPE_CHECKING:
    from madang_server.cluster.node import ClusterNode
    from madang_server.openid import OpenIdProvider


@dataclass(frozen=True, slots=True)
class Application:
    """A server that is put together and not yet open. It has at least one office."""

    settings: Settings
    store: Store
    offices: Sequence[ServedOffice]  # which this server has as long as it runs; none of a node, whose offices come and go
    node: "ClusterNode | None"
    sockets: OfficeSockets
    app: FastAPI
    headers: dict[str, str]  # of every answer, those of the listener itself too

    @property
    def session_count(self) -> int:
        """How many people are in all offices, those among them whose connection is lost and who may come back."""
        return self.node.host.people if self.node else sum(office.live.session_count for office in self.offices)

    @property
    def services(self) -> dict[str, list[str]]:
        """The services of every office."""
        offices = [slot.office for slot in self.node.slots] if self.node else self.offices
        return {office.id: list(office.catalogue.offers) for office in offices}


def build(settings: Settings, environment: Environment | None = None) -> Application:
    """Construct everything. Reads plans, looks and services.toml; touches no database, nothing listens. Raises `Misconfigured`.

    `environment`: clock, ids and chance, for tests. The caller serves `app`, with `sockets` for WebSockets (listener.py).
    """
    environment = environment or Environment()
    return _node(settings, environment) if settings.is_node else _own_offices(settings, environment)


def _own_offices(settings: Settings, environment: Environment) -> Application:
    """Return a server that has all offices of its data folder."""
    shared = _shared(settings, environment)
    offices = [build_office(one, shared) for one in find_offices(settings)]
    sockets = OfficeSockets({office.live.path: office.live for office in offices})
    return Application(settings, shared.store, offices, None, sockets, _web(offices, shared), _headers(settings))


def _node(settings: Settings, environment: Environment) -> Application:
    """Return a node of a cluster, which goes by the database's time."""
    wall_clock = WallClock(environment.now, environment.monotonic)
    shared = _shared(settings, replace(environment, now=wall_clock.now))
    node = _cluster_node(find_offices(settings), shared, wall_clock)
    return Application(settings, shared.store, [], node, node.sockets, _node_web(node), _headers(settings))


def _headers(settings: Settings) -> dict[str, str]:
    names = settings.node_names if settings.is_node else None
    return security_headers(https=settings.address.startswith("https:"), node_names=names)


def _shared(settings: Settings, environment: Environment) -> Shared:
    """Return what all offices of this server use."""
    store = open_store(settings.database_url, connections=settings.database_connections, seconds=settings.database_seconds)
    return Shared(
        settings=settings,
        environment=environment,
        store=store,
        accounts=Accounts(store, environment, sign_in_hours=settings.sign_in_hours, factors=_second_factors(settings)),
        newcomers=Newcomers(environment.monotonic, settings.newcomers_per_minute),
        throttle=Throttle(environment.monotonic),
        renderer=Renderer(),
        backends=find_backends(),
        looks=read_looks(ART / "people" / "looks.json"),
        journal=_opens_journals(settings),
        tracing=_tracing(settings),
        openid=_openid(settings, environment),
        node=settings.node_name if settings.is_node else "",
        rooms_elsewhere=None,
        plans=cache(find_plans),
        intake=open_intake(settings),
        uploads=UploadLimits(environment.monotonic),
        downloads=download_turns(),
        senders=open_senders(settings, environment.now),
    )


def _cluster_node(files: Sequence[OfficeFiles], shared: Shared, wall_clock: WallClock) -> "ClusterNode":
    if shared.settings.node_names is not None and shared.settings.public_url is None:
        raise Misconfigured("setting node_names: needs public_url too; only its pages may open sockets at other names")
    try:
        from madang_server.cluster.node import ClusterNode  # needs what an office alone does not install
    except ImportError as error:
        raise Misconfigured("setting redis: the packages of a cluster are missing; install madang[cluster]") from error
    return ClusterNode(files, shared, wall_clock)


def _tracing(settings: Settings) -> Tracing | None:
    if settings.traces is None:
        return None
    try:
        return Tracing(str(settings.traces).rstrip("/"), settings.node_name)
    except ImportError as error:
        raise Misconfigured("setting traces: its packages are missing; install madang[traces]") from error


def _openid(settings: Settings, environment: Environment) -> "OpenIdProvider | None":
    """Return the provider by which officers may sign in. Raises `Misconfigured`."""
    if settings.openid_issuer is None:
        return None
    if settings.openid_client_id is None:
        raise Misconfigured("setting openid_issuer: needs openid_client_id too, as the provider knows this server")
    try:
        from madang_server.openid import Client, OpenIdProvider  # its packages are an extra
    except ImportError as error:
        raise Misconfigured("setting openid_issuer: its packages are missing; install madang[openid]") from error
    client = Client(settings.openid_issuer, settings.openid_client_id, settings.openid_client_secret)
    return OpenIdProvider(client, environment.now, environment.monotonic)


def _second_factors(settings: Settings) -> SecondFactors:
    return SecondFactors(settings.second_factor_key, of_supervisors=settings.second_factor == "supervisors")


def _opens_journals(settings: Settings) -> Callable[[Store], Journal] | None:
    """Return what opens the journal of an office's sessions (SPEC S22); None where no Redis is set."""
    if settings.redis is None:
        return None
    from madang_server.cluster.redis_journal import RedisJournal  # its package is an extra

    url = settings.redis

    def opened(store: Store) -> Journal:
        assert store.lease is not None, "an office is claimed before it is opened"
        return RedisJournal.at(url, store.lease)

    return opened


def _web(offices: Sequence[ServedOffice], shared: Shared) -> FastAPI:
    """Return the HTTP side of a server that has all of its offices as long as it runs."""

    async def is_open() -> bool:
        return all(office.live.ready and office.store.owned for office in offices)

    @asynccontextmanager
    async def opened() -> AsyncIterator[None]:
        async with AsyncExitStack() as open_offices:
            for office in offices:
                await open_offices.enter_async_context(office.opened())
            yield

    metrics = metrics_of({office.id: office.registry for office in offices}, installed_version())
    listed = [ListedOffice(office.id, office.catalogue, office.service.office_view) for office in offices]
    pages = {office.base: office_web(office.routers) for office in offices}
    return _create(shared, metrics, is_open, listed, pages, opened, cluster=None)


def _node_web(node: "ClusterNode") -> FastAPI:
    """Return the HTTP side of a node, which has some of the offices and leads to the others."""

    async def is_open() -> bool:
        return node.ready

    metrics = metrics_of(node.registries, installed_version())
    metrics.register(node.metrics)
    listed = [ListedOffice(slot.id, slot.office.catalogue, partial(node.board_of, slot)) for slot in node.slots]
    return _create(node.shared, metrics, is_open, listed, node.pages, node.running, cluster=node.cluster, more=node.routers)


def _create(
    shared: Shared,
    metrics: CollectorRegistry,
    is_open: Callable[[], Awaitable[bool]],
    listed: Sequence[ListedOffice],
    pages: Mapping[str, ASGIApp],
    opened: Callable[[], AbstractAsyncContextManager[None]],
    *,
    cluster: Facts | None,
    more: Sequence[APIRouter] = (),
) -> FastAPI:
    """`pages`: of each office, by the path below which it is; `opened`: the offices at work; `cluster`: this node's.

    `more`: routes beside them.
    """
    settings = shared.settings
    first = [health_routes(metrics, _checks(settings, shared.store, is_open)), server_routes(shared.accounts, cluster), *more]
    if "" not in pages:
        first += _list_routes(listed, shared)

    @asynccontextmanager
    async def lifetime(_app: FastAPI) -> AsyncIterator[None]:
        async with opened():
            yield
        await shared.accounts.close()
        await shared.intake.storage.close()
        close_senders(shared.senders)
        if shared.openid is not None:
            await shared.openid.close()
        await shared.store.close()
        if shared.tracing is not None:
            await asyncio.to_thread(shared.tracing.close)

    return create_web(first, lifetime, settings.host_names, pages)


def _list_routes(listed: Sequence[ListedOffice], shared: Shared) -> list[APIRouter]:
    """Return what is at `/` of several offices: their list, with the files that all of them use."""
    settings = shared.settings
    return [
        office_list_routes(listed),
        site_routes([office.catalogue.site for office in listed], shared.environment.now, ""),
        place_art_routes(places=settings.places, sheets=SHEETS, names=[]),
        public_routes(places=settings.places, art=SHEETS, looks=shared.looks),
        shared_file_routes(settings.client, elsewhere=shared.elsewhere),
    ]


def _checks(settings: Settings, store: Store, is_open: Callable[[], Awaitable[bool]]) -> dict[str, Callable[[], Awaitable[bool]]]:
    async def has_page() -> bool:
        return await asyncio.to_thread(lambda: settings.has_page)

    return {"database": store.reachable, "storage": store.writable, "open": is_open, "page": has_page}
