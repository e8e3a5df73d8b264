"""The checks of `madang doctor`: each looks at one thing that the office needs, and says what it found."""

import asyncio
import platform
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote
from time import time

from madang_server.attachments.intake import Intake
from madang_server.attachments.opening import open_intake
from madang_server.attachments.storage import FilesAway
from madang_server.catalogue import Catalogue, load_catalogue
from madang_server.cli.office_day import said_day
from madang_server.data_folder import check_database_place, make_data, readable_by_others
from madang_server.faults import Misconfigured, StorageFailed
from madang_server.offices import OfficeFiles, find_offices
from madang_server.settings import SERVICES_FILE, Settings
from madang_server.store import open_store, what_to_do
from madang_server.store.migration_plan import Plan

DISK_BYTES_MIN = 500 * 1024 * 1024
PYTHON_MIN = (3, 11)
Finding = tuple[bool, str]


def examine(settings: Settings) -> Iterator[tuple[str, Finding]]:
    """Yield every check with what it found; a check never raises."""
    for name, check in (("python", _python), ("node", _node), ("data", _data), ("database", _database)):
        yield name, check(settings)
    yield from _examine_offices(settings)
    for name, check in (("files", _files), ("port", _port), ("disk", _disk), ("client", _client)):
        yield name, check(settings)


def _examine_offices(settings: Settings) -> Iterator[tuple[str, Finding]]:
    try:
        offices = find_offices(settings)
    except Misconfigured as error:
        yield "offices", (False, str(error))
        return
    for office in offices:
        which = f" of {office.id}" if office.base else ""
        offered = _offered(office)
        yield f"places{which}", _places(office.settings)
        yield f"services{which}", _services(offered)
        yield f"hours{which}", _hours(offered)
        yield f"site{which}", _site(offered)


def _python(_settings: Settings) -> Finding:
    return sys.version_info >= PYTHON_MIN, platform.python_version()


def _node(_settings: Settings) -> Finding:
    found = shutil.which("node")
    return True, found or "not found (needed only to build the client)"


def _data(settings: Settings) -> Finding:
    try:
        make_data(settings)
    except Misconfigured as error:
        return False, str(error)
    readable = " ".join(quote(str(path)) for path in readable_by_others(settings))
    if readable:
        return False, f"others on this machine may read what is the office's own: chmod go= {readable}"
    return True, f"{settings.data} can be written, by its owner alone"


def _database(settings: Settings) -> Finding:
    try:
        check_database_place(settings)
        plan = asyncio.run(_plan(settings))
    except Misconfigured as error:
        return False, str(error)
    except StorageFailed as error:
        return False, f"it cannot be opened ({error.reason})"
    if plan.present is None:
        return True, "empty; the first start makes the tables"
    if plan.is_newer:
        return True, f"at {plan.present}, of a newer version, which this one can use"
    return True, "up to date" if plan.is_done else f"at {plan.present}; the next start brings it to {plan.newest}"


async def _plan(settings: Settings) -> Plan:
    store = open_store(settings.database_url)
    try:
        return await what_to_do(store)
    finally:
        await store.close()


def _places(settings: Settings) -> Finding:
    from madang_server.plans import find_plans, start_place

    try:
        plans = find_plans(settings.places)
        return True, f"{', '.join(sorted(plans))}; people begin in {start_place(settings, plans)}"
    except Misconfigured as error:
        return False, str(error)


@dataclass(frozen=True, slots=True)
class _Offered:
    """What the office offers, read once; or why it cannot be read."""

    broken: str  # plug-ins
    catalogue: Catalogue | Misconfigured


def _offered(office: OfficeFiles) -> _Offered:
    from madang_counters.discovery import discover

    found = discover()
    broken = "; ".join(f"plug-in {fault.name} is broken ({fault.code})" for fault in found.faults)
    try:
        return _Offered(broken, load_catalogue(office.services, found.backends, since=time()))
    except Misconfigured as error:
        return _Offered(broken, error)


def _services(offered: _Offered) -> Finding:
    if isinstance(offered.catalogue, Misconfigured):
        return False, str(offered.catalogue)
    return not offered.broken, offered.broken or ", ".join(offered.catalogue.offers)


def _hours(offered: _Offered) -> Finding:
    if isinstance(offered.catalogue, Misconfigured):
        return True, "not known, while the services have a fault"
    return True, said_day(offered.catalogue, time())


def _site(offered: _Offered) -> Finding:
    """Warns, and does not fail: an office that tries Madang out has no such page yet."""
    if isinstance(offered.catalogue, Misconfigured):
        return True, "not known, while the services have a fault"
    site = offered.catalogue.site
    missing = [name for name in ("privacy", "accessibility", "telephone") if getattr(site, name) is None]
    if site.privacy is None:
        return (
            True,
            f"WARNING: forms take personal data and no page says how it is protected; set site.privacy in {SERVICES_FILE}",
        )
    endless = [name for name in offered.catalogue.offers if offered.catalogue.kept_days_of(name) is None]
    if site.retention is not None and endless:
        return (
            True,
            f"WARNING: site.retention says how long requests are kept, and those of {', '.join(endless)} stay; set kept_days",
        )
    return True, f"privacy page {site.privacy}" + (f"; not set: {', '.join(missing)}" if missing else "")


def _port(settings: Settings) -> Finding:
    from madang_server.listening_port import take_port

    try:
        door: socket.socket = take_port(settings.host, settings.port)
    except Misconfigured as error:
        return False, str(error)
    door.close()
    return True, f"{settings.host}:{settings.port} is free"


def _disk(settings: Settings) -> Finding:
    folder = settings.data if settings.data.exists() else settings.data.absolute().parent
    free = shutil.disk_usage(folder if folder.exists() else "/").free
    return free >= DISK_BYTES_MIN, f"{free // 1024**2} MB free"


def _files(settings: Settings) -> Finding:
    where = settings.files_folder if settings.attachments == "folder" else f"bucket {settings.s3_bucket}"
    try:
        asyncio.run(_proved(open_intake(settings)))
    except Misconfigured as error:
        return False, str(error)
    except FilesAway as error:
        return False, f"{where} takes none now ({error.reason})"
    scanned = ", scanned by clamd" if settings.clamd is not None else ""
    return True, f"{where} takes files of requests{scanned}"


async def _proved(intake: Intake) -> None:
    await intake.prove_usable()
    await intake.storage.close()


def _client(settings: Settings) -> Finding:
    built = settings.has_page
    return built, f"built in {settings.client}" if built else f"not built ({settings.client} has no index.html); run: make web"
