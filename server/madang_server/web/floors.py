"""The walkable floor of every place, as the plans say it (decision 0005). Made once, sent as often as asked; knows no room."""

from collections.abc import Iterable

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from madang_server.web.files import ASK_AGAIN, PASSIVE
from madang_server.web.packed import packed_json
from madang_worlds import Plan, floor_of


def floor_routes(plans: Iterable[Plan]) -> APIRouter:
    router = APIRouter()
    known = list(plans)
    titles = {plan.name: plan.title for plan in known}
    floors = {plan.name: packed_json(floor_of(plan, titles)) for plan in known}

    @router.api_route("/places/{place}/floor.json", methods=["GET", "HEAD"])
    async def floor(request: Request, place: str) -> Response:
        if place not in floors:
            return JSONResponse({"code": "unknown_place"}, 404, {"cache-control": ASK_AGAIN})
        return floors[place].answer(request, {"cache-control": ASK_AGAIN, **PASSIVE})

    return router
