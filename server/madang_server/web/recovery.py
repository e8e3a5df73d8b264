"""How a citizen is known on another device, over HTTP (SPEC S30): the code is made, taken back and used. Knows no page."""

from collections.abc import Callable
from io import BytesIO
from typing import Annotated

import segno
from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, StringConstraints

from madang_office.recovery_codes import read_recovery_code
from madang_server.addresses import Proxies, source_of
from madang_server.office_app.recovery import Recovery
from madang_server.web.sign_in import bearer, too_fast
from madang_server.web.throttle import Tries

TRIES_OF_AN_ADDRESS = 30  # a minute: a house of many shares one, and nobody guesses 22 digits
_TYPED_CHARS_MAX = 120
_PRIVATE = {"cache-control": "no-store"}
_NOBODY = _PRIVATE | {"www-authenticate": "Bearer"}


class CodeTyped(BaseModel):
    """What somebody types on another device."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(min_length=1, max_length=_TYPED_CHARS_MAX, strict=True)]


def recovery_routes(recovery: Recovery, address: str, proxies: Proxies, now: Callable[[], float]) -> APIRouter:
    """Return the routes. `address`: of the office's page, for the square code; `now`: seconds that do not jump.

    Answers: 200; 401 `not_allowed` for nobody's token; of a code that is used 422 `mistyped`, 404 `unknown_code`, 429 `too_fast`.
    """
    router, tries = APIRouter(), Tries(now, TRIES_OF_AN_ADDRESS)

    @router.get("/api/recovery")
    async def kept(authorization: Annotated[str | None, Header()] = None) -> Response:
        found = await recovery.kept(bearer(authorization) or "")
        if found is None:
            return _not_allowed()
        since = None if found.since is None else int(found.since)
        return JSONResponse({"since": since, "devices": found.devices}, headers=_PRIVATE)

    @router.post("/api/recovery")
    async def renew(authorization: Annotated[str | None, Header()] = None) -> Response:
        code = await recovery.renew(bearer(authorization) or "")
        if code is None:
            return _not_allowed()
        link = f"{address}/#recover/{code.replace(' ', '')}"
        return JSONResponse({"code": code, "link": link, "square": _square(link)}, headers=_PRIVATE)

    @router.delete("/api/recovery")
    async def revoke(authorization: Annotated[str | None, Header()] = None) -> Response:
        return (
            Response(status_code=204, headers=_PRIVATE) if await recovery.revoke(bearer(authorization) or "") else _not_allowed()
        )

    @router.post("/api/recovery/use")
    async def use(request: Request, typed: CodeTyped) -> Response:
        peer = request.client.host if request.client else ""
        source = source_of(proxies.client_address(peer, request.headers.getlist("X-Forwarded-For")))
        wait_s = tries.wait_s(source)
        if wait_s:
            return too_fast(wait_s)
        if read_recovery_code(typed.code) is None:
            return JSONResponse({"code": "mistyped"}, 422, _PRIVATE)
        tries.add(source)
        token = await recovery.use(typed.code)
        return (
            JSONResponse({"code": "unknown_code"}, 404, _PRIVATE)
            if token is None
            else JSONResponse({"token": token}, 200, _PRIVATE)
        )

    return router


def _not_allowed() -> JSONResponse:
    return JSONResponse({"code": "not_allowed"}, 401, _NOBODY)


def _square(link: str) -> str:
    """Return the link as a QR code: an SVG of its own, black on white on every ground."""
    drawn = BytesIO()
    segno.make_qr(link, error="m").save(drawn, kind="svg", border=4, xmldecl=False, dark="#000", light="#fff", omitsize=True)
    return drawn.getvalue().decode()
