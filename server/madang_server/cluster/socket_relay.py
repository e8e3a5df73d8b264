"""A socket for an office that another node has: passed on to it byte by byte, both ways, no faster than either side reads.

Knows TCP and the head of the request, no frame and no message.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

import structlog
from uvicorn.server import ServerState

from madang_protocol import limits
from madang_server.node_connection import connect_to
from madang_server.request_target import PASSED_ON_BY
from madang_server.tracing import HEADER, Trace, Tracing

OWNER_AWAITED_S = 9.0  # longer than a lease lasts: whoever comes while an office has no owner comes in as soon as it has
LOOK_EVERY_S = 0.2
CONNECT_S = 1.0
READING_S = float(limits.SILENCE_SECONDS_MAX)  # in which a visitor must take what waits: the owner sees this node alone
FAREWELL_S = 2.0  # for what the owner said last; then the connection is cut
WAITING_BYTES_MAX = 64 * 1024  # of a peer who writes before the owner is reached
_TRACE = HEADER.encode()
_log = structlog.get_logger()


class SocketRelay(asyncio.Protocol):
    """The visitor's side of one connection that is passed on. uvicorn makes it in the place of a `Socket`."""

    def __init__(
        self,
        server: ServerState,
        *,
        node: str,
        owner: Callable[[], str | None],
        gone: Callable[["SocketRelay"], None],
        reading_s: float = READING_S,
        trace: Trace | None = None,
        awaited_s: float = OWNER_AWAITED_S,
    ) -> None:
        """`owner`: where the office is now; None: nowhere yet. `gone` is told when the connection is over.

        `reading_s`: how long the visitor may leave what waits for them. `trace`: of this connection; it ends with it.
        `awaited_s`: how long the owner is waited for.
        """
        self._trace = trace
        self._awaited_s = awaited_s
        self._server = server
        self._node = node
        self._owner = owner
        self._gone = gone
        self._reading_s = reading_s
        self._patience: asyncio.TimerHandle | None = None
        self._waiting = bytearray()
        self._far: asyncio.Transport | None = None
        self._connecting: asyncio.Task[None] | None = None
        self.address: str | None = None  # of the node that it leads to, once it does
        self.when_lost: Callable[[], None] | None = None  # set by the HTTP connection that this one was

    # the visitor's side ---------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._near = cast("asyncio.Transport", transport)
        self._server.connections.add(self)  # type: ignore[arg-type]  # uvicorn's set calls `shutdown` of what is in it

    def data_received(self, data: bytes) -> None:
        """Pass it on; the first is the head of the request, which tells the owner from where it comes."""
        if self._connecting is None:
            data = self._head(data)
            self._connecting = asyncio.get_running_loop().create_task(self._connect(), name="a socket passed on")
        if self._far is not None:
            self._far.write(data)
            return
        self._waiting += data
        if len(self._waiting) > WAITING_BYTES_MAX:
            self._near.pause_reading()

    def _head(self, head: bytes) -> bytes:
        peer = self._near.get_extra_info("peername")
        source = peer[0].encode() if isinstance(peer, tuple) else b"unknown"
        more = b"x-forwarded-for: %b\r\n%b: %b\r\n\r\n" % (source, PASSED_ON_BY, self._node.encode())
        part = b"%b: %b\r\n" % (_TRACE, self._trace.header.encode()) if self._trace is not None else b""
        return _without_trace(head.removesuffix(b"\r\n")) + part + more

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._server.connections.discard(self)
        self._wait_no_more()
        if self._connecting is not None:
            self._connecting.cancel()
        if self._far is not None:
            self._far.close()
        if self.when_lost is not None:
            self.when_lost()
            self.when_lost = None
        if self._trace is not None:
            self._trace.end("over" if self._far is not None else "no_owner")
        self._gone(self)

    def pause_writing(self) -> None:
        """The visitor reads slowly: so does this side, which does not see then that the owner has closed (SPEC S18)."""
        self._cut_after(self._reading_s)
        if self._far is not None:
            self._far.pause_reading()

    def resume_writing(self) -> None:
        self._wait_no_more()
        if self._far is not None:
            self._far.resume_reading()

    def shutdown(self) -> None:
        """This node ends: the visitor comes back by another, and goes on where they were."""
        self.cut()

    def close(self) -> None:
        """End it once the visitor has what was said, or does not take it."""
        self._near.close()
        self._cut_after(FAREWELL_S)

    def cut(self) -> None:
        """End it without a word, in the middle of whatever it is."""
        self._near.abort()

    def _cut_after(self, seconds: float) -> None:
        self._wait_no_more()
        self._patience = asyncio.get_running_loop().call_later(seconds, self.cut)

    def _wait_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    # the owner's side -----------------------------------------------------------------------------------------------

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._awaited_s
        while not await self._reached():
            if loop.time() >= ends:
                self._near.write(_turned_away(HTTPStatus.SERVICE_UNAVAILABLE))
                self.close()
                return
            await asyncio.sleep(LOOK_EVERY_S)

    async def _reached(self) -> bool:
        address = self._owner()
        if address is None:
            return False
        try:
            async with asyncio.timeout(CONNECT_S):
                far = await connect_to(address, _OwnersSide(self, self._near))
        except (OSError, TimeoutError):
            return False
        self._far, self.address = far, address
        far.write(bytes(self._waiting))
        self._waiting.clear()
        self._near.resume_reading()
        return True


class _OwnersSide(asyncio.Protocol):
    def __init__(self, relay: SocketRelay, near: asyncio.Transport) -> None:
        self._relay = relay
        self._near = near

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._far = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if not self._near.is_closing():
            self._near.write(data)

    def pause_writing(self) -> None:
        self._near.pause_reading()

    def resume_writing(self) -> None:
        self._near.resume_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is None:
            self._relay.close()
        else:
            self._relay.cut()


class SocketRelays:
    """The sockets that this node passes on, by office."""

    def __init__(
        self,
        node: str,
        address_of: Callable[[str], str | None],
        *,
        reading_s: float = READING_S,
        tracing: Tracing | None = None,
    ) -> None:
        """`address_of`: where an office is. `reading_s`: how long a visitor may leave what waits for them."""
        self._tracing = tracing
        self.node = node
        self._reading_s = reading_s
        self._address_of = address_of
        self._open: dict[str, set[SocketRelay]] = {}

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(len, self._open.values()))

    def make_to(self, address: Callable[[], str | None], server: ServerState) -> SocketRelay:
        """Return one that leads to a node, for who asks for it by name (SPEC N21). One that is gone is not waited for."""
        return self._made("", server, address, awaited_s=0.0)

    def make(self, office: str, server: ServerState) -> SocketRelay:
        """Return one for a visitor of this office."""
        trace = self._tracing.begin("connection passed on", office=office) if self._tracing is not None else None
        return self._made(office, server, lambda: self._address_of(office), trace=trace)

    def _made(
        self,
        office: str,
        server: ServerState,
        owner: Callable[[], str | None],
        *,
        trace: Trace | None = None,
        awaited_s: float = OWNER_AWAITED_S,
    ) -> SocketRelay:
        """`office`: nothing: it leads to a node, whatever offices are there."""
        relays = self._open.setdefault(office, set())
        relay = SocketRelay(
            server,
            node=self.node,
            owner=owner,
            gone=relays.discard,
            reading_s=self._reading_s,
            trace=trace,
            awaited_s=awaited_s,
        )
        relays.add(relay)
        return relay

    def moved(self, office: str, address: str | None) -> None:
        """The office is elsewhere now: whoever was led to where it was before comes anew (a stopped node closes nothing)."""
        for relay in list(self._open.get(office, ())):
            if relay.address not in {None, address}:
                relay.cut()


def _without_trace(head: bytes) -> bytes:
    """Return the head without what the visitor says of a trace: the owner believes this node (SPEC N20)."""
    return b"".join(line for line in head.splitlines(keepends=True) if not line.lower().startswith(_TRACE + b":"))


def _turned_away(status: HTTPStatus) -> bytes:
    body = b'{"code":"no_owner"}'
    head = f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: application/json\r\nretry-after: 2\r\nconnection: close\r\n"
    return head.encode() + b"content-length: %d\r\n\r\n%b" % (len(body), body)


def passed_on(headers: Any) -> bool:
    """Return whether another node passed this request on: it is answered here or not at all."""
    return any(name.lower() == PASSED_ON_BY for name, _ in headers)
