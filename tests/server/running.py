"""A real `madang serve` for tests: its own process, its own data folder, killed with SIGKILL when a test asks for it."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from tests import prefork

START_SECONDS_MAX = 300.0  # only so that a broken server fails a test instead of holding it for ever
PASSWORD = "a long enough password"


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def madang(
    *arguments: str, folder: Path, program: tuple[str, ...] = prefork.MADANG, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of `madang` in this folder, to its end."""
    variables = environment_of(environment)
    return prefork.run(*arguments, folder=folder, variables=variables, timeout=START_SECONDS_MAX, program=program)


def environment_of(extra: dict[str, str]) -> dict[str, str]:
    """Our environment without settings of another office, and with these."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MADANG_")}
    return inherited | {"COLUMNS": "200", "NO_COLOR": "1"} | extra


@dataclass
class Running:
    """A server that is open."""

    process: prefork.Process
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ws"

    @property
    def output(self) -> str:
        """What it has written so far."""
        return (self.folder / "server.log").read_text("utf-8")

    def client(self) -> httpx.Client:
        """An HTTP client of this server. It reads no certificates: that takes a hundred times as long as to make it."""
        return httpx.Client(base_url=self.url, trust_env=False, verify=False, timeout=120)  # noqa: S501 - http, on this machine

    def officer_token(self, name: str = "Officer Han", services: str = "consultation,resident-register-copy,echo") -> str:
        """Make an account at the terminal and sign in over HTTP."""
        added = madang("officer", "add", name, "--services", services, folder=self.folder)
        assert added.returncode == 0, added.stderr
        return self.first_sign_in(name, added.stdout)

    def first_sign_in(self, name: str, added: str, base: str = "") -> str:
        """Sign in over HTTP with the one-time password of what `madang officer add` printed; return the token.

        `base`: the path below which the office is.
        """
        one_time = added.strip().rpartition(" ")[2]
        with self.client() as client:
            asked = {"name": name, "password": one_time, "new_password": PASSWORD}
            return str(client.post(f"{base}/api/officer/sign-in", json=asked).raise_for_status().json()["token"])

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end, and wait."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(START_SECONDS_MAX)


@contextmanager
def serving(
    folder: Path,
    port: int | None = None,
    *,
    fresh: bool = False,
    program: tuple[str, ...] = prefork.MADANG,
    **environment: str,
) -> Iterator[Running]:
    """Open a server on `folder`; at the end of the block it is gone, however it went. `fresh`, `program`: as `prefork.start`."""
    port = port or free_port()
    with (folder / "server.log").open("ab") as log:
        command = ("serve", "--port", str(port))
        process = prefork.start(
            *command,
            folder=folder,
            variables=environment_of(environment),
            stdout=log,
            stderr=log,
            fresh=fresh,
            program=program,
        )
    running = Running(process, folder, port)
    try:
        _wait_until_ready(running)
        yield running
    finally:
        process.kill()
        process.wait()


def _wait_until_ready(running: Running) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    with running.client() as client:
        while not _is_ready(client):
            assert running.process.poll() is None, running.output
            assert time.monotonic() < deadline, running.output
            time.sleep(0.05)


def _is_ready(client: httpx.Client) -> bool:
    try:
        return bool(client.get("/readyz").json()["open"])  # also without a built client: these tests need none
    except httpx.TransportError:
        return False
