"""The office of `madang lively`.

A server of its own process, and the load tool's people beside it. All go when this command ends, however it is asked to.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from madang_server.cli.hiring import hired
from madang_server.cli.lively import OFFICERS_MAX
from madang_server.cli.load import find_tool
from madang_server.cli.staff import add_demonstration
from madang_server.offices import find_office
from madang_server.settings import Settings

LOOPBACK = "127.0.0.1"  # simulated people come to this machine alone
STAFF = (
    "이도윤 (시연)",
    "박서연 (시연)",
    "Grace Kim (demo)",
    "정하린 (시연)",
)  # marked as what they are
assert len(STAFF) >= OFFICERS_MAX
PER_OFFICER_AN_HOUR = 130  # visitors, of whom one in seven wants a talk
STARTED_WITHIN_S, ASK_EVERY_S = 600.0, 0.1


def keep_lively(settings: Settings, *, officers: int, minutes: int, office: str | None) -> None:
    """Open the office and let people come for that long. Leaves by `typer.Exit`. Raises `Misconfigured`."""
    tool = find_tool()
    base = find_office(settings, office).base
    add_demonstration(settings, office=office)
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.default_int_handler)
    try:
        with _server(settings) as server, hired(settings, list(STAFF[:officers]), office=office) as sign_ins:
            people = ["--scenario", "lively", "--citizens", str(PER_OFFICER_AN_HOUR * officers * minutes // 60)]
            staff = ["--officers", str(officers), "--sign-ins", str(sign_ins)]
            run = ["--seconds", str(minutes * 60), "--seed", str(time.time_ns())]
            code = tool.run([_address(settings) + base, *people, *staff, *run])
            if code:  # interrupted, or the tool has said why
                raise typer.Exit(0 if code == tool.STOPPED else code)
            typer.echo("The simulated people have gone home. The office stays open until Ctrl+C.")
            server.wait()
    except KeyboardInterrupt:
        raise typer.Exit from None


@contextmanager
def _server(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a session of its own: Ctrl+C reaches this command alone, and the people leave before the doors close."""
    flags = ["--host", settings.host, "--port", str(settings.port), "--data", str(settings.data)]
    environment = {"MADANG_LOG_LEVEL": "warning"} | os.environ
    server = subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-m", "madang_server", "serve", *flags], env=environment, start_new_session=True
    )
    try:
        _wait_until_open(settings, server)
        yield server
    finally:
        server.terminate()
        server.wait()


def _wait_until_open(settings: Settings, server: subprocess.Popen[bytes]) -> None:
    """Return once people can come in. A server that ends instead has said why: its exit code becomes ours."""
    given_up_at = time.monotonic() + STARTED_WITHIN_S
    while not _is_open(settings):
        if server.poll() is not None or time.monotonic() > given_up_at:
            raise typer.Exit(server.poll() or 1)
        time.sleep(ASK_EVERY_S)


def _address(settings: Settings) -> str:
    return f"http://{settings.host}:{settings.port}"


def _is_open(settings: Settings) -> bool:
    try:
        with urllib.request.urlopen(f"{_address(settings)}/readyz") as answer:  # noqa: S310 - always http
            return bool(json.load(answer)["open"])
    except urllib.error.HTTPError as error:
        return bool(json.load(error)["open"])
    except OSError:
        return False
