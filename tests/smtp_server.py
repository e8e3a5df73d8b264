"""A real SMTP server in a process of its own, for the tests of mail: aiosmtpd, which is a package of Python.

It keeps each mail that it takes as a file. What it answers to a receiver is in a file, too: tests change it while it runs.
"""

import asyncio
import itertools
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from tests.paused_process import PausedProcess
from tests.server.running import free_port

START_SECONDS_MAX = 300.0  # only so that a broken server fails a test instead of holding it for ever
USER, PASSWORD = "madang", "a password of the tests"


@dataclass
class SmtpServer(PausedProcess):
    """A server that runs."""

    folder: Path
    port: int

    def mails(self) -> list[EmailMessage]:
        """What it has taken, in order."""
        files = sorted(self.folder.glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=default) for file in files]  # type: ignore[arg-type,misc]

    def answers(self, code: int) -> None:
        """It answers this to every receiver from now on; 250 takes mail."""
        (self.folder / "answer").write_text(f"{code} said by the tests", "utf-8")

    def settings(self) -> dict[str, str]:
        """The variables of the environment that lead a server there."""
        return {
            "MADANG_SMTP_HOST": "127.0.0.1",
            "MADANG_SMTP_PORT": str(self.port),
            "MADANG_SMTP_SECURITY": "none",
            "MADANG_SMTP_FROM": "madang@city.example",
        }


@pytest.fixture(scope="module")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Iterator["SmtpServer"]:
    """A server that takes what an office of the file's tests sends."""
    with smtp_serving(tmp_path_factory.mktemp("mail")) as server:
        yield server


@contextmanager
def smtp_serving(
    folder: Path, *, port: int | None = None, tls: str = "none", certificate: Path | None = None
) -> Iterator[SmtpServer]:
    """Start a server for the block. `tls`: `none`, `starttls` or `tls`, with the PEM file of certificate and key."""
    folder.mkdir(exist_ok=True)
    port = port or free_port()
    words = [sys.executable, "-W", "ignore", "-m", "tests.smtp_server", str(folder), str(port), tls, str(certificate or "")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1])
    assert process.stdout is not None
    server = SmtpServer(process, folder, port)
    try:
        with process.stdout as told:
            assert told.readline(), "the SMTP server did not start"
        yield server
    finally:
        server.kill()


def until_mails(server: SmtpServer, count: int) -> list[EmailMessage]:
    """Wait until it has taken so many."""
    ends = time.monotonic() + START_SECONDS_MAX
    while len(found := server.mails()) < count:
        assert time.monotonic() < ends, found
        time.sleep(0.05)
    return found


class Keeps:
    """What it does with each mail."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(len(list(folder.glob("*.eml"))))

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        answer = self._folder / "answer"
        told = answer.read_text("utf-8") if answer.exists() else "250 OK"
        if told.startswith("2"):
            envelope.rcpt_tos.append(address)
        return told

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        whole = self._folder / f"{next(self._numbers):04d}"
        whole.write_bytes(envelope.content)
        whole.rename(whole.with_suffix(".eml"))
        return "250 taken"


async def serve(folder: Path, port: int, tls: str, certificate: str) -> None:
    from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

    def proves(_server: Any, _session: Any, _envelope: Any, _mechanism: str, said: Any) -> Any:
        right = isinstance(said, LoginPassword) and (said.login, said.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    needs = {"authenticator": proves, "auth_required": True, "auth_require_tls": tls == "starttls"} if certificate else {}
    starts = {"tls_context": context, "require_starttls": True} if tls == "starttls" else {}

    def connection() -> SMTP:
        return SMTP(Keeps(folder), hostname="mail.city.example", **needs, **starts)

    listener = await asyncio.get_running_loop().create_server(
        connection, "127.0.0.1", port, ssl=context if tls == "tls" else None
    )
    print("ready", flush=True)  # noqa: T201 - whoever started it waits for this
    await listener.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]))
