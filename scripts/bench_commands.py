"""What durable commands cost: on SQLite and PostgreSQL, a long line, the hall beside the office, and a cold start.

`python scripts/bench.py --only commands`. PostgreSQL is the tests' own, waiting for the disk at each commit, on whatever core is
free; the server and the load have theirs.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import fill_office
from bench_server import CORES, DESKS, ROOT, Figures, Server, pair, read_report, serving, unit

sys.path.insert(0, str(ROOT))


from tests import postgresql_server

SECONDS = 15
CITIZENS = 600  # at most four commands a second each
WAITING, DESKS_OPEN = 9_600, 20  # as many as the files that one process may open here allow
OLD_CASES, LIVE_TICKETS, TICKETS_OF_MEMORY = 100_000, 5_000, 10_000
STROLLERS, AHEAD_SECONDS = 200, 6
SAYS = (
    f"`counters`: {SECONDS} s of {CITIZENS} citizens who take tickets, begin requests, keep drafts and leave, one command of "
    "each under way; timed from when a command was due ([measure](../how-to/measure.md#how-many-commands-an-office-takes))."
)


@dataclass(frozen=True)
class Row:
    """One run of `counters`."""

    label: str
    arguments: tuple[str, ...]
    database: str = "SQLite"


COUNTERS = ("--scenario", "counters", "--seconds", str(SECONDS), "--citizens", str(CITIZENS))
ROWS = (
    Row("as fast as answers come", COUNTERS),
    Row("1,000 a second", (*COUNTERS, "--rate", "1000")),
    Row("1,000 a second, all rejected", (*COUNTERS, "--rate", "1000", "--rejected-share", "1")),
    Row("as fast as answers come", COUNTERS, "PostgreSQL"),
    Row("500 a second", (*COUNTERS, "--rate", "500"), "PostgreSQL"),
)
HEAD = (
    "| | answered | due to answer p50 / p99 | CPU each | a CPU second answers | rejected, unsent, lost | server / load core |\n"
    "|---|---|---|---|---|---|---|"
)


def tables() -> Iterator[str]:
    """Yield each table when it is measured."""
    with postgresql_server.running(durable=True) as postgresql:
        yield "\n".join([HEAD, *(_line(row, _measure(row, postgresql)) for row in ROWS)])
    yield "\n".join(["| | |", "|---|---|", *(f"| {what} | {figures} |" for what, figures in _others())])


def _measure(row: Row, postgresql: postgresql_server.PostgreSQL) -> Figures:
    print(f"{row.database}, {row.label}", flush=True)
    os.sched_setaffinity(0, CORES)
    database = ["--database", postgresql.url(postgresql.empty())] if row.database == "PostgreSQL" else []
    with _server(*database) as server:
        return server.load(*row.arguments)


@contextmanager
def _server(*arguments: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), *arguments) as server:
        yield server


def _line(row: Row, f: Figures) -> str:
    wrong = f"{f['rejected']:,}, {f['commands_unsent']:,}, {f['lost']:,}"
    core = f"{f['server_cpu_share']:.0%} / {f['generator_cpu_share']:.0%}{' ¹' if f['generator_was_bottleneck'] else ''}"
    latency, cpu_ms = pair(f["command_p50_ms"], f["command_p99_ms"]), f["command_cpu_ms"]
    cells = f"{f['commands_per_second']:,.0f} /s", latency, f"{cpu_ms:.2f} ms", f"{1_000 / cpu_ms:,.0f}", wrong, core
    return f"| {row.database}, {row.label} | {' | '.join(cells)} |"


def _others() -> Iterator[tuple[str, str]]:
    yield _long_line()
    yield _hall_beside()
    yield from _cold_starts()


def _long_line() -> tuple[str, str]:
    print("a long line", flush=True)
    people = ("--citizens", "20", "--waiting", str(WAITING), "--desks", str(DESKS_OPEN), "--processes", "2")
    with _server("--places", str(DESKS)) as server:
        f = server.load("--scenario", "counters", "--rate", "10", "--seconds", "30", *people)
    told = f"{f['told_p50_ms']:,.0f} / {f['told_p99_ms']:,.0f} / {f['told_max_ms']:,.0f} ms"
    return (
        f"{f['waiting']:,} waiting, {DESKS_OPEN} desks calling: a call answered p50 / p99; the first 20 told p50 / p99 / max",
        f"{pair(f['call_p50_ms'], f['call_p99_ms'])} ({f['call_count']} calls); {told}",
    )


def _hall_beside() -> tuple[str, str]:
    """People walk at rest, and then while the office is asked as much as it answers."""
    print("the hall beside the office", flush=True)
    walk = ("--scenario", "stroll", "--citizens", str(STROLLERS), "--seconds", str(SECONDS))
    with _server() as server:
        rest = server.load(*walk)
        report = server.data / "counters.json"
        beside = server.start_load(report, *COUNTERS, "--seconds", str(SECONDS + 3 * AHEAD_SECONDS))
        time.sleep(AHEAD_SECONDS)
        busy = server.load(*walk)
        beside.wait()
        commands = read_report(report)
    office, lag = f"{commands['commands_per_second']:,.0f} commands a second", unit(busy["server_tick_lag_p99_ms"], "ms")
    worse = f"{busy['seen_p99_ms'] / rest['seen_p99_ms'] - 1:+.0%}"
    return (
        f"{STROLLERS} walk in a hall: seen p99 at rest; beside {office}, and its tick lag p99",
        f"{rest['seen_p99_ms']:,.0f} ms; {busy['seen_p99_ms']:,.0f} ms ({worse}), {lag}",
    )


def _cold_starts() -> Iterator[tuple[str, str]]:
    print("cold starts", flush=True)
    label = f"from its start to ready, with {OLD_CASES:,} old cases and {LIVE_TICKETS:,} live tickets (with none of them)"
    (empty, none), (full, _) = _cold_start(0, 0), _cold_start(OLD_CASES, LIVE_TICKETS)
    yield label, f"{full:.1f} s ({empty:.1f} s)"
    _, some = _cold_start(0, TICKETS_OF_MEMORY)
    yield f"memory of {TICKETS_OF_MEMORY:,} live tickets with the ranges that were told", f"{(some - none) / 1e6:.1f} MB"


def _cold_start(old: int, live: int) -> tuple[float, int]:
    """Return the seconds until a server with such data is ready, and its resident bytes then."""
    with tempfile.TemporaryDirectory() as folder:
        fill_office.fill_folder(Path(folder), old=old, live=live)
        with serving(Path(folder)) as server:
            pages = int(Path(f"/proc/{server.pid}/statm").read_text().split()[1])
            return server.seconds, pages * os.sysconf("SC_PAGE_SIZE")
