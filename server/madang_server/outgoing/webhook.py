"""A signed webhook, as Standard Webhooks has it: one POST, whose id, time and body are signed by HMAC-SHA256. Knows http.client.

Nothing of a redirect is followed, no proxy of the environment is asked, and of the answer only its status counts.
"""

import base64
import hashlib
import hmac
import http.client
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from madang_server.outgoing.parcel import NotSent, Parcel
from madang_server.outgoing.threads import CONNECT_S, Calls, Line

GONE = 410  # the receiver wants no more of it


@dataclass(frozen=True, slots=True)
class WebhookReceiver:
    """Who is told: an address of http or https, and the key by which they know that it is us."""

    url: str
    key: bytes = field(repr=False)


def signature(key: bytes, message_id: str, at: int, body: bytes) -> str:
    """Return the header `webhook-signature` of a message: version and MAC over id, unix seconds and body."""
    signed = f"{message_id}.{at}.".encode() + body
    return f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()}"


class WebhookSender:
    """Tells one receiver. `tls`: what certificates are checked against; `now`: unix seconds."""

    def __init__(self, receiver: WebhookReceiver, tls: ssl.SSLContext, now: Callable[[], float]) -> None:
        self._key = receiver.key
        self._parts = urlsplit(receiver.url)
        self._tls = tls
        self._now = now
        self._calls = Calls("webhook")

    async def send(self, parcel: Parcel) -> None:
        """Return when the receiver has answered with 2xx. Raises `NotSent`: `lasting` after 410."""
        at = int(self._now())
        told = {"type": parcel.kind, "timestamp": datetime.fromtimestamp(at, UTC).isoformat(), "data": dict(parcel.facts)}
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = {
            "content-type": "application/json",
            "user-agent": "madang",
            "webhook-id": parcel.id,
            "webhook-timestamp": str(at),
            "webhook-signature": signature(self._key, parcel.id, at, body),
            "connection": "close",
        }
        await self._calls.call(lambda line: self._post(line, headers, body))

    def close(self) -> None:
        self._calls.close()

    def _post(self, line: Line, headers: dict[str, str], body: bytes) -> None:
        """In a thread: ask, and look at the status."""
        connection = self._connection()
        try:
            line.is_of(connection)
            connection.connect()
            line.is_awaited()
            connection.request("POST", self._target, body, headers)
            status = connection.getresponse().status
        except ssl.SSLError as error:
            raise NotSent("tls") from error
        except (http.client.HTTPException, OSError) as error:
            raise NotSent("unreachable") from error
        finally:
            connection.close()
        if not 200 <= status < 300:
            raise NotSent(f"http_{status}", lasting=status == GONE)

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=CONNECT_S, context=self._tls)
        return http.client.HTTPConnection(host, port, timeout=CONNECT_S)

    @property
    def _target(self) -> str:
        query = f"?{self._parts.query}" if self._parts.query else ""
        return (self._parts.path or "/") + query
