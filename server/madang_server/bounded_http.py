"""The bounds of HTTP itself: how large a request may be, how long it may take. A thin shell of uvicorn's; knows no route."""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

REQUEST_BYTES_MAX = 64 * 1024  # head and body; the largest that anybody needs here is a sign-in
_TOO_LARGE = b'{"code":"too_large"}'
_OF_TOO_LARGE = (
    (b"content-type", b"application/json"), (b"connection", b"close"), (b"content-length", b"%d" % len(_TOO_LARGE)),
)  # fmt: skip
NOSNIFF = (b"x-content-type-options", b"nosniff")
_FAREWELL_SECONDS_MAX = 2.0  # what is still being sent when the server stops has so long


class _LenientTransport:
    """A transport that drops what is written after its end, where uvloop would raise: a broken download is no fault of ours."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.real = transport

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def write(self, data: bytes) -> None:
        if not self.real.is_closing():
            self.real.write(data)


class _OwnHeaders(list[tuple[bytes, bytes]]):
    """The headers of every answer. One that says itself that its type is not to be guessed is no document: it needs no policy."""

    def __add__(self, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:  # type: ignore[override]
        kept = [header for header in self if header[0] == b"date"] if NOSNIFF in given else self
        return [*kept, *given]


class BoundedHttp(HttpToolsProtocol):
    """One connection of HTTP. uvicorn itself would take a head or a body of any size, for as long as it likes to come."""

    seconds_max: ClassVar[float] = 10.0  # from the first byte of a request, or from the connection, to its last

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._came_bytes = 0  # of the request that is coming
        self._patience: asyncio.TimerHandle | None = None
        self._farewell: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(_LenientTransport(transport))  # type: ignore[arg-type]
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        if self._farewell is not None:
            self._farewell.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._came_bytes += len(data)
        if self._came_bytes > REQUEST_BYTES_MAX:
            self._reject()
            return
        self._wait()
        super().data_received(data)

    def on_message_complete(self) -> None:
        """The request is whole; the next one is counted anew."""
        self._came_bytes = 0
        self._wait_no_more()
        super().on_message_complete()

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        if self.cycle is not None:  # a socket has none
            self.cycle.default_headers = _OwnHeaders(self.server_state.default_headers)

    def handle_websocket_upgrade(self) -> None:
        self._wait_no_more()
        self.transport = self.transport.real  # type: ignore[attr-defined]  # its sockets write frames by the thousand
        super().handle_websocket_upgrade()

    def shutdown(self) -> None:
        """The server stops: an answer that is under way may end, unless its reader is too slow."""
        super().shutdown()
        self._farewell = self.loop.call_later(_FAREWELL_SECONDS_MAX, self.transport.abort)

    def _wait(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(self.seconds_max, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _reject(self) -> None:
        answering = getattr(self.cycle, "response_started", False) and not self.cycle.response_complete
        if not answering:  # else ours would stand in the middle of another
            headers = [*self.server_state.default_headers, *_OF_TOO_LARGE]
            lines = b"".join(b"%b: %b\r\n" % header for header in headers)
            self.transport.write(b"HTTP/1.1 413 Content Too Large\r\n%b\r\n%b" % (lines, _TOO_LARGE))
        self.transport.close()
