"""Who asks over HTTP, and the answers to who may not, or asks too often. Knows headers, no account and no visitor."""

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask

from madang_server.addresses import Proxies

PRIVATE = {"cache-control": "no-store"}
OVERLOADED_WAIT_S = 2.0


def bearer(authorization: str | None) -> str | None:
    """Return the token of an `Authorization: Bearer` header."""
    kind, _, token = (authorization or "").partition(" ")
    return token.strip() or None if kind.lower() == "bearer" else None


def address_of(request: Request, proxies: Proxies) -> str:
    """Return the address from which it is asked, as `addresses.source_of` takes it (SPEC S15)."""
    peer = request.client.host if request.client else ""
    return proxies.client_address(peer, request.headers.getlist("X-Forwarded-For"))


def not_allowed() -> JSONResponse:
    """Return the answer to who has not proven who they are."""
    return JSONResponse({"code": "not_allowed"}, 401, PRIVATE | {"www-authenticate": "Bearer"})


def too_fast(wait_s: float, told: BackgroundTask | None = None) -> JSONResponse:
    """Return the answer to who tries too often. `told`: what is done behind it."""
    body = {"code": "too_fast", "retry_ms": round(wait_s * 1000)}
    return JSONResponse(body, 429, PRIVATE | {"retry-after": str(round(wait_s) + 1)}, background=told)
