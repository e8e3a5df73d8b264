"""Which requests may become a socket here at all, by what they say of themselves. Pure: knows addresses, no office."""

from collections.abc import Collection
from http import HTTPStatus

from madang_server.addresses import is_own_host, is_own_origin, read_origins


class Gate:
    """Holds `Host` and `Origin` against what this server is called, and whose pages it lets in."""

    def __init__(self, host_names: Collection[str], allowed_origins: Collection[str]) -> None:
        """`allowed_origins`: besides the server's own host (SPEC S13)."""
        self._host_names = host_names
        self._allowed_origins = read_origins(allowed_origins)

    def turns_away(self, hosts: list[str], origins: list[str]) -> HTTPStatus | None:
        """Return why a request with these headers may not become a socket; None: it may. Programs send no origin."""
        if len(hosts) > 1 or len(origins) > 1:
            return HTTPStatus.BAD_REQUEST
        host = "".join(hosts)
        if not is_own_host(host, self._host_names):
            return HTTPStatus.MISDIRECTED_REQUEST  # S14
        if origins and not is_own_origin(origins[0], host, self._allowed_origins):
            return HTTPStatus.FORBIDDEN  # S13
        return None
