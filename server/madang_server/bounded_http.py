"""The bounds of HTTP itself: how large and how slow a request may be, how slowly an answer may be read, how many there are.

A thin shell of uvicorn's; knows no route.
"""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar, Protocol, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from websockets.http11 import MAX_LINE_LENGTH, MAX_NUM_HEADERS

from madang_protocol import limits
from madang_server.addresses import NO_PROXY, Proxies, source_of
from madang_server.connection_places import ConnectionPlaces, HeldPlace
from madang_server.request_target import BadTarget, Headers, is_upload, plain_target

REQUEST_BYTES_MAX = 64 * 1024  # head and body; the largest that anybody needs here is a sign-in, but for a file
UPLOAD_BYTES_MAX = REQUEST_BYTES_MAX + limits.FILE_BYTES_MAX  # of a request that brings a file (SPEC C24)
_PIECE_BYTES = 32 * 1024  # what came is looked at in pieces: the head of a request is known before its body counts
_REQUEST_LINE_BYTES = len(b"PROPPATCH  HTTP/1.1\r\n")  # but for the target; no method is longer than this by much
_JSON = ((b"content-type", b"application/json"), (b"connection", b"close"))
_RETRY = ((b"retry-after", b"10"),)
READ_BYTES_MIN = 8 * 1024  # of an answer that waits, or of a file that comes, in `reading_seconds`: half a kilobyte a second
NOSNIFF = (b"x-content-type-options", b"nosniff")
_FAREWELL_SECONDS_MAX = 2.0  # what is still being sent when the server stops has so long


class _LenientTransport:
    """A transport that drops what is written after its end, where uvloop would raise: a broken download is no fault of ours."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.real = transport
        self.written_bytes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def write(self, data: bytes) -> None:
        if not self.real.is_closing():
            self.written_bytes += len(data)
            self.real.write(data)

    @property
    def waiting_bytes(self) -> int:
        """What the peer has not taken yet."""
        return self.real.get_write_buffer_size()


def _told_bytes(headers: Headers) -> int:
    """Return how long the body is, as far as the head tells it; the parser has seen that it is one number."""
    return next((int(value) for name, value in headers if name == b"content-length" and value.isdigit()), 0)


def _has_body(headers: Headers) -> bool:
    return _told_bytes(headers) > 0 or any(name == b"transfer-encoding" for name, _ in headers)


class _OwnHeaders(list[tuple[bytes, bytes]]):
    """The headers of every answer. One that says itself that its type is not to be guessed is no document: it needs no policy."""

    def __add__(self, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:  # type: ignore[override]
        kept = [header for header in self if header[0] == b"date"] if NOSNIFF in given else self
        return [*kept, *given]


ChooseSocket = Callable[[bytes, Headers], Callable[..., Any]]


class _Upgraded(Protocol):
    """What a connection may become."""

    when_lost: Callable[[], None]


class BoundedHttp(HttpToolsProtocol):
    """One connection of HTTP. uvicorn itself would take a head or a body of any size, for as long as it likes to come.

    It would also keep an answer for a reader that never reads, and as many connections as there are files.
    """

    seconds_max: ClassVar[float] = 10.0  # from the first byte of a request, or from the connection, to its last
    upload_seconds_max: ClassVar[float] = 600.0  # instead, of a request that brings a file
    reading_seconds: ClassVar[float] = 15.0  # in which READ_BYTES_MIN of an answer that waits must be taken (SPEC S18)

    def __init__(
        self,
        *given: Any,
        places: ConnectionPlaces | None = None,
        proxies: Proxies = NO_PROXY,
        choose_socket: ChooseSocket | None = None,
        **named: Any,
    ) -> None:
        """`places`: those of the whole server; None: as many as come. `proxies`: those that tell from where a request comes.

        `choose_socket`: what makes the socket of a request, by its target and headers; None: uvicorn's setting.
        """
        super().__init__(*given, **named)
        self._place = None if places is None else HeldPlace(places)
        self._proxies = proxies
        self._choose_socket = choose_socket
        self._turned_away = False
        self._reading: asyncio.TimerHandle | None = None
        self._taken_bytes: int | None = None  # when it was looked at last; None: nothing waited
        self._came_bytes = 0  # of the request that is coming
        self._bytes_max = REQUEST_BYTES_MAX  # of it
        self._seen_bytes: int | None = None  # of a file that is coming, when it was looked at last; None: none comes
        self._patience: asyncio.TimerHandle | None = None
        self._farewell: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        self._lenient = _LenientTransport(transport)
        super().connection_made(self._lenient)  # type: ignore[arg-type]
        self._reading = self.loop.call_later(self.reading_seconds, self._look_at_reader)
        self._wait()
        peer = self.client[0] if self.client else ""
        has_place = self._place is None or self._place.take()
        if not has_place or not (self._proxies.may_be(peer) or self._counts_for(source_of(peer))):
            self._turn_away()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        self._look_no_more()
        if self._place is not None:
            self._place.give_back()
        if self._farewell is not None:
            self._farewell.cancel()
        super().connection_lost(exc)

    def eof_received(self) -> bool:  # type: ignore[override]  # uvicorn's says nothing, which closes
        """The peer sends no more and may still read: what it has asked is answered, and then the connection closes."""
        if not self._is_asked():
            return False
        self.cycle.keep_alive = False
        return True

    def data_received(self, data: bytes) -> None:
        for first in range(0, len(data), _PIECE_BYTES):
            if self._turned_away or self.parser is None:  # None: it has become a socket
                return
            self._piece_received(data[first : first + _PIECE_BYTES])

    def _piece_received(self, piece: bytes) -> None:
        self._came_bytes += len(piece)
        if self._came_bytes > self._bytes_max:
            self._reject(b"413 Content Too Large", "too_large")
            return
        self._wait()
        super().data_received(piece)

    def on_message_complete(self) -> None:
        """The request is whole; the next one is counted anew."""
        if self._turned_away:
            return
        self._came_bytes, self._bytes_max, self._seen_bytes = 0, REQUEST_BYTES_MAX, None
        self._wait_no_more()
        super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        if not self._turned_away:
            super().on_body(body)

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value.strip(b" \t"))  # RFC 9112, 5: white space around a value is not part of it

    def on_headers_complete(self) -> None:
        forwarded = [value.decode("latin-1") for name, value in self.headers if name == b"x-forwarded-for"]
        peer = self.client[0] if self.client else ""
        if not self._counts_for(source_of(self._proxies.client_address(peer, forwarded))):
            self._turn_away()
            return
        try:
            self.url = plain_target(self.url, self.headers, host_needed=self.parser.get_http_version() != "1.0")
        except BadTarget as fault:
            self._reject(b"400 Bad Request", str(fault))
            return
        brings_file = is_upload(self.parser.get_method(), self.url)
        body_max = limits.FILE_BYTES_MAX if brings_file else REQUEST_BYTES_MAX
        if _told_bytes(self.headers) > body_max:
            self._reject(b"413 Content Too Large", "too_large")
            return
        if brings_file:
            self._wait_for_file()
        if self.parser.should_upgrade() and self._should_upgrade() and not self._may_upgrade():
            return
        super().on_headers_complete()
        if self.cycle is not None:  # a socket has none
            self.cycle.default_headers = _OwnHeaders(self.server_state.default_headers)

    def send_400_response(self, msg: str) -> None:
        """Say in our own words what uvicorn says in its own: this is no HTTP."""
        del msg
        self._reject(b"400 Bad Request", "bad_request")

    def _may_upgrade(self) -> bool:
        """Return whether the request can become a socket; else it is answered here, where the answer has every header."""
        lines = [len(name) + len(value) + len(": \r\n") for name, value in self.headers]
        if len(lines) > MAX_NUM_HEADERS or max([len(self.url) + _REQUEST_LINE_BYTES, *lines]) > MAX_LINE_LENGTH:
            self._reject(b"431 Request Header Fields Too Large", "too_large")
        elif self.parser.get_http_version() == "1.0" or _has_body(self.headers) or self._is_asked():
            self._reject(b"400 Bad Request", "bad_request")
        return not self._turned_away

    def handle_websocket_upgrade(self) -> None:
        if self._turned_away:
            return
        self._wait_no_more()
        self._look_no_more()
        if self._choose_socket is not None:
            self.ws_protocol_class = self._choose_socket(self.url, self.headers)  # type: ignore[assignment]  # any maker
        self.transport = self.transport.real  # type: ignore[attr-defined]  # its sockets write frames by the thousand
        super().handle_websocket_upgrade()
        if self._place is not None:
            cast("_Upgraded", self.transport.get_protocol()).when_lost = self._place.give_back  # not of `self`, which goes
        self.parser = None  # type: ignore[assignment]  # as uvicorn ends one: it refers to `self`, a cycle that would stay

    def shutdown(self) -> None:
        """The server stops: an answer that is under way may end, unless its reader is too slow."""
        super().shutdown()
        self._farewell = self.loop.call_later(_FAREWELL_SECONDS_MAX, self.transport.abort)

    def _wait_for_file(self) -> None:
        """A file may come for longer, as long as it comes."""
        self._bytes_max = UPLOAD_BYTES_MAX
        self._seen_bytes = -READ_BYTES_MIN  # the next look may come at once: it finds no fault
        self._wait_no_more()
        self._patience = self.loop.call_later(self.upload_seconds_max, self.transport.close)

    def _wait(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(self.seconds_max, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _counts_for(self, source: str) -> bool:
        return self._place is None or self._place.count_for(source)

    def _look_at_reader(self) -> None:
        """Cut a reader that takes next to nothing of what waits for it: nothing else ends that (SPEC S18)."""
        waiting = self._lenient.waiting_bytes
        taken = self._lenient.written_bytes - waiting
        if waiting and self._taken_bytes is not None and taken - self._taken_bytes < READ_BYTES_MIN:
            self.transport.abort()
            return
        self._taken_bytes = taken if waiting else None
        if self._seen_bytes is not None and not self._is_held_up():
            if self._came_bytes - self._seen_bytes < READ_BYTES_MIN:
                self.transport.abort()
                return
            self._seen_bytes = self._came_bytes
        self._reading = self.loop.call_later(self.reading_seconds, self._look_at_reader)

    def _is_held_up(self) -> bool:
        """Return whether we read nothing ourselves now: whoever sends is not to blame."""
        return self.flow.read_paused

    def _look_no_more(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _turn_away(self) -> None:
        self._reject(b"503 Service Unavailable", "too_many_connections", _RETRY)

    def _reject(self, status: bytes, code: str, more: tuple[tuple[bytes, bytes], ...] = ()) -> None:
        """Answer with this code and close, once what was asked before is answered: what else comes is not looked at."""
        self._turned_away = True
        if self._is_asked():
            self._wait_no_more()
            self.cycle.keep_alive = False  # the last one; it closes the connection
            return
        body = b'{"code":"%b"}' % code.encode()
        if not getattr(self.cycle, "response_started", False) or self.cycle.response_complete:  # else ours would stand in another
            headers = [*self.server_state.default_headers, *_JSON, *more, (b"content-length", b"%d" % len(body))]
            lines = b"".join(b"%b: %b\r\n" % header for header in headers)
            self.transport.write(b"HTTP/1.1 %b\r\n%b\r\n%b" % (status, lines, body))
        self.transport.close()

    def _is_asked(self) -> bool:
        """Return whether a whole request came before what comes now, and is not answered yet."""
        asked = cast("RequestResponseCycle | None", self.cycle)
        return asked is not None and not asked.response_complete and not asked.more_body
