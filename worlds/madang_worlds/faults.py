"""What is wrong with a floor plan, in sentences for its author (SPEC R16). Knows no file format."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlanFault:
    """One fault: where it is, what is wrong, and how to mend it. `layer` and `object` are empty for a fault of the whole map.

    `warning`: the plan can be used all the same.
    """

    file: str
    layer: str
    object: str
    what: str
    mend: str
    warning: bool = False

    def __str__(self) -> str:
        where = [self.file, self.layer and f"layer {self.layer!r}", self.object and f"object {self.object!r}"]
        return f"{', '.join(part for part in where if part)}: {self.what}. {self.mend}."


class PlanFaults(Exception):
    """A plan has faults and does not become a room (SPEC R16). `faults` holds all of them; the text is one a line."""

    def __init__(self, faults: list[PlanFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class FaultList:
    """The faults of one file. They are collected, so that an author is told all of them at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[PlanFault] = []

    def add(self, what: str, mend: str, *, layer: str = "", object_: str = "", warning: bool = False) -> None:
        """Note a fault. Both sentences come without their full stop."""
        self.faults.append(PlanFault(self.file, layer, object_, what, mend, warning))

    @property
    def is_broken(self) -> bool:
        """Say whether anything but a warning was noted."""
        return any(not fault.warning for fault in self.faults)
