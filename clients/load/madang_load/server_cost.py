"""What a server process on this machine has used: CPU seconds and resident memory, read from /proc."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """`cpu_seconds` since the process began; `memory_bytes` resident now."""

    cpu_seconds: float
    memory_bytes: int


def read_cost(pid: int) -> Cost:
    """Return what this process has used. Raises `ProcessLookupError` when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError as error:
        raise ProcessLookupError(f"no process {pid} on this machine") from error
    ticks = int(fields[11]) + int(fields[12])  # utime, stime: fields 14 and 15 of proc(5)
    return Cost(ticks / os.sysconf("SC_CLK_TCK"), int(fields[21]) * os.sysconf("SC_PAGE_SIZE"))
