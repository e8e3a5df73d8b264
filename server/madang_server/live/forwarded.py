"""A socket whose room is at another node, and whose client cannot be sent there: its messages go on by this node (SPEC N23).

What the client says is parsed here, as of any socket, and framed anew; what the other node says is written as it comes.
"""

import asyncio
from collections.abc import Callable
from typing import cast

import msgspec
import structlog

from madang_protocol import Close, codec, limits
from madang_protocol.commands import AnyCommand, Hello
from madang_server.live.elsewhere import SEE_OTHER, Way
from madang_server.live.socket import Socket
from madang_server.live.socket_ports import MessageHandler
from madang_server.node_connection import connect_to
from madang_server.request_target import PASSED_ON_BY
from madang_server.socket_upgrade import NotUpgraded, UpgradeAnswer, upgrade_request

CONNECT_S = 2.0
ALIVE_EVERY_S = limits.SILENCE_SECONDS_MAX / 3
WAITING_BYTES_MAX = 64 * 1024  # of a client who writes before the other node answers
_BINARY, _CLOSE, _PONG = 0x82, 0x88, 0x8A
_NO_MASK = b"\0\0\0\0"  # frames to a server are masked; by nothing, between nodes
_log = structlog.get_logger()


def forwarder(socket: Socket, way: Way, hello: Hello, node: str) -> Callable[[list[AnyCommand]], MessageHandler]:
    """Return what makes the handler of the socket's messages, given the commands that came behind `hello`."""

    def begin(held: list[AnyCommand]) -> MessageHandler:
        features = [feature for feature in hello.features if feature != SEE_OTHER]
        first = msgspec.structs.replace(hello, seat=way.seat, features=features, token=None, officer=None)
        return ForwardedSocket(socket, way, node, [first, *held])

    return begin


class ForwardedSocket(asyncio.Protocol):
    """The handler of the client's socket, and the protocol of the connection to the other node."""

    def __init__(self, socket: Socket, way: Way, node: str, first: list[AnyCommand]) -> None:
        """`node`: this one. `first`: what the other node is told at once."""
        self._socket = socket
        self._node = node
        self._far: asyncio.Transport | None = None
        self._upgrade: UpgradeAnswer | None = UpgradeAnswer()  # until the other node has taken the socket
        self._waiting = bytearray(b"".join(_framed(_BINARY, codec.encode_command(command)) for command in first))
        self._alive: asyncio.TimerHandle | None = None
        self._is_over = False
        self._connecting = asyncio.get_running_loop().create_task(self._connect(way), name="a socket sent on from here")

    # the client's side -----------------------------------------------------------------------------------------------

    def received(self, payload: bytes, now: float) -> None:
        """Pass one message on."""
        del now
        self._tell(_framed(_BINARY, payload))

    def fell_behind(self) -> None:
        """The client reads slowly: so does this side."""
        if self._far is not None and not self._far.is_closing():
            self._far.pause_reading()

    def caught_up(self) -> None:
        """The client reads again."""
        if self._far is not None and not self._far.is_closing():
            self._far.resume_reading()

    def lost(self) -> None:
        """The client has closed, or is gone."""
        self._is_over = True
        self._connecting.cancel()
        if self._alive is not None:
            self._alive.cancel()
        if self._far is not None and not self._far.is_closing():
            self._far.write(_framed(_CLOSE, b""))
            self._far.close()

    def _tell(self, framed: bytes) -> None:
        if self._far is not None and self._upgrade is None:
            self._far.write(framed)
            return
        self._waiting += framed
        if len(self._waiting) > WAITING_BYTES_MAX:
            self._socket.close(Close.FLOOD)

    # the other node's side -------------------------------------------------------------------------------------------

    async def _connect(self, way: Way) -> None:
        try:
            async with asyncio.timeout(CONNECT_S):
                await connect_to(way.address, self)
        except (OSError, TimeoutError) as error:
            _log.warning("a node does not answer who was sent there", node=way.address, cause=type(error).__name__)
            self._socket.close(Close.GOING_AWAY)
            return
        assert self._far is not None, "it is made by then"
        told = {
            "Sec-WebSocket-Protocol": limits.SUBPROTOCOL,
            "X-Forwarded-For": self._socket.source,
            PASSED_ON_BY.decode(): self._node,
        }
        self._far.write(upgrade_request(way.path, told))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._far = cast("asyncio.Transport", transport)
        if self._is_over:
            self._far.close()

    def data_received(self, data: bytes) -> None:
        """Write what the other node says, once it has taken the socket."""
        said = data if self._upgrade is None else self._behind_answer(self._upgrade, data)
        if said and self._socket.open:
            self._socket.write(said)

    def _behind_answer(self, upgrade: UpgradeAnswer, data: bytes) -> bytes | None:
        """Return what is said behind the answer to the request. None: it is not whole, or the client is turned away."""
        try:
            said = upgrade.take(data)
        except NotUpgraded:
            self._turned_away()
            return None
        if said is not None:
            self._taken()
        return said

    def _taken(self) -> None:
        assert self._far is not None
        self._upgrade = None
        self._far.write(bytes(self._waiting))
        self._waiting.clear()
        self._say_alive()

    def _say_alive(self) -> None:
        """Let the other node know of a client who says nothing: it answers this node's pings, not the other's."""
        loop = asyncio.get_running_loop()
        if loop.time() - self._socket.heard_at < limits.SILENCE_SECONDS_MAX:
            self._tell(_framed(_PONG, b""))
        self._alive = loop.call_later(ALIVE_EVERY_S, self._say_alive)

    def _turned_away(self) -> None:
        self._socket.close(Close.GOING_AWAY)

    def pause_writing(self) -> None:
        self._socket.pause(reading=False)

    def resume_writing(self) -> None:
        self._socket.pause(reading=True)

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if self._is_over:
            return
        if self._upgrade is not None:
            self._turned_away()
        else:
            self._socket.end()


def _framed(kind: int, payload: bytes) -> bytes:
    size = len(payload)
    length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
    return bytes((kind,)) + length + _NO_MASK + payload


assert limits.FRAME_IN_BYTES_MAX < 1 << 16, "a frame's length fits into two bytes"
