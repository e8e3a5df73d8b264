"""`make bench`: a fixed set of load runs on this machine, written as tables into docs/reference/performance.md.

The server has the first core, the load the last one, so that neither takes from the other. `--quick` is a small check of the
bench itself; `--only WORD` does the tables that have the word in their title and prints them, for the page has the figures of
one sitting.
"""

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import bench_cluster
import bench_commands
import bench_frames
import bench_room
import bench_way_in
from bench_server import CORES, FIELD, ROOT, Figures, pair, serving, unit

PAGE = ROOT / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
SECONDS, QUICK_SECONDS, QUICK_CITIZENS_MAX = 12, 4, 100
PACKAGES = ("uvloop", "websockets", "uvicorn", "msgspec", "numpy", "picows")

ROOM_TITLE = "A room by itself"
WAY_TITLE = "The way to the hall"
FRAMES_TITLE = "Pictures of the hall"
COMMANDS_TITLE = "Durable commands"
CLUSTER_TITLE = "A cluster"


@dataclass(frozen=True)
class Run:
    """One row of a table."""

    label: str
    citizens: int
    scenario: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Runs that belong together. Each has a server of its own, so that memory is only its own."""

    title: str
    says: str
    runs: tuple[Run, ...]
    in_field: bool = False  # in the lab's open field, where everybody sees everybody
    columns: tuple[str, ...] = ("seen", "chat", "delivered", "drawn", "bytes", "cpu", "core", "memory")


TABLES = (
    Table(
        "Citizens in one room",
        "`crowd`: all in one room see all, all walk, one change of direction a second each.",
        tuple(Run(f"{citizens:,}", citizens, "crowd") for citizens in (200, 1_000, 2_000, 4_000, 5_000)),
        in_field=True,
        columns=("seen", "delivered", "drawn", "frames", "bytes", "cpu", "core", "memory"),
    ),
    Table(
        "The share who walk",
        "`crowd` of 1,000 in one room; the others stand and look.",
        tuple(Run(f"{share:.0%}", 1_000, "crowd", ("--walking", str(share))) for share in (0.0, 0.1, 0.5)),
        in_field=True,
        columns=("seen", "delivered", "frames", "bytes", "cpu", "per_frame", "core"),
    ),
    Table(
        "Rooms",
        "`stroll` in the city hall, 200 to a room: people walk, turn about once a second, rest, talk now and then.",
        tuple(Run(f"{citizens:,} in {citizens // 200}", citizens, "stroll") for citizens in (200, 1_000, 2_000, 4_000)),
    ),
    Table(
        "Connected and mostly still",
        "`stroll` in the city hall, of whom nobody or one in a hundred walks and talks.",
        (
            Run("1,000, nobody walks", 1_000, "stroll", ("--walking", "0")),
            Run("2,000", 2_000, "stroll", ("--walking", "0.01")),
            Run("10,000", 10_000, "stroll", ("--walking", "0.01")),
        ),
        columns=("seen", "chat", "answered", "cpu", "core", "memory"),
    ),
    Table(
        "A storm",
        "`storm` in the city hall: all lines are cut at half time; all come back within the window that the server advertises.",
        (Run("2,000", 2_000, "storm", ("--seconds", "20")),),
        columns=("back", "resumed", "lost", "lag", "seen", "cpu", "core"),
    ),
)

COLUMNS: dict[str, tuple[str, Callable[[Figures], str]]] = {
    "seen": ("seen p50 / p99", lambda f: pair(f["seen_p50_ms"], f["seen_p99_ms"])),
    "chat": ("chat p99", lambda f: unit(f["chat_p99_ms"], "ms")),
    "answered": ("answered p99", lambda f: unit(f["answered_p99_ms"], "ms")),
    "delivered": ("delivered", lambda f: "–" if f["delivered_ratio"] is None else f"{f['delivered_ratio']:.2%}"),
    "drawn": ("drawn off p95", lambda f: unit(f["drawn_error_p95_px"], "px")),
    "frames": ("frames to each", lambda f: f"{f['frames_out_per_citizen_second']:.1f} /s"),
    "bytes": ("bytes to each", lambda f: f"{f['bytes_out_per_citizen_second']:,.0f} B/s"),
    "cpu": ("CPU per citizen-second", lambda f: unit(f["cpu_us_per_citizen_second"], "µs")),
    "per_frame": (
        "CPU per frame to one",
        lambda f: _ratio(f["cpu_us_per_citizen_second"], f["frames_out_per_citizen_second"], "µs"),
    ),
    "core": ("server / load core", lambda f: f"{f['server_cpu_share']:.0%} / {f['generator_cpu_share']:.0%}{_mark(f)}"),
    "memory": ("memory per citizen", lambda f: f"{f['memory_bytes_per_citizen'] / 1_000:.1f} kB"),
    "back": ("back p50 / all", lambda f: pair(f["back_p50_ms"], f["back_max_ms"])),
    "resumed": ("resumed", lambda f: f"{f['resumed']:,} of {f['dropped']:,}"),
    "lost": ("lost", lambda f: str(f["lost"])),
    "lag": ("tick lag p99", lambda f: unit(f["server_tick_lag_p99_ms"], "ms")),
}


def _ratio(value: float, by: float, unit: str) -> str:
    return f"{value / by:.1f} {unit}" if by >= 1 else "–"


def _mark(figures: Figures) -> str:
    return " ¹" if figures["generator_was_bottleneck"] else ""


def main() -> int:
    """Do the runs, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--output", type=Path, help="the page to write into instead")
    chosen = parser.parse_args()
    page: Path | None = chosen.output or (None if chosen.only else PAGE)
    tables = [table for table in TABLES if chosen.only.lower() in table.title.lower()]
    began, sections = time.monotonic(), [_machine(quick=chosen.quick)]
    total = sum(len(table.runs) for table in tables)
    done = 0
    for table in tables:
        rows = []
        for run in table.runs:
            done += 1
            print(f"[{done}/{total}] {table.title}: {run.label} ({time.monotonic() - began:.0f} s so far)", flush=True)
            rows.append((run, _measure(table, run, quick=chosen.quick)))
        sections.append(_section(table, rows))
    sections += [section() for title, section in SECTIONS.items() if chosen.only.lower() in title.lower()]
    tables_made = "\n\n".join(sections)
    if page is None:
        print(tables_made)
    else:
        _write(page, tables_made)
    print(f"{page or 'printed'}: after {time.monotonic() - began:.0f} s")
    return 0


def _measure(table: Table, run: Run, *, quick: bool) -> Figures:
    places = ["--places", str(FIELD)] if table.in_field else []
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), *places) as server:
        citizens = min(run.citizens, QUICK_CITIZENS_MAX) if quick else run.citizens
        seconds = ("--seconds", str(QUICK_SECONDS if quick else SECONDS))
        wanted = ("--citizens", str(citizens), "--scenario", run.scenario, *seconds)
        return server.load(*wanted, *(() if quick else run.arguments))


def _section(table: Table, rows: list[tuple[Run, Figures]]) -> str:
    heads = ["", *(COLUMNS[name][0] for name in table.columns)]
    lines = [f"### {table.title}", "", table.says, "", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for run, figures in rows:
        lines.append(f"| {run.label} | {' | '.join(COLUMNS[name][1](figures) for name in table.columns)} |")
    return "\n".join(lines)


def _room() -> str:
    print(ROOM_TITLE, flush=True)
    lines = [f"### {ROOM_TITLE}", "", "Medians, without sockets (`scripts/bench_room.py`).", ""]
    lines += ["|  | a tick | a publishing, every view | a keyframe |", "|---|---|---|---|"]
    for label, *milliseconds in bench_room.rows():
        lines.append(f"| {label} | {' | '.join(f'{each:.3f} ms' for each in milliseconds)} |")
    return "\n".join(lines)


def _way() -> str:
    print(WAY_TITLE, flush=True)
    os.sched_setaffinity(0, CORES)  # a browser, a line and a server: each where there is room
    head = "|  | form usable | button of the hall | hall drawn | after Enter | bytes to the form | bytes to the hall |"
    visits = [bench_way_in.line_of(*row) for row in bench_way_in.rows()]
    return "\n".join([f"### {WAY_TITLE}", "", bench_way_in.SAYS, "", head, "|---" * 7 + "|", *visits])


def _frames() -> str:
    print(FRAMES_TITLE, flush=True)
    os.sched_setaffinity(0, CORES)
    rows = [f"| {label} | {figures} |" for label, figures in bench_frames.rows()]
    return "\n".join([f"### {FRAMES_TITLE}", "", bench_frames.SAYS, "", "|  |  |", "|---|---|", *rows])


def _commands() -> str:
    print(COMMANDS_TITLE, flush=True)
    return "\n\n".join([f"### {COMMANDS_TITLE}", bench_commands.SAYS, *bench_commands.tables()])


def _cluster() -> str:
    print(CLUSTER_TITLE, flush=True)
    return "\n\n".join([f"### {CLUSTER_TITLE}", bench_cluster.SAYS, *bench_cluster.tables()])


SECTIONS: dict[str, Callable[[], str]] = {
    COMMANDS_TITLE: _commands,
    CLUSTER_TITLE: _cluster,
    ROOM_TITLE: _room,
    WAY_TITLE: _way,
    FRAMES_TITLE: _frames,
}


def _machine(*, quick: bool) -> str:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    pinned = "server on the first, load on the last" if len(CORES) > 1 else "server and load share it: the figures are too high"
    length = f"{QUICK_SECONDS} s with few people: a check, no measurement" if quick else f"{SECONDS} s, a storm 20 s"
    return (
        f"{time.strftime('%Y-%m-%d')}, {_processor()}, {len(CORES)} cores ({pinned}), {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, {versions}. Each run, after everybody is in: {length}. "
        "¹ the load itself was busy: latencies may be its own."
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _write(path: Path, tables: str) -> None:
    """Replace what stands between the two marks; the rest of the page is written by people."""
    page = path.read_text("utf-8") if path.exists() else f"# Performance\n\nMade by `make bench`.\n\n{BEGIN}\n{END}\n"
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
