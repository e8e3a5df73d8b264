"""A real ClamAV daemon for the tests that scan files. It knows one signature, the tests' own, and fetches none.

Its program is the system's (scripts/clamav.sh). It listens on a socket in its own folder, and on a port of this machine.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.paused_process import PausedProcess
from tests.server.running import free_port

START_SECONDS_MAX = 300.0  # only so that a broken daemon fails a test instead of holding it for ever
MARK = b"MADANG-TESTS-OWN-SIGNATURE-0001"  # what it finds
FOUND = "Madang.Tests.Own.UNOFFICIAL"  # what it calls that
SIGNATURE = f"Madang.Tests.Own:0:*:{MARK.hex()}\n"


def program() -> str:
    """The daemon's program. Fails with one line when there is none."""
    found = os.environ.get("MADANG_CLAMD") or shutil.which("clamd") or shutil.which("/usr/sbin/clamd")
    if not found:
        pytest.fail("there is no ClamAV daemon here; run scripts/clamav.sh", pytrace=False)
    return found


@dataclass
class ClamdServer(PausedProcess):
    """A daemon that runs."""

    folder: Path
    port: int

    @property
    def socket(self) -> Path:
        return self.folder / "clamd.sock"

    @property
    def urls(self) -> tuple[str, str]:
        """As the setting `clamd` takes them."""
        return f"unix://{self.socket}", f"tcp://127.0.0.1:{self.port}"


@contextmanager
def clamd_serving(*more: str) -> Iterator[ClamdServer]:
    """Start a daemon for the block. `more`: lines of its configuration."""
    folder, port = Path(tempfile.mkdtemp(prefix="madang-clamd-")), free_port()
    (folder / "signatures").mkdir()
    (folder / "signatures" / "madang.ndb").write_text(SIGNATURE, "utf-8")
    lines = (
        f"DatabaseDirectory {folder / 'signatures'}",
        f"LocalSocket {folder / 'clamd.sock'}",
        "TCPAddr 127.0.0.1",
        f"TCPSocket {port}",
        f"LogFile {folder / 'clamd.log'}",
        "Foreground yes",
        *more,
    )
    (folder / "clamd.conf").write_text("\n".join(lines) + "\n", "utf-8")
    command = [program(), f"--config-file={folder / 'clamd.conf'}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    server = ClamdServer(process, folder, port)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        server.resume()
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(server: ClamdServer) -> None:
    ends = time.monotonic() + START_SECONDS_MAX
    while not _answers(server):
        assert server.process.poll() is None, (server.folder / "clamd.log").read_text("utf-8", "replace")
        assert time.monotonic() < ends
        time.sleep(0.1)


def _answers(server: ClamdServer) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
            line.sendall(b"zPING\0")
            return line.recv(16) == b"PONG\0"
    except OSError:
        return False


@pytest.fixture(scope="session")
def clamd() -> Iterator[ClamdServer]:
    """One for all tests of this process."""
    with clamd_serving() as server:
        yield server
