"""One connection between a host and an owner: records both ways, questions and answers. Knows bytes, no office and no room.

The host connects, as for a WebSocket, to the port at which the owner serves everybody; the secret that nodes share says that it
is one of them (`registry.py`).
"""

import asyncio
import hmac
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Protocol, cast

import structlog

from madang_server.cluster.hosting.wire import AnyRecord, Failed, Record, Unknown, packed, unpacked
from madang_server.node_connection import connect_to
from madang_server.socket_upgrade import NotUpgraded, UpgradeAnswer, upgrade_request

CONNECT_S = 1.0
WAITING_BYTES_MAX = 16 * 1024 * 1024  # of a peer that reads no more
LINK_PATH = "/link/"  # of each node; behind it the office
SECRET = b"madang-link"  # the header
LINK_OF = b"madang-link-of"  # which node asks: for whoever looks at what goes between nodes, and decides nothing
_log = structlog.get_logger()
Answer = Callable[[Record], None]  # to a question, once
Settle = Callable[[AnyRecord | None], None]  # the answer; None: the link was lost, and nobody knows


class LinkLost(Exception):
    """The other side is gone, or there is none. What it was asked may have been done."""


class LinkEnd(Protocol):
    """Whoever is at this end of a link."""

    def came(self, record: AnyRecord, answer: Answer) -> None:
        """Take what the other side says; a question is answered by calling `answer`, once, now or later."""

    def lost(self, link: "Link") -> None:
        """The link is over."""


class Link(asyncio.Protocol):
    """One end. `open`: records may be sent."""

    def __init__(self, peer: LinkEnd) -> None:
        self._peer = peer
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._numbers = count(1)
        self._asked: dict[int, Settle] = {}
        self._passed_over: set[str] = set()  # kinds that were told of in the log
        self._upgrade: UpgradeAnswer | None = None  # while it is awaited
        self._let_in = asyncio.Event()  # or lost

    @property
    def open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    # to the other side -----------------------------------------------------------------------------------------------

    def tell(self, record: Record) -> None:
        """Say this. Nothing happens when the link is over."""
        self._send(0, record)

    def ask(self, record: Record, settle: Settle) -> None:
        """Ask this; `settle` gets the answer, once: `Failed` when it is too large to be asked. It may not raise."""
        if not self.open:
            settle(None)
            return
        number = next(self._numbers)
        self._asked[number] = settle
        if not self._send(number, record):
            del self._asked[number]
            settle(Failed(lost=False))

    async def asked(self, record: Record) -> AnyRecord:
        """Ask this and return the answer. Raises `LinkLost`."""
        future: asyncio.Future[AnyRecord | None] = asyncio.get_running_loop().create_future()
        self.ask(record, lambda came: None if future.done() else future.set_result(came))
        if (came := await future) is None:
            raise LinkLost
        return came

    def close(self) -> None:
        """End it once everything was sent."""
        if self._transport is not None:
            self._transport.close()

    def cut(self) -> None:
        """End it now."""
        if self._transport is not None:
            self._transport.abort()

    def _answer(self, number: int, record: Record) -> None:
        if not self._send(-number, record):
            self._send(-number, Failed(lost=True))  # what was asked may be done; nobody is told how

    def _send(self, number: int, record: Record) -> bool:
        """Say this, unless the link is over. False: the other side would not read it, so it is not said."""
        if self._transport is None or self._transport.is_closing():
            return True
        try:
            frame = packed(number, record)
        except ValueError as error:
            _log.error("what a node says to another is too large and is left out", cause=str(error))
            return False
        self._transport.write(frame)
        if self._transport.get_write_buffer_size() > WAITING_BYTES_MAX:
            _log.error("a node reads no more of what the office says; its link is cut")
            self._transport.abort()
        return True

    # from the other side ---------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    async def let_in(self, request: bytes) -> None:
        """Ask to be let in by this request for an upgrade, and wait until it is so. Raises `LinkLost`."""
        self._upgrade = UpgradeAnswer()
        if self._transport is not None:
            self._transport.write(request)
        await self._let_in.wait()
        if not self.open:
            raise LinkLost

    def data_received(self, data: bytes) -> None:
        said = data if self._upgrade is None else self._behind_answer(self._upgrade, data)
        if said is None:
            return
        self._buffer += said
        try:
            for number, record in unpacked(self._buffer):
                self._take(number, record)
        except ValueError as error:
            _log.error("a node says what is no record; its link is cut", cause=str(error))
            self.cut()

    def _behind_answer(self, upgrade: UpgradeAnswer, data: bytes) -> bytes | None:
        """Return what is said behind the answer to the request. None: the answer is not whole, or there is no link."""
        try:
            said = upgrade.take(data)
        except NotUpgraded:
            self.cut()
            return None
        if said is not None:
            self._upgrade = None
            self._let_in.set()
        return said

    def _take(self, number: int, record: AnyRecord | Unknown) -> None:
        if isinstance(record, Unknown):
            self._pass_over(number, record.kind)
            return
        if number < 0:
            settle = self._asked.pop(-number, None)
            if settle is not None:
                settle(record)
            return
        self._peer.came(record, partial(self._answer, number) if number else _nobody)

    def _pass_over(self, number: int, kind: str) -> None:
        """The other side is of another version: what it asks cannot be asked here, and what it answers nobody here can read."""
        if kind not in self._passed_over:
            self._passed_over.add(kind)
            _log.warning("a node of another version says what is not known here", what=kind)
        if number > 0:
            self._send(-number, Failed(lost=False))
        elif number < 0:
            self._take(number, Failed(lost=True))

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        asked, self._asked = self._asked, {}
        self._let_in.set()
        for settle in asked.values():
            settle(None)
        self._peer.lost(self)


def _nobody(record: Record) -> None:
    """Nothing was asked."""


async def connected(peer: LinkEnd, *, node: str, address: str, path: str, secret: str) -> Link:
    """Return a link to the node at this address. `node`: this one. Raises `LinkLost`."""
    link = Link(peer)
    try:
        async with asyncio.timeout(CONNECT_S):
            await connect_to(address, link)
            await link.let_in(upgrade_request(path, {SECRET.decode(): secret, LINK_OF.decode(): node}))
    except (OSError, TimeoutError) as error:
        link.cut()
        raise LinkLost from error
    return link


class IncomingLink(asyncio.Protocol):
    """A connection that asks to be a link. uvicorn makes it in the place of a `Socket`; it becomes one end of the link.

    It is none of those that uvicorn waits for at the end: the office closes it when it closes itself.
    """

    def __init__(self, accept: Callable[[], LinkEnd | None], *, proved: bool) -> None:
        """`accept` gives who is at this end; None: nobody has the office here. `proved`: the other knows the nodes' secret."""
        self._accept = accept
        self._proved = proved
        self._link: Link | None = None
        self.when_lost: Callable[[], None] | None = None  # set by the HTTP connection that this one was

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """The first is the head of the request; the link speaks only when it was let in."""
        if self._link is not None:
            self._link.data_received(data)
            return
        peer = self._accept() if self._proved else None
        if peer is None:
            status = b"503 Service Unavailable" if self._proved else b"403 Forbidden"
            self._transport.write(b"HTTP/1.1 %b\r\ncontent-length: 0\r\nconnection: close\r\n\r\n" % status)
            self._transport.close()
            return
        self._transport.write(b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n")
        self._link = Link(peer)
        self._link.connection_made(self._transport)
        cast("OwnersEnd", peer).begin(self._link)

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        if self.when_lost is not None:
            self.when_lost()
            self.when_lost = None
        if self._link is not None:
            self._link.connection_lost(exc)

    def pause_writing(self) -> None:
        """What waits is bounded where it is sent."""

    def resume_writing(self) -> None:
        """It goes on by itself."""


class OwnersEnd(LinkEnd, Protocol):
    """The owner's end, which is told of its link."""

    def begin(self, link: Link) -> None:
        """This is the link."""


def proves(headers: list[tuple[bytes, bytes]], secret: str | None) -> bool:
    """Return whether a request knows the nodes' secret."""
    told = next((value for name, value in headers if name.lower() == SECRET), b"")
    return secret is not None and hmac.compare_digest(told, secret.encode())
