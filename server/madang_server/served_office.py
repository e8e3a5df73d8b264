"""One office of a server, put together: what it offers, its places, its people and its pages. Constructs, decides nothing."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from fastapi import APIRouter
from prometheus_client import CollectorRegistry

from madang_counters import Backend
from madang_counters.discovery import discover
from madang_counters.documents import Renderer
from madang_counters.runner import Runner
from madang_office.outbox import Way
from madang_server.accounts import Accounts
from madang_server.attachment_sweep import AttachmentSweep
from madang_server.attachments.intake import Intake
from madang_server.audit_watch import AuditWatch
from madang_server.background_task import background_task
from madang_server.catalogue import Catalogue, load_catalogue
from madang_server.environment import Environment
from madang_server.live import Journal, Live, LiveSettings, NodeWays, SessionNotifier
from madang_server.live.elsewhere import RoomsElsewhere
from madang_server.live.ports import Office, V
from madang_server.live.settings import OFFICE_SOCKETS, ROOM_SOCKETS
from madang_server.office_app import Newcomers, OfficeService, Visitor, open_office
from madang_server.office_app.figures import OfficeMetrics
from madang_server.office_tick import tick
from madang_server.offices import OfficeFiles
from madang_server.outgoing.courier import Courier
from madang_server.outgoing.parcel import Sender
from madang_server.plans import start_place
from madang_server.served_accounts import account_routers
from madang_server.served_boards import board_routers
from madang_server.served_contact import contact_routers
from madang_server.settings import Settings
from madang_server.store import Store
from madang_server.tracing import Tracing
from madang_server.web import (
    Elsewhere,
    Throttle,
    Turns,
    UploadLimits,
    attachment_routes,
    client_routes,
    desk_routes,
    document_routes,
    floor_routes,
    own_data_routes,
    party_routes,
    place_art_routes,
    public_routes,
    recovery_routes,
    sign_in_routes,
    site_facts,
    site_routes,
    start_in,
    start_routes,
)
from madang_worlds import Plan

if TYPE_CHECKING:
    from madang_server.openid import OpenIdProvider

_log = structlog.get_logger()
ART = Path(str(resources.files("madang_worlds"))) / "art"
SHEETS = ART / "sheets"


@dataclass(frozen=True, slots=True)
class Shared:
    """What the offices of a server have in common."""

    settings: Settings
    environment: Environment
    store: Store
    accounts: Accounts
    newcomers: Newcomers
    throttle: Throttle
    renderer: Renderer
    backends: Mapping[str, Backend]
    looks: list[dict[str, Any]]
    journal: Callable[[Store], Journal] | None  # of the sessions of an office that was claimed; None: they end with the process
    tracing: Tracing | None
    node: str  # how this node of a cluster is called; nothing: it is none
    rooms_elsewhere: Callable[[OfficeFiles, Store, OfficeService], RoomsElsewhere] | None  # at other nodes; None: all are here
    plans: Callable[[Path], dict[str, Plan]]  # of a folder of places, which offices may share; raises `Misconfigured`
    intake: Intake
    uploads: UploadLimits
    downloads: Turns
    senders: Mapping[Way, Sender]  # the ways to people outside
    openid: "OpenIdProvider | None" = None
    elsewhere: Elsewhere | None = None  # who has files of pages of another build


@dataclass(frozen=True, slots=True)
class ServedOffice:
    """One office that is put together and not yet open."""

    id: str
    catalogue: Catalogue
    store: Store
    service: OfficeService
    live: Live[Visitor]
    rooms_elsewhere: RoomsElsewhere | None
    registry: CollectorRegistry
    own_routers: list[APIRouter]  # what only the server that has the office may answer
    page_routers: list[APIRouter]  # the same at every server; the last answers every path that no other does
    runner: Runner
    audit_watch: AuditWatch
    sweep: AttachmentSweep
    courier: Courier

    @property
    def base(self) -> str:
        """The path below which its pages are; nothing for an office that is alone."""
        return self.catalogue.base

    @property
    def routers(self) -> list[APIRouter]:
        """All of them, in the order in which they are asked."""
        return [*self.own_routers, *self.page_routers]

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """The office at work, for the block: its state is there, people may come in, and it has its seconds."""
        await self.service.start()
        try:
            async with (
                self.runner,
                self.live,
                background_task(tick(self.service), f"tick of {self.id}"),
                background_task(self.audit_watch.run(), f"audit log of {self.id}"),
                background_task(self.sweep.run(), f"files of {self.id}"),
                background_task(self.courier.run(), f"outbox of {self.id}"),
            ):
                yield
        finally:  # also when something beside it has ended with a fault
            await self.service.close()


def find_backends() -> Mapping[str, Backend]:
    """Return the counter plug-ins; one with a fault is named in the log and left out."""
    found = discover()
    for fault in found.faults:
        _log.warning("counter plug-in left out", name=fault.name, code=fault.code, detail=fault.detail)
    return found.backends


def find_catalogue(services: Path, backends: Mapping[str, Backend], now: float) -> Catalogue:
    """Return what the office offers. Raises `Misconfigured`.

    The log names the years, of those through which a term may run from now on, whose public holidays are not known.
    """
    catalogue = load_catalogue(services, backends, since=now)
    unknown = catalogue.holidays.unknown_years(catalogue.day(now))
    if unknown:
        _log.warning("public holidays are not known", years=unknown, add_them_in="holidays.closed", of=str(services))
    return catalogue


def build_office(files: OfficeFiles, shared: Shared) -> ServedOffice:
    """Construct one office. Reads plans and services.toml; touches no database. Raises `Misconfigured`."""
    settings, environment = files.settings, replace(shared.environment)  # with a time of its own: that of another may be ahead
    registry, notifier = CollectorRegistry(), SessionNotifier()
    store = shared.store.of(files.id)
    accounts = shared.accounts.at(store, environment)
    catalogue = replace(find_catalogue(files.services, shared.backends, environment.now()), base=files.base)
    plans = shared.plans(settings.places)
    backends = {name: offer.backend for name, offer in catalogue.offers.items()}
    runner = Runner(backends, deadline_s=settings.backend_seconds, changed=lambda _service: notifier.office_changed())
    office = open_office(
        store=store,
        environment=environment,
        catalogue=catalogue,
        plans=plans.values(),
        runner=runner,
        render=shared.renderer.pdf,
        notifier=notifier,
        accounts=accounts,
        public_url=settings.address + files.base,
        looks={look["id"]: look["role"] for look in shared.looks},
        aided={look["id"] for look in shared.looks if look["aid"]},
        newcomers=shared.newcomers,
        ways=shared.senders,
    )
    live_settings = _live_settings(files, shared, plans, kind=OFFICE_SOCKETS)
    rooms_elsewhere = shared.rooms_elsewhere(files, store, office) if shared.rooms_elsewhere is not None else None
    live = Live(
        office=office,
        notifier=notifier,
        plans=plans,
        settings=live_settings,
        environment=environment,
        registry=registry,
        journal=partial(shared.journal, store) if shared.journal is not None else None,
        tracing=shared.tracing,
        elsewhere=rooms_elsewhere,
    )
    OfficeMetrics(registry, office.figures)
    audit_watch = AuditWatch(store, environment.now)
    base, site = files.base, catalogue.site
    known = {  # what every page asks for first, by its address
        f"{base}/api/start": start_in(live_settings.default_place, base),
        f"{base}/api/looks": {"looks": shared.looks},
        f"{base}/api/site": site_facts(site, base),
    }
    own_routers = [
        sign_in_routes(accounts, shared.throttle, settings.proxies, environment.monotonic),
        attachment_routes(
            store,
            accounts,
            office.files,
            shared.intake,
            uploads=shared.uploads,
            downloads=shared.downloads,
            proxies=settings.proxies,
        ),
        document_routes(store, office.web_acts, site, catalogue.calendar.zone, base),
        recovery_routes(office.recovery, settings.address + base, settings.proxies, environment.monotonic),
        own_data_routes(office.own_data, site, base, environment.monotonic),
        party_routes(office.parties, settings.address + base, settings.proxies, environment.monotonic),
        desk_routes(office, accounts, environment.monotonic),
        *contact_routers(files, catalogue, office, settings, environment, accounts),
        *account_routers(store, environment, accounts, catalogue, settings, shared.throttle, shared.openid),
        *board_routers(store, environment, accounts, catalogue, settings, office, audit_watch),
    ]
    page_routers = [
        site_routes([site], environment.now, base),
        floor_routes(plans.values()),
        start_routes(plans, live_settings.default_place, base),
        place_art_routes(places=settings.places, sheets=SHEETS, names=list(plans)),
        public_routes(places=settings.places, art=SHEETS, looks=shared.looks),
        client_routes(settings.client, known=known, languages=site.languages, base=base, elsewhere=shared.elsewhere),
    ]
    sweep = AttachmentSweep(store, shared.intake.storage, environment.now)
    courier = Courier(office.outbox, shared.senders, files.id)
    beside = runner, audit_watch, sweep, courier
    return ServedOffice(files.id, catalogue, store, office, live, rooms_elsewhere, registry, own_routers, page_routers, *beside)


def build_rooms(
    files: OfficeFiles,
    shared: Shared,
    *,
    office: Office[V],
    notifier: SessionNotifier,
    elsewhere: RoomsElsewhere,
    registry: CollectorRegistry,
    journal: Callable[[], Journal],
    held: Callable[[], bool],
) -> Live[V]:
    """Construct the live side of rooms of an office that another node has (SPEC N23). Raises `Misconfigured`."""
    plans = shared.plans(files.settings.places)
    return Live(
        office=office,
        notifier=notifier,
        plans=plans,
        settings=_live_settings(files, shared, plans, kind=ROOM_SOCKETS),
        environment=shared.environment,
        registry=registry,
        journal=journal,
        elsewhere=elsewhere,
        held=held,
        tracing=shared.tracing,
    )


def _live_settings(files: OfficeFiles, shared: Shared, plans: dict[str, Plan], *, kind: str) -> LiveSettings:
    settings = files.settings
    return LiveSettings(
        base=files.base,
        kind=kind,
        node=shared.node,
        ways=NodeWays(routed=settings.node_paths == "routed", names=settings.node_names),
        default_place=start_place(settings, plans),
        allowed_origins=settings.origins,
        host_names=settings.socket_host_names,
        proxies=settings.proxies,
    )
