"""What the office holds about a citizen, over HTTP: told as a file, and forgotten (SPEC S35, S36). Knows no page."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from fastapi.responses import JSONResponse

from madang_server.accounts import hash_token
from madang_server.office_app.own_data import OwnData, Standing
from madang_server.site import Site
from madang_server.store.own_data_rows import NOT_TOLD
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

    def wait_s(token: str) -> float:
        key = hash_token(token)
        wait = asked.wait_s(key)
        if not wait:
            asked.add(key)
        return wait

    @router.get("/api/own-data.json")
    async def as_file(authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        if wait := wait_s(token):
            return too_fast(wait)
        told = await own.told(token)
        if told is None:
            return not_allowed()
        return JSONResponse({"not_in_this_file": NOT_TOLD, **told}, 200, PRIVATE | named("madang.json", "madang.json"))

    @router.get("/api/own-data")
    async def standing(authorization: _Authorization = None) -> Response:
        found = await own.standing(bearer(authorization) or "")
        return not_allowed() if found is None else JSONResponse(_facts(found), 200, PRIVATE)

    @router.delete("/api/own-data")
    async def forget(authorization: _Authorization = None) -> Response:
        token = bearer(authorization) or ""
        if wait := wait_s(token):
            return too_fast(wait)
        found = await own.forget(token)
        if found is None:
            return not_allowed()
        return (
            JSONResponse({"code": "under_way", **_facts(found)}, 409, PRIVATE)
            if found.under_way
            else JSONResponse(_facts(found), 200, PRIVATE)
        )

    return router


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
