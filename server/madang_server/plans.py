"""Which places an office has, and where its people begin. Reads the folder of places, serves nothing."""

from pathlib import Path

import structlog

from madang_server.faults import Misconfigured
from madang_server.settings import Settings
from madang_worlds import Plan, PlanFaults, load_places

_log = structlog.get_logger()


def find_plans(places: Path) -> dict[str, Plan]:
    """Return every place of that folder. Raises `Misconfigured` with the first fault (SPEC R16)."""
    try:
        plans = load_places(places, warn=lambda fault: _log.warning("place warning", fault=str(fault)))
    except PlanFaults as error:
        raise Misconfigured(f"setting places: {error.faults[0]} (see: madang place check)") from error
    if not plans:
        raise Misconfigured(f"setting places: there is no place in {places}")
    return plans


def start_place(settings: Settings, plans: dict[str, Plan]) -> str:
    """Return where a newcomer begins: as set, or where the counters are. Raises `Misconfigured`."""
    if settings.start_place is not None and settings.start_place not in plans:
        raise Misconfigured(
            f"setting start_place: there is no place {settings.start_place}; known are {', '.join(sorted(plans))}"
        )
    return settings.start_place or max(sorted(plans), key=lambda name: len(plans[name].counters))
