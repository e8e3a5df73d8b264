"""Answers only what is meant for this office: a `Host` that is somebody else's is rejected. An ASGI layer; knows no route."""

from collections.abc import Collection

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from madang_server.addresses import is_own_host
from madang_server.web import pages

_FOR_PROBES = frozenset({"/healthz", "/readyz"})  # they are asked by whatever name a machine has, and tell nothing


class OwnHost:
    """421 for a foreign `Host` (SPEC S14); there is at most one (request_target.py)."""

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        rejected = self._rejected(scope) if scope["type"] == "http" and scope["path"] not in _FOR_PROBES else None
        await (rejected or self._app)(scope, receive, send)

    def _rejected(self, scope: Scope) -> ASGIApp | None:
        hosts = _header(scope, b"host")
        if not hosts or is_own_host(hosts[0], self._names):
            return None
        wants_page = any("text/html" in accepted for accepted in _header(scope, b"accept"))
        return pages.foreign_host() if wants_page else JSONResponse({"code": "foreign_host"}, 421)


def _header(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for given, value in scope["headers"] if given == name]
