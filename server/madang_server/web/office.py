"""What the office publishes about itself: how often the waiting ranges held that it told people (SPEC T7). No persons."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from madang_server.office_app import OfficeService


def office_routes(office: OfficeService) -> APIRouter:
    router = APIRouter()

    @router.api_route("/api/waits", methods=["GET", "HEAD"])
    async def waits() -> Response:
        return JSONResponse({"services": office.calibrations()}, headers={"cache-control": "public, max-age=60"})

    return router
