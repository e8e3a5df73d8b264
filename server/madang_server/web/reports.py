"""What waits for a supervisor's decision of what visitors reported, and who may not be in the rooms (SPEC O29)."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from fastapi.responses import JSONResponse

from madang_server.accounts import Accounts
from madang_server.faults import StorageFailed
from madang_server.web.callers import PRIVATE, not_allowed
from madang_server.web.supervisors import supervisor_of


def report_routes(accounts: Accounts, is_here: Callable[[], bool], read: Callable[[], Awaitable[dict[str, Any]]]) -> APIRouter:
    """Return the route. Answers: 200; 401 without the sign-in of a supervisor of this office; 503."""
    router = APIRouter()

    @router.get("/api/reports")
    async def reports(authorization: Annotated[str | None, Header()] = None) -> Response:
        if await supervisor_of(accounts, authorization) is None:
            return not_allowed()
        if not is_here():
            raise StorageFailed("storage")
        return JSONResponse(await read(), 200, PRIVATE)

    return router
