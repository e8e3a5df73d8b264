"""How a citizen is known on another device, over HTTP (SPEC S30): the code is made, taken back and used. Knows no page."""

from collections.abc import Callable
from io import BytesIO
from typing import Annotated

import segno
from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, StringConstraints

from madang_office.recovery_codes import read_recovery_code
from madang_server.accounts import hash_token
from madang_server.addresses import Proxies
from madang_server.office_app.recovery import Recovery
from madang_server.web.callers import PRIVATE, bearer, not_allowed, source_at, too_fast
from madang_server.web.throttle import Tries

CHANGES_OF_A_CITIZEN = 10  # a minute: each is written down for long
TRIES_OF_AN_ADDRESS = 30  # a minute: a house of many shares one, and nobody guesses 22 digits
_TYPED_CHARS_MAX = 120


class CodeTyped(BaseModel):
    """What somebody types on another device."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(min_length=1, max_length=_TYPED_CHARS_MAX, strict=True)]


def recovery_routes(recovery: Recovery, address: str, proxies: Proxies, now: Callable[[], float]) -> APIRouter:
    """Return the routes. `address`: of the office's page, for the square code; `now`: seconds that do not jump.

    Answers: 200; 401 `not_allowed` for nobody's token; 429 `too_fast`; of a code that is used 422 `mistyped`, 404 `unknown_code`.
    """
    router = APIRouter()
    router.include_router(_own_code(recovery, address, Tries(now, CHANGES_OF_A_CITIZEN)))
    router.include_router(_typed_code(recovery, proxies, Tries(now, TRIES_OF_AN_ADDRESS)))
    return router


def _own_code(recovery: Recovery, address: str, changes: Tries) -> APIRouter:
    router = APIRouter()

    @router.get("/api/recovery")
    async def kept(authorization: Annotated[str | None, Header()] = None) -> Response:
        found = await recovery.kept(bearer(authorization) or "")
        if found is None:
            return not_allowed()
        since = None if found.since is None else int(found.since)
        return JSONResponse({"since": since, "devices": found.devices}, headers=PRIVATE)

    @router.post("/api/recovery")
    async def renew(authorization: Annotated[str | None, Header()] = None) -> Response:
        token = bearer(authorization) or ""
        if wait_s := changes.take(hash_token(token)):
            return too_fast(wait_s)
        code = await recovery.renew(token)
        if code is None:
            return not_allowed()
        link = f"{address}/#recover/{code.replace(' ', '')}"
        return JSONResponse({"code": code, "link": link, "square": square(link)}, headers=PRIVATE)

    @router.delete("/api/recovery")
    async def revoke(authorization: Annotated[str | None, Header()] = None) -> Response:
        token = bearer(authorization) or ""
        if wait_s := changes.take(hash_token(token)):
            return too_fast(wait_s)
        return Response(status_code=204, headers=PRIVATE) if await recovery.revoke(token) else not_allowed()

    return router


def _typed_code(recovery: Recovery, proxies: Proxies, tries: Tries) -> APIRouter:
    router = APIRouter()

    @router.post("/api/recovery/use")
    async def use(request: Request, typed: CodeTyped) -> Response:
        source = source_at(request, proxies)
        if wait_s := tries.wait_s(source):
            return too_fast(wait_s)
        if read_recovery_code(typed.code) is None:
            return JSONResponse({"code": "mistyped"}, 422, PRIVATE)
        tries.add(source)
        token = await recovery.use(typed.code)
        return (
            JSONResponse({"code": "unknown_code"}, 404, PRIVATE)
            if token is None
            else JSONResponse({"token": token}, 200, PRIVATE)
        )

    return router


def square(link: str) -> str:
    """Return the link as a QR code: an SVG of its own, black on white on every ground."""
    drawn = BytesIO()
    segno.make_qr(link, error="m").save(drawn, kind="svg", border=4, xmldecl=False, dark="#000", light="#fff", omitsize=True)
    return drawn.getvalue().decode()
