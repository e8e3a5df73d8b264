"""What is wrong with a floor plan, in sentences for its author (SPEC R16). Knows no file format."""

from dataclasses import dataclass

TOLD_MAX = 100  # of one map: so many faults, and so many warnings
SENTENCE_CHARS_MAX = 400
NAME_CHARS_MAX = 120


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
    """The faults of one file, each once, in the order in which they were noted, so that an author is told all of them at once.

    Bounded: of faults and of warnings the first `TOLD_MAX` are kept; of the rest only how many there are.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._kept: dict[PlanFault, None] = {}
        self._counts = {False: 0, True: 0}
        self._more: dict[bool, set[int]] = {False: set(), True: set()}  # hashes of those that are not kept

    @property
    def faults(self) -> list[PlanFault]:
        """What was noted; a last one of each sort says how many more there are."""
        return [*self._kept, *(self._rest(warning=warning) for warning, more in self._more.items() if more)]

    def add(self, what: str, mend: str, *, layer: str = "", object_: str = "", warning: bool = False) -> None:
        """Note a fault. Both sentences come without their full stop. What is too long to be read is cut."""
        fault = PlanFault(self.file, _cut(layer, NAME_CHARS_MAX), _cut(object_, NAME_CHARS_MAX), _cut(what), _cut(mend), warning)
        if fault in self._kept:
            return
        if self._counts[warning] < TOLD_MAX:
            self._kept[fault] = None
            self._counts[warning] += 1
        else:
            self._more[warning].add(hash(fault))

    def copy(self) -> "FaultList":
        copied = FaultList(self.file)
        copied._kept, copied._counts = dict(self._kept), dict(self._counts)
        copied._more = {warning: set(more) for warning, more in self._more.items()}
        return copied

    @property
    def is_broken(self) -> bool:
        """Say whether anything but a warning was noted."""
        return any(not fault.warning for fault in self._kept)

    def _rest(self, *, warning: bool) -> PlanFault:
        count = len(self._more[warning])
        what = f"and {count} more {'warning' if warning else 'fault'}{'s' * (count > 1)} of this map"
        return PlanFault(self.file, "", "", what, "Mend those above, and check it again", warning)


def _cut(text: str, most: int = SENTENCE_CHARS_MAX) -> str:
    return text if len(text) <= most else f"{text[:most]}..."
