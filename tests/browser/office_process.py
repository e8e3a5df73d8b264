"""A started office for the browser tests: a real `madang serve` with its own data. Knows commands and HTTP, no page."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from tests import prefork

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
READY_WITHIN_S = 300
ASK_EVERY_S = 0.1


class NotOpened(Exception):
    """The server ended, or stayed shut, before it was ready; the message is its log."""


def environment() -> dict[str, str]:
    """Our environment without settings of another office; which built client is tried (MADANG_CLIENT) may be chosen."""
    foreign = {name for name in os.environ if name.startswith("MADANG_")} - {"MADANG_CLIENT"}
    return {name: value for name, value in os.environ.items() if name not in foreign}


@dataclass
class OfficeProcess:
    """One office on this machine. `start` opens it, `kill` takes its power, `stop` closes it as an operator would."""

    data: Path
    port: int
    process: prefork.Process | None = field(default=None)
    command: tuple[str, ...] = ()  # of another installation than this one
    verb: str = "serve"
    variables: dict[str, str] = field(default_factory=environment)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        if not ((self.data / "services.toml").exists() or (self.data / "offices").exists()):
            (self.data / "services.toml").write_text(always_open(), "utf-8")
        with (self.data / "serve.log").open("ab") as log:
            words = (self.verb, "--port", str(self.port), "--data", str(self.data))
            self.process = (
                subprocess.Popen([*self.command, *words], cwd=self.data, stdout=log, stderr=log, env=self.variables)
                if self.command
                else prefork.start(*words, folder=self.data, variables=self.variables, stdout=log, stderr=log)
            )
        self._wait_until_ready()

    def kill(self) -> None:
        """SIGKILL: nothing is said, nothing is flushed."""
        self._end(signal.SIGKILL)

    @contextmanager
    def held(self) -> Iterator[None]:
        """For the block, an office that answers nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def interrupt(self) -> int:
        """Ctrl+C in its terminal; return the exit code."""
        return self._end(signal.SIGINT)

    def add_officer(self, name: str, *services: str) -> str:
        """Make an account; return its one-time password."""
        told = run("officer", "add", name, "--services", ",".join(services), "--data", str(self.data))
        found = re.search(r"one-time password (\S+)", told)
        assert found is not None, told
        return found[1]

    def get(self, path: str) -> tuple[int, bytes]:
        """Fetch a page of the office as any program would: status and body."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=READY_WITHIN_S) as answer:  # noqa: S310 (always http, our own)
                return answer.status, answer.read()
        except urllib.error.HTTPError as rejection:
            with rejection:
                return rejection.code, rejection.read()

    def _end(self, how: signal.Signals) -> int:
        assert self.process is not None, "the office was never opened"
        self.process.send_signal(how)
        return self.process.wait(timeout=READY_WITHIN_S)

    def _wait_until_ready(self) -> None:
        assert self.process is not None
        given_up_at = time.monotonic() + READY_WITHIN_S
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > given_up_at:
                raise NotOpened((self.data / "serve.log").read_text())
            time.sleep(ASK_EVERY_S)

    def _is_ready(self) -> bool:
        try:
            return self.get("/readyz")[0] == 200
        except (urllib.error.URLError, ConnectionError):
            return False


def always_open() -> str:
    """What comes with Madang, at all hours: no test may depend on the time at which it runs."""
    offered = resources.files("madang_server.office_app").joinpath("services.toml").read_text("utf-8")
    hours = "\n".join(f'{day} = ["00:00-24:00"]' for day in WEEKDAYS)
    return re.sub(r"(?s)\n\[hours\].*?\n\[holidays\]", f"\n[hours]\n{hours}\n\n[holidays]", offered).replace('"KR"', '"none"')


@contextmanager
def opened(data: Path, **how: Any) -> Iterator[OfficeProcess]:
    """An office that is open for the block, on a free port. `how`: command, verb and variables of an `OfficeProcess`."""
    process = OfficeProcess(data, free_port(), **how)
    process.start()
    try:
        yield process
    finally:
        process.stop()


def run(*words: str) -> str:
    """Run `madang words...`; return what it printed."""
    done = prefork.run(*words, folder=Path.cwd(), variables=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
