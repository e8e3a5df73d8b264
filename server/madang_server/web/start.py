"""Where a newcomer begins, so that a page can fetch the place ahead while its visitor chooses a name. Knows plans, no room."""

from collections.abc import Container

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from madang_server.web.files import ASK_AGAIN


def start_routes(names: Container[str], default: str, base: str) -> APIRouter:
    """Return the route for places of these names, the one to begin in among them; `base`: under which path the office is."""
    router = APIRouter()

    @router.api_route("/api/start", methods=["GET", "HEAD"])
    async def start(place: str = "") -> JSONResponse:
        return JSONResponse(start_in(place if place in names else default, base), headers={"cache-control": ASK_AGAIN})

    return router


def start_in(place: str, base: str) -> dict[str, str]:
    """Return what a page fetches for whoever begins in that place."""
    return {"place": place, "map": f"{base}/places/{place}/place.tmj"}
