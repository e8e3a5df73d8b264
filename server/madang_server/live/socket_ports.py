"""What a socket is handed from outside: who decides about its request, and whom its messages are for. Names powers, has none."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from websockets.http11 import Request

if TYPE_CHECKING:
    from madang_server.live.socket import Socket


class MessageHandler(Protocol):
    """Whoever a socket's messages are for."""

    def received(self, payload: bytes, now: float) -> None:
        """Take one whole binary message. `now`: monotonic seconds. An exception ends this connection alone (4500)."""

    def fell_behind(self) -> None:
        """The write buffer is above the low mark."""

    def caught_up(self) -> None:
        """The write buffer has drained."""

    def lost(self) -> None:
        """The connection is over. Nothing may be written after this."""


class Acceptor(Protocol):
    """Decides which requests become connections."""

    def acceptor_of(self, request: Request) -> "Acceptor":
        """Who decides about this request, and has the connection from then on."""

    def turns_away(self, request: Request) -> HTTPStatus | None:
        """Why this request may not become a socket, or None."""

    def source_of(self, peer: str, request: Request) -> str:
        """From where the request comes, as newcomers are counted (SPEC S15)."""

    def trace_of(self, peer: str, request: Request) -> str | None:
        """Which trace the request is a part of, as who passed it on says; None: none that is believed."""

    def is_passed_on(self, request: Request) -> bool:
        """Whether another node passed it on for somebody who came by the ordinary address."""

    def enters(self, socket: "Socket") -> MessageHandler:
        """The handshake is done: name the handler."""

    def leaves(self, socket: "Socket", code: int) -> None:
        """The connection is over; `code` is what it was closed with, 1006 if it just broke."""
