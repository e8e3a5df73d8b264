"""How the servers stand, for supervisors: the nodes of a cluster and which has which office. Knows accounts, no cluster."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Header
from fastapi.responses import JSONResponse

from madang_server.accounts import Accounts
from madang_server.faults import Forbidden
from madang_server.web.callers import PRIVATE, bearer, not_allowed

Facts = Callable[[], Awaitable[Mapping[str, Any]]]


def server_routes(accounts: Accounts, cluster: Facts | None) -> APIRouter:
    """Return the route (SPEC N19). Answers: 200 {nodes, offices, redis}; 401 without the sign-in of a supervisor; 404, 503.

    `cluster`: what is known of it; None: this server stands alone.
    """
    router = APIRouter()

    @router.get("/api/cluster")
    async def servers(authorization: Annotated[str | None, Header()] = None) -> JSONResponse:
        try:
            await accounts.prove_supervisor(bearer(authorization) or "")
        except Forbidden:
            return not_allowed()
        if cluster is None:
            return JSONResponse({"code": "no_cluster"}, 404, PRIVATE)
        return JSONResponse(await cluster(), headers=PRIVATE)

    return router
