"""The acceptor of sockets: which requests become one, and how long one may stay silent. Knows connections, no visitor."""

from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from websockets.datastructures import MultipleValuesError
from websockets.http11 import Request

from madang_protocol import Close
from madang_protocol.connection_state import Phase
from madang_server.addresses import is_own_host, source_of
from madang_server.live import bounds
from madang_server.live.connection import Connection, SessionHandler
from madang_server.live.settings import LiveSettings
from madang_server.live.socket import MessageHandler, Socket

PATH = "/ws"
_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_own(origin: str | None, host: str, allowed_origins: frozenset[str]) -> bool:
    """True for a page of this host or of an allowed origin (SPEC S13); programs that are no page send no origin."""
    if origin is None or origin in allowed_origins:
        return True
    try:
        page = urlsplit(origin)
    except ValueError:
        return False
    port = _DEFAULT_PORTS.get(page.scheme)
    return port is not None and _same_host(page.netloc, host, port)


def _same_host(one: str, other: str, default_port: int) -> bool:
    """Return whether two authorities (`name` or `name:port`) are one, for a scheme with that default port."""
    suffix = f":{default_port}"
    return one.lower().removesuffix(suffix) == other.lower().removesuffix(suffix)


def _target(request: Request) -> tuple[str, str]:
    """Return path and host of the request. Its target may be a whole address, which then says the host (RFC 9112 3.2.2).

    `MultipleValuesError` for several hosts; `ValueError` for an address that is none.
    """
    if request.path.startswith("/"):
        return request.path.partition("?")[0], request.headers.get("Host", "")
    target = urlsplit(request.path)
    return target.path, target.netloc


class ConnectionManager:
    """All sockets of this server."""

    def __init__(self, sessions: SessionHandler, settings: LiveSettings, now: Callable[[], float]) -> None:
        self.sockets: set[Socket] = set()
        self.draining = False
        self._sessions = sessions
        self._settings = settings
        self._now = now
        self._unheard: deque[tuple[float, Connection]] = deque()  # when each must have said hello, the oldest first
        self._look_seconds = settings.silence_seconds / bounds.SILENCE_LOOKS
        self._silence_looked_at = now()

    # what a socket asks ----------------------------------------------------------------------------------------------

    def turns_away(self, request: Request) -> HTTPStatus | None:
        """Why this request may not become a socket, or None."""
        try:
            path, host = _target(request)
            origin = request.headers.get("Origin")
        except (MultipleValuesError, ValueError):
            return HTTPStatus.BAD_REQUEST
        if path != PATH:
            return HTTPStatus.NOT_FOUND
        if not is_own_host(host, self._settings.host_names):
            return HTTPStatus.MISDIRECTED_REQUEST  # S14
        if not is_own(origin, host, self._settings.allowed_origins):
            return HTTPStatus.FORBIDDEN
        full = self.draining or len(self.sockets) >= self._settings.connections_max
        return HTTPStatus.SERVICE_UNAVAILABLE if full else None

    def source_of(self, peer: str, request: Request) -> str:
        """Return the address that the request comes from, of IPv6 its network (SPEC S15)."""
        return source_of(self._settings.proxies.client_address(peer, request.headers.get_all("X-Forwarded-For")))

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
