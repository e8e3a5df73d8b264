"""A server to be measured, in a process of its own on the first core, and the load tool against it on the last one."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ready import START_SECONDS_MAX, wait_until_ready

ROOT = Path(__file__).parents[1]
LAB = ROOT / "clients" / "load" / "madang_load"
FIELD, DESKS = LAB / "places", LAB / "desks"
CORES = sorted(os.sched_getaffinity(0))

Figures = dict[str, Any]


@dataclass(frozen=True)
class Server:
    """An open server. `seconds`: from its start until it was ready."""

    url: str
    pid: int
    data: Path
    seconds: float

    def start_load(self, report: Path, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start the load tool, which writes its report there. Accounts are made in the server's own database."""
        wanted = ("--server-pid", str(self.pid), "--json", str(report), "--data", str(self.data))
        command = [sys.executable, "-m", "madang_server", "load", self.url, *wanted, *arguments]
        os.sched_setaffinity(0, {CORES[-1]})  # what is started now inherits it
        return subprocess.Popen(command)

    def load(self, *arguments: str) -> Figures:
        """Run the load tool and return its figures."""
        report = self.data / "report.json"
        if self.start_load(report, *arguments).wait():
            raise SystemExit("bench: the load tool failed")
        return read_report(report)


def read_report(report: Path) -> Figures:
    figures: Figures = json.loads(report.read_text("utf-8"))
    return figures


@contextmanager
def serving(data: Path, *arguments: str) -> Iterator[Server]:
    """Start a server with this data folder; it ends with the block. All citizens come from this machine: it may not mind."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "madang_server", "serve", "--port", str(port), "--data", str(data), *arguments]
    os.sched_setaffinity(0, {CORES[0]})
    alone = {"MADANG_NEWCOMERS_PER_MINUTE": "1000000", "MADANG_CONNECTIONS_PER_ADDRESS": "1000000"}
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=data, env=os.environ | alone, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}/readyz", process)
        yield Server(f"http://127.0.0.1:{port}", process.pid, data, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(START_SECONDS_MAX)


def unit(value: float | None, name: str) -> str:
    return "–" if value is None else f"{value:,.1f} {name}"


def pair(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:,.0f} / {high:,.0f} ms"
