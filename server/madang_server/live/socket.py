"""One WebSocket connection: bytes of the transport in, whole messages out. Knows the WebSocket layer, no visitor and no room.

Uvicorn makes one for each upgrade request. The sans-I/O protocol of `websockets` does the handshake and the parsing; what is
sent is framed beforehand (`frames.py`) and goes straight to the transport.
"""

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

import structlog
from uvicorn.config import Config
from uvicorn.server import ServerState
from websockets.exceptions import PayloadTooBig
from websockets.frames import Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import OPEN, SERVER
from websockets.protocol import Protocol as FrameProtocol
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from madang_protocol import Close, Malformed, limits
from madang_protocol.connection_state import Bucket
from madang_server.live import bounds
from madang_server.live.frames import close_frame, frame, ping_frame, whole_payload
from madang_server.live.socket_ports import Acceptor, MessageHandler

_log = structlog.get_logger()
_SUBPROTOCOLS = [Subprotocol(limits.SUBPROTOCOL)]
_CODES = {403: "foreign_origin", 404: "not_found", 405: "bad_method", 421: "foreign_host", 503: "closing"}
_PROTOCOL_FAULT = 1002  # the close code of RFC 6455 for broken frames


class Socket(asyncio.Protocol):
    """A thin shell around `ServerProtocol`. `write` takes whole frames and is the transport's own."""

    __slots__ = (
        "_acceptor",
        "_close_timer",
        "_code",
        "_control",
        "_fragments",
        "_handler",
        "_now",
        "_server",
        "_transport",
        "_wire",
        "heard_at",
        "passed_on",
        "source",
        "trace",
        "when_lost",
        "write",
    )

    def __init__(self, config: Config, server_state: ServerState, app_state: dict[str, Any], *, acceptor: Acceptor) -> None:
        """The first three are what uvicorn gives."""
        del config, app_state
        self._server = server_state
        self._acceptor = acceptor
        self._now = asyncio.get_running_loop().time
        self._wire: FrameProtocol = ServerProtocol(subprotocols=_SUBPROTOCOLS, max_size=limits.FRAME_IN_BYTES_MAX)
        self._handler: MessageHandler | None = None
        self._fragments: bytearray | None = None
        self._control: Bucket | None = None
        self._close_timer: asyncio.TimerHandle | None = None
        self._code = 0  # what it was closed with; 0: it is open
        self.heard_at = self._now()
        self.when_lost: Callable[[], None] | None = None  # set by the HTTP connection that this one was
        self.trace: str | None = None  # of which it is a part
        self.passed_on = False  # by another node, for somebody who came by the ordinary address
        self.source = ""  # from where the visitor comes, as newcomers are counted (SPEC S15)

    # what the transport says ---------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=limits.WRITE_LOW_BYTES, low=bounds.WRITE_RESUME_BYTES)
        self.write = self._transport.write
        self._server.connections.add(self)  # type: ignore[arg-type]  # uvicorn's set calls `shutdown` of what is in it

    def data_received(self, data: bytes) -> None:
        """Parse, deliver, answer."""
        self.heard_at = now = self._now()
        wire = self._wire
        if self._handler is not None and not wire.reader.buffer and wire.current_size is None:
            payload = whole_payload(data)  # nearly all commands are one short frame in one read
            if payload is not None:
                self._deliver(payload, now)
                return
        wire.receive_data(data)
        for event in wire.events_received():
            self._take(event, now)
        self._answer()

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._server.connections.discard(self)
        if self.when_lost is not None:
            self.when_lost()
            self.when_lost = None
        if self._close_timer is not None:
            self._close_timer.cancel()
        self._let_go()
        self._wire.parser.close()  # it refers to its own wire: a cycle that only the garbage collector would break
        self._acceptor.leaves(self, self._code or 1006)

    def pause_writing(self) -> None:
        """The write buffer rose above the low mark: only what is reliable may be written (SPEC R10)."""
        if self._handler is not None:
            self._handler.fell_behind()

    def resume_writing(self) -> None:
        if self._handler is not None:
            self._handler.caught_up()

    def shutdown(self) -> None:
        """The server stops (SPEC S12), and waits no longer for a peer that does not answer than it must."""
        self.close(Close.GOING_AWAY)
        self._cut_after(bounds.FAREWELL_SECONDS_MAX)

    # what the server does with it ----------------------------------------------------------------------------------

    @property
    def open(self) -> bool:
        """True while messages may be written."""
        return self._handler is not None

    @property
    def unsent_bytes(self) -> int:
        """What the peer has not yet taken."""
        return self._transport.get_write_buffer_size()

    def send(self, payload: bytes) -> None:
        """Frame one encoded message and write it. Only while `open`."""
        self.write(frame(payload))

    def ping(self) -> None:
        """Ask the peer's WebSocket layer for a sign of life."""
        if self._handler is not None:
            self.write(ping_frame())

    def cut(self) -> None:
        """Nobody is there any more: no farewell."""
        self._transport.abort()

    def hand_over(self, handler: MessageHandler) -> None:
        """Have somebody else take this socket's messages from now on."""
        self._handler = handler

    def pause(self, *, reading: bool) -> None:
        """Read no more of what the peer says, or again."""
        if self._transport.is_closing():
            return
        if reading:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()

    def end(self) -> None:
        """Everything was said, the close frame too: the connection ends once the peer has it."""
        self._code = self._code or 1000
        self._let_go()
        self._transport.close()

    def close(self, code: int, reason: str = "") -> None:
        """Close with `code` (SPEC S9); `reason` is one word of a closed list (SPEC W5). Nothing may be written after it.

        The peer has `CLOSE_SECONDS_MAX` to answer, then the connection is cut. A second call does nothing.
        """
        if self._code:
            return
        self._code = code
        if self._handler is None:  # the handshake is not done, or the peer has closed
            self._transport.close()
            return
        self.write(close_frame(code, reason))
        self._let_go()
        self._linger()

    # inside --------------------------------------------------------------------------------------------------------

    def _take(self, event: object, now: float) -> None:
        if isinstance(event, Request):
            self._shake_hands(event)
        elif isinstance(event, Frame) and event.opcode is Opcode.CLOSE:
            self._code = self._code or (self._wire.close_rcvd.code if self._wire.close_rcvd else 1005)
            self._let_go()
            if self._close_timer is not None:  # the answer to our close frame: nothing more will come
                self._transport.close()
        elif isinstance(event, Frame) and self._handler is not None:
            self._take_frame(event, now)

    def _take_frame(self, event: Frame, now: float) -> None:
        if event.opcode is Opcode.BINARY and event.fin:
            self._deliver(bytes(event.data), now)
        elif event.opcode is Opcode.TEXT:
            self.close(Close.MALFORMED, Malformed.NOT_BINARY)  # W1
        elif not self._control_allows(now):
            self.close(Close.FLOOD)  # W8
        elif event.opcode in {Opcode.BINARY, Opcode.CONT}:
            self._take_fragment(event, now)

    def _take_fragment(self, event: Frame, now: float) -> None:
        if self._fragments is None:
            self._fragments = bytearray()
        self._fragments += event.data  # the wire bounds the sum by FRAME_IN_BYTES_MAX
        if event.fin:
            payload, self._fragments = bytes(self._fragments), None
            self._deliver(payload, now)

    def _control_allows(self, now: float) -> bool:
        """Pings, pongs and fragments have the same rate as messages, apart from them."""
        if self._control is None:
            self._control = Bucket(limits.RATE_FRAME)
        return self._control.take(now)

    def _deliver(self, payload: bytes, now: float) -> None:
        assert self._handler is not None
        try:
            self._handler.received(payload, now)
        except Exception:  # noqa: BLE001 - whatever it was, it is this connection's alone
            _log.exception("a message's handler failed; its connection ends, nothing else")
            self.close(Close.INTERNAL)

    def _answer(self) -> None:
        """Write what the WebSocket layer wants to say, unless we have said the last word ourselves."""
        fault = self._wire.parser_exc
        if fault is not None and not self._code and self._handler is not None:
            if isinstance(fault, PayloadTooBig):
                self.close(Close.MALFORMED, Malformed.TOO_LARGE)  # W2
            else:
                self.close(_PROTOCOL_FAULT)
        outgoing = self._wire.data_to_send()
        if self._close_timer is not None:
            return
        if self.unsent_bytes > limits.WRITE_HIGH_BYTES:
            self.cut()  # it asks and asks and reads none of the answers
            return
        for data in outgoing:
            if data:
                self.write(data)
            else:
                self._transport.close()

    def _shake_hands(self, request: Request) -> None:
        self._acceptor = self._acceptor.acceptor_of(request)
        status, wire = self._acceptor.turns_away(request), cast("ServerProtocol", self._wire)
        response: Response = wire.accept(request) if status is None else wire.reject(status, status.phrase)
        if status is not None or response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
            self._name(response)
        wire.send_response(response)
        if wire.state is OPEN:
            self._answer()
            wire.parser.close()  # it would keep the request, with all its headers, for as long as the connection lasts
            self._wire = FrameProtocol(SERVER, max_size=limits.FRAME_IN_BYTES_MAX)
            peer = str((self._transport.get_extra_info("peername") or [""])[0])
            self.source, self.trace = self._acceptor.source_of(peer, request), self._acceptor.trace_of(peer, request)
            self.passed_on = self._acceptor.is_passed_on(request)
            self._handler = self._acceptor.enters(self)

    def _name(self, response: Response) -> None:
        """Give a rejection a code for a body, and the headers that every answer of the server has."""
        response.body = json.dumps({"code": _CODES.get(response.status_code, "bad_handshake")}, separators=(",", ":")).encode()
        told = {"Content-Length": str(len(response.body)), "Content-Type": "application/json"}
        for name, value in told.items():
            response.headers.pop(name, None)  # the library has said its own
            response.headers[name] = value
        for key, given in self._server.default_headers:
            if key.decode() not in response.headers:
                response.headers[key.decode()] = given.decode()

    def _linger(self) -> None:
        """Wait for the answer to the close frame: closing at once would make the kernel throw our last words away."""
        if self._wire.parser_exc is not None and self._transport.can_write_eof():
            self._transport.write_eof()
        self._cut_after(bounds.CLOSE_SECONDS_MAX)

    def _cut_after(self, seconds: float) -> None:
        if self._close_timer is not None:
            self._close_timer.cancel()
        self._close_timer = asyncio.get_running_loop().call_later(seconds, self._transport.abort)

    def _let_go(self) -> None:
        handler, self._handler = self._handler, None
        self._fragments = None
        if handler is not None:
            handler.lost()
