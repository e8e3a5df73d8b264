"""Who asks over HTTP, and the answers to who may not, or asks too often. Knows headers, no account and no visitor."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask

from madang_office.rejected import Rejected
from madang_protocol import Rejection
from madang_server.addresses import Proxies, source_of

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


def source_at(request: Request, proxies: Proxies) -> str:
    """Return from where it is asked, as tries are counted (SPEC S15)."""
    return source_of(address_of(request, proxies))


def fault(code: str, status: int) -> JSONResponse:
    """Return the answer that names why it was not done."""
    return JSONResponse({"code": code}, status, PRIVATE)


def rejection(rejected: Rejected, statuses: Mapping[Rejection, int]) -> JSONResponse:
    """Return the answer to what the office has rejected, with the fields that are wrong. `statuses`: of its codes; else 409."""
    if rejected.code is Rejection.NOT_ALLOWED:
        return not_allowed()
    fields = {"fields": dict(rejected.fields)} if rejected.fields else {}
    return JSONResponse({"code": rejected.code.value, **fields}, statuses.get(rejected.code, 409), PRIVATE)


def not_allowed() -> JSONResponse:
    """Return the answer to who has not proven who they are."""
    return JSONResponse({"code": "not_allowed"}, 401, PRIVATE | {"www-authenticate": "Bearer"})


def too_fast(wait_s: float, told: BackgroundTask | None = None) -> JSONResponse:
    """Return the answer to who tries too often. `told`: what is done behind it."""
    body = {"code": "too_fast", "retry_ms": round(wait_s * 1000)}
    return JSONResponse(body, 429, PRIVATE | {"retry-after": str(round(wait_s) + 1)}, background=told)
