"""Processes of `madang` for tests, without the second that each would import: forked off one that has (prefork_server.py).

Each is a process of its own in every respect: id, files, variables, folder, signals, exit code. What an import costs or brings,
and that a fresh interpreter starts at all, is looked at where processes are started as people do it: test_cli_imports.py,
test_cli.py, tests/docs and tests/release. Where Linux is not, every process is a fresh one.
"""

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
MADANG = (sys.executable, "-m", "madang_server")
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}  # a process with threads cannot be forked


@dataclass
class Forked:
    """A process that was forked off, with the part of `subprocess.Popen` that tests use."""

    pid: int
    _line: socket.socket = field(repr=False)
    returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return the exit code. Raises `subprocess.TimeoutExpired`."""
        if self.returncode is None:
            self._line.settimeout(timeout)
            try:
                told = self._line.recv(64)
            except (TimeoutError, BlockingIOError) as late:
                raise subprocess.TimeoutExpired("madang", timeout or 0) from late
            self._line.close()
            self.returncode = int(told)
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.send_signal(signal.SIGKILL)


Process = Forked | subprocess.Popen[bytes]


def start(
    *arguments: str,
    folder: Path,
    variables: Mapping[str, str],
    stdout: IO[bytes],
    stderr: IO[bytes],
    fresh: bool = False,
    program: tuple[str, ...] = MADANG,
) -> Process:
    """Start `madang arguments...` in that folder. `fresh`: by an interpreter of its own, as another `program` always is."""
    if fresh or program != MADANG or sys.platform != "linux":
        return subprocess.Popen([*program, *arguments], cwd=folder, env=dict(variables), stdout=stdout, stderr=stderr)
    mask = os.umask(0)
    os.umask(mask)
    request = {"arguments": arguments, "folder": str(folder), "variables": dict(variables), "umask": mask}
    line = socket.socket(socket.AF_UNIX)
    line.connect(_server())
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - of which `Path` knows nothing
        files = [file.fileno() for file in (nothing, stdout, stderr)]
        text = json.dumps(request).encode() + b"\n"
        line.sendall(text[socket.send_fds(line, [text], files) :])
    return Forked(int(line.recv(64)), line)


def run(
    *arguments: str,
    folder: Path,
    variables: Mapping[str, str],
    timeout: float | None = None,
    fresh: bool = False,
    program: tuple[str, ...] = MADANG,
) -> subprocess.CompletedProcess[str]:
    """Run `madang arguments...` in that folder to its end, and return what it printed."""
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        process = start(
            *arguments, folder=folder, variables=variables, stdout=stdout, stderr=stderr, fresh=fresh, program=program
        )
        try:
            code = process.wait(timeout)
        finally:
            process.kill()
            process.wait()
        return subprocess.CompletedProcess(list(arguments), code, _written(stdout), _written(stderr))


def _written(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


@cache
def _server() -> str:
    """Return the socket of the process from which others are forked; it lasts as long as this one."""
    folder = Path(tempfile.mkdtemp(prefix="madang-fork-"))
    path = str(folder / "socket")
    command = [sys.executable, "-m", "tests.prefork_server", path]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | _ONE_THREAD, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    atexit.register(_stop, process, folder)
    assert process.stdout is not None
    with process.stdout as told:
        assert told.readline(), "the process that forks others did not start"
    return path


def _stop(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.terminate()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
