"""The HTTP/1.1 upgrade by which one node opens a connection to another (RFC 9110, 7.8). Knows bytes, no socket."""

import base64
from collections.abc import Mapping

HEAD_BYTES_MAX = 8 * 1024
_KEY = base64.b64encode(bytes(16)).decode()  # it keeps caches from answering, and there are none between nodes


class NotUpgraded(Exception):
    """The other side does not take the connection, or answers what is no answer."""


def upgrade_request(path: str, headers: Mapping[str, str]) -> bytes:
    """Return the head of the request for a socket at this path. `headers`: beside those that each such request has."""
    lines = (
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {_KEY}",
        *(f"{name}: {value}" for name, value in headers.items()),
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


class UpgradeAnswer:
    """What is answered to that request, as it comes."""

    def __init__(self) -> None:
        self._head = bytearray()

    def take(self, data: bytes) -> bytes | None:
        """Take what came. Return what came behind the answer, which is whole then; None: it is not whole yet.

        Raises `NotUpgraded`. After either, nothing more is taken.
        """
        self._head += data
        head, end, rest = bytes(self._head).partition(b"\r\n\r\n")
        if len(head) > HEAD_BYTES_MAX or (end and not head.startswith(b"HTTP/1.1 101 ")):
            raise NotUpgraded
        return rest if end else None
