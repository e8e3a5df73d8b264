"""Plans from files: the one part of this package that reads any. A plan with a fault never gets out of here (SPEC R16)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from madang_worlds.faults import FaultList, PlanFault, PlanFaults
from madang_worlds.plan import Plan
from madang_worlds.survey import survey
from madang_worlds.tiled import PLACE_FILE, place_name, read_drawing, whole_path


def load_plan(path: Path) -> Plan:
    """Return the plan of a Tiled map. Raises PlanFaults with everything that is wrong in it."""
    plan, faults = _read(path)
    if plan is None or faults:
        raise PlanFaults(faults)
    return plan


def check_plan(path: Path) -> list[PlanFault]:
    """Return everything that is wrong with a Tiled map by itself, wherever its doors lead."""
    return _read(path)[1]


def check_places(paths: Iterable[Path]) -> list[PlanFault]:
    """Return everything that is wrong with these maps where they stand, also doors that lead to no place beside them."""
    read = cache(_read)  # the neighbours of one map are those of the next
    faults = []
    for path in paths:
        plan, found = read(path)
        known = {place_name(near): read(near)[0] for near in _beside(path)} | {place_name(path): plan}
        faults += [*found, *_lost_doors(plan, path, known)]
    return faults


def load_places(folder: Path) -> dict[str, Plan]:
    """Return the plan of every `<folder>/<name>/place.tmj`. Raises PlanFaults, also for doors that lead to none of them."""
    files = {path.parent.name: path for path in sorted(folder.glob(f"*/{PLACE_FILE}"))}
    read = {name: _read(path) for name, path in files.items()}
    known = {name: plan for name, (plan, _) in read.items()}
    faults = [fault for name, (plan, found) in read.items() for fault in (*found, *_lost_doors(plan, files[name], known))]
    if faults:
        raise PlanFaults(faults)
    return {name: plan for name, plan in known.items() if plan is not None}


def _beside(path: Path) -> list[Path]:
    """Return the maps that are served together with this one; of one that is not called `place.tmj`, those of its folder."""
    folder = whole_path(path).parent
    return sorted(folder.parent.glob(f"*/{PLACE_FILE}") if path.name == PLACE_FILE else folder.glob("*.tmj"))


def _read(path: Path) -> tuple[Plan | None, list[PlanFault]]:
    faults = FaultList(str(path))
    drawing = read_drawing(path, faults)
    plan = survey(drawing, faults) if drawing is not None else None
    # The same property is read by several parts; its fault is one.
    return plan, list(dict.fromkeys(faults.faults))


def _lost_doors(plan: Plan | None, path: Path, known: Mapping[str, Plan | None]) -> Iterator[PlanFault]:
    """Yield a fault for each door to no place, or to no entry of it. Of a place that cannot be read no entry is asked for."""
    for door in plan.doors.values() if plan is not None else ():
        target = known.get(door.target_place)
        if door.target_place not in known:
            what = f"the exit leads to {door.target_place!r}, which is no place here"
            yield PlanFault(str(path), door.layer, door.object, what, f"Lead it to one of {', '.join(known)}")
        elif target is not None and door.target_entry and door.target_entry not in target.entries:
            what = f"the exit leads to entry {door.target_entry!r}, which {door.target_place!r} does not have"
            yield PlanFault(
                str(path), door.layer, door.object, what, "Lead it to an entry of that place, or to its start by none"
            )
