"""A terminal in a scratch copy of the repository: runs a page's commands one after another, as its reader would type them.

The copy has an environment of its own, which sees the packages of this one, so that what a page installs stays in the copy.
Commands that stay open run until the next of their kind, or the end. Knows processes and folders, no page.
"""

import os
import re
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.architecture import repository
from tests.browser.office_process import environment, free_port
from tests.release.wheels import copy_of_the_tree

PATIENCE_S = 900  # only so that a broken command fails a test instead of holding it for ever
ASK_EVERY_S = 0.1
STAYS = re.compile(r"^(?:make (?:run|demo)|\S*madang (?:serve|lively))\b")
OF_A_CLOSED_OFFICE = re.compile(r"\bmadang doctor\b")  # it looks whether the port is free
IS_OPEN = "Madang is open"
TOOLS = {"madang": "madang_server", "pip": "pip", "pytest": "pytest", "hatchling": "hatchling"}
ROOTS = ("protocol", "worlds", "server", "clients/load")


@dataclass
class Terminal:
    """A shell in `folder`. What a command changes of its folder and variables, the next one finds."""

    folder: Path
    variables: dict[str, str]
    words: dict[str, str] = field(default_factory=dict)  # what a page says -> what it is here: ports, folders of the machine
    open: subprocess.Popen[bytes] | None = None

    def run(self, command: str) -> tuple[int, str]:
        """Run a command to its end, or until it is open; return its exit code (0 for one that is open) and what it printed."""
        for said, here in self.words.items():
            command = command.replace(said, here)
        if OF_A_CLOSED_OFFICE.search(command):
            self.close()
        return self._stay(command) if STAYS.match(command) else self._end(command)

    def close(self) -> None:
        """Press Ctrl+C in the window of what is open."""
        if self.open is not None and self.open.poll() is None:
            os.killpg(self.open.pid, signal.SIGINT)
            self.open.wait(PATIENCE_S)
        self.open = None

    def _end(self, command: str) -> tuple[int, str]:
        keep = self.folder / ".kept"
        script = f"{command}\ncode=$?\n{{ pwd; env -0; }} > {keep}\nexit $code"
        shell = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder, env=self.variables, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
        )  # fmt: skip
        where, _, variables = keep.read_text("utf-8").partition("\n")
        keep.unlink()
        self.folder = Path(where)
        self.variables = dict(pair.split("=", 1) for pair in variables.split("\0") if pair)
        return shell.returncode, shell.stdout + shell.stderr

    def _stay(self, command: str) -> tuple[int, str]:
        self.close()
        said = self.folder / "open.log"
        with said.open("wb") as log:
            self.open = subprocess.Popen(
                ["bash", "-c", command], cwd=self.folder, env=self.variables, stdout=log, stderr=log, start_new_session=True
            )
        given_up_at = time.monotonic() + PATIENCE_S
        while IS_OPEN not in said.read_text("utf-8"):
            if self.open.poll() is not None or time.monotonic() > given_up_at:
                return self.open.poll() or 1, said.read_text("utf-8")
            time.sleep(ASK_EVERY_S)
        return 0, said.read_text("utf-8")


@contextmanager
def opened(folder: Path) -> Iterator[Terminal]:
    """A terminal in a copy of the repository at `folder`/madang."""
    clone = copy_of_the_tree(folder / "madang")
    _environment(clone)
    _client(clone)
    variables = environment() | {"MADANG_PORT": str(free_port()), "PIP_DISABLE_PIP_VERSION_CHECK": "1", "COLUMNS": "200"}
    words = {"8080": variables["MADANG_PORT"], "8180": str(free_port()), "/tmp/hall": str(folder / "hall")}  # noqa: S108 - as docs say
    terminal = Terminal(clone, variables, words)
    try:
        yield terminal
    finally:
        terminal.close()


def _environment(clone: Path) -> None:
    """What `make setup` leaves: `.venv` with the packages that this process has."""
    home = clone / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    seen = [*(str(clone / root) for root in ROOTS), sysconfig.get_path("purelib")]
    (next(home.glob("lib/python3*/site-packages")) / "seen.pth").write_text("\n".join(seen) + "\n", "utf-8")
    for name, module in TOOLS.items():
        tool = home / "bin" / name
        tool.write_text(f'#!/bin/sh\nexec "{home}/bin/python" -m {module} "$@"\n', "utf-8")
        tool.chmod(0o755)


def _client(clone: Path) -> None:
    """What `make web` leaves: the packages of the client, and the page, newer than its sources."""
    web, built = clone / "clients" / "web", repository.ROOT / "clients" / "web"
    (web / "node_modules").symlink_to(built / "node_modules")
    (clone / ".venv" / "stamps").mkdir()
    for stamp in ("python", "node-modules"):
        (clone / ".venv" / "stamps" / stamp).touch()
    subprocess.run(["cp", "-r", built / "dist", web / "dist"], check=True)
    (web / "dist" / "index.html").touch()
