"""What the office holds about a citizen, over HTTP: told as a file, and forgotten (SPEC S35, S36). Knows no page."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from fastapi.responses import JSONResponse

from madang_server.accounts import hash_token
from madang_server.office_app.own_data import OwnData, Standing
from madang_server.site import Site
from madang_server.store.own_data_rows import NOT_TOLD, NOT_TOLD_BESIDE
from madang_server.web.callers import PRIVATE, bearer, not_allowed, too_fast
from madang_server.web.downloads import named
from madang_server.web.pages import both, page
from madang_server.web.throttle import Tries

ASKED_OF_A_CITIZEN = 10  # a minute
_AFTERWARDS = (
    "이 민원실에 남아 있던 내 정보를 지웠습니다. 보관해야 하는 신청만 남아 있습니다.",
    "What this office held about you is deleted. Only requests that have to be kept are still there.",
)
_Authorization = Annotated[str | None, Header()]


def own_data_routes(own: OwnData, site: Site, base: str, now: Callable[[], float]) -> APIRouter:
    """Return the routes. `site`: has the page, which is below the path `base`; `now`: seconds that do not jump.

    Answers: 200; 401 `not_allowed` for nobody's token; 409 `under_way` with what must end first; 429 `too_fast`.
    """
    router = APIRouter()
    router.include_router(_page(site, base))
    asked = Tries(now, ASKED_OF_A_CITIZEN)

    async def counted(authorization: str | None, act: Callable[[str], Awaitable[Response | None]]) -> Response:
        token = bearer(authorization) or ""
        if wait_s := asked.take(hash_token(token)):
            return too_fast(wait_s)
        return await act(token) or not_allowed()

    @router.get("/api/own-data.json")
    async def as_file(authorization: _Authorization = None) -> Response:
        return await counted(authorization, partial(_file, own))

    @router.get("/api/own-data")
    async def standing(authorization: _Authorization = None) -> Response:
        return await counted(authorization, partial(_standing, own))

    @router.delete("/api/own-data")
    async def forget(authorization: _Authorization = None) -> Response:
        return await counted(authorization, partial(_forgotten, own))

    return router


async def _file(own: OwnData, token: str) -> Response | None:
    told = await own.told(token)
    headers = PRIVATE | named("madang.json", "madang.json")
    left_out = NOT_TOLD | NOT_TOLD_BESIDE
    return None if told is None else JSONResponse({"not_in_this_file": left_out, **told}, 200, headers)


async def _standing(own: OwnData, token: str) -> Response | None:
    found = await own.standing(token)
    return None if found is None else JSONResponse(_facts(found), 200, PRIVATE)


async def _forgotten(own: OwnData, token: str) -> Response | None:
    found = await own.forget(token)
    if found is None:
        return None
    if found.under_way:
        return JSONResponse({"code": "under_way", **_facts(found)}, 409, PRIVATE)
    return JSONResponse(_facts(found), 200, PRIVATE)


def _page(site: Site, base: str) -> APIRouter:
    router = APIRouter()

    @router.api_route("/forgotten", methods=["GET", "HEAD"])
    async def forgotten() -> Response:
        body = both("h1", "지웠습니다", "It is deleted", kind="good") + both("p", *_AFTERWARDS)
        return page("지웠습니다 · Deleted", body, site=site, base=base)

    return router


def _facts(found: Standing) -> dict[str, Any]:
    return {
        "tickets": found.tickets,
        "requests": found.requests,
        "appointments": found.appointments,
        "messages": found.messages,
        "kept": [{"number": one.number, "until": None if one.until is None else int(one.until)} for one in found.kept],
    }
