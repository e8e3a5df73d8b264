"""Plans from files: the one part of this package that reads any. A plan with a fault never gets out of here (SPEC R16)."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from madang_worlds.faults import FaultList, PlanFault, PlanFaults
from madang_worlds.plan import Plan
from madang_worlds.survey import survey
from madang_worlds.tiled import PLACE_FILE, read_drawing


def load_plan(path: Path) -> Plan:
    """Return the plan of a Tiled map. Raises PlanFaults with everything that is wrong in it."""
    plan, faults = _read(path)
    if plan is None or faults:
        raise PlanFaults(faults)
    return plan


def check_plan(path: Path) -> list[PlanFault]:
    """Return everything that is wrong with a Tiled map."""
    return _read(path)[1]


def load_places(folder: Path) -> dict[str, Plan]:
    """Return the plan of every `<folder>/<name>/place.tmj`. Raises PlanFaults, also for doors that lead to none of them."""
    files = {path.parent.name: path for path in sorted(folder.glob(f"*/{PLACE_FILE}"))}
    read = {name: _read(path) for name, path in files.items()}
    plans = {name: plan for name, (plan, faults) in read.items() if plan is not None and not faults}
    faults = [fault for _, found in read.values() for fault in found]
    if len(plans) == len(files):
        faults = [fault for name, path in files.items() for fault in _lost_doors(plans[name], path, plans)]
    if faults:
        raise PlanFaults(faults)
    return plans


def _read(path: Path) -> tuple[Plan | None, list[PlanFault]]:
    faults = FaultList(str(path))
    drawing = read_drawing(path, faults)
    plan = survey(drawing, faults) if drawing is not None else None
    # The same property is read by several parts; its fault is one.
    return plan, list(dict.fromkeys(faults.faults))


def _lost_doors(plan: Plan, path: Path, plans: Mapping[str, Plan]) -> Iterator[PlanFault]:
    for door in plan.doors.values():
        if door.target_place not in plans:
            known = ", ".join(plans)
            what = f"the exit leads to {door.target_place!r}, which is no place here"
            yield PlanFault(str(path), "", door.name, what, f"Lead it to one of {known}")
        elif door.target_entry and door.target_entry not in plans[door.target_place].entries:
            what = f"the exit leads to entry {door.target_entry!r}, which {door.target_place!r} does not have"
            yield PlanFault(str(path), "", door.name, what, "Lead it to an entry of that place, or to none for its start")
