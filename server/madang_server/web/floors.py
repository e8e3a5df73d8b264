"""The walkable floor of every place, as the plans say it (decision 0005). Made once, sent as often as asked; knows no room."""

import gzip
import json
from collections.abc import Iterable

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from madang_server.web.files import ASK_AGAIN
from madang_worlds import Plan, floor_of


def floor_routes(plans: Iterable[Plan]) -> APIRouter:
    router = APIRouter()
    known = list(plans)
    titles = {plan.name: plan.title for plan in known}
    floors = {plan.name: json.dumps(floor_of(plan, titles), ensure_ascii=False).encode() for plan in known}
    packed = {name: gzip.compress(floor) for name, floor in floors.items()}

    @router.api_route("/places/{place}/floor.json", methods=["GET", "HEAD"])
    async def floor(request: Request, place: str) -> Response:
        if place not in floors:
            return JSONResponse({"code": "unknown_place"}, 404, {"cache-control": ASK_AGAIN})
        headers = {"cache-control": ASK_AGAIN, "vary": "accept-encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(floors[place], media_type="application/json", headers=headers)
        return Response(packed[place], media_type="application/json", headers=headers | {"content-encoding": "gzip"})

    return router
