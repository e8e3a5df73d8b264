"""Waits until a server that was just started answers that it is ready."""

import subprocess
import time
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS_MAX = 120
ANSWER_S = 5


def wait_until_ready(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Return when this address answers with 200. Ends the program when it does not, or its process has ended."""
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=ANSWER_S):  # noqa: S310 - our own server on this machine
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise SystemExit(f"the server did not open ({url})")
