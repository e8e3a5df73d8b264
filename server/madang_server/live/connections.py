"""The acceptor of sockets: which requests become one, and how long one may stay silent. Knows connections, no visitor."""

from collections import deque
from collections.abc import Callable
from http import HTTPStatus

from websockets.http11 import Request

from madang_protocol import Close
from madang_protocol.connection_state import Phase
from madang_server.addresses import source_of
from madang_server.live import bounds
from madang_server.live.connection import Connection, SessionHandler
from madang_server.live.gate import Gate
from madang_server.live.settings import LiveSettings
from madang_server.live.socket import Socket
from madang_server.live.socket_ports import MessageHandler
from madang_server.request_target import PASSED_ON_BY, without_node
from madang_server.tracing import HEADER, parent_of


class ConnectionManager:
    """All sockets of this server."""

    def __init__(self, sessions: SessionHandler, settings: LiveSettings, now: Callable[[], float]) -> None:
        self.sockets: set[Socket] = set()
        self.draining = False
        self._sessions = sessions
        self._settings = settings
        self._gate = Gate(settings.host_names, settings.allowed_origins)
        self._paths = {settings.path} | ({settings.node_path} if settings.node else set())
        self._now = now
        self._unheard: deque[tuple[float, Connection]] = deque()  # when each must have said hello, the oldest first
        self._look_seconds = settings.silence_seconds / bounds.SILENCE_LOOKS
        self._silence_looked_at = now()

    # what a socket asks ----------------------------------------------------------------------------------------------

    def acceptor_of(self, request: Request) -> "ConnectionManager":
        """Return whose the request is: this office's."""
        del request
        return self

    def turns_away(self, request: Request) -> HTTPStatus | None:
        """Why this request may not become a socket, or None."""
        if request.path.partition("?")[0] not in self._paths:
            return HTTPStatus.NOT_FOUND
        rejected = self._gate.turns_away(request.headers.get_all("Host"), request.headers.get_all("Origin"))
        return rejected or (HTTPStatus.SERVICE_UNAVAILABLE if self.draining else None)

    def source_of(self, peer: str, request: Request) -> str:
        """Return the address that the request comes from, of IPv6 its network (SPEC S15)."""
        return source_of(self._settings.proxies.client_address(peer, request.headers.get_all("X-Forwarded-For")))

    def trace_of(self, peer: str, request: Request) -> str | None:
        """Return the trace that the request is a part of, where a proxy or a node says so."""
        believed = self._settings.proxies.may_be(peer)
        return parent_of(request.headers.get_all(HEADER)) if believed else None

    def is_passed_on(self, request: Request) -> bool:
        """Return whether another node passed it on for somebody who came by the ordinary address."""
        return not without_node(request.path)[0] and PASSED_ON_BY.decode() in request.headers

    def enters(self, socket: Socket) -> MessageHandler:
        """The handshake is done: hello is awaited (SPEC S1)."""
        self.sockets.add(socket)
        connection = Connection(socket, self._sessions)
        self._unheard.append((self._now() + self._settings.hello_seconds, connection))
        return connection

    def leaves(self, socket: Socket, code: int) -> None:
        if socket in self.sockets:
            self.sockets.discard(socket)
            self._sessions.tally.closes[code] += 1

    # time ------------------------------------------------------------------------------------------------------------

    def sweep(self) -> None:
        """Look at the deadlines: called about once a second."""
        now = self._now()
        while self._unheard and self._unheard[0][0] <= now:
            _, connection = self._unheard.popleft()
            if connection.state.phase is Phase.NEW:
                connection.socket.close(Close.HELLO_EXPECTED)
        if now - self._silence_looked_at >= self._look_seconds:
            self._silence_looked_at = now
            self._look_for_silence(now)

    def _look_for_silence(self, now: float) -> None:
        for socket in list(self.sockets):
            silent_s = now - socket.heard_at
            if silent_s > self._settings.silence_seconds:
                socket.cut()
            elif silent_s > bounds.SILENCE_LOOKS_BEFORE_PING * self._look_seconds:
                socket.ping()

    def close(self) -> None:
        """Everybody out, to come back in a while (SPEC S12)."""
        self.draining = True
        for socket in list(self.sockets):
            socket.close(Close.GOING_AWAY)
