"""Plans from files: the one part of this package that reads any. A plan with a fault is never returned (SPEC R16)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from madang_worlds.faults import FaultList, PlanFault, PlanFaults
from madang_worlds.plan import Plan
from madang_worlds.plan_reading import read_plan
from madang_worlds.tiled import PLACE_FILE, place_name, read_drawing, whole_path


def load_plan(path: Path) -> Plan:
    """Return the plan of one Tiled map (`.tmj`).

    Raises `PlanFaults` with every fault of it at once, also when the file cannot be read (SPEC R16). Where its doors lead is
    not looked at: `check_places` and `load_places` do that.
    """
    plan, faults = _read(path)
    _raise_but_warnings(faults.faults)
    assert plan is not None, "what has no plan has a fault"
    return plan


def check_plan(path: Path) -> list[PlanFault]:
    """Return every fault of one Tiled map; empty when it is in order. Where its doors lead is not looked at (SPEC R16)."""
    return _read(path)[1].faults


def check_places(paths: Iterable[Path]) -> list[PlanFault]:
    """Return every fault of these maps, also doors that lead to no place beside them or to no entry of it (SPEC R16).

    A door to no place here is a warning (SPEC R22). Of a `place.tmj` it finds all that `load_places` would reject.
    """
    read = cache(_read)  # maps of one folder have the same neighbours
    faults = []
    for path in paths:
        plan, found = read(path)
        known = {place_name(near): read(near)[0] for near in _beside(path)} | {place_name(path): plan}
        faults += _with_lost_doors(found, plan, known)
    return faults


def load_places(folder: Path, *, warn: Callable[[PlanFault], None] = lambda _fault: None) -> dict[str, Plan]:
    """Return name -> plan for every `<folder>/<name>/place.tmj`; empty when there is none.

    Raises `PlanFaults` with every fault of all maps at once: of each map itself, and of doors that lead to no entry of a place
    of the folder (SPEC R16). The caller shows the faults to the author; no plan is returned then. A door to a place that is not
    in the folder is told to `warn`, and closed (SPEC R22).
    """
    read = {path.parent.name: _read(path) for path in sorted(folder.glob(f"*/{PLACE_FILE}"))}
    known = {name: plan for name, (plan, _) in read.items()}
    faults = [fault for plan, found in read.values() for fault in _with_lost_doors(found, plan, known)]
    _raise_but_warnings(faults)
    for fault in faults:
        warn(fault)
    return {name: _with_closed_doors(plan, known) for name, plan in known.items() if plan is not None}


def _with_closed_doors(plan: Plan, known: Mapping[str, Plan | None]) -> Plan:
    doors = {name: replace(door, closed=door.target_place not in known) for name, door in plan.doors.items()}
    return replace(plan, doors=doors)


def _beside(path: Path) -> list[Path]:
    """Return the maps that are served together with this one. For one that is not called `place.tmj`: those of its folder."""
    folder = whole_path(path).parent
    return sorted(folder.parent.glob(f"*/{PLACE_FILE}") if path.name == PLACE_FILE else folder.glob("*.tmj"))


def _raise_but_warnings(faults: list[PlanFault]) -> None:
    broken = [fault for fault in faults if not fault.warning]
    if broken:
        raise PlanFaults(broken)


def _read(path: Path) -> tuple[Plan | None, FaultList]:
    faults = FaultList(str(path))
    drawing = read_drawing(path, faults)
    return (read_plan(drawing, faults) if drawing is not None else None), faults


def _with_lost_doors(found: FaultList, plan: Plan | None, known: Mapping[str, Plan | None]) -> list[PlanFault]:
    """Return the faults of a map, with one for each door to no place, or to no entry of it.

    Entries of a place that cannot be read are not judged.
    """
    faults = found.copy()
    for door in plan.doors.values() if plan is not None else ():
        target = known.get(door.target_place)
        if door.target_place not in known:
            what = f"the exit leads to {door.target_place!r}, which is no place here: the door is closed"
            mend = f"Lead it to one of {', '.join(known)}"
            faults.add(what, mend, layer=door.layer, object_=door.object, warning=True)
        elif target is not None and door.target_entry and door.target_entry not in target.entries:
            what = f"the exit leads to entry {door.target_entry!r}, which {door.target_place!r} does not have"
            faults.add(what, "Lead it to an entry of that place, or to its start by none", layer=door.layer, object_=door.object)
    return faults.faults
