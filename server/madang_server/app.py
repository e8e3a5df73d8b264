"""Constructs a whole server from its settings: one office at `/`, or several below `/o/` and their list. Decides nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, FastAPI

from madang_counters.documents import Renderer
from madang_server.accounts import Accounts
from madang_server.environment import Environment
from madang_server.live.office_sockets import OfficeSockets
from madang_server.office_app import Newcomers
from madang_server.offices import find_offices
from madang_server.plans import find_plans
from madang_server.served_office import ART, SHEETS, ServedOffice, Shared, build_office, find_backends
from madang_server.settings import Settings
from madang_server.store import Store, open_store
from madang_server.version import installed_version
from madang_server.web import (
    ListedOffice,
    Throttle,
    create_web,
    health_routes,
    metrics_of,
    office_list_routes,
    place_art_routes,
    public_routes,
    read_looks,
    security_headers,
    shared_file_routes,
    site_routes,
)


@dataclass(frozen=True, slots=True)
class Application:
    """A server that is put together and not yet open. It has at least one office."""

    settings: Settings
    store: Store
    offices: Sequence[ServedOffice]
    sockets: OfficeSockets
    app: FastAPI
    headers: dict[str, str]  # of every answer, those of the listener itself too

    @property
    def session_count(self) -> int:
        """How many people are in all offices, those among them whose connection is lost and who may come back."""
        return sum(office.live.session_count for office in self.offices)


def build(settings: Settings, environment: Environment | None = None) -> Application:
    """Construct everything. Reads plans, looks and services.toml; touches no database, nothing listens. Raises `Misconfigured`.

    `environment`: clock, ids and chance, for tests. The caller serves `app`, with `sockets` for WebSockets (listener.py).
    """
    environment = environment or Environment()
    store = open_store(settings.database_url, connections=settings.database_connections, seconds=settings.database_seconds)
    accounts = Accounts(store, environment, sign_in_hours=settings.sign_in_hours)
    looks = read_looks(ART / "people" / "looks.json")
    shared = Shared(
        settings=settings,
        environment=environment,
        store=store,
        accounts=accounts,
        newcomers=Newcomers(environment.monotonic, settings.newcomers_per_minute),
        throttle=Throttle(environment.monotonic),
        renderer=Renderer(),
        backends=find_backends(),
        looks=looks,
        plans=cache(find_plans),
    )
    offices = [build_office(files, shared) for files in find_offices(settings)]
    metrics = metrics_of({office.id: office.registry for office in offices}, installed_version())
    health = health_routes(metrics, _checks(settings, store, offices))
    lifetime = _lifetime(store, accounts, offices)
    first = [health, *_first_routes(settings, offices, environment, looks)]
    below = {office.base: office.routers for office in offices if office.base}
    app = create_web(first, lifetime, settings.host_names, below)
    sockets = OfficeSockets({office.live.path: office.live for office in offices})
    headers = security_headers(https=settings.address.startswith("https:"))
    return Application(settings, store, offices, sockets, app, headers)


def _first_routes(
    settings: Settings, offices: Sequence[ServedOffice], environment: Environment, looks: list[dict[str, object]]
) -> list[APIRouter]:
    """Return what is at `/`: the office that is alone, or the list of several with the files that all of them use."""
    if not offices[0].base:
        return offices[0].routers
    listed = [ListedOffice(office.id, office.catalogue, office.service.office_view) for office in offices]
    return [
        office_list_routes(listed),
        site_routes([office.catalogue.site for office in offices], environment.now, ""),
        place_art_routes(places=settings.places, sheets=SHEETS, names=[]),
        public_routes(places=settings.places, art=SHEETS, looks=looks),
        shared_file_routes(settings.client),
    ]


def _checks(settings: Settings, store: Store, offices: Sequence[ServedOffice]) -> dict[str, Callable[[], Awaitable[bool]]]:
    async def is_open() -> bool:
        return all(office.live.ready and office.store.owned for office in offices)

    async def has_page() -> bool:
        return await asyncio.to_thread(lambda: settings.has_page)

    return {"database": store.reachable, "storage": store.writable, "open": is_open, "page": has_page}


def _lifetime(
    store: Store, accounts: Accounts, offices: Sequence[ServedOffice]
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifetime(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as open_offices:
            for office in offices:
                await open_offices.enter_async_context(office.opened())
            yield
        await accounts.close()
        await store.close()

    return lifetime
