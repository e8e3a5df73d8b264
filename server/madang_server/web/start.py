"""Where a newcomer begins, so that a page can fetch the place ahead while its visitor chooses a name. Knows plans, no room."""

from collections.abc import Container

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from madang_server.web.files import ASK_AGAIN


def start_routes(names: Container[str], default: str) -> APIRouter:
    """Return the route for places of these names, the one to begin in among them."""
    router = APIRouter()

    @router.api_route("/api/start", methods=["GET", "HEAD"])
    async def start(place: str = "") -> JSONResponse:
        name = place if place in names else default
        return JSONResponse({"place": name, "map": f"/places/{name}/place.tmj"}, headers={"cache-control": ASK_AGAIN})

    return router
