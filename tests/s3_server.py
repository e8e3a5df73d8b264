"""A real S3-compatible server in a process of its own, for the tests that keep files there: moto's, which is a package of Python.

It listens on a port of this machine and keeps all in its memory.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest
from tests.paused_process import PausedProcess
from tests.server.running import free_port

START_SECONDS_MAX = 300.0  # only so that a broken server fails a test instead of holding it for ever
ACCESS_KEY, SECRET_KEY, BUCKET = "madang-tests", "a-secret-of-the-tests", "madang-files"


@dataclass
class S3Server(PausedProcess):
    """A server that runs."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def settings(self) -> dict[str, str]:
        """The variables of the environment that lead a server there."""
        return {
            "MADANG_ATTACHMENTS": "s3",
            "MADANG_S3_ENDPOINT": self.url,
            "MADANG_S3_BUCKET": BUCKET,
            "MADANG_S3_ACCESS_KEY": ACCESS_KEY,
            "MADANG_S3_SECRET_KEY": SECRET_KEY,
        }

    def empty(self) -> None:
        """Throw everything away, and make the bucket anew."""
        with httpx.Client(base_url=self.url, trust_env=False, timeout=60) as client:
            client.post("/moto-api/reset").raise_for_status()
            client.put(f"/{BUCKET}").raise_for_status()


@contextmanager
def s3_serving() -> Iterator[S3Server]:
    """Start a server for the block."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tempfile.gettempdir())
    server = S3Server(process, port)
    try:
        _wait_until_ready(server)
        server.empty()
        yield server
    finally:
        server.kill()


def _wait_until_ready(server: S3Server) -> None:
    ends = time.monotonic() + START_SECONDS_MAX
    while not _answers(server):
        assert server.process.poll() is None, "the S3-compatible server ended"
        assert time.monotonic() < ends
        time.sleep(0.1)


def _answers(server: S3Server) -> bool:
    try:
        return httpx.get(f"{server.url}/moto-api/", trust_env=False, timeout=5).status_code < 500
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    """One for all tests of this process."""
    with s3_serving() as server:
        yield server
