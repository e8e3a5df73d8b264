"""Is the server alive, ready, and how busy: for the machines that look after it. Knows checks, no people."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

_NOW = {"cache-control": "no-store"}


def health_routes(registry: CollectorRegistry, checks: dict[str, Callable[[], Awaitable[bool]]]) -> APIRouter:
    """Return the routes. /readyz names every check and is 503 when one of them fails."""
    router = APIRouter()

    @router.api_route("/healthz", methods=["GET", "HEAD"])
    async def alive() -> Response:
        return JSONResponse({"alive": True}, headers=_NOW)

    @router.api_route("/readyz", methods=["GET", "HEAD"])
    async def ready() -> Response:
        found = {name: await check() for name, check in checks.items()}
        if all(found.values()):
            return JSONResponse({"ready": True, **found}, headers=_NOW)
        return JSONResponse({"code": "not_ready", "ready": False, **found}, 503, _NOW)

    @router.api_route("/metrics", methods=["GET", "HEAD"])
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST, headers=_NOW)

    return router
