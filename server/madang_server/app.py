"""The one file that constructs: settings in, a whole server out. Everything else receives what it needs. Decides nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import structlog
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from madang_counters.discovery import discover
from madang_counters.documents import Renderer
from madang_counters.runner import Runner
from madang_server.accounts import Accounts
from madang_server.background_task import background_task
from madang_server.catalogue import Catalogue, load_catalogue
from madang_server.environment import Environment
from madang_server.live import Live, LiveSettings, SessionNotifier
from madang_server.office_app import OfficeService, Visitor, open_office
from madang_server.office_app.figures import OfficeMetrics
from madang_server.plans import find_plans, start_place
from madang_server.settings import SERVICES_FILE, Settings
from madang_server.store import Store, bring_up_to_date, open_store
from madang_server.version import installed_version
from madang_server.web import (
    Throttle,
    client_routes,
    create_web,
    document_routes,
    floor_routes,
    health_routes,
    office_routes,
    place_art_routes,
    public_routes,
    read_looks,
    security_headers,
    sign_in_routes,
    site_facts,
    site_routes,
    start_in,
    start_routes,
)

_log = structlog.get_logger()
ART = Path(str(resources.files("madang_worlds"))) / "art"
SHEETS = ART / "sheets"
OFFICE_TICK_S = 1.0


@dataclass(frozen=True, slots=True)
class Application:
    """A server that is put together and not yet open."""

    settings: Settings
    store: Store
    office: OfficeService
    live: Live[Visitor]
    app: FastAPI
    headers: dict[str, str]  # of every answer, those of the listener itself too


def build(settings: Settings, environment: Environment | None = None) -> Application:
    """Construct everything. Reads plans, looks and services.toml; touches no database, nothing listens. Raises `Misconfigured`.

    `environment`: clock, ids and chance, for tests. The caller serves `app`, with `live.socket` for WebSockets (listener.py).
    """
    environment = environment or Environment()
    registry, notifier = CollectorRegistry(), SessionNotifier()
    store = open_store(settings.database_url, connections=settings.database_connections, seconds=settings.database_seconds)
    accounts = Accounts(store, environment, sign_in_hours=settings.sign_in_hours)
    catalogue = find_catalogue(settings, environment.now())
    plans = find_plans(settings)
    looks = read_looks(ART / "people" / "looks.json")
    backends = {name: offer.backend for name, offer in catalogue.offers.items()}
    runner = Runner(backends, deadline_s=settings.backend_seconds, changed=lambda _service: notifier.office_changed())
    office = open_office(
        store=store,
        environment=environment,
        catalogue=catalogue,
        plans=plans.values(),
        runner=runner,
        render=Renderer().pdf,
        notifier=notifier,
        accounts=accounts,
        public_url=settings.address,
        looks={look["id"]: look["role"] for look in looks},
        aided={look["id"] for look in looks if look["aid"]},
        newcomers_per_minute=settings.newcomers_per_minute,
    )
    live_settings = LiveSettings(
        default_place=start_place(settings, plans),
        allowed_origins=settings.origins,
        host_names=settings.host_names,
        proxies=settings.proxies,
    )
    live = Live(
        office=office,
        notifier=notifier,
        plans=plans,
        settings=live_settings,
        environment=environment,
        registry=registry,
    )
    OfficeMetrics(registry, office.figures, installed_version())
    # What every page asks for first, by its address.
    known = {
        "/api/start": start_in(live_settings.default_place),
        "/api/looks": {"looks": looks},
        "/api/site": site_facts(catalogue.site),
    }
    routers = [
        health_routes(registry, _checks(settings, store, live)),
        sign_in_routes(accounts, Throttle(environment.monotonic), settings.proxies),
        document_routes(store, office.delivered, catalogue.site, catalogue.calendar.zone),
        office_routes(office),
        site_routes(catalogue.site, environment.now),
        floor_routes(plans.values()),
        start_routes(plans, live_settings.default_place),
        place_art_routes(places=settings.places, sheets=SHEETS, names=list(plans)),
        public_routes(places=settings.places, art=SHEETS, looks=looks),
        client_routes(settings.client, known=known),
    ]
    lifetime = _lifetime(store, accounts, office, live, runner)
    app = create_web(routers, lifetime, settings.host_names)
    headers = security_headers(https=settings.address.startswith("https:"))
    return Application(settings, store, office, live, app, headers)


def find_catalogue(settings: Settings, now: float) -> Catalogue:
    """Return what the office offers; a plug-in with a fault is named in the log and left out. Raises `Misconfigured`.

    The log also names the years, of those through which a term may run from now on, whose public holidays are not known.
    """
    found = discover()
    for fault in found.faults:
        _log.warning("counter plug-in left out", name=fault.name, code=fault.code, detail=fault.detail)
    catalogue = load_catalogue(settings.data / SERVICES_FILE, found.backends, since=now)
    unknown = catalogue.holidays.unknown_years(catalogue.day(now))
    if unknown:
        _log.warning("public holidays are not known", years=unknown, add_them_in="holidays.closed")
    return catalogue


def _checks(settings: Settings, store: Store, live: Live[Visitor]) -> dict[str, Callable[[], Awaitable[bool]]]:
    async def is_open() -> bool:
        return live.ready and store.owned

    async def has_page() -> bool:
        return await asyncio.to_thread(lambda: settings.has_page)

    return {"database": store.reachable, "storage": store.writable, "open": is_open, "page": has_page}


def _lifetime(
    store: Store,
    accounts: Accounts,
    office: OfficeService,
    live: Live[Visitor],
    runner: Runner,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifetime(_app: FastAPI) -> AsyncIterator[None]:
        await bring_up_to_date(store)
        await office.start()
        async with runner, live, background_task(_tick(office), "office tick"):
            yield
        await office.close()
        await accounts.close()
        await store.close()

    return lifetime


async def _tick(office: OfficeService) -> None:
    """Give the office its second, for ever. A bug in one second is logged and does not end the next."""
    while True:
        await asyncio.sleep(OFFICE_TICK_S)
        try:
            await office.tick()
        except Exception:  # noqa: BLE001 - whatever it is, the office must have its next second
            _log.exception("the office's tick failed")
