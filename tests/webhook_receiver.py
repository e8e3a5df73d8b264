"""A real HTTP server in a process of its own, which takes webhooks, keeps each as a file, and answers what a file says."""

import itertools
import json
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.paused_process import PausedProcess
from tests.server.running import free_port

START_SECONDS_MAX = 300.0  # only so that a broken server fails a test instead of holding it for ever
SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


@dataclass
class Receiver(PausedProcess):
    """A receiver that runs."""

    folder: Path
    port: int
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}/madang?from=office"

    def requests(self) -> list[dict[str, Any]]:
        """What came, in order: `path`, `headers` (names in small letters), `body` as text."""
        return [json.loads(file.read_text("utf-8")) for file in sorted(self.folder.glob("*.json"))]

    def answers(self, status: int) -> None:
        """It answers with this status from now on; with 3xx it leads to itself."""
        (self.folder / "answer").write_text(str(status), "utf-8")

    def settings(self) -> dict[str, str]:
        """The variables of the environment that lead a server there."""
        return {"MADANG_WEBHOOK_URL": self.url, "MADANG_WEBHOOK_SECRET": SECRET}


@contextmanager
def receiving(folder: Path, *, port: int | None = None, certificate: Path | None = None) -> Iterator[Receiver]:
    """Start a receiver for the block. `certificate`: the PEM file of certificate and key with which it speaks TLS."""
    folder.mkdir(exist_ok=True)
    port = port or free_port()
    words = [sys.executable, "-m", "tests.webhook_receiver", str(folder), str(port), str(certificate or "")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1])
    assert process.stdout is not None
    receiver = Receiver(process, folder, port, "https" if certificate else "http")
    try:
        with process.stdout as told:
            assert told.readline(), "the receiver did not start"
        yield receiver
    finally:
        receiver.kill()


def until_requests(receiver: Receiver, count: int) -> list[dict[str, Any]]:
    """Wait until so many have come."""
    ends = time.monotonic() + START_SECONDS_MAX
    while len(found := receiver.requests()) < count:
        assert time.monotonic() < ends, found
        time.sleep(0.05)
    return found


def serve(folder: Path, port: int, certificate: str) -> None:
    numbers = itertools.count(len(list(folder.glob("*.json"))))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            told = {"path": self.path, "headers": {name.lower(): value for name, value in self.headers.items()}, "body": body}
            whole = folder / f"{next(numbers):04d}"
            whole.write_text(json.dumps(told), "utf-8")
            whole.rename(whole.with_suffix(".json"))
            answer = folder / "answer"
            status = int(answer.read_text("utf-8")) if answer.exists() else 204
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_about: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print("ready", flush=True)  # noqa: T201 - whoever started it waits for this
    server.serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
