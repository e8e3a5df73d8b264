"""A provider of OpenID Connect in a process of its own, for tests: it signs its tokens, and lets in whoever says who they are."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from tests.server.running import free_port

READY_WITHIN_S = 300.0  # only so that a broken provider fails a test instead of holding it for ever
ASK_EVERY_S = 0.05


@dataclass
class Provider:
    """A provider that is open."""

    issuer: str
    process: "subprocess.Popen[bytes]"

    def sends_back(self, address: str, subject: str) -> httpx.URL:
        """Somebody goes to the address and says who they are; return to where they are sent back."""
        with httpx.Client(trust_env=False, timeout=READY_WITHIN_S) as browser:
            answer = browser.post(address, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        return httpx.URL(answer.headers["location"])


@contextmanager
def provider() -> Iterator[Provider]:
    """One on a free port, for the block."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    opened = Provider(f"http://127.0.0.1:{port}", process)
    try:
        _wait(opened)
        yield opened
    finally:
        process.terminate()
        process.wait(READY_WITHIN_S)


def _wait(opened: Provider) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until and opened.process.poll() is None:
        try:
            httpx.get(f"{opened.issuer}/.well-known/openid-configuration", trust_env=False).raise_for_status()
        except httpx.HTTPError:
            time.sleep(ASK_EVERY_S)
        else:
            return
    raise AssertionError("the provider was not opened")
