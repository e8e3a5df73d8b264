"""Real servers for the lab's runs: `madang serve` as people start it, on a free port, with data of its own."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests import prefork

LAB = Path(__file__).parents[2] / "clients" / "load" / "madang_load"
START_SECONDS_MAX = 300


@dataclass
class Office:
    """A started server."""

    url: str
    pid: int
    data: Path

    def load(self, report: Path, *arguments: str) -> dict[str, Any]:
        """Run the lab against it and return the report; the lab's own words are shown when it fails."""
        command = ("load", self.url, "--json", str(report), "--data", str(self.data), "--server-pid", str(self.pid))
        done = prefork.run(*command, *arguments, folder=Path.cwd(), variables=os.environ)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(report.read_text("utf-8"))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _wait_until_open(url: str, process: prefork.Process) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended at once"
        try:
            if httpx.get(f"{url}/readyz", trust_env=False).json()["open"]:  # these tests need no page
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError("the server did not open")


def _serve(data: Path, *arguments: str) -> Iterator[Office]:
    with serving(data, free_port(), *arguments) as office:
        yield office


@contextmanager
def serving(data: Path, port: int, *arguments: str, fresh: bool = False) -> Iterator[Office]:
    """A server for as long as the block lasts, unless it is killed in it. All runs come from one address, again and again.

    `fresh`: by an interpreter of its own, which takes as long as for people.
    """
    command = ("serve", "--port", str(port), "--data", str(data), *arguments)
    environment = os.environ | {"MADANG_LOG_LEVEL": "error", "MADANG_NEWCOMERS_PER_MINUTE": "1000000"}
    with (data / "serve.log").open("ab") as log:
        process = prefork.start(*command, folder=data, variables=environment, stdout=log, stderr=log, fresh=fresh)
    try:
        _wait_until_open(f"http://127.0.0.1:{port}", process)
        yield Office(f"http://127.0.0.1:{port}", process.pid, data)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS_MAX)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The built-in places."""
    yield from _serve(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The lab's own field, in which everybody sees everybody."""
    yield from _serve(tmp_path_factory.mktemp("field"), "--places", str(LAB / "places"))


@pytest.fixture(scope="session")
def twenty_desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The lab's hall of twenty desks."""
    yield from _serve(tmp_path_factory.mktemp("desks"), "--places", str(LAB / "desks"))


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Run the lab against an office."""
    return lambda office, *arguments: office.load(tmp_path / "report.json", *arguments)
