"""Which office a WebSocket is for, by the path of its request. Knows paths and live sides, no visitor."""

import asyncio
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from uvicorn.config import Config
from uvicorn.server import ServerState
from websockets.http11 import Request

from madang_server.live.live import Live
from madang_server.live.socket import Socket
from madang_server.live.socket_ports import Acceptor, MessageHandler
from madang_server.request_target import Headers, without_node


class OfficeSockets:
    """The sockets of all offices of a server. It is what uvicorn's `ws` setting takes: the maker of a connection's protocol."""

    def __init__(self, by_path: Mapping[str, Live[Any]]) -> None:
        """`by_path`: the path at which each office takes sockets, `/ws` of one that is alone."""
        self._by_path = by_path

    def __call__(self, config: Config, server_state: ServerState, app_state: dict[str, Any]) -> Socket:
        return Socket(config, server_state, app_state, acceptor=self)

    def maker_for(self, target: bytes, headers: Headers) -> Callable[..., asyncio.Protocol]:  # noqa: ARG002
        """Return what makes the connection's protocol, by the request: here all are taken alike."""
        return self

    def acceptor_of(self, request: Request) -> Acceptor:
        """Return who decides about this request: an office that is open, or nobody's, who turns it away."""
        live = self._by_path.get(without_node(request.path.partition("?")[0])[1])
        return self if live is None or live.parts is None else live.parts.connections

    def turns_away(self, request: Request) -> HTTPStatus | None:
        """No office takes sockets at that path, or it is closed."""
        known = without_node(request.path.partition("?")[0])[1] in self._by_path
        return HTTPStatus.SERVICE_UNAVAILABLE if known else HTTPStatus.NOT_FOUND

    def source_of(self, peer: str, request: Request) -> str:  # noqa: ARG002
        raise AssertionError("nobody's request becomes a socket")

    def trace_of(self, peer: str, request: Request) -> str | None:  # noqa: ARG002
        raise AssertionError("nobody's request becomes a socket")

    def is_passed_on(self, request: Request) -> bool:  # noqa: ARG002
        raise AssertionError("nobody's request becomes a socket")

    def enters(self, socket: Socket) -> MessageHandler:  # noqa: ARG002
        raise AssertionError("nobody's request becomes a socket")

    def leaves(self, socket: Socket, code: int) -> None:
        """It never entered."""
