"""Opens the port and listens until a signal comes. Knows uvicorn; the application that it opens is handed in."""

import asyncio
import errno
import resource
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import structlog
import uvicorn

from madang_server.app import Application
from madang_server.background_task import background_task
from madang_server.bounded_http import BoundedHttp
from madang_server.connection_places import ConnectionPlaces, most_connections
from madang_server.data_folder import prepare_data
from madang_server.faults import CodeTooOld, HeldElsewhere, Misconfigured, StorageFailed
from madang_server.gc_policy import collect_periodically, without_full_collections
from madang_server.listening_port import take_port
from madang_server.settings import Settings
from madang_server.single_writer import single_writer
from madang_server.store import BESIDE_NODES, bring_up_to_date
from madang_server.version import installed_version

GRACE_S = 10
OPEN_FILES = Path("/proc/self/fd")
NEARLY = 0.9
STANDBY_LOOKS_EVERY_S = 0.5
LOOK_EVERY_S = 5.0
_log = structlog.get_logger()


class Listener(uvicorn.Server):
    """uvicorn, which says when it is open, and when it begins to close: before it waits for what is under way."""

    def __init__(self, config: uvicorn.Config, opened: Callable[[], None], closing: Callable[[], None]) -> None:
        super().__init__(config)
        self._opened = opened
        self._closing = closing

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._opened()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing()
        await super().shutdown(sockets)


def allow_many_sockets() -> None:
    """Raise this process's limit of open files as far as the system lets it: a visitor is a file."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def connection_places(settings: Settings) -> ConnectionPlaces:
    """Return the places for connections, as many as this process may open files for. Call `allow_many_sockets` before."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return ConnectionPlaces(
        in_all=most_connections(settings.connections, files),
        per_source=settings.connections_per_address,
        now=time.monotonic,
        turned_away=lambda full, count: _log.warning("connections turned away", full=full.value, count=count),
    )


async def watch_open_files() -> None:
    """Say in the log when open files are nearly used up, and when they are free again. For ever."""
    nearly = False
    while True:
        used, most = _open_files()
        if (used >= most * NEARLY) is not nearly:
            nearly = not nearly
            _log.warning("open files are nearly used up" if nearly else "open files are free again", used=used, limit=most)
        await asyncio.sleep(LOOK_EVERY_S)


def _open_files() -> tuple[int, int]:
    """Return how many files this process has open, and may open. When none is left even to look, all of them."""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        return sum(1 for _ in OPEN_FILES.iterdir()), most
    except OSError as error:
        return (most if error.errno == errno.EMFILE else 0), most


async def prepare(application: Application, *, watches: bool) -> None:
    """Bring the database up to date and take the office for this server alone. Raises `Misconfigured`.

    `watches`: see first whether the server that has it is still there.
    """
    await update_database(application)
    try:
        for office in application.offices:
            await office.store.claim(watches=watches)
    except HeldElsewhere:
        await application.store.give_up()  # the offices that were taken before the one that is another's
        raise
    except StorageFailed as error:
        raise _cannot_be_opened(error) from error


async def update_database(application: Application) -> None:
    """Bring the database up to date; a node may do it beside others. Raises `Misconfigured`."""
    try:
        plan = await bring_up_to_date(application.store, beside=BESIDE_NODES if application.node is not None else ())
    except CodeTooOld as error:
        _log.error("the database needs a newer version", cause=str(error))
        raise
    except StorageFailed as error:
        raise _cannot_be_opened(error) from error
    if plan.steps:
        _log.info("the database is brought up to date", before=plan.present, steps=[step.revision for step in plan.steps])
    if plan.waiting:
        waiting = [step.revision for step in plan.waiting]
        _log.info("steps of the database wait until older servers are gone", steps=waiting, older=plan.served_by)
    if plan.is_newer:
        _log.info("the database is of a newer version, and can be used", at=plan.present, of_this=plan.newest)


def _cannot_be_opened(error: StorageFailed) -> Misconfigured:
    return Misconfigured(f"setting database: it cannot be opened ({error.reason})")


@asynccontextmanager
async def office_taken(application: Application, waits: Callable[[str], None] | None) -> AsyncIterator[socket.socket]:
    """The office for this server alone, and the socket that listens at its address, for the block. Raises `Misconfigured`."""
    settings = application.settings
    with ExitStack() as held:
        if waits is not None and application.node is None:
            held.enter_context(await _when_free(application, waits))
        listening = held.enter_context(take_port(settings.host, settings.port))
        if application.node is not None:
            await update_database(application)
        elif waits is None:
            held.enter_context(single_writer(settings))
            await prepare(application, watches=True)
        yield listening


async def _when_free(application: Application, waits: Callable[[str], None]) -> ExitStack:
    """Wait until no other server has the office, and return what holds it then. `waits` is told once whose it is.

    A database that is away meanwhile is waited for too.
    """
    told = False
    while True:
        with ExitStack() as held:
            try:
                held.enter_context(single_writer(application.settings))
                await prepare(application, watches=False)
            except HeldElsewhere as elsewhere:
                if not told:
                    waits(str(elsewhere))
                told = True
            except Misconfigured as fault:
                if not told or not isinstance(fault.__cause__, StorageFailed):
                    raise
            else:
                return held.pop_all()
        await asyncio.sleep(STANDBY_LOOKS_EVERY_S)


async def listen(application: Application, opened: Callable[[], None], waits: Callable[[str], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; then every connection is closed with 4503 (SPEC S12). Raises `Misconfigured`.

    Raises `OfficeLost` when another server has taken the office, and all is closed (SPEC C23).
    `waits`: stand by while another server has the office, and take over; it is told whose the office is.
    """
    settings = application.settings
    allow_many_sockets()
    prepare_data(settings)
    async with office_taken(application, waits) as listening:
        config = uvicorn.Config(
            application.app,
            ws=application.sockets,  # type: ignore[arg-type]  # uvicorn takes any maker of a protocol
            http=partial(
                BoundedHttp,
                places=connection_places(settings),
                proxies=settings.proxies,
                choose_socket=application.sockets.maker_for,
            ),  # type: ignore[arg-type]  # a maker, as for ws
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # `addresses` reads them, the same for requests and sockets
            headers=list(application.headers.items()),
            timeout_graceful_shutdown=GRACE_S,
        )
        for asked in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asked, _quietly)  # uvicorn hands the signal on when all is closed: then it is no news
        closing = application.node.end if application.node is not None else _nothing
        server = Listener(config, lambda: _announce(application, opened), closing)
        with without_full_collections():
            async with (
                background_task(_end_when_lost(application, server), "end of the lease"),
                background_task(collect_periodically(lambda: application.session_count), "garbage collection"),
                background_task(watch_open_files(), "open files"),
            ):
                await server.serve(sockets=[listening])
    _log.info("office closed", version=installed_version())
    for office in application.offices:
        office.store.prove_not_lost()


async def _end_when_lost(application: Application, server: uvicorn.Server) -> None:
    """Close everything in order once another server has one of the offices."""
    leases = [office.store.lease for office in application.offices if office.store.lease is not None]
    lost = {asyncio.create_task(lease.lost.wait(), name=f"end of the lease of {lease.office}"): lease for lease in leases}
    try:
        done, _ = await asyncio.wait(lost, return_when=asyncio.FIRST_COMPLETED) if lost else (set(), set())
        for lease in map(lost.__getitem__, done):
            _log.error("another server has the office; this one ends", office=lease.office, epoch=lease.epoch)
            server.should_exit = True
    finally:
        for task in lost:
            task.cancel()


def _announce(application: Application, opened: Callable[[], None]) -> None:
    settings = application.settings
    _log.info(
        "office open",
        version=installed_version(),
        address=settings.address,
        listening=f"{settings.host}:{settings.port}",
        services=application.services,
        data=str(settings.data.absolute()),
    )
    opened()


def _nothing() -> None:
    """An office that is alone closes when nobody asks it anything any more."""


def _quietly(_signal: int, _frame: object) -> None:
    """Everything is closed in order; the process ends by itself, with 0."""
