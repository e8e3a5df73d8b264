"""The run second by second, as workers and server reported it. Adds up rows; knows no process."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

FLOWS = ("frames_in", "bytes_in", "frames_out", "bytes_out")  # counters whose growth in each second is reported


@dataclass(frozen=True)
class Row:
    """One worker at the end of a second: connections open, and its counters since the run began."""

    second: int
    open: int
    counts: dict[str, int]


@dataclass
class Timeline:
    """The rows of all workers, and the server's CPU seconds as they were read."""

    rows: dict[int, list[Row]] = field(default_factory=dict)  # worker -> rows
    server_cpu: list[tuple[float, float]] = field(default_factory=list)  # (second of the run, CPU seconds)

    def add(self, worker: int, row: Row) -> None:
        self.rows.setdefault(worker, []).append(row)

    def open(self) -> dict[int, int]:
        """Return second -> connections open, over all workers."""
        total: Counter[int] = Counter()
        for rows in self.rows.values():
            total.update({row.second: row.open for row in rows})
        return dict(sorted(total.items()))

    def flow(self, name: str) -> dict[int, int]:
        """Return second -> growth of a counter in it, over all workers."""
        total: Counter[int] = Counter()
        for rows in self.rows.values():
            total.update(_growth(name, rows))
        return dict(sorted(total.items()))

    def server_share(self) -> dict[int, float]:
        """Return second -> share of a core that the server used."""
        pairs = pairwise(self.server_cpu)
        return {int(before): (cpu - cpu_before) / max(1e-3, at - before) for (before, cpu_before), (at, cpu) in pairs}


def _growth(name: str, rows: Iterable[Row]) -> Counter[int]:
    growth: Counter[int] = Counter()
    before = 0
    for row in rows:
        now = row.counts.get(name, 0)
        growth[row.second] += max(0, now - before)
        before = now
    return growth
